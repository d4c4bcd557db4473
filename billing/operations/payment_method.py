"""Set up, replace, stop and end the way a customer pays. We keep tokens and last digits, never a card number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Message
from accounts.operations import event, message
from accounts.operations.event import Actor
from billing.enums import MethodKind, MethodState
from billing.models import BillingAccount, DueItem, PaymentMethod
from billing.queries.payment import min_side_link
from billing.rules.step import METHOD_STEPS
from config.foundation.formats import date_text, money_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.operations import pressing_message

CARD_DATA = "GE-VF-11.5"
CONSENT_WITHDRAWN = "OR-6.2c"


class NotActive(Refused):
    """Only a method in use can be withdrawn."""

    code = "method-not-active"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedCard:
    """What the provider tells of a card it keeps for us."""

    customer_token: str
    token: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@transaction.atomic
def begin(*, account: BillingAccount, provider: str, by: Actor, as_of: date) -> PaymentMethod:
    """Write down that a card is about to be saved, and when its holder agreed to automatic draws."""
    earlier = account.payment_methods.filter(provider=provider).exclude(customer_token="").order_by("-pk").first()
    method = PaymentMethod.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        kind=MethodKind.CARD,
        provider=provider,
        customer_token=earlier.customer_token if earlier else "",
        consented_at=Now(),
        starts_on=as_of,
    )
    _record("billing.method.begun", method, by, as_of)
    return method


@transaction.atomic
def note_enrolment(*, method: PaymentMethod, enrolment_token: str, customer_token: str) -> None:
    """Keep the provider's names of the enrolment, by which we ask what came of it."""
    method.enrolment_token = enrolment_token
    method.customer_token = customer_token
    method.save(update_fields=["enrolment_token", "customer_token"])


@transaction.atomic
def activate(*, method: PaymentMethod, card: SavedCard, by: Actor, as_of: date) -> None:
    """Put a saved card to use and end the one before it; a second telling changes nothing."""
    BillingAccount.objects.select_for_update().get(pk=method.billing_account_id)
    method.refresh_from_db()
    if method.state != MethodState.PROVISIONAL:
        return
    for former in PaymentMethod.objects.filter(
        billing_account_id=method.billing_account_id, state__in=[MethodState.ACTIVE, MethodState.INVALID]
    ).select_for_update():
        advance(former, to=MethodState.ENDED, allowed=METHOD_STEPS, ended_on=as_of)
        _record("billing.method.replaced", former, by, as_of)
    advance(
        method,
        to=MethodState.ACTIVE,
        allowed=METHOD_STEPS,
        customer_token=card.customer_token,
        method_token=card.token,
        brand=card.brand[:20],
        last4=card.last4,
        expires_month=card.exp_month or None,
        expires_year=card.exp_year or None,
    )
    _record("billing.method.activated", method, by, as_of, clause=CARD_DATA, last4=card.last4)


@transaction.atomic
def activate_agreed(*, account: BillingAccount, kind: MethodKind, by: Actor, as_of: date) -> PaymentMethod:
    """Put a method without a card to use (Betalingsservice, slip) and end the one before it."""
    BillingAccount.objects.select_for_update().get(pk=account.pk)
    for former in account.payment_methods.filter(state__in=[MethodState.ACTIVE, MethodState.INVALID]):
        advance(former, to=MethodState.ENDED, allowed=METHOD_STEPS, ended_on=as_of)
    method = PaymentMethod.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        kind=kind,
        state=MethodState.ACTIVE,
        consented_at=Now(),
        starts_on=as_of,
    )
    _record("billing.method.activated", method, by, as_of)
    return method


@transaction.atomic
def drop(*, method: PaymentMethod, by: Actor, as_of: date) -> None:
    """End an enrolment that came to nothing."""
    if method.state == MethodState.PROVISIONAL:
        advance(method, to=MethodState.ENDED, allowed=METHOD_STEPS, ended_on=as_of)
        _record("billing.method.dropped", method, by, as_of)


@transaction.atomic
def invalidate(*, method: PaymentMethod, reason: str, by: Actor, as_of: date) -> None:
    """Note that a method does not work; nothing is drawn with it any more."""
    if method.state == MethodState.ACTIVE:
        advance(method, to=MethodState.INVALID, allowed=METHOD_STEPS, invalid_reason=reason[:60] or "unknown")
        _record("billing.method.invalid", method, by, as_of, reason=reason)


@transaction.atomic
def renew(*, method: PaymentMethod, last4: str, exp_month: int, exp_year: int, by: Actor, as_of: date) -> None:
    """Keep what the card network told of a replaced card."""
    method.last4 = last4 or method.last4
    method.expires_month = exp_month or method.expires_month
    method.expires_year = exp_year or method.expires_year
    method.save(update_fields=["last4", "expires_month", "expires_year"])
    _record("billing.method.renewed", method, by, as_of, last4=method.last4)


@transaction.atomic
def withdraw_consent(*, method: PaymentMethod, by: Actor, as_of: date) -> None:
    """
    Stop all draws with a card at once, the scheduled ones too; what is owed is still owed.

    :raises NotActive: when the method is not in use
    """
    if method.state not in (MethodState.ACTIVE, MethodState.INVALID):
        raise NotActive(_("This card is not in use."))
    advance(method, to=MethodState.ENDED, allowed=METHOD_STEPS, ended_on=as_of)
    _record("billing.method.consent_withdrawn", method, by, as_of, clause=CONSENT_WITHDRAWN)
    customer = method.billing_account.customer
    message.queue(
        "card_consent_withdrawn",
        customer=customer,
        reason=f"card_consent_withdrawn:{method.pk}",
        context={"card": method.last4, "link": min_side_link(supplier=customer.supplier)},
        as_of=as_of,
        clause=CONSENT_WITHDRAWN,
    )


@transaction.atomic
def tell_missing(*, due_item: DueItem, as_of: date) -> bool:
    """
    Tell the customer at once that nothing works to pay a claim with, and how to restore it; once per claim.

    Nobody is told when the customer is dead: a person is asked instead.
    """
    customer = due_item.billing_account.customer
    reason = f"payment_method_missing:{due_item.cause}"
    if Message.objects.filter(customer=customer, reason=reason).exists():
        return False
    locale = customer.language or customer.supplier.language
    sent = pressing_message.queue(
        "payment_method_missing",
        customer=customer,
        subject=due_item,
        reason=reason,
        context={
            "amount": money_text(due_item.amount, due_item.currency, locale=locale),
            "due_on": date_text(due_item.due_on, locale=locale),
            "link": min_side_link(supplier=customer.supplier),
        },
        as_of=as_of,
        clause=due_item.clause,
    )
    return sent is not None


def _record(
    kind: str,
    method: PaymentMethod,
    by: Actor,
    as_of: date,
    *,
    reason: str = "",
    clause: str = "",
    last4: str = "",
) -> None:
    event.record(
        kind,
        supplier=method.supplier,
        customer=method.billing_account.customer,
        subject=method,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=clause,
        method=method.kind,
        last4=last4,
    )

"""Save a card on the provider's own page: our row first, then the redirect, then what really came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.operations.event import Actor
from billing.enums import MethodState
from billing.gateways.card import CardProvider, Enrolment, EnrolmentState
from billing.models import BillingAccount, PaymentMethod
from billing.operations import payment_method
from billing.operations.payment_method import SavedCard
from config.foundation.crashpoint import crashpoint
from config.foundation.refusal import Refused


class PageNotReached(Refused):
    """The provider's page could not be opened."""

    code = "card-page-not-reached"


@dataclass(frozen=True, slots=True)
class Begun:
    """The row of the card to be and the page its holder is sent to."""

    method: PaymentMethod
    url: str


def begin(
    *,
    account: BillingAccount,
    provider: CardProvider,
    success_url: str,
    cancel_url: str,
    by: Actor,
    as_of: date,
) -> Begun:
    """
    Open the provider's card page for an account.

    :raises PageNotReached: when the provider did not answer; nothing was saved, and it may be tried again
    """
    method = payment_method.begin(account=account, provider=provider.name, by=by, as_of=as_of)
    crashpoint("enrolment.begun")
    customer = account.customer
    enrolment = provider.begin_enrolment(
        reference=str(method.public_id),
        customer_token=method.customer_token,
        name=customer.name,
        email=customer.email,
        language=customer.language or customer.supplier.language,
        currency=account.currency,
        success_url=success_url,
        cancel_url=cancel_url,
        idempotency_key=f"enrolment:{method.public_id}",
    )
    if enrolment.state is not EnrolmentState.OPEN:
        payment_method.drop(method=method, by=by, as_of=as_of)
        raise PageNotReached(_("The page for your card could not be opened. Try again in a moment."))
    payment_method.note_enrolment(
        method=method, enrolment_token=enrolment.enrolment_id, customer_token=enrolment.customer_token
    )
    crashpoint("enrolment.noted")
    return Begun(method, enrolment.url)


def finish(*, method: PaymentMethod, provider: CardProvider, by: Actor, as_of: date) -> PaymentMethod:
    """
    Ask the provider what came of an enrolment and put the card to use, or end the row.

    The browser's way back and the web hook both come here; neither is believed.
    """
    if method.state == MethodState.PROVISIONAL and method.enrolment_token:
        enrolment = provider.read_enrolment(enrolment_id=method.enrolment_token)
        if enrolment.state is EnrolmentState.COMPLETED:
            payment_method.activate(method=method, card=_card(enrolment), by=by, as_of=as_of)
        elif enrolment.state is EnrolmentState.EXPIRED:
            payment_method.drop(method=method, by=by, as_of=as_of)
    method.refresh_from_db()
    return method


def _card(enrolment: Enrolment) -> SavedCard:
    return SavedCard(
        customer_token=enrolment.customer_token,
        token=enrolment.token,
        brand=enrolment.brand,
        last4=enrolment.last4,
        exp_month=enrolment.exp_month,
        exp_year=enrolment.exp_year,
    )

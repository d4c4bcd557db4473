"""The page of the payment method: what is in use, and what stopping the draws leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from billing.enums import MethodKind, MethodState
from billing.models import BillingAccount, PaymentMethod
from billing.queries import aconto
from billing.queries.payment_page import current_method, open_claims
from billing.queries.payment_words import METHOD_KINDS, expires, method_label, why_refused
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement
from contracts.queries.terms_page import Why, why
from contracts.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence and the clause it rests on, when a clause says it."""

    text: str
    clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """How an account pays now, and what there is to know before that is changed."""

    current: PaymentMethod | None
    label: str
    state: str
    state_kind: str
    is_card: bool
    refused: str
    works_before: date | None
    last_month: date | None
    safe: Reason
    consequences: tuple[Reason, ...]


def method_page(*, account: BillingAccount, locale: str) -> MethodPage:
    """Return the page of an account."""
    method = current_method(account)
    state = MethodState(method.state) if method else None
    works_before = expires(method) if method and method.kind == MethodKind.CARD else None
    return MethodPage(
        current=method,
        label=method_label(method),
        state=str(state.label) if state else "",
        state_kind=METHOD_KINDS.get(state, "") if state else "",
        is_card=bool(method and method.kind == MethodKind.CARD),
        refused=why_refused(method.invalid_reason) if method and state == MethodState.INVALID else "",
        works_before=works_before,
        last_month=works_before - timedelta(days=1) if works_before else None,
        safe=_safe(document_of(account)),
        consequences=tuple(_consequences(account, locale)),
    )


def document_of(account: BillingAccount) -> Terms:
    """Return the terms the account's payments follow: those of its latest agreement."""
    latest = Agreement.objects.filter(supplies__billed__billing_account=account).order_by("-starts_on", "-pk")
    code = latest.values_list("terms_code", flat=True).first()
    return terms.by_code(code or account.supplier.terms_code)


def _safe(document: Terms) -> Reason:
    """Say where the card number goes; the clause is shown where the document has one."""
    stated = document.card_collection.card_data_stored if document.card_collection else None
    text = _(
        "You type the card number on the card company's own page. It never comes to us: we keep the kind of card, "
        "its last four digits and when it expires."
    )
    return Reason(text=text, clause=why(stated.clause) if stated else None)


def _consequences(account: BillingAccount, locale: str) -> list[Reason]:
    """Say what stopping the draws leads to, the nearest first."""
    document = document_of(account)
    card = document.card_collection
    told = [_draws_stop(account, locale)]
    owed = sum((claim.amount.minor for claim in open_claims(account)), 0)
    if owed:
        amount = money_text(Money(owed, account.currency), locale=locale)
        told.append(
            Reason(text=_("What is open now, %(amount)s, you still owe.") % {"amount": amount}, clause=None)
        )
    methods = document.payment_methods
    if methods and methods.valid_method_required.value:
        text = _("Your terms ask for a way to pay that works. Without one, a payment can end in a reminder.")
        told.append(Reason(text=text, clause=why(methods.valid_method_required.clause)))
    if card and card.revocable:
        text = _("You may take your consent back at any time, and save a card again whenever you like.")
        told.append(Reason(text=text, clause=why(card.revocable.clause)))
    return told


def _draws_stop(account: BillingAccount, locale: str) -> Reason:
    coming = aconto.next_payment(account=account)
    if coming is None:
        return Reason(text=_("Nothing is drawn from your card any more."), clause=None)
    told = {
        "amount": money_text(coming.amount, coming.currency, locale=locale),
        "day": date_text(coming.collect_on, locale=locale),
    }
    text = _("The next payment, %(amount)s on %(day)s, is not drawn. You pay it yourself, on time.") % told
    return Reason(text=text, clause=None)

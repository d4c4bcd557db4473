"""The page of payments: plan with its arithmetic, what comes, what is open, card payments, every movement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Customer
from billing.enums import (
    DueState,
    InstalmentState,
    LedgerAccount,
    MethodKind,
    MethodState,
    PaymentState,
    TransactionKind,
)
from billing.models import AcontoPlan, BillingAccount, DueItem, Entry, Payment, PaymentMethod
from billing.queries import aconto
from billing.queries.aconto import InstalmentView
from billing.queries.payment_words import (
    INSTALMENT_KINDS,
    PAYMENT_KINDS,
    due_label,
    method_label,
    short_price,
    why_refused,
)
from config.foundation.formats import kwh_text, money_text, period_text, unit_price_text
from config.foundation.money import Money
from contracts.queries.terms_page import Why, why

LATEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """How much is paid on account, how often, and what the amount rests on."""

    every: str
    based_on: str
    clause: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentRow:
    """One payment on account with its arithmetic."""

    anchor: str
    day: date
    amount: Money
    period: str
    state: str
    kind: str
    announced_on: date | None
    lines: tuple[str, ...]
    clause: Why | None
    fee_clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A claim that is open: what for, by when, and what can be done about it now."""

    id: int
    label: str
    amount: Money
    due_on: date
    state: str
    state_kind: str
    refused: str
    may_pay: bool
    approve: UUID | None
    clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One card payment and how it went."""

    day: date
    amount: Money
    method: str
    what: str
    state: str
    kind: str
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One fact in the books from the customer's side: amount in their favour is positive, the balance likewise."""

    day: date
    text: str
    amount: Money
    owed: Money
    url: str


def accounts_of(customer: Customer) -> list[BillingAccount]:
    """Return the customer's accounts, open ones and electricity first."""
    rows = BillingAccount.objects.of(customer).filter(supplier_id=customer.supplier_id)
    return list(rows.order_by(F("closed_on").asc(nulls_first=True), "fuel", "pk"))


def current_method(account: BillingAccount) -> PaymentMethod | None:
    """Return how the account pays: what works, else what stopped working."""
    states = [MethodState.ACTIVE, MethodState.INVALID]
    return account.payment_methods.filter(state__in=states).order_by("state", "-pk").first()


def plan_words(plan: AcontoPlan, *, currency: str, locale: str) -> PlanWords:
    """Say what a plan rests on."""
    terms = aconto.terms_of(plan)
    told = {
        "kwh": kwh_text(plan.expected_year_wh, locale=locale),
        "price": short_price(plan.price_micro, currency, locale=locale),
        "fixed": money_text(plan.fixed_per_month, currency, locale=locale),
    }
    sentence = (
        _("We expect %(kwh)s a year at about %(price)s with everything, and %(fixed)s a month in subscriptions.")
        if plan.fixed_per_month
        else _("We expect %(kwh)s a year at about %(price)s with everything.")
    )
    every = ngettext("every month", "every %(months)s months", plan.cycle_months) % {"months": plan.cycle_months}
    clause = terms.aconto.basis.clause if terms.aconto else ""
    return PlanWords(every=every, based_on=sentence % told, clause=why(clause))


def instalment_rows(account: BillingAccount, *, locale: str) -> list[InstalmentRow]:
    """Return what comes, soonest first, and after it the latest that are paid."""
    found = aconto.instalments(account=account)
    paid = [each for each in found if each.state == InstalmentState.PAID]
    coming = [each for each in found if each.state != InstalmentState.PAID]
    rows = sorted(coming, key=lambda each: each.collect_on) + paid[:3]
    return [_instalment(each, locale) for each in rows]


def open_claims(account: BillingAccount) -> list[DueRow]:
    """Return the claims that are not paid, the oldest first, with how their last payment went."""
    last = Payment.objects.filter(due_item=OuterRef("pk")).order_by("-number")
    rows = (
        DueItem.objects.filter(billing_account=account, state=DueState.OPEN)
        .annotate(
            payment_state=Subquery(last.values("state")[:1]),
            payment_code=Subquery(last.values("failure_code")[:1]),
            payment_key=Subquery(last.values("public_id")[:1]),
        )
        .order_by("due_on", "pk")
    )
    return [_due(row) for row in rows]


def card_payments(account: BillingAccount) -> list[PaymentRow]:
    """Return the latest payments we asked the card for, whatever came of them."""
    rows = account.payments.select_related("method", "due_item").order_by("-pk")[:LATEST]
    return [
        PaymentRow(
            day=row.business_date,
            amount=Money(row.amount, row.currency),
            method=method_label(row.method),
            what=due_label(row.due_item.kind),
            state=str(PaymentState(row.state).label),
            kind=PAYMENT_KINDS.get(PaymentState(row.state), ""),
            refused=why_refused(row.failure_code) if row.state == PaymentState.FAILED else "",
        )
        for row in rows
    ]


def movements(account: BillingAccount) -> list[Movement]:
    """Return every movement of the account, the newest first, each with the balance after it."""
    entries = Entry.objects.filter(billing_account=account, ledger_account=LedgerAccount.RECEIVABLE)
    rows = entries.select_related("transaction", "due_item").order_by("business_date", "transaction_id", "pk")
    made = account.invoices.values_list("pk", "public_id")
    urls = {f"invoice:{pk}": reverse("billing:invoice", args=[public_id]) for pk, public_id in made}
    return list(reversed(list(_running(list(rows), account.currency, urls))))


def _running(rows: Sequence[Entry], currency: str, urls: Mapping[str, str]) -> Iterator[Movement]:
    owed = 0
    for row in rows:
        owed += row.amount
        yield Movement(
            day=row.business_date,
            text=_movement_text(row),
            amount=Money(-row.amount, currency),
            owed=Money(owed, currency),
            url=urls.get(row.transaction.cause, ""),
        )


def _movement_text(row: Entry) -> str:
    booked = row.transaction
    texts = {
        TransactionKind.PAYMENT: _("Payment"),
        TransactionKind.INVOICE: _("Invoice"),
        TransactionKind.CREDIT: _("Credit note"),
        TransactionKind.FEE: _("Fee"),
        TransactionKind.REFUND: _("Paid back to you"),
        TransactionKind.REVERSAL: _("Taken back"),
        TransactionKind.MANUAL: _("Correction by us"),
    }
    text = texts[TransactionKind(booked.kind)]
    if booked.kind in (TransactionKind.INVOICE, TransactionKind.CREDIT):
        return f"{text} {booked.text}"
    if booked.kind == TransactionKind.PAYMENT and row.due_item is not None:
        return _("%(what)s, paid") % {"what": due_label(row.due_item.kind)}
    if booked.kind == TransactionKind.REVERSAL and booked.text:
        return f"{text}: {booked.text}"
    return text


def _instalment(each: InstalmentView, locale: str) -> InstalmentRow:
    return InstalmentRow(
        anchor=f"rate-{each.period.starts_on.isoformat()}",
        day=each.collect_on,
        amount=Money(each.amount, each.currency),
        period=period_text(each.period, locale=locale),
        state=str(each.state.label),
        kind=INSTALMENT_KINDS.get(each.state, ""),
        announced_on=each.announced_on,
        lines=tuple(_arithmetic(each, locale)),
        clause=why(each.clause) if each.clause else None,
        fee_clause=why(each.fee_clause) if each.fee_clause else None,
    )


def _arithmetic(each: InstalmentView, locale: str) -> Iterator[str]:
    def kr(minor: int) -> str:
        return money_text(minor, each.currency, locale=locale)

    days = ngettext("%(n)s day", "%(n)s days", each.days) % {"n": each.days}
    told = {
        "days": days,
        "year": kwh_text(each.year_wh, locale=locale),
        "kwh": kwh_text(each.wh, locale=locale),
        "price": unit_price_text(each.price_micro, each.currency, locale=locale),
        "energy": kr(each.energy),
    }
    yield _("%(days)s of %(year)s a year: about %(kwh)s") % told
    yield _("at %(price)s with everything: %(energy)s") % told
    if each.fixed:
        yield _("Subscriptions: %(amount)s") % {"amount": kr(each.fixed)}
    if each.fee:
        yield _("Fee for paying every month: %(amount)s") % {"amount": kr(each.fee)}
    yield _("In all: %(amount)s") % {"amount": kr(each.amount)}


def _due(row: Any) -> DueRow:
    state = PaymentState(row.payment_state) if row.payment_state else None
    waits = state in (PaymentState.PREPARED, PaymentState.SENT, PaymentState.UNKNOWN)
    approve = row.payment_key if state == PaymentState.REQUIRES_ACTION else None
    refused = why_refused(row.payment_code) if state == PaymentState.FAILED else ""
    return DueRow(
        id=row.pk,
        label=due_label(row.kind),
        amount=Money(row.amount, row.currency),
        due_on=row.due_on,
        state=str(state.label) if state else str(DueState(row.state).label),
        state_kind=PAYMENT_KINDS.get(state, "") if state else "",
        refused=refused,
        may_pay=row.channel == MethodKind.CARD and not waits and approve is None,
        approve=approve,
        clause=why(row.clause) if row.clause else None,
    )


def claim_of(customer: Customer, *, claim_id: int) -> DueItem | None:
    """Return an open claim of the customer's own; None for anybody else's."""
    own = Q(billing_account__customer=customer, supplier_id=customer.supplier_id)
    return DueItem.objects.filter(own, pk=claim_id, state=DueState.OPEN).first()

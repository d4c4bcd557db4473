"""Claim a payment on account on its day, with the fee of its collection."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.operations.event import Actor
from billing.enums import DueKind, HoldState, InstalmentState, TransactionKind
from billing.models import AcontoInstalment, DueItem, PaymentHold
from billing.operations import due_item, ledger
from billing.operations.aconto_notice import check_announced
from billing.operations.payment import NotYetDue, OnHold
from billing.queries.aconto import terms_of
from billing.queries.payment import channel_of
from billing.rules.aconto_terms import monthly_fee
from billing.rules.posting import fee as fee_legs
from billing.rules.step import INSTALMENT_STEPS
from config.foundation.transition import advance


@transaction.atomic
def claim(*, instalment: AcontoInstalment, by: Actor, as_of: date) -> DueItem:
    """
    Ask for a payment on account; a monthly collection's fee is booked with it and part of the amount.

    :raises NotYetDue: before its day
    :raises OnHold: while the account's payments are on hold
    :raises NoticeNotProven: when the terms want a notice and it is missing, unsent or too young
    """
    locked = AcontoInstalment.objects.select_for_update(of=("self",)).select_related(
        "supplier", "plan__billing_account", "announcement", "billing_account__customer__supplier"
    )
    instalment = locked.get(pk=instalment.pk)
    _check(instalment, as_of)
    claimed = due_item.claim(
        account=instalment.billing_account,
        kind=DueKind.ACONTO,
        cause=_cause(instalment),
        amount=instalment.amount,
        channel=channel_of(account=instalment.billing_account),
        collect_on=instalment.collect_on,
        due_on=max(instalment.collect_on, as_of),
        clause=instalment.clause,
        by=by,
        as_of=as_of,
    )
    advance(instalment, to=InstalmentState.CLAIMED, allowed=INSTALMENT_STEPS, due_item=claimed)
    _book_fee(instalment, claimed, by, as_of)
    return claimed


def _check(instalment: AcontoInstalment, as_of: date) -> None:
    if instalment.collect_on > as_of:
        raise NotYetDue(_("The day of this payment has not come."))
    holds = PaymentHold.objects.filter(
        billing_account=instalment.billing_account, due_item__isnull=True, state=HoldState.ACTIVE
    )
    if holds.filter(Q(starts_on__lte=as_of) & Q(ends_before__gt=as_of)).exists():
        raise OnHold(_("Payment of this is on hold."))
    check_announced(instalment=instalment)


def _cause(instalment: AcontoInstalment) -> str:
    """Name the claim by account and period, so that a restored backup names it the same."""
    account, starts_on = instalment.billing_account, instalment.period_starts_on
    cause = f"aconto:{account.number}:{starts_on.isoformat()}"
    earlier = account.instalments.filter(period_starts_on=starts_on, due_item__isnull=False).count()
    return f"{cause}:{earlier + 1}" if earlier else cause


def _book_fee(instalment: AcontoInstalment, claimed: DueItem, by: Actor, as_of: date) -> None:
    amount, clause = monthly_fee(terms=terms_of(instalment.plan), cycle_months=instalment.plan.cycle_months)
    if not instalment.calculation["fee"]:
        return
    ledger.post(
        supplier=instalment.supplier,
        account=instalment.billing_account,
        cause=f"fee:monthly:{claimed.cause}",
        kind=TransactionKind.FEE,
        text=clause,
        legs=fee_legs(amount=amount),
        by=by,
        as_of=as_of,
        due_items=[claimed],
    )

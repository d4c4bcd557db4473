"""What a household that withdraws pays for: what was delivered, where it asked for an early start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.foundation.calendar import ONE_DAY
from config.foundation.money import Percent, Taxed, round_exact
from config.foundation.period import Period
from contracts.rules.agreed import Agreed
from contracts.rules.quoted_amount import taxed
from contracts.rules.sentence import DecidedBy, Sentence, Value, say
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import Withdrawal
from contracts.terms.parts.figure import Vat


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRequest:
    """The customer's request to be supplied before the withdrawal period is over."""

    on_durable_medium: bool
    told_of_payment: bool

    @property
    def is_valid(self) -> bool:
        return self.on_durable_medium and self.told_of_payment


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalCharge:
    """The days whose delivery is paid for, with their share of the subscription; never an exit fee."""

    delivered: Period | None
    subscription: Taxed
    why: tuple[Sentence, ...]


def withdrawal_charge(
    *,
    agreed: Agreed,
    request: StartRequest | None,
    withdrawn_on: date,
    subscription_per_month: int,
    vat_percent: Percent,
) -> WithdrawalCharge:
    """
    Return what a customer who withdraws pays for: the days delivered, only where an early start was asked for.

    The days go from the start to the day before the message; their energy is billed as on any bill, and the
    subscription (quoted as the terms quote) by its share of each month. Anything else is free.

    Source: OR-11.2; law.md §2 (forbrugeraftaleloven § 25); GE-VF-1.3 (never an exit fee).
    """
    part = agreed.terms.withdrawal
    if part is None:
        raise ValueError(f"The terms {agreed.terms.code} know no withdrawal.")
    if withdrawn_on <= agreed.starts_on:
        return _nothing_owed(part, N_("Nothing was delivered before you withdrew: you owe nothing."))
    if request is None or not request.is_valid:
        return _nothing_owed(
            part, N_("You did not expressly ask us to start within the period, so you owe nothing.")
        )
    delivered = Period(agreed.starts_on, withdrawn_on)
    share = round_exact(subscription_per_month * delivered.in_months())
    quoted = agreed.terms.price.quoted_vat.value if agreed.terms.price else Vat.INCLUDED
    paid = _on_payment(
        part,
        N_("You asked us to start at once: you pay for what was delivered from %(start)s to %(end)s, and no fee."),
        start=delivered.starts_on,
        end=withdrawn_on - ONE_DAY,
    )
    subscription = taxed(minor=share, vat=quoted, vat_percent=vat_percent)
    return WithdrawalCharge(delivered=delivered, subscription=subscription, why=(paid,))


def _nothing_owed(part: Withdrawal, text: str) -> WithdrawalCharge:
    return WithdrawalCharge(delivered=None, subscription=Taxed(0, 0), why=(_on_payment(part, text),))


def _on_payment(part: Withdrawal, text: str, **params: Value) -> Sentence:
    """Say what is paid: by the clause on it, or by the law where the terms have none."""
    if part.pay_for_delivered:
        return say(text, clause=part.pay_for_delivered.clause, decided_by=DecidedBy.TERMS, **params)
    return say(text, clause=part.period.clause, decided_by=DecidedBy.LAW, **params)

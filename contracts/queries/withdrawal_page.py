"""The pages of a withdrawal in the reader's words: how the right stands, and what leaving leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement
from contracts.queries.terms_page import Spoken, spoken
from contracts.queries.withdrawal import Standing, charge_of, local_day, may_withdraw, withdrawal_of
from contracts.rules.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One agreement that is withdrawn from, and what is paid for it: a share of the subscription, or nothing."""

    product: str
    number: str
    paid: tuple[Spoken, ...]
    share: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalPage:
    """How an agreement stands to the right; `reasons` count the last day, or say why there is no right."""

    standing: Standing
    product: str
    number: str
    last_day: date | None
    withdrawn_on: date | None
    reasons: tuple[Spoken, ...]


def withdrawal_page(agreement: Agreement, *, at: datetime, locale: str) -> WithdrawalPage:
    """Return how the agreement stands to the right to withdraw at a moment."""
    may = may_withdraw(agreement, at=at)
    made = withdrawal_of(agreement) if may.standing is Standing.WITHDRAWN else None
    return WithdrawalPage(
        standing=may.standing,
        product=agreement.product.name,
        number=agreement.number,
        last_day=may.right.last_day if may.right else None,
        withdrawn_on=local_day(agreement, at=made.sent_at) if made else None,
        reasons=_spoken(may.why, agreement, locale),
    )


def leavings(agreements: Iterable[Agreement], *, withdrawn_on: date, locale: str) -> list[Leaving]:
    """Return what withdrawing on a day leads to, for each of the agreements."""
    return [_leaving(each, withdrawn_on, locale) for each in agreements]


def _leaving(agreement: Agreement, withdrawn_on: date, locale: str) -> Leaving:
    charge = charge_of(agreement, withdrawn_on=withdrawn_on)
    return Leaving(
        product=agreement.product.name,
        number=agreement.number,
        paid=_spoken(charge.why, agreement, locale),
        share=Money(charge.subscription.gross, agreement.supplier.currency),
    )


def _spoken(sentences: Iterable[Sentence], agreement: Agreement, locale: str) -> tuple[Spoken, ...]:
    currency = terms.by_code(agreement.terms_code).currency
    return tuple(spoken(each, currency=currency, locale=locale) for each in sentences)

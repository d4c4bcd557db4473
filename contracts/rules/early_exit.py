"""Whether leaving costs anything, and every way in which the supplier may then reckon it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.foundation.calendar import ONE_DAY
from config.foundation.money import Percent
from config.foundation.period import Period
from contracts.rules.agreed import Agreed
from contracts.rules.early_exit_charge import ExitCharge, ExitLoss, calculated_charge, flat_charge
from contracts.rules.sentence import DecidedBy, Sentence, quote, say
from contracts.rules.statute import StatuteRow
from contracts.rules.termination import latest_end_by_law
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import EarlyExit, ExitCause


class Leaving(StrEnum):
    """Ways out that may cost a fee inside the binding; those that never do are the terms' ExitCause."""

    NOTICE = "notice"
    SUPPLIER_SWITCH = "supplier_switch"
    MOVE = "move"
    CUSTOMER_BREACH = "customer_breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitQuote:
    """Every way the supplier may charge, none where leaving is free; `why` says what decided that."""

    charges: tuple[ExitCharge, ...]
    why: Sentence

    @property
    def is_free(self) -> bool:
        return not any(charge.total.gross for charge in self.charges)


def exit_quote(
    *,
    agreed: Agreed,
    way: Leaving | ExitCause,
    supply_ends_before: date,
    loss: ExitLoss,
    law: Sequence[StatuteRow],
    vat_percent: Percent,
) -> ExitQuote:
    """
    Return what leaving costs when supply ends before this day, with each way to reckon it.

    The test is whether supply ends inside the binding, never when notice was given.

    Source: EP-8.3, EP-11.1e-f, EP-11.2b, GE-F-10.2a-b; X-26, X-53, X-74, X-75; OR-13.1, GE-V-10.1 (no fee).

    :raises ValueError: for a cause that these terms do not know
    """
    part = agreed.terms.early_exit
    if part is None:
        clause = agreed.terms.notice.clause if agreed.terms.notice else agreed.terms.scope.customers.clause
        return ExitQuote(charges=(), why=say(N_("Your terms have no fee for leaving."), clause=clause))
    free_from = lawfully_free_from(agreed=agreed, law=law)
    free = _free_by_cause(agreed, part, way)
    if free or free_from is None or supply_ends_before >= free_from:
        return ExitQuote(charges=(), why=free or _outside(agreed, part, free_from))
    rest = Period(min(max(supply_ends_before, agreed.starts_on), free_from), free_from)
    charges = [flat_charge(agreed=agreed, part=part, rest=rest, loss=loss, vat_percent=vat_percent)]
    if _may_be_calculated(part, way):
        lost = calculated_charge(agreed=agreed, part=part, rest=rest, loss=loss, vat_percent=vat_percent)
        may_choose = part.supplier_may_choose_flat and part.supplier_may_choose_flat.value
        charges = [lost, *charges] if may_choose else [lost]
    inside = say(
        N_("Supply ends on %(day)s, inside the binding that lasts until %(until)s."),
        clause=part.test_is.clause,
        day=supply_ends_before - ONE_DAY,
        until=free_from - ONE_DAY,
    )
    return ExitQuote(charges=tuple(charges), why=inside)


def lawfully_free_from(*, agreed: Agreed, law: Sequence[StatuteRow]) -> date | None:
    """
    Return the first day a customer is free: when the binding ends, for a household when the law lets it leave.

    Source: EP-11.1a, OR-13.1a, GE-F-10.1a; law.md §2 (§ 28: at most about six months).
    """
    latest = latest_end_by_law(agreed=agreed, given_on=agreed.concluded_on, law=law)
    if agreed.free_from is None or latest is None:
        return agreed.free_from
    return min(agreed.free_from, latest + ONE_DAY)


def _free_by_cause(agreed: Agreed, part: EarlyExit, way: Leaving | ExitCause) -> Sentence | None:
    if isinstance(way, ExitCause):
        if way not in part.never_on.value:
            raise ValueError(f"The terms {agreed.terms.code} know no way out by {way}.")
        return quote(N_("This way of leaving never costs a fee."), part=part.never_on)
    breach = part.on_breach_inside_binding
    if way is Leaving.CUSTOMER_BREACH and not (breach and breach.value):
        text = N_("The fee is for leaving of your own accord; when we end the agreement there is none.")
        return say(text, clause=part.test_is.clause)
    return None


def _outside(agreed: Agreed, part: EarlyExit, free_from: date | None) -> Sentence:
    if free_from is None:
        return say(N_("You are not bound, so leaving costs nothing."), clause=part.test_is.clause)
    return say(
        N_("You are free from %(day)s, and supply does not end before, so leaving costs nothing."),
        clause=part.test_is.clause,
        decided_by=DecidedBy.TERMS if free_from == agreed.free_from else DecidedBy.LAW,
        day=free_from,
    )


def _may_be_calculated(part: EarlyExit, way: Leaving | ExitCause) -> bool:
    if part.lost_markup is None or not part.lost_markup.allowed.value:
        return False
    flat_only = part.on_move_flat_only and part.on_move_flat_only.value
    return not (way is Leaving.MOVE and flat_only)

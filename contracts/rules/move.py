"""What a move means beyond its day: agreement and price at the new address, the old meter, the last bill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from config.foundation.calendar import ONE_DAY
from contracts.rules.agreed import Agreed
from contracts.rules.move_notice import keeps_energy_price
from contracts.rules.sentence import Sentence, holds, quote, say
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import EarlyExit
from contracts.terms.parts.moving import MoveNotice


def move_in_day(*, moves_on: date, told_on: date, country: str, law: Sequence[StatuteRow]) -> date:
    """
    Return the first day of supply at the new address: the day of the move, or as far back as can be registered.

    Source: EP-11.2a, OR-12.1, GE-V-10.3a, GE-F-10.3a (the agreement goes on there); law.md §5 (some five days).
    """
    back = figure_on(law, key="move_in_backdating_days", country=country, day=told_on).exact
    return max(moves_on, told_on - timedelta(days=back))


def what_follows(*, part: MoveNotice, is_fixed_price: bool) -> tuple[Sentence, ...]:
    """
    Return that the agreement goes along, and what happens to its price.

    Source: EP-11.2a, EP-11.2c, OR-12.1, OR-12.2 with X-33, GE-V-10.3a-b, GE-F-10.3a-b.
    """
    goes = quote(N_("Your agreement moves with you."), part=part.agreement_follows)
    if holds(part.all_metering_points):
        text = N_("Your agreement moves with you, to every metering point at the new address.")
        goes = quote(text, part=part.all_metering_points)
    if part.fixed_price_kept and keeps_energy_price(part=part, is_fixed_price=is_fixed_price):
        text = N_("You keep the price of the electricity itself; tariffs and taxes are those of the new address.")
        return goes, quote(text, part=part.fixed_price_kept)
    text = N_(
        "At the new address our price for its grid area applies, with the tariffs of the grid company there."
    )
    return goes, quote(text, part=part.price_at_new_address)


def late_start(*, part: MoveNotice, starts_on: date) -> Sentence:
    """
    Return that supply at the new address begins later than the move, because it was told too late.

    Source: EP-11.2d, OR-12.5, GE-V-10.3c, GE-F-10.3c with X-65.
    """
    text = N_("At the new address we supply you from %(day)s, the earliest day we can register.")
    return quote(text, part=part.too_late, day=starts_on)


def reading_wanted(*, part: MoveNotice, moves_on: date) -> Sentence | None:
    """
    Return that the customer reads the old meter on the very day, where the terms ask for it.

    Source: OR-12.7.
    """
    if holds(part.self_reading_on_the_day):
        text = N_("Your meter is not read remotely: read it on %(day)s and send us the number.")
        return quote(text, part=part.self_reading_on_the_day, day=moves_on)
    return None


def flat_fee_alone(*, part: EarlyExit) -> Sentence | None:
    """
    Return that who leaves by moving pays the flat fee and no lost markup, where the terms say so.

    Source: EP-11.2b.
    """
    if holds(part.on_move_flat_only):
        text = N_("Because you move, it is the fee alone: no lost markup is added.")
        return quote(text, part=part.on_move_flat_only)
    return None


def settled_by(*, agreed: Agreed, ends_before: date) -> tuple[date, Sentence]:
    """
    Return the day by which the old address is settled, and why.

    The days are counted from the last day of supply there.

    Source: EP-11.5a, OR-13.1b, GE-V-10.6b, GE-F-10.6b; law.md §5 (six weeks).

    :raises ValueError: when these terms settle nothing
    """
    part = agreed.terms.final_settlement
    if part is None:
        raise ValueError(f"The terms {agreed.terms.code} have no settlement.")
    day = ends_before - ONE_DAY + timedelta(days=part.move.count)
    text = N_("The bill for the old address comes by %(day)s at the latest.")
    return day, say(text, clause=part.move.clause, day=day)

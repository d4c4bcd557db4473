"""The receipts of a move: told, kept, registered, taken back; each says until when the old address is paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.operations import receipt
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from contracts.enums import MoveState
from contracts.models import Move
from contracts.queries.metering_point import place_of
from contracts.queries.move import MovePlan
from contracts.queries.move_page import reasons_of_plan
from contracts.queries.receipt_words import reasons_of
from contracts.rules.move_notice import MoveTiming

Row = tuple[str, str]


def told(*, move: Move, plan: MovePlan, as_of: date) -> None:
    """Give the receipt of a notice: registered, or kept until its window opens."""

    def title(locale: str) -> str:
        day = {"day": date_text(move.moves_on, locale=locale)}
        if move.state == MoveState.HELD:
            return _("We keep your notice: you move on %(day)s") % day
        if move.timing == MoveTiming.LATE:
            return _("Your move on %(day)s is registered from the earliest day") % day
        return _("Your move on %(day)s is registered") % day

    _give(move, "told", title, plan, as_of)


def registered(*, move: Move, plan: MovePlan, as_of: date) -> None:
    """Give the receipt of a kept notice that is used now."""

    def title(locale: str) -> str:
        return _("Your move on %(day)s is registered") % {"day": date_text(move.moves_on, locale=locale)}

    _give(move, "registered", title, plan, as_of)


def undone(*, move: Move, as_of: date) -> None:
    """Give the receipt of a move that is taken back."""

    def title(locale: str) -> str:
        day = {"day": date_text(move.moves_on, locale=locale)}
        return _("Your move on %(day)s is taken back, and everything goes on") % day

    _give(move, "undone", title, None, as_of)


def _facts(move: Move, locale: str) -> list[Row]:
    """Return what a move is, as pairs of label and value; what does not apply has no value."""
    old = [
        row.supply.metering_point for row in move.supplies.select_related("supply__metering_point__grid_company")
    ]
    new = f"{move.street}, {move.postcode} {move.city}"
    cost = money_text(Money(move.exit_gross, move.supplier.currency), locale=locale)
    return [
        (_("You move from"), "; ".join(dict.fromkeys(place_of(point).address for point in old))),
        (_("You move to"), new),
        (_("Day of the move"), date_text(move.moves_on, locale=locale)),
        (_("Told on"), date_text(move.told_on, locale=locale)),
        (_("Registered on"), date_text(move.registered_on, locale=locale) if move.registered_on else ""),
        (_("We use it on"), date_text(move.held_until, locale=locale) if move.state == MoveState.HELD else ""),
        (_("Old address paid until and including"), _day_before(move.ends_before, locale)),
        (_("New address supplied from"), date_text(move.starts_on, locale=locale) if move.starts_on else ""),
        (_("Leaving costs"), cost if move.exit_gross else ""),
    ]


def _day_before(day: date | None, locale: str) -> str:
    return date_text(day - ONE_DAY, locale=locale) if day else _("the day it is told and registered")


def _give(move: Move, fact: str, title: Callable[[str], str], plan: MovePlan | None, as_of: date) -> None:
    def tell(locale: str) -> Told:
        return Told(title=title(locale), rows=_facts(move, locale), reasons=_reasons(plan, locale) if plan else ())

    receipt.give(customer=move.customer, subject=move, fact=fact, tell=tell, as_of=as_of, clause=move.clauses[0])


def _reasons(plan: MovePlan, locale: str) -> Sequence[Row]:
    found = [
        reason
        for each in plan.agreements
        for reason in reasons_of(reasons_of_plan(each, plan=plan), agreement=each.agreement, locale=locale)
    ]
    return list(dict.fromkeys(found))

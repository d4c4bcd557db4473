"""Know who moves where the terms need it: the personal number, or a person who finds out without one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from accounts.operations import personal_number, staff_task
from accounts.operations.event import Actor
from config.foundation.refusal import Refused
from config.foundation.zone import zone_of
from contracts.models import Move
from contracts.queries.move import MovePlan, wants_personal_number

WITHOUT_NUMBER = "move-without-number"
NOON = time(12)


class PersonalNumberMissing(Refused):
    """The terms need the mover's personal number (OR-12.6)."""

    code = "personal-number-missing"


def know(*, move: Move, plan: MovePlan, number: str, without_number: bool, by: Actor, as_of: date) -> None:
    """
    Keep the personal number where it is needed and we have none; who has none is asked by a person.

    Where the terms do not need it, one that is given is not kept.

    Source: OR-12.6; law.md §5, §9 (CPR).

    :raises PersonalNumberMissing: when it is needed and neither given nor said to be lacking
    :raises PersonalNumberWrong: when nobody can have such a number
    """
    supplies = [supply for each in plan.agreements for supply in each.supplies]
    if not wants_personal_number(supplies, customer=move.customer):
        return
    required = next(each.part.required_data for each in plan.agreements if each.part.required_data)
    if number:
        personal_number.keep(customer=move.customer, number=number, clause=required.clause, by=by, as_of=as_of)
    elif without_number:
        _ask_a_person(move, required.clause, as_of)
    else:
        text = _("We need your CPR number to move you. Say so if you have none.")
        raise PersonalNumberMissing(text, clause=required.clause)


def _ask_a_person(move: Move, clause: str, as_of: date) -> None:
    zone = zone_of(move.supplier.time_zone)
    staff_task.ask(
        supplier=move.supplier,
        kind=WITHOUT_NUMBER,
        subject=move,
        title=_("A mover without a CPR number: %(customer)s") % {"customer": move.customer},
        explanation=_("Find out who moves, and register the move with the market in another way."),
        due_at=datetime.combine(as_of + timedelta(days=1), NOON, zone),
        clause=clause,
        customer=move.customer,
    )

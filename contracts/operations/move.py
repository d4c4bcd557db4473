"""Tell a move, register it when it can be, take it back before it takes effect, and note that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer
from accounts.operations import customer as customers
from accounts.operations import event
from accounts.operations.event import Actor
from config.foundation.formats import money_text
from config.foundation.money import Money
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.enums import MoveState
from contracts.models import Agreement, Move, MoveSupply, Supply
from contracts.operations import move_person, move_receipt, move_supply
from contracts.operations.termination import locked_agreement
from contracts.queries.move import MovePlan, plan_of, supplies_to_move, takes_effect_on
from contracts.rules.gsrn import tidied
from contracts.rules.step import MOVE_STEPS
from contracts.rules.termination import NoticeForm


class NothingToMove(Refused):
    """One of the supplies does not run, or another move has hold of it."""

    code = "nothing-to-move"


class CostChanged(Refused):
    """Leaving with this move costs something else than what was agreed to."""

    code = "exit-cost-changed"


class SamePointTwice(Refused):
    """Two supplies cannot go to one metering point, and none to the one it leaves."""

    code = "same-point-twice"


class NotYetSupplied(Refused):
    """The supply begins only after the move-out could be registered."""

    code = "not-yet-supplied"


class TooLateToUndo(Refused):
    """The move has taken effect."""

    code = "too-late-to-undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """
    Who moves when and where; `to` holds the new metering point's number by key of the supply it follows.

    An empty number: nothing follows at the new address.
    """

    moves_on: date
    to: Mapping[int, str]
    street: str
    postcode: str
    city: str
    price_area: str = ""


@transaction.atomic
def tell(
    *,
    customer: Customer,
    wish: Wish,
    accepted: int,
    form: NoticeForm,
    by: Actor,
    as_of: date,
    personal_number: str = "",
    without_number: bool = False,
    reason: str = "",
) -> Move:
    """
    Tell that the customer moves. A notice too early is kept, one too late accepted; none is refused for its day.

    `accepted` is what the customer was shown to pay for agreements that end with the move, in minor units.

    Source: EP-11.2a-f, OR-12.1-12.6, GE-V-10.3a-c, GE-F-10.3a-c; X-33, X-65.

    :raises NothingToMove: when one of the supplies does not run or is moving already
    :raises SamePointTwice: when two would go to one metering point
    :raises NotYetSupplied: when a supply has not begun by the day it would end
    :raises CostChanged: when leaving costs something else by now
    :raises PersonalNumberMissing: when the terms need the customer's and we have none
    """
    supplies = _locked_supplies(customer, wish.to)
    to = {key: tidied(typed=gsrn) for key, gsrn in wish.to.items()}
    _check_points(supplies, to)
    plan = plan_of(supplies=supplies, to=to, moves_on=wish.moves_on, told_on=as_of)
    _check_begun(supplies, plan.registrable_on)
    if plan.gross != accepted:
        cost = money_text(Money(plan.gross, customer.supplier.currency), locale=customer.language or "da")
        raise CostChanged(
            _("Leaving with this move costs %(amount)s. Look at it before you confirm.") % {"amount": cost}
        )
    move = _written(customer, wish, plan, form, reason, as_of)
    MoveSupply.objects.bulk_create(
        MoveSupply(supplier_id=move.supplier_id, move=move, supply=supply, gsrn=to[supply.pk])
        for supply in supplies
    )
    move_person.know(
        move=move, plan=plan, number=personal_number, without_number=without_number, by=by, as_of=as_of
    )
    if plan.held_until is None:
        _register(move, plan, by, as_of)
    _record("contracts.move.told", move, by, as_of)
    move_receipt.told(move=move, plan=plan, as_of=as_of)
    return move


@transaction.atomic
def register(*, move: Move, by: Actor, as_of: date) -> None:
    """
    Register a move that was kept: its window has opened.

    Source: X-65; EP-11.2d, OR-12.5, GE-V-10.3c, GE-F-10.3c.

    :raises AgreementOver: when an agreement does not run until the move
    """
    rows = list(move.supplies.order_by("supply_id").values_list("supply_id", "gsrn"))
    _lock_agreements(Supply.objects.filter(pk__in=[key for key, _gsrn in rows]))
    supplies = list(move_supply.old_supplies(move))
    plan = plan_of(
        supplies=supplies, to=dict(rows), moves_on=move.moves_on, told_on=move.told_on, registering=True
    )
    _register(move, plan, by, as_of)
    _record("contracts.move.registered", move, by, as_of)
    move_receipt.registered(move=move, plan=plan, as_of=as_of)


@transaction.atomic
def undo(*, move: Move, by: Actor, as_of: date) -> None:
    """
    Take a move back: the old address is supplied on as if it had not been told.

    :raises TooLateToUndo: from the day it takes effect
    """
    _lock_agreements(Supply.objects.filter(moves__move=move))
    if as_of >= takes_effect_on(move):
        raise TooLateToUndo(gettext_lazy("The move has taken effect, so it can no longer be taken back."))
    advance(move, to=MoveState.UNDONE, allowed=MOVE_STEPS, undone_on=as_of)
    move_supply.put_back(move=move, by=by, as_of=as_of)
    _record("contracts.move.undone", move, by, as_of)
    move_receipt.undone(move=move, as_of=as_of)


@transaction.atomic
def note_done(*, move: Move, by: Actor, as_of: date) -> None:
    """Note that the move has taken effect; who was written to at the old address is written to at the new one."""
    advance(move, to=MoveState.DONE, allowed=MOVE_STEPS)
    _record("contracts.move.done", move, by, as_of)
    customer = move.customer
    left = {(row.supply.metering_point.street, row.supply.metering_point.postcode) for row in _rows(move)}
    if (customer.street, customer.postcode) in left:
        details = {"street": move.street, "postcode": move.postcode, "city": move.city}
        customers.change_contact(customer=customer, details=details, by=by, as_of=as_of)


def _locked_supplies(customer: Customer, to: Mapping[int, str]) -> list[Supply]:
    """Lock agreements, then supplies, each in order of key, and read them anew."""
    mine = supplies_to_move(customer).filter(pk__in=list(to))
    agreements = _lock_agreements(mine)
    supplies = list(mine.select_for_update(of=("self",)))
    if not supplies or len(supplies) != len(to):
        raise NothingToMove(gettext_lazy("One of these supplies does not run, or its move is told already."))
    for supply in supplies:
        supply.agreement = agreements[supply.agreement_id]
    return supplies


def _lock_agreements(supplies: Iterable[Supply]) -> dict[int, Agreement]:
    keys = sorted({supply.agreement_id for supply in supplies})
    return {key: locked_agreement(Agreement(pk=key)) for key in keys}


def _check_points(supplies: list[Supply], to: Mapping[int, str]) -> None:
    wanted = [gsrn for gsrn in to.values() if gsrn]
    left = {supply.metering_point.gsrn for supply in supplies}
    if len(set(wanted)) < len(wanted) or left & set(wanted):
        raise SamePointTwice(
            gettext_lazy("Give each metering point of the new address once, and none of the old address.")
        )


def _check_begun(supplies: list[Supply], ends_before: date) -> None:
    if any(supply.starts_on >= ends_before for supply in supplies):
        raise NotYetSupplied(gettext_lazy("Supply at the old address begins only after that day."))


def _written(customer: Customer, wish: Wish, plan: MovePlan, form: NoticeForm, reason: str, as_of: date) -> Move:
    return Move.objects.create(
        supplier=customer.supplier,
        customer=customer,
        form=form,
        told_on=as_of,
        moves_on=wish.moves_on,
        timing=plan.timing,
        held_until=plan.held_until,
        registrable_on=plan.registrable_on,
        starts_on=None if plan.leaves_altogether else plan.starts_on,
        ends_before=plan.ends_before,
        street=wish.street,
        postcode=wish.postcode,
        city=wish.city,
        price_area=wish.price_area,
        exit_gross=plan.gross,
        clauses=list(plan.clauses),
        reason=reason,
    )


def _register(move: Move, plan: MovePlan, by: Actor, as_of: date) -> None:
    move_supply.carry_out(move=move, plan=plan, by=by, as_of=as_of)
    advance(
        move,
        to=MoveState.TOLD,
        allowed=MOVE_STEPS,
        registered_on=as_of,
        registered_at=Now(),
        ends_before=plan.ends_before,
    )


def _rows(move: Move) -> list[MoveSupply]:
    return list(move.supplies.select_related("supply__metering_point").order_by("pk"))


def _record(kind: str, move: Move, by: Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=move.supplier,
        customer=move.customer,
        subject=move,
        by=by,
        as_of=as_of,
        reason=move.reason,
        clause=move.clauses[0],
        moves_on=move.moves_on.isoformat(),
        timing=move.timing,
        ends_before=move.ends_before.isoformat() if move.ends_before else "",
        exit_gross=move.exit_gross,
    )

"""Carry a move out: end what is left, start what follows, end agreements that stay behind; and put it back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.operations import staff_task
from accounts.operations.event import Actor
from config.foundation.refusal import Refused
from config.foundation.zone import zone_of
from contracts.enums import AgreementState, Fuel
from contracts.models import Agreement, MeteringPoint, Move, MoveSupply, Supply
from contracts.operations import termination
from contracts.operations.metering_point import ONE_AT_A_TIME, at_new_address, start_supply
from contracts.queries.move import AgreementMove, MovePlan

GRID_UNKNOWN = "move-grid-unknown"
RUNNING = [AgreementState.ACTIVE, AgreementState.TERMINATING]


class AgreementOver(Refused):
    """The agreement does not run until the move."""

    code = "agreement-over"


class OldAddressTaken(Refused):
    """Somebody else is supplied at the old address from then on."""

    code = "old-address-taken"


def old_supplies(move: Move) -> QuerySet[Supply]:
    """Return the supplies a move ends, in order of key, locked; the caller has locked their agreements."""
    related = ("agreement__product", "agreement__customer__supplier", "agreement__supplier", "metering_point")
    rows = Supply.objects.filter(moves__move=move).select_related(*related)
    return rows.select_for_update(of=("self",)).order_by("pk")


def carry_out(*, move: Move, plan: MovePlan, by: Actor, as_of: date) -> None:
    """
    End the old supplies on the day the plan gives, half-open, and start those that follow.

    :raises AgreementOver: when an agreement does not run until then
    """
    rows = {row.supply_id: row for row in move.supplies.all()}
    for part in plan.agreements:
        _check_runs(part.agreement, plan)
        moved = [rows[supply.pk] for supply in part.supplies]
        if part.leaves:
            _leave(move, part, moved, by, as_of)
        else:
            for row, supply in zip(moved, part.supplies, strict=True):
                _go_along(move, row, supply, plan, as_of)


def put_back(*, move: Move, by: Actor, as_of: date) -> None:
    """
    Take the following supplies away, which have not begun, and let the old ones run on; a kept move has none.

    :raises OldAddressTaken: when somebody else is supplied at the old address by then
    """
    rows = move.supplies.select_related("supply__agreement", "termination", "new_supply").order_by("supply_id")
    agreements: dict[int, Agreement] = {}
    for row in rows:
        key = row.supply.agreement_id
        agreement = agreements.setdefault(key, termination.locked_agreement(row.supply.agreement))
        if row.termination is not None:
            if agreement.state == AgreementState.TERMINATING:
                termination.take_back(termination=row.termination, agreement=agreement, by=by, as_of=as_of)
        elif row.supply.ends_before is not None:
            _take_away(row)
            _run_on(row.supply, agreement.ends_before)


def _check_runs(agreement: Agreement, plan: MovePlan) -> None:
    over = agreement.ends_before is not None and agreement.ends_before <= plan.registrable_on
    if agreement.state not in RUNNING or over:
        raise AgreementOver(_("The agreement does not run until you move."))


def _leave(move: Move, part: AgreementMove, moved: list[MoveSupply], by: Actor, as_of: date) -> None:
    given = termination.give_by_move(
        move=move, agreement=part.agreement, charge=part.charge, clauses=part.clauses, by=by, as_of=as_of
    )
    MoveSupply.objects.filter(pk__in=[row.pk for row in moved]).update(termination=given)


def _go_along(move: Move, row: MoveSupply, old: Supply, plan: MovePlan, as_of: date) -> None:
    old.ends_before = plan.registrable_on
    old.save(update_fields=["ends_before"])
    if not row.gsrn:
        return
    point = at_new_address(move=move, gsrn=row.gsrn, like=old.metering_point)
    row.new_supply = start_supply(
        agreement=old.agreement,
        metering_point=point,
        starts_on=plan.starts_on,
        ends_before=old.agreement.ends_before,
    )
    row.save(update_fields=["new_supply"])
    if point.grid_company_id is None and point.fuel == Fuel.ELECTRICITY:
        _ask_for_grid_company(move, point, as_of)


def _ask_for_grid_company(move: Move, point: MeteringPoint, as_of: date) -> None:
    """Without its tariffs no day at the new address can be priced."""
    staff_task.ask(
        supplier=move.supplier,
        kind=GRID_UNKNOWN,
        subject=point,
        title=_("No grid company for a new address: %(number)s") % {"number": point.gsrn},
        explanation=_("Ask the market for the metering point's master data before the customer moves in."),
        due_at=datetime.combine(as_of + timedelta(days=1), time(12), zone_of(move.supplier.time_zone)),
        customer=move.customer,
    )


def _run_on(old: Supply, ends_before: date | None) -> None:
    try:
        with transaction.atomic():
            Supply.objects.filter(pk=old.pk).update(ends_before=ends_before)
    except IntegrityError as error:
        if ONE_AT_A_TIME not in str(error):
            raise
        raise OldAddressTaken(_("Somebody else has the old address by now. Write to us.")) from error


def _take_away(row: MoveSupply) -> None:
    following = row.new_supply
    if following is not None:
        row.new_supply = None
        row.save(update_fields=["new_supply"])
        following.delete()

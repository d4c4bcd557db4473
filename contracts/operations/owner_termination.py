"""An owner's notice: kept until an event that lets it take effect is verified, while the agreement runs on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations import event
from accounts.operations.event import Actor
from contracts.enums import OwnerEventState, TerminationState
from contracts.models import Agreement, OwnerEvent, Termination
from contracts.operations import owner_termination_task as tasks
from contracts.operations import termination
from contracts.operations.owner_termination_receipt import tell_cut_off, tell_news, tell_waiting
from contracts.operations.termination_receipt import reasons
from contracts.operations.termination_refusal import EventUnknown, NoOwnerClause, NotWaiting
from contracts.queries.owner_termination import owner_part, waiting_end
from contracts.rules.termination import NoticeForm
from contracts.terms.parts.agreement import OwnerTermination

TIME_TO_VERIFY = timedelta(days=2)


@transaction.atomic
def give(
    *,
    agreement: Agreement,
    last_day: date,
    accepted: int,
    form: NoticeForm,
    by: Actor,
    as_of: date,
    reason: str = "",
) -> Termination:
    """
    Give the notice of somebody who owns the home, or stands as its owner: it waits, and the agreement runs on.

    `last_day` and `accepted` are those of the notice itself, as in `termination.give`, which says what else is
    refused.

    Source: OR-13.2, OR-12.4 with X-32.

    :raises NoOwnerClause: when the terms say nothing of owners
    """
    locked = termination.locked_agreement(agreement)
    part = part_of(locked)
    chosen = termination.chosen_day(locked, last_day=last_day, accepted=accepted, form=form, as_of=as_of)
    kept = termination.noted(locked, chosen=chosen, form=form, as_of=as_of)
    waits = waiting_end(part, notice_ends_before=chosen.ends_before)
    given = Termination.objects.create(
        **{**kept, "clauses": [part.events.clause, *kept["clauses"]]},
        state=TerminationState.AWAITING,
        notice_ends_before=chosen.ends_before,
        reason=reason,
    )
    record("contracts.termination.given", given=given, by=by, as_of=as_of)
    tell_waiting(given, why=(*waits.why, *reasons(chosen)), as_of=as_of)
    tasks.ask_to_look(given, due_on=chosen.ends_before)
    return given


@transaction.atomic
def tell_event(*, given: Termination, kind: str, words: str, by: Actor, as_of: date) -> OwnerEvent:
    """
    Keep what the customer says has happened, and ask a person to verify it; the first telling of it counts.

    :raises NotWaiting: when the notice no longer waits
    :raises EventUnknown: when the terms name no such event
    """
    agreement, given = locked_notice(given)
    if given.state != TerminationState.AWAITING:
        raise NotWaiting(_("Your notice no longer waits for anything."))
    part = part_of(agreement)
    check_kind(kind, part=part)
    told, created = OwnerEvent.objects.get_or_create(
        supplier_id=given.supplier_id,
        termination=given,
        kind=kind,
        state=OwnerEventState.TOLD,
        defaults={"told_on": as_of, "words": words},
    )
    record("contracts.termination.owner_event_told", given=given, by=by, as_of=as_of, event=kind)
    if not created:
        told.words = f"{told.words}\n{words}".strip()
        told.save(update_fields=["words"])
    tell_news(told, clause=part.events.clause, as_of=as_of)
    tasks.ask_to_verify(given, words=f"{told.get_kind_display()}: {words}", due_on=as_of + TIME_TO_VERIFY)
    return told


@transaction.atomic
def wish_cut_off(*, given: Termination, by: Actor, as_of: date) -> None:
    """
    Pass a wish to have supply cut on to the grid company at once, by the hand of a person; asked twice, once.

    Source: OR-13.2d (forwarded at once; the grid company's fee is passed on).

    :raises NotWaiting: when the notice no longer waits
    """
    agreement, given = locked_notice(given)
    if given.state != TerminationState.AWAITING:
        raise NotWaiting(_("Your notice no longer waits for anything."))
    if given.cut_off_wished_on is not None:
        return
    part = part_of(agreement)
    given.cut_off_wished_on = as_of
    given.save(update_fields=["cut_off_wished_on"])
    clause = part.disconnection_request_forwarded_at_once.clause
    record("contracts.termination.cut_off_wished", given=given, by=by, as_of=as_of, clause=clause)
    tell_cut_off(given, part=part, as_of=as_of)
    tasks.ask_to_forward(given, clause=clause, due_on=as_of)


@transaction.atomic
def undo(*, given: Termination, by: Actor, as_of: date) -> None:
    """Take an owner's notice back, as `termination.undo` does, and stop what staff were asked to do for it."""
    termination.undo(termination=given, by=by, as_of=as_of)
    outcome = _("The notice was taken back.")
    forwarded = tasks.no_longer_ask(given, kinds=tasks.ALL, outcome=outcome, by=by, as_of=as_of)
    if given.cut_off_wished_on is not None and tasks.FORWARD not in forwarded:
        tasks.ask_to_stop_cut_off(given, due_on=as_of)


def locked_notice(given: Termination) -> tuple[Agreement, Termination]:
    """Lock the agreement and then its notice, and read both anew."""
    agreement = termination.locked_agreement(given.agreement)
    fresh = Termination.objects.select_for_update(of=("self",)).get(pk=given.pk)
    fresh.agreement = agreement
    return agreement, fresh


def part_of(agreement: Agreement) -> OwnerTermination:
    """
    Return what the agreement's terms say of owners.

    :raises NoOwnerClause: when they say nothing
    """
    part = owner_part(agreement)
    if part is None:
        raise NoOwnerClause(_("Your terms have no rule for owners. Give notice without it."))
    return part


def check_kind(kind: str, *, part: OwnerTermination) -> None:
    """
    Check that the terms name the event.

    :raises EventUnknown: when they do not
    """
    if kind.lower() not in part.events.value:
        raise EventUnknown(_("The terms name no such event."), clause=part.events.clause)


def record(
    kind: str, *, given: Termination, by: Actor, as_of: date, clause: str = "", reason: str = "", **data: Any
) -> None:
    """Write into the timeline what came of an owner's notice."""
    event.record(
        kind,
        supplier=given.supplier,
        customer=given.agreement.customer,
        subject=given,
        by=by,
        as_of=as_of,
        reason=reason or given.reason,
        clause=clause or given.clauses[0],
        ends_before=given.ends_before.isoformat() if given.ends_before else "",
        **data,
    )

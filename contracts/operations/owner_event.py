"""What lets an owner's notice take effect: verified by staff or by a message of the market, or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations.event import Actor
from config.foundation.calendar import ONE_DAY
from config.foundation.transition import advance
from config.foundation.zone import zone_of
from contracts.enums import (
    AgreementState,
    EventSource,
    MarketProcess,
    OwnerEventKind,
    OwnerEventState,
    TerminationState,
)
from contracts.models import Agreement, MarketMessage, OwnerEvent, Supply, Termination
from contracts.models.termination import UNDER_WAY
from contracts.operations import owner_termination_task as tasks
from contracts.operations.owner_termination import check_kind, locked_notice, part_of, record
from contracts.operations.owner_termination_receipt import tell_news, tell_verified
from contracts.operations.termination import locked_agreement
from contracts.operations.termination_refusal import DaysOutOfOrder, EventUnknown, NotWaiting
from contracts.queries.owner_termination import verified_end
from contracts.rules.step import AGREEMENT_STEPS, OWNER_EVENT_STEPS, TERMINATION_STEPS

BY_MARKET = {
    MarketProcess.SUPPLIER_SWITCH: OwnerEventKind.NEW_SUPPLY,
    MarketProcess.MOVE_IN: OwnerEventKind.NEW_SUPPLY,
    MarketProcess.END_OF_SUPPLY: OwnerEventKind.CUT_OFF,
}
"""What a message that came in says of the home: somebody is supplied by another, or nobody by us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """
    What was verified, by what, and its days: see OwnerEvent for the fields.

    `supply_stops_on` is the first day without supply, where the event says one.
    """

    kind: OwnerEventKind
    told_on: date
    verifiable_on: date
    source: EventSource
    reference: str
    supply_stops_on: date | None = None
    message: MarketMessage | None = None
    words: str = ""


@transaction.atomic
def verify(*, given: Termination, seen: Seen, by: Actor, as_of: date) -> OwnerEvent:
    """
    Note that an event was verified; the earliest that could be fixes the end, never before the notice ends.

    Another one verified later may only bring the end forward, until it is there.

    Source: OR-13.2 a-c with X-32.

    :raises NotWaiting: when the notice is not an owner's, is taken back or has taken effect
    :raises EventUnknown: when the terms name no such event
    :raises DaysOutOfOrder: when it was told after it could be verified, or could be only in the future
    """
    agreement, given = locked_notice(given)
    if given.notice_ends_before is None or given.state not in UNDER_WAY:
        raise NotWaiting(_("This notice does not wait for an event."))
    return _verify(agreement, given, seen, by, as_of)


@transaction.atomic
def reject(*, given: Termination, kind: OwnerEventKind, reason: str, by: Actor, as_of: date) -> OwnerEvent:
    """
    Say that what was told could not be verified; the notice waits on, and the customer is told why.

    :raises EventUnknown: when nothing of the kind was told, or it has been decided
    """
    agreement, given = locked_notice(given)
    told = given.owner_events.filter(kind=kind, state=OwnerEventState.TOLD).first()
    if told is None:
        raise EventUnknown(_("Nothing of the kind was told that has not been decided."))
    advance(told, to=OwnerEventState.REJECTED, allowed=OWNER_EVENT_STEPS)
    clause = part_of(agreement).events.clause
    record(
        "contracts.termination.owner_event_rejected", given=given, by=by, as_of=as_of, reason=reason, event=kind
    )
    tell_news(told, clause=clause, as_of=as_of, reason=reason)
    if not given.owner_events.filter(state=OwnerEventState.TOLD).exists():
        tasks.no_longer_ask(given, kinds=(tasks.VERIFY,), outcome=reason, by=by, as_of=as_of)
    return told


@transaction.atomic
def verified_for_owner(*, message: MarketMessage, supply: Supply, by: Actor, as_of: date) -> bool:
    """
    Let a message of the market verify what an owner's notice waits for, and tell whether one did.

    One about a home that is only part of what the agreement supplies is left to a person.
    """
    agreement = locked_agreement(supply.agreement)
    elsewhere = Supply.objects.filter(agreement=agreement, ends_before__isnull=True).exclude(pk=supply.pk)
    if elsewhere.exists():
        return False
    return verify_by_market(message=message, agreement=agreement, by=by, as_of=as_of)


def verify_by_market(*, message: MarketMessage, agreement: Agreement, by: Actor, as_of: date) -> bool:
    """
    Verify by a message what an owner's notice waits for, and tell whether one did.

    The caller holds the agreement's lock, and the message is about the last place it supplies.

    Source: OR-13.2 a-b with X-32 (the day the message was there counts).
    """
    given = Termination.objects.filter(agreement=agreement, state=TerminationState.AWAITING).first()
    kind = BY_MARKET.get(MarketProcess(message.process)) if message.process else None
    if given is None or kind is None or kind.lower() not in part_of(agreement).events.value:
        return False
    was_there = min(message.written_at.astimezone(zone_of(agreement.supplier.time_zone)).date(), as_of)
    seen = Seen(
        kind=kind,
        told_on=was_there,
        verifiable_on=was_there,
        source=EventSource.MARKET,
        reference=message.message_id,
        supply_stops_on=message.effective_on,
        message=message,
    )
    given.agreement = agreement
    _verify(agreement, given, seen, by, as_of)
    return True


def _verify(agreement: Agreement, given: Termination, seen: Seen, by: Actor, as_of: date) -> OwnerEvent:
    part = part_of(agreement)
    check_kind(seen.kind, part=part)
    found = _keep(given, seen, as_of)
    end = verified_end(given, part=part)
    assert end.ends_before is not None  # noqa: S101 -- one is verified
    ends_before = min(end.ends_before, agreement.ends_before or end.ends_before)
    stops_on = min(end.charges_end_before or ends_before, ends_before)
    _let_end(agreement, given, ends_before=ends_before, stops_on=stops_on)
    proof = {"event": seen.kind, "source": seen.source, "reference": seen.reference}
    record("contracts.termination.owner_event_verified", given=given, by=by, as_of=as_of, **proof)
    tell_verified(found, given=given, why=end.why, as_of=as_of)
    tasks.no_longer_ask(given, kinds=tasks.LOOKING, outcome=str(found), by=by, as_of=as_of)
    if ends_before < as_of:
        tasks.ask_about_the_past(given, due_on=as_of + ONE_DAY)
    return found


def _keep(given: Termination, seen: Seen, as_of: date) -> OwnerEvent:
    """Write the event down, over what was told of it when something was."""
    told = given.owner_events.filter(kind=seen.kind, state=OwnerEventState.TOLD).first()
    told_on = min(seen.told_on, told.told_on) if told else seen.told_on
    if not told_on <= seen.verifiable_on <= as_of:
        raise DaysOutOfOrder(_("It is told first, can be verified then, and neither lies in the future."))
    said: dict[str, Any] = {
        "told_on": told_on,
        "verifiable_on": seen.verifiable_on,
        "verified_on": as_of,
        "supply_stops_on": seen.supply_stops_on,
        "source": seen.source,
        "reference": seen.reference,
        "message": seen.message,
    }
    if told is not None:
        advance(told, to=OwnerEventState.VERIFIED, allowed=OWNER_EVENT_STEPS, **said)
        return told
    verified = {"kind": seen.kind, "state": OwnerEventState.VERIFIED, "words": seen.words}
    return OwnerEvent.objects.create(supplier_id=given.supplier_id, termination=given, **verified, **said)


def _let_end(agreement: Agreement, given: Termination, *, ends_before: date, stops_on: date) -> None:
    """Let the notice, the agreement and its supplies end; none of them later than it was to end by now."""
    kept = max(ends_before, given.given_on + ONE_DAY)
    if given.state == TerminationState.AWAITING:
        advance(given, to=TerminationState.GIVEN, allowed=TERMINATION_STEPS, ends_before=kept)
    elif given.ends_before is not None and kept < given.ends_before:
        given.ends_before = kept
        given.save(update_fields=["ends_before"])
    if agreement.state == AgreementState.ACTIVE:
        advance(agreement, to=AgreementState.TERMINATING, allowed=AGREEMENT_STEPS, ends_before=ends_before)
    elif agreement.ends_before is not None and ends_before < agreement.ends_before:
        agreement.ends_before = ends_before
        agreement.save(update_fields=["ends_before"])
    for supply in Supply.objects.filter(agreement=agreement).select_for_update(of=("self",)).order_by("pk"):
        stops = max(stops_on, supply.starts_on + ONE_DAY)
        if supply.ends_before is None or supply.ends_before > stops:
            supply.ends_before = stops
            supply.save(update_fields=["ends_before"])

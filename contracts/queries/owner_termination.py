"""An owner's notice as it stands: what the terms say, which events were verified, and which wait for too long."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import TaskState
from accounts.models import Event, StaffTask, Supplier
from contracts import terms
from contracts.enums import OwnerEventKind, OwnerEventState, TerminationState
from contracts.models import Agreement, OwnerEvent, Termination
from contracts.queries.terms_page import Spoken, spoken
from contracts.rules.owner_termination import OwnerEnd, VerifiableEvent, owner_end
from contracts.rules.sentence import Sentence, quote, say
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import OwnerTermination

TASK = "owner-event"
AGAIN = timedelta(days=30)
"""How long after the last look a person is asked to look again."""
COUNTS = N_("Your notice then takes effect with the first of these we can verify, never before the notice ends.")
GOES_ON = N_("Until then the agreement and our supply go on, and what you use is charged as before.")
FORWARDED = N_("If you want supply cut, we pass your wish to the grid company at once. It arranges the rest.")
FEE = N_("What the grid company charges for it is passed on to you.")


def owner_part(agreement: Agreement) -> OwnerTermination | None:
    """Return what the agreement's terms say of an owner's notice; most terms say nothing."""
    return terms.by_code(agreement.terms_code).owner_termination


def waiting_end(part: OwnerTermination, *, notice_ends_before: date) -> OwnerEnd:
    """Return what an owner's notice leads to as long as nothing has happened."""
    return owner_end(part=part, notice_ends_before=notice_ends_before, events=(), supply_stops_on=None)


def verified_end(given: Termination, *, part: OwnerTermination) -> OwnerEnd:
    """Return when an owner's notice takes effect after everything that has been verified."""
    if given.notice_ends_before is None:
        raise ValueError(f"The termination {given.pk} is not an owner's.")
    found = list(given.owner_events.filter(state=OwnerEventState.VERIFIED).order_by("pk"))
    stops = min((each.supply_stops_on for each in found if each.supply_stops_on), default=None)
    return owner_end(
        part=part,
        notice_ends_before=given.notice_ends_before,
        events=[_as_event(each) for each in found],
        supply_stops_on=stops,
    )


def cut_off_sentences(part: OwnerTermination) -> tuple[Sentence, ...]:
    """Return what follows from a wish to have supply cut (OR-13.2d)."""
    promises = ((FORWARDED, part.disconnection_request_forwarded_at_once), (FEE, part.grid_fee_passed_on))
    return tuple(quote(text, part=held) for text, held in promises if held.value)


def waiting_too_long(supplier: Supplier, *, as_of: date) -> QuerySet[Termination]:
    """Return the owners' notices that ended without an event, and that nobody is looking at or did lately."""
    waits = Termination.objects.filter(
        supplier=supplier, state=TerminationState.AWAITING, notice_ends_before__lte=as_of
    )
    asked = StaffTask.objects.filter(
        supplier=supplier, kind=TASK, subject_type=Termination._meta.label_lower, subject_id=OuterRef("pk")
    )
    open_ones = asked.exclude(state=TaskState.DONE)
    looked = Event.objects.filter(
        kind="staff.task.done", subject_type=StaffTask._meta.label_lower, business_date__gt=as_of - AGAIN
    )
    lately = asked.filter(Exists(looked.filter(subject_id=OuterRef("pk"))))
    rows = waits.exclude(Exists(open_ones)).exclude(Exists(lately))
    return rows.select_related("agreement__customer__supplier", "agreement__product", "supplier").order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as a page shows it, with what became of it."""

    what: str
    told_on: date
    state: str
    verified_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerPage:
    """An owner's notice on its page: what it waits for, what was told, and what a cut-off leads to."""

    given_on: date | None
    notice_ends_before: date | None
    cut_off_wished_on: date | None
    what_counts: Spoken
    events: tuple[str, ...]
    goes_on: Spoken
    cut_off: tuple[Spoken, ...]
    rows: tuple[EventRow, ...]


def owner_page(
    agreement: Agreement, *, part: OwnerTermination, locale: str, given: Termination | None = None
) -> OwnerPage:
    """Return what an owner reads before the notice is given, and while it waits."""
    currency = terms.by_code(agreement.terms_code).currency

    def said(sentence: Sentence) -> Spoken:
        return spoken(sentence, currency=currency, locale=locale)

    rows = given.owner_events.order_by("pk") if given else ()
    return OwnerPage(
        given_on=given.given_on if given else None,
        notice_ends_before=given.notice_ends_before if given else None,
        cut_off_wished_on=given.cut_off_wished_on if given else None,
        what_counts=said(say(COUNTS, clause=part.events.clause)),
        events=tuple(event_words(part.events.value)),
        goes_on=said(quote(GOES_ON, part=part.effective)),
        cut_off=tuple(said(each) for each in cut_off_sentences(part)),
        rows=tuple(_row(each) for each in rows),
    )


def event_words(kinds: Collection[str]) -> list[str]:
    """Return the events the terms name, in the reader's words."""
    return [str(OwnerEventKind(kind.upper()).label) for kind in kinds]


def event_choices(part: OwnerTermination) -> list[tuple[str, str]]:
    """Return the events the terms name as a form offers them."""
    kinds = part.events.value
    return [(kind.upper(), label) for kind, label in zip(kinds, event_words(kinds), strict=True)]


def _row(event: OwnerEvent) -> EventRow:
    return EventRow(
        what=str(event.get_kind_display()),
        told_on=event.told_on,
        state=_("we are looking into it") if event.state == OwnerEventState.TOLD else event.get_state_display(),
        verified_on=event.verified_on,
    )


def _as_event(row: OwnerEvent) -> VerifiableEvent:
    assert row.verifiable_on is not None  # noqa: S101 -- the database refuses a verified event without it
    return VerifiableEvent(
        kind=row.kind.lower(), told_on=row.told_on, verifiable_on=row.verifiable_on, verified_on=row.verified_on
    )

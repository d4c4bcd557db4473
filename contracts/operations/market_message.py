"""Prepare what we ask of the market, keep what it tells us, and hand to a person what nothing comes of."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.enums import TaskState
from accounts.models import StaffTask, Supplier
from accounts.operations import event, staff_task
from accounts.operations.event import Actor
from config.foundation.after_commit import send_task_after_commit
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.enums import MarketDirection, MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models import Agreement, MarketMessage, MeteringPoint, Supply
from contracts.queries.statute import statute_rows
from contracts.rules.market_day import first_market_day
from contracts.rules.step import MARKET_MESSAGE_STEPS

NAMESPACE = UUID("4f1d5f5c-6a0a-5f0e-9d5c-3f6f4c1f7e10")
"""Our own: what is asked for gives its message the same id on every machine, and after a restore."""
INCOMPLETE, REJECTED = "market-message-incomplete", "market-message-rejected"
UNANSWERED, UNMATCHED = "market-message-unanswered", "market-message-unmatched"
"""What a person is asked to see to."""


class PointNotSupplied(Refused):
    """The agreement has no supply at the metering point."""

    code = "point-not-supplied"


class MarketDayTooEarly(Refused):
    """The market cannot register it from so early a day."""

    code = "market-day-too-early"


@transaction.atomic
def prepare(
    *,
    agreement: Agreement,
    metering_point: MeteringPoint,
    process: MarketProcess,
    effective_on: date,
    by: Actor,
    as_of: date,
) -> MarketMessage:
    """
    Lay a request to the market ready; the same one is laid ready once, and again after it was rejected.

    `effective_on` is the first day of supply, or without it. It is sent afterwards, by the run.

    :raises PointNotSupplied: when the agreement has nothing to do with the metering point
    :raises MarketDayTooEarly: when the market no longer takes that day
    """
    locked = Agreement.objects.select_for_update(of=("self",)).select_related("supplier", "customer")
    agreement = locked.get(pk=agreement.pk)
    if not Supply.objects.filter(agreement=agreement, metering_point=metering_point).exists():
        raise PointNotSupplied(_("The agreement has no supply at this metering point."))
    message, created = _lay_ready(
        agreement=agreement, metering_point=metering_point, process=process, effective_on=effective_on
    )
    if created:  # what was asked in time may be asked again later, and is still the same message
        _check_day(agreement.supplier, process, effective_on, as_of)
        record("contracts.market_message.prepared", message=message, by=by, as_of=as_of)
        send_task_after_commit("contracts.send_market_messages", supplier_id=agreement.supplier_id)
    return message


@transaction.atomic
def note_sent(*, message: MarketMessage, content: str, by: Actor, as_of: date) -> None:
    """Note that the request lies where it is fetched; one noted or answered already stays as it is."""
    row = MarketMessage.objects.select_for_update(of=("self",)).select_related("supplier", "agreement__customer")
    message = row.get(pk=message.pk)
    if message.state == MarketMessageState.PREPARED:
        advance(message, to=MarketMessageState.SENT, allowed=MARKET_MESSAGE_STEPS, content=content, sent_at=Now())
        record("contracts.market_message.sent", message=message, by=by, as_of=as_of)
        no_longer_ask(message=message, kind=INCOMPLETE, outcome=_("The request was sent."), by=by, as_of=as_of)


def receive(
    *,
    supplier: Supplier,
    kind: MarketMessageKind,
    message_id: str,
    transaction_id: str,
    **told: Any,
) -> bool:
    """Keep one transaction the market told us, once, and return whether it is new; it is handled afterwards."""
    _message, created = MarketMessage.objects.get_or_create(
        supplier=supplier,
        direction=MarketDirection.IN,
        message_id=message_id,
        transaction_id=transaction_id,
        defaults={"kind": kind, "state": MarketMessageState.RECEIVED, **told},
    )
    return created


@transaction.atomic
def match(
    *,
    message: MarketMessage,
    agreement: Agreement | None,
    metering_point: MeteringPoint | None,
    by: Actor,
    as_of: date,
) -> None:
    """Say which of our rows a message that came in is about."""
    _settle(message, MarketMessageState.MATCHED, agreement, metering_point)
    record("contracts.market_message.matched", message=message, by=by, as_of=as_of)


@transaction.atomic
def leave_unmatched(
    *,
    message: MarketMessage,
    why: str,
    by: Actor,
    as_of: date,
    agreement: Agreement | None = None,
    metering_point: MeteringPoint | None = None,
) -> StaffTask:
    """Say that we can make nothing of a message that came in, and hand it to a person with the reason."""
    _settle(message, MarketMessageState.UNMATCHED, agreement, metering_point)
    record("contracts.market_message.unmatched", message=message, by=by, as_of=as_of, reason=why)
    return ask(message=message, kind=UNMATCHED, title=_("Market message not matched"), why=why, as_of=as_of)


def ask(*, message: MarketMessage, kind: str, title: object, why: str, as_of: date) -> StaffTask:
    """Ask the staff to look at a message by the end of the next day, once per kind."""
    supplier = message.supplier
    with translation.override(supplier.language):
        return staff_task.ask(
            supplier=supplier,
            kind=kind,
            subject=message,
            title=f"{title}: {message.get_process_display()}, {message.gsrn or message.transaction_id}",
            explanation=why,
            due_at=afternoon(as_of + timedelta(days=1), supplier=supplier),
            customer=message.agreement.customer if message.agreement else None,
        )


def no_longer_ask(*, message: MarketMessage, kind: str, outcome: object, by: Actor, as_of: date) -> None:
    """Finish what a person was asked about a message, when it settled itself."""
    asked = StaffTask.objects.filter(
        supplier=message.supplier,
        kind=kind,
        subject_type=event.subject_type(message),
        subject_id=message.pk,
    )
    for task in asked.exclude(state=TaskState.DONE):
        with translation.override(message.supplier.language):
            staff_task.finish(task=task, outcome=str(outcome), by=by, as_of=as_of)


def record(kind: str, *, message: MarketMessage, by: Actor, as_of: date, reason: str = "") -> None:
    """Write into the timeline what came of a message; it is the staff's to read."""
    event.record(
        kind,
        supplier=message.supplier,
        customer=message.agreement.customer if message.agreement else None,
        subject=message,
        by=by,
        as_of=as_of,
        reason=reason,
        customer_may_see=False,
        process=message.process,
        message_id=message.message_id,
        gsrn=message.gsrn,
        effective_on=message.effective_on.isoformat() if message.effective_on else "",
    )


def afternoon(day: date, *, supplier: Supplier) -> datetime:
    """Return the moment of a day by which something is to be done: four in the afternoon where the supplier is."""
    return datetime.combine(day, time(16), ZoneInfo(supplier.time_zone))


def _check_day(supplier: Supplier, process: MarketProcess, day: date, as_of: date) -> None:
    law = statute_rows(country=supplier.country)
    first = first_market_day(process=process, asked_on=as_of, law=law, country=supplier.country)
    if first is not None and day < first:
        text = _("The market can register this from %(day)s at the earliest.")
        locale = translation.get_language() or supplier.language
        raise MarketDayTooEarly(str(text) % {"day": date_text(first, locale=locale)})


def _lay_ready(*, agreement: Agreement, metering_point: MeteringPoint, **asked: Any) -> tuple[MarketMessage, bool]:
    """
    Return the request for something, and whether it is new; the agreement is locked.

    Its ids are made of what is asked and of how often that was rejected: asking twice is one message.
    """
    about = {"agreement": agreement, "metering_point": metering_point, **asked}
    before = MarketMessage.objects.filter(direction=MarketDirection.OUT, **about)
    rejected = before.filter(state=MarketMessageState.REJECTED).count()
    who = f"{agreement.supplier.code}:{agreement.number}:{metering_point.gsrn}"
    what = f"{who}:{asked['process']}:{asked['effective_on']}:{rejected}"
    return MarketMessage.objects.get_or_create(
        supplier=agreement.supplier,
        direction=MarketDirection.OUT,
        message_id=str(uuid5(NAMESPACE, f"message:{what}")),
        transaction_id=str(uuid5(NAMESPACE, f"transaction:{what}")),
        defaults={
            **about,
            "kind": MarketMessageKind.REQUEST,
            "gsrn": metering_point.gsrn,
            "state": MarketMessageState.PREPARED,
        },
    )


def _settle(
    message: MarketMessage,
    to: MarketMessageState,
    agreement: Agreement | None,
    metering_point: MeteringPoint | None,
) -> None:
    advance(
        message,
        to=to,
        allowed=MARKET_MESSAGE_STEPS,
        agreement=agreement,
        metering_point=metering_point,
        settled_at=Now(),
    )

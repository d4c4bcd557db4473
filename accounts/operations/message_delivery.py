"""Moves a message through the outbox: begun, sent, put off, or parked for a person to look at."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.enums import MessageState
from accounts.models import Message
from accounts.operations import event, staff_task
from accounts.rules.message_retry import wait_before_next
from accounts.rules.step import MESSAGE_STEPS
from config.foundation.transition import advance

SWEEP = "job:messages"
LOOK_WITHIN = timedelta(hours=24)


def begin(message: Message, *, lease: timedelta) -> None:
    """Write down that it is about to be handed over; committed before the mail server hears of it."""
    attempts = message.attempts + 1
    advance(
        message, to=MessageState.SENDING, allowed=MESSAGE_STEPS, attempts=attempts, claimed_until=Now() + lease
    )


def mark_sent(message: Message, *, provider_id: str, at: datetime) -> None:
    """The mail server has taken it; `at` is the sender's moment, by which a notice is proven (OR-6.2b)."""
    advance(
        message,
        to=MessageState.SENT,
        allowed=MESSAGE_STEPS,
        sent_at=at,
        provider_id=provider_id,
        claimed_until=None,
        next_try_at=None,
        last_error="",
    )


@transaction.atomic
def put_off(message: Message, *, error: str, at: datetime) -> None:
    """It certainly was not sent: try again later, or park it when it has been tried often enough."""
    wait = wait_before_next(attempts=message.attempts)
    if wait is None:
        park(message, error=error, at=at)
        return
    advance(
        message,
        to=MessageState.QUEUED,
        allowed=MESSAGE_STEPS,
        next_try_at=Now() + wait,
        claimed_until=None,
        last_error=error[:300],
    )


@transaction.atomic
def park(message: Message, *, error: str, at: datetime) -> None:
    """
    Stop trying and ask a person.

    Also for a message of which nobody knows whether it was sent: it is never sent a second time by
    itself. Its Message-ID finds it in the log of the mail server; then it is marked or queued again.
    """
    advance(message, to=MessageState.PARKED, allowed=MESSAGE_STEPS, claimed_until=None, last_error=error[:300])
    staff_task.ask(
        supplier=message.supplier,
        customer=message.customer,
        kind="message.parked",
        subject=message,
        title=(gettext("Message not delivered: %(subject)s") % {"subject": message.subject})[:200],
        explanation=error,
        clause=message.clause,
        due_at=at + LOOK_WITHIN,
    )


@transaction.atomic
def arrived_after_all(message: Message, *, by: event.Actor, as_of: date, reason: str) -> None:
    """Mark a parked message as sent, because a person found it in the log of the mail server."""
    advance(message, to=MessageState.SENT, allowed=MESSAGE_STEPS, sent_at=Now(), provider_id=reason[:200])
    _record("accounts.message.found_sent", message, by, as_of, reason)


@transaction.atomic
def queue_again(message: Message, *, by: event.Actor, as_of: date, reason: str) -> None:
    """Try a parked message again, because a person has made sure that it did not arrive."""
    advance(
        message, to=MessageState.QUEUED, allowed=MESSAGE_STEPS, attempts=0, next_try_at=None, claimed_until=None
    )
    _record("accounts.message.queued_again", message, by, as_of, reason)


def _record(kind: str, message: Message, by: event.Actor, as_of: date, reason: str) -> None:
    event.record(
        kind,
        supplier=message.supplier,
        customer=message.customer,
        subject=message,
        by=by,
        as_of=as_of,
        reason=reason,
        customer_may_see=False,
    )

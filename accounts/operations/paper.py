"""Letters on paper to customers without e-mail: a person is asked to post them, and says when it is done."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.enums import Channel, MessageState, TaskState
from accounts.models import Message, StaffTask
from accounts.operations import event, staff_task
from accounts.operations.event import subject_type
from accounts.rules.step import MESSAGE_STEPS
from config.foundation.transition import advance
from config.foundation.zone import zone_of

KIND = "letter-to-post"
NOON = time(12)


def ask_to_post(*, message: Message, as_of: date) -> None:
    """
    Put the letter in the staff queue, to be posted by noon of the next day.

    Source: EP-15.1, GE-VF-4.24 (without e-mail nothing we must tell would arrive); GE-VF-4.25 (letters instead).
    """
    due_at = datetime.combine(as_of + timedelta(days=1), NOON, zone_of(message.supplier.time_zone))
    staff_task.ask(
        supplier=message.supplier,
        kind=KIND,
        subject=message,
        title=(gettext("Post a letter: %(subject)s") % {"subject": message.subject})[:200],
        explanation=gettext("The customer has no e-mail. Print the message, post it, and say so on its page."),
        due_at=due_at,
        clause=message.clause,
        customer=message.customer,
    )


def to_be_posted(message: Message) -> bool:
    """Tell whether the message is a letter that nobody has posted yet."""
    return bool(message.channel == Channel.LETTER and message.state == MessageState.QUEUED)


@transaction.atomic
def posted(message: Message, *, by: event.Actor, as_of: date, reason: str) -> None:
    """
    Write down that the letter was posted, which is its sending; the task to post it is done.

    :raises ForbiddenTransition: when it is sent already
    """
    advance(message, to=MessageState.SENDING, allowed=MESSAGE_STEPS, attempts=message.attempts + 1)
    advance(message, to=MessageState.SENT, allowed=MESSAGE_STEPS, sent_at=Now(), provider_id=reason[:200])
    event.record(
        "accounts.message.posted",
        supplier=message.supplier,
        customer=message.customer,
        subject=message,
        by=by,
        as_of=as_of,
        reason=reason,
    )
    tasks = StaffTask.objects.filter(kind=KIND, subject_type=subject_type(message), subject_id=message.pk)
    for task in tasks.exclude(state=TaskState.DONE):
        staff_task.finish(task=task, outcome=reason, by=by, as_of=as_of)

"""What a worker does for accounts: fetch, look at the clock, call one run."""

from time import monotonic

from celery import shared_task

from accounts.runs import activation, invitation, message, recovery
from config.foundation import clock
from config.foundation.stint import Stint

SWEEP_SECONDS = 40


@shared_task(name="accounts.send_message")
def send_message(*, message_id: int, **_ignored: object) -> None:
    message.send_one(message_id=message_id, at=clock.now())


@shared_task(name="accounts.send_due_messages")
def send_due_messages(**_ignored: object) -> None:
    """Send for most of a minute; the next tick's task goes on, so that none is cut off in the middle of a mail."""
    ends = monotonic() + SWEEP_SECONDS
    message.send_due(at=clock.now(), stint=Stint(over=lambda: monotonic() >= ends))


@shared_task(name="accounts.send_activation_code")
def send_activation_code(*, link_id: int, **_ignored: object) -> None:
    activation.send_code(link_id=link_id, at=clock.now(), as_of=clock.today())


@shared_task(name="accounts.send_invitation_code")
def send_invitation_code(*, link_id: int, **_ignored: object) -> None:
    invitation.send_code(link_id=link_id, at=clock.now())


@shared_task(name="accounts.send_recovery_notice")
def send_recovery_notice(*, recovery_id: int, **_ignored: object) -> None:
    recovery.send_notice(recovery_id=recovery_id, as_of=clock.today())

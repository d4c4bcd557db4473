"""What a worker does for accounts: fetch, look at the clock, call one run."""

from celery import shared_task

from accounts.runs import activation, message
from config.foundation import clock


@shared_task(name="accounts.send_message")
def send_message(*, message_id: int, **_ignored: object) -> None:
    message.send_one(message_id=message_id, at=clock.now())


@shared_task(name="accounts.send_due_messages")
def send_due_messages(**_ignored: object) -> None:
    message.send_due(at=clock.now())


@shared_task(name="accounts.send_activation_code")
def send_activation_code(*, link_id: int, **_ignored: object) -> None:
    activation.send_code(link_id=link_id, at=clock.now(), as_of=clock.today())

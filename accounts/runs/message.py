"""Sends what is due in the outbox, each mail at most once, whatever dies on the way."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from accounts.gateways import mail
from accounts.models import Message, Supplier
from accounts.operations import message_delivery as delivery
from accounts.queries import outbox
from config.foundation.claim import claim, release_all
from config.foundation.crashpoint import crashpoint
from config.foundation.stint import Stint
from config.foundation.transition import OvertakenByOther

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
CHUNK = 50
SENT = "sent"
NO_ADDRESS = "The customer has no e-mail address."
CUT_OFF = "The sender stopped in the middle; whether it was sent is not known."


def send_due(*, at: datetime, supplier: Supplier | None = None, stint: Stint | None = None) -> Counter[str]:
    """
    Send every mail that is due, and park those a dead sender left in the middle; return counts.

    All senders draw from one queue, whatever their share: each takes what no other has, some at a time, so
    they end together. One whose time is over gives back what it took and did not come to.

    The intent is committed before the mail server is called and the result after. A crash between the
    two leaves SENDING, which is not tried again: a person looks (at most once, also for money).
    """
    stint = stint or Stint()
    counts = Counter(parked=_park_left_behind(at=at, supplier=supplier))
    connection = get_connection()
    try:
        while not stint.stopped and (messages := claim(outbox.due(supplier), limit=CHUNK, lease=LEASE)):
            _send_in_turn(messages, counts, stint=stint, connection=connection, at=at)
    finally:
        connection.close()
    return +counts


def _send_in_turn(
    messages: list[Message],
    counts: Counter[str],
    *,
    stint: Stint,
    connection: BaseEmailBackend,
    at: datetime,
) -> None:
    for place, message in enumerate(messages):
        if stint.stopped:
            release_all(messages[place:])
            return
        counts[_send(message, connection=connection, at=at)] += 1
        stint.reached(SENT, stint.after(SENT) + 1)


def send_one(*, message_id: int, at: datetime) -> str:
    """Send one message now if it is still waiting; return what came of it, "" when there was nothing to do."""
    messages = claim(outbox.due().filter(pk=message_id), limit=1, lease=LEASE)
    if not messages:
        return ""
    connection = get_connection()
    try:
        return _send(messages[0], connection=connection, at=at)
    finally:
        connection.close()


def _send(message: Message, *, connection: BaseEmailBackend, at: datetime) -> str:
    if not message.to_address:
        delivery.park(message, error=NO_ADDRESS, at=at)
        return "parked"
    try:
        delivery.begin(message, lease=LEASE)
    except OvertakenByOther:
        return "overtaken"
    crashpoint("message.begun")
    try:
        provider_id = mail.send(_mail(message), connection=connection)
    except mail.MailDelayed as error:
        delivery.put_off(message, error=str(error), at=at)
        return "delayed"
    except (mail.MailRefused, mail.MailUnknown) as error:
        delivery.park(message, error=f"{type(error).__name__} {error}", at=at)
        return "parked"
    crashpoint("message.handed_over")
    delivery.mark_sent(message, provider_id=provider_id, at=at)
    return "sent"


def _mail(message: Message) -> mail.Mail:
    supplier = message.supplier
    domain = supplier.sender_email.rpartition("@")[2]
    return mail.Mail(
        message_id=f"<{message.public_id}@{domain}>",
        sender_name=supplier.sender_name,
        sender_email=supplier.sender_email,
        to=message.to_address,
        subject=message.subject,
        body=message.body,
        attachment=_attachment(message),
    )


def _attachment(message: Message) -> mail.Attachment | None:
    document = message.document
    if document is None:
        return None
    return mail.Attachment(
        name=document.file_name, content_type=document.content_type, content=bytes(document.content)
    )


def _park_left_behind(*, at: datetime, supplier: Supplier | None) -> int:
    parked = 0
    while messages := claim(outbox.left_behind(supplier), limit=CHUNK, lease=LEASE):
        for message in messages:
            delivery.park(message, error=CUT_OFF, at=at)
            logger.warning("message left behind", extra={"message_id": message.pk})
        parked += len(messages)
    return parked

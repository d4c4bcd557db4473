"""Carries out recoveries whose wait is over, and mails colleagues that theirs was begun."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime, time

from django.core.mail import get_connection
from django.utils import translation

from accounts.gateways import mail
from accounts.models import Recovery, Supplier, User
from accounts.operations import recovery as operations
from accounts.operations import recovery_notice
from accounts.operations.message import words_of
from accounts.queries import recovery as queries
from accounts.queries.inbox import masked
from config.foundation.crashpoint import crashpoint
from config.foundation.refusal import Refused
from config.foundation.zone import zone_of

logger = logging.getLogger(__name__)

NOT_SENT = (mail.MailDelayed, mail.MailRefused, mail.MailUnknown)


AT = time(6, 45)
"""Local time of the day's run; a wait that ends later in the day ends with the next one."""


def run(*, supplier: Supplier, as_of: date) -> Counter[str]:
    """Carry out what is due on a day: a wait counts as over when it is by the hour at which the run may begin."""
    at = datetime.combine(as_of, AT, zone_of(supplier.time_zone))
    return carry_out_due(supplier=supplier, as_of=as_of, at=at)


def carry_out_due(*, supplier: Supplier, as_of: date, at: datetime) -> Counter[str]:
    """
    Carry out every recovery that is due at the moment `at`, each in its own transaction; return counts.

    First the notices to colleagues that no worker came to are sent: one that was never told is not carried out.
    """
    for untold in queries.untold(supplier):
        send_notice(recovery_id=untold.pk, as_of=as_of)
    counts: Counter[str] = Counter()
    for recovery in queries.due(supplier, at=at):
        try:
            counts["recovered"] += operations.carry_out(recovery=recovery, as_of=as_of, at=at)
        except Refused as refused:
            operations.give_up(recovery=recovery, refused=refused, as_of=as_of, at=at)
            counts["refused"] += 1
        crashpoint("recovery.done")
    return +counts


def send_notice(*, recovery_id: int, as_of: date) -> bool:
    """
    Mail a colleague that somebody wants their second factor dropped, with a link that stops it.

    Run twice it may be mailed twice, each time with a link that works. What the mail server does not take is
    tried again by the night's run.
    """
    rows = Recovery.objects.select_related("supplier", "user").filter(pk=recovery_id, told_at="")
    recovery = rows.first()
    if recovery is None or recovery.user is None:
        return False
    language = recovery.user.language or recovery.supplier.language
    link = recovery_notice.stop_link(recovery=recovery, by=recovery.requested_by, as_of=as_of)
    with translation.override(language):
        words = recovery_notice.words_about(recovery, language=language, link=link)
        subject, body = words_of("recovery_of_staff", context=words)
    try:
        mail.send(_letter(recovery, recovery.user, subject, body), connection=get_connection())
    except NOT_SENT as error:
        logger.warning("recovery notice not sent", extra={"recovery": recovery.pk, "error": type(error).__name__})
        return False
    Recovery.objects.filter(pk=recovery.pk).update(told_at=masked(recovery.user.email))
    return True


def _letter(recovery: Recovery, user: User, subject: str, body: str) -> mail.Mail:
    supplier = recovery.supplier
    return mail.Mail(
        message_id=f"<recovery-{recovery.pk}@{supplier.sender_email.rpartition('@')[2]}>",
        sender_name=supplier.sender_name,
        sender_email=supplier.sender_email,
        to=user.email,
        subject=subject,
        body=body,
    )

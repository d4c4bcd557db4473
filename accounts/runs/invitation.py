"""Mails the code with which somebody invited opens a login of their own."""

from __future__ import annotations

from datetime import datetime

from django.core.mail import get_connection
from django.utils import translation

from accounts.gateways import mail
from accounts.models import Invitation, ScopedLink
from accounts.operations import activation
from accounts.operations.invitation import CODE_PURPOSE
from accounts.operations.message import words_of


def send_code(*, link_id: int, at: datetime) -> None:
    """
    Mail a fresh code to the invited address; a nudge that comes too late sends nothing.

    Run twice, the last code counts.
    """
    link = ScopedLink.objects.filter(pk=link_id, purpose=CODE_PURPOSE).first()
    if link is None or link.used_at is not None or at >= link.expires_at:
        return
    invitation = Invitation.objects.select_related("supplier", "customer").get(pk=link.subject_id)
    supplier = invitation.supplier
    code = activation.make_code(link=link)
    with translation.override(invitation.customer.language or supplier.language):
        context = {"supplier": supplier, "code": f"{code[:4]}-{code[4:]}"}
        subject, body = words_of("activation_code", context=context)
    letter = mail.Mail(
        message_id=f"<invitation-{link.pk}-{int(at.timestamp())}@{supplier.sender_email.rpartition('@')[2]}>",
        sender_name=supplier.sender_name,
        sender_email=supplier.sender_email,
        to=invitation.email,
        subject=subject,
        body=body,
    )
    mail.send(letter, connection=get_connection())

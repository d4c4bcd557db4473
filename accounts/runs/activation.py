"""Mails the code with which an existing customer opens Min side, when there is such a customer."""

from __future__ import annotations

from datetime import date, datetime

from django.core.mail import get_connection
from django.utils import translation

from accounts.gateways import mail
from accounts.models import ScopedLink
from accounts.operations import activation
from accounts.operations.message import words_of
from accounts.queries.activation import has_login


def send_code(*, link_id: int, at: datetime, as_of: date) -> None:
    """
    Mail a fresh code to the address on file, or that there is a login already; nothing for a stranger.

    A nudge that comes too late finds the link expired and sends nothing. Run twice, the last code counts.
    """
    link = ScopedLink.objects.select_related("customer__supplier").filter(pk=link_id).first()
    if link is None or link.customer is None or link.used_at is not None or at >= link.expires_at:
        return
    customer = link.customer
    supplier = customer.supplier
    with translation.override(customer.language or supplier.language):
        if has_login(customer, as_of=as_of):
            subject, body = words_of("activation_known", context={"supplier": supplier})
        else:
            code = activation.make_code(link=link)
            subject, body = words_of(
                "activation_code", context={"supplier": supplier, "code": f"{code[:4]}-{code[4:]}"}
            )
    domain = supplier.sender_email.rpartition("@")[2]
    letter = mail.Mail(
        message_id=f"<activation-{link.pk}-{int(at.timestamp())}@{domain}>",
        sender_name=supplier.sender_name,
        sender_email=supplier.sender_email,
        to=customer.email,
        subject=subject,
        body=body,
    )
    mail.send(letter, connection=get_connection())

"""Hands one mail to the mail server and says plainly what came of it: taken, refused, later, or nobody knows."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.utils import formataddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Plain text from a supplier to one address; `message_id` is the same each time the same message is tried."""

    message_id: str
    sender_name: str
    sender_email: str
    to: str
    subject: str
    body: str
    attachment: Attachment | None = None


class MailRefused(Exception):
    """The server will never take it: the address does not exist, or the message is not allowed."""


class MailDelayed(Exception):
    """The server did not take it now; it certainly was not sent and may be tried again."""


class MailUnknown(Exception):
    """The connection broke after the message was handed over: it was sent, or it was not."""


def send(mail: Mail, *, connection: BaseEmailBackend) -> str:
    """
    Give the mail to the server and return its Message-ID.

    :raises MailRefused, MailDelayed, MailUnknown: as their names say
    """
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise MailDelayed(type(error).__name__) from error
    try:
        connection.send_messages([_message(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        raise _by_code(max(code for code, _text in error.recipients.values())) from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code) from error
    except ValueError as error:  # a line break in a header, or an address that cannot be written
        raise MailRefused(type(error).__name__) from error
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise MailUnknown(type(error).__name__) from error
    return mail.message_id


def _by_code(code: int) -> Exception:
    """Tell a passing refusal (4xx) from a lasting one."""
    return MailDelayed(f"SMTP {code}") if 400 <= code < 500 else MailRefused(f"SMTP {code}")


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(
        subject=mail.subject,
        body=f"{mail.body}\n",
        from_email=formataddr((mail.sender_name, mail.sender_email)),
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.attachment is not None:
        message.attach(mail.attachment.name, mail.attachment.content, mail.attachment.content_type)
    return message

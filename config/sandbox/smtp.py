"""The SMTP sink: takes every mail, delivers none, keeps all for the mailbox."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.sandbox.mailbox import Mailbox

_LARGEST_MAIL = 20_000_000


class _Sink:
    """Keeps what arrives; the names below are the SMTP library's."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self._mailbox.add_mail(raw, to=list(envelope.rcpt_tos), sender=envelope.mail_from or "")
        return "250 Message kept"


def controller(mailbox: Mailbox, port: int) -> Controller:
    """An SMTP server on loopback, not yet started."""
    return Controller(_Sink(mailbox), hostname="127.0.0.1", port=port, data_size_limit=_LARGEST_MAIL)

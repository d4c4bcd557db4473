"""Every mail, SMS and letter the product sends, kept for reading instead of being delivered."""

import email
import email.message
import email.policy
import threading
from typing import Any

from config.sandbox.clock import Clock
from config.sandbox.exchange import Obj
from config.sandbox.store import Store, fresh

_LONGEST_PART = 1_000_000


class Mailbox:
    """The kept messages, newest first on request."""

    def __init__(self, store: Store, clock: Clock, lock: threading.RLock) -> None:
        self._store = store
        self._clock = clock
        self._lock = lock

    def add(self, *, channel: str, to: list[str], sender: str, subject: str, text: str, **more: Any) -> Obj:
        """Keep one message; channel is email, sms or letter."""
        with self._lock:
            message = self._store.put(
                {
                    "object": "mail",
                    "id": fresh("mail"),
                    "created": self._clock.now(),
                    "channel": channel,
                    "to": to,
                    "from": sender,
                    "subject": subject,
                    "text": text[:_LONGEST_PART],
                    "html": "",
                    "attachments": [],
                    "message_id": "",
                }
                | more
            )
            self._store.commit()
        return message

    def add_mail(self, raw: bytes, *, to: list[str], sender: str) -> Obj:
        """Keep a mail as it came over SMTP."""
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        return self.add(
            channel="email",
            to=to,
            sender=str(mail.get("From", sender)),
            subject=str(mail.get("Subject", "")),
            text=_part(mail, "plain"),
            html=_part(mail, "html"),
            attachments=[_attachment(part) for part in mail.iter_attachments()],
            message_id=str(mail.get("Message-ID", "")),
        )

    def newest(self, *, to: str = "", channel: str = "") -> list[Obj]:
        """Messages whose recipient contains `to`, newest first."""
        sought = to.strip().lower()
        with self._lock:
            rows = self._store.all("mail")
        return [
            row
            for row in reversed(rows)
            if any(sought in address.lower() for address in row["to"]) and channel in ("", row["channel"])
        ]

    def get(self, identifier: str) -> Obj | None:
        return self._store.get("mail", identifier)

    def clear(self) -> int:
        with self._lock:
            rows = self._store.all("mail")
            for row in rows:
                self._store.drop("mail", row["id"])
            self._store.commit()
        return len(rows)


def _part(mail: email.message.EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return str(part.get_content())[:_LONGEST_PART] if part else ""


def _attachment(part: email.message.Message) -> Obj:
    content = part.get_payload(decode=True) or b""
    return {"name": part.get_filename() or "", "type": part.get_content_type(), "size": len(content)}

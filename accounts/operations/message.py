"""Queue a message: the words are rendered now and sent later, at most once per fact and channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import Channel, MessageState
from accounts.models import Customer, Document, Message, Supplier
from accounts.operations import paper
from accounts.queries.customer import Contact, contact_of
from config.foundation import text_copy
from config.foundation.after_commit import send_task_after_commit
from config.foundation.text_copy import Writes

MANY_COLUMNS = (
    "public_id", "supplier_id", "customer_id", "kind", "template_version", "reason", "channel", "language",
    "to_address", "subject", "body", "clause", "legal", "state", "business_date", "attempts", "provider_id",
    "last_error",
)  # fmt: skip

MARK = "\ue000"
"""Stands on both sides of the name of a word to be put in; a private character that no text has."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One of many messages of a kind: whom it is for, the fact it tells, and the words that differ."""

    customer_id: int
    to: Contact
    language: str
    reason: str
    clause: str
    words: Mapping[str, str]


def words_of(kind: str, *, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body of template `message/<kind>.txt`, as plain text: nothing is HTML-escaped."""
    template: Any = get_template(f"message/{kind}.txt")
    subject, _newline, body = (
        template.template.render(Context(dict(context), autoescape=False)).strip().partition("\n")
    )
    return " ".join(subject.split()), body.strip()


def opening_of(to: Contact) -> str:
    """Return how a message to an estate begins, in the language in force; nothing for the living."""
    if not to.estate_of:
        return ""
    lines = [_("To the estate of %(name)s") % {"name": to.estate_of}]
    if to.attention:
        lines.append(_("Attention: %(name)s") % {"name": to.attention})
    return "\n".join(lines) + "\n\n"


def queue(
    kind: str,
    *,
    customer: Customer,
    reason: str,
    context: Mapping[str, Any],
    as_of: date,
    clause: str = "",
    legal: bool = False,
    document: Document | None = None,
    to: str = "",
    on_paper: bool = False,
) -> Message:
    """
    Write the message of template `message/<kind>.txt` (first line subject, then the body) to the outbox.

    `reason` is the business fact, e.g. "aconto-announced:17": the same fact is told once. Does not send;
    a worker is nudged after commit and the outbox sweep finds what it missed. `to` is an address other than the
    customer's, for words about them to somebody else. To a customer who has no e-mail, or `on_paper`, it is a
    letter to be posted. After a death it goes to the estate and says so; where the estate has no e-mail address
    it waits for a person.
    """
    reached = contact_of(customer)
    address, language = to or reached.email, customer.language or customer.supplier.language
    channel = Channel.LETTER if on_paper or (customer.by_letter and not address) else Channel.EMAIL
    with translation.override(language):
        subject, body = words_of(kind, context={"customer": customer, "supplier": customer.supplier, **context})
        body = body if to else opening_of(reached) + body
    message, created = Message.objects.get_or_create(
        customer=customer,
        reason=reason,
        channel=channel,
        defaults={
            "supplier_id": customer.supplier_id,
            "kind": kind,
            "language": language,
            "to_address": address if channel == Channel.EMAIL else _on_paper(customer),
            "subject": subject,
            "body": body,
            "clause": clause,
            "legal": legal,
            "document": document,
            "business_date": as_of,
        },
    )
    if created and channel == Channel.LETTER:
        paper.ask_to_post(message=message, as_of=as_of)
    elif created:
        send_task_after_commit("accounts.send_message", message_id=message.pk)
    return message


def _on_paper(customer: Customer) -> str:
    return ", ".join(part for part in (customer.street, f"{customer.postcode} {customer.city}".strip()) if part)


def queue_many(
    cursor: Writes, *, kind: str, supplier: Supplier, letters: Sequence[Letter], as_of: date, legal: bool = False
) -> None:
    """
    Write many messages of one template to the outbox; each language is rendered once and the words put in.

    `reason` must be new for every customer. The outbox sweep sends them; nobody is nudged for each.
    """
    examples = {letter.language: letter for letter in letters}
    rendered = {language: _with_marks(kind, supplier, example) for language, example in examples.items()}
    head, tail = f"{supplier.pk}", f"{MessageState.QUEUED}\t{as_of}\t0\t\t"
    rows = (
        f"{uuid4()}\t{head}\t{letter.customer_id}\t{kind}\t1\t{letter.reason}\t{Channel.EMAIL}"
        f"\t{letter.language}\t{text_copy.escaped(letter.to.email)}"
        f"\t{_put_in(rendered[letter.language], letter)}\t{letter.clause}\t{'t' if legal else 'f'}\t{tail}"
        for letter in letters
    )
    text_copy.write(cursor, table=Message._meta.db_table, columns=MANY_COLUMNS, rows=rows)


def _with_marks(kind: str, supplier: Supplier, letter: Letter) -> list[str]:
    """Render subject and body with a mark in place of every word that differs; return text and marks in turn."""
    with translation.override(letter.language):
        marks = {name: f"{MARK}{name}{MARK}" for name in letter.words}
        subject, body = words_of(kind, context={"supplier": supplier, **marks})
    return f"{text_copy.escaped(subject)}\t{text_copy.escaped(body)}".split(MARK)


def _put_in(parts: Sequence[str], letter: Letter) -> str:
    filled = list(parts)
    filled[1::2] = [text_copy.escaped(letter.words[name]) for name in parts[1::2]]
    text = "".join(filled)
    return _opened(text, letter) if letter.to.estate_of else text


def _opened(text: str, letter: Letter) -> str:
    """Put the opening to an estate before the body, which follows the subject and a tab."""
    subject, tab, body = text.partition("\t")
    with translation.override(letter.language):
        return f"{subject}{tab}{text_copy.escaped(opening_of(letter.to))}{body}"


def mark_read(message: Message, *, at: datetime) -> None:
    """Note the first time the customer opened it."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)

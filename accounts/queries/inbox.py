"""Answers what we have told a customer: the list, and one message ready to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from accounts.enums import MessageState
from accounts.models import Customer, Document, Message


@dataclass(frozen=True, kw_only=True)
class Line:
    url: str
    subject: str
    day: date
    unread: bool
    channel: str


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    subject: str
    day: date
    paragraphs: tuple[str, ...]
    channel: str
    sent_to: str
    proof: str
    clause: str
    documents: tuple[Link, ...]
    action: Link | None = None


NOT_SHOWN = ("access_invited", "email_change_told", "recovery_begun")
"""Kinds whose text holds a link for somebody else, or for the old address: all who have access read the inbox."""


def messages_of(customer: Customer, *, search: str = "") -> QuerySet[Message]:
    """Return a customer's messages, newest first; `search` looks in subject and text."""
    found = Message.objects.filter(customer=customer).exclude(kind__in=NOT_SHOWN).order_by("-id")
    if search:
        found = found.filter(Q(subject__icontains=search) | Q(body__icontains=search))
    return found


def documents_of(customer: Customer) -> QuerySet[Document]:
    """Return the documents that are the customer's."""
    return Document.objects.filter(customer=customer)


def line(message: Message) -> Line:
    """Return a message as it stands in the list."""
    return Line(
        url=reverse("accounts:message", args=[message.public_id]),
        subject=message.subject,
        day=message.business_date,
        unread=message.read_at is None,
        channel=str(message.get_channel_display()),
    )


def letter(message: Message) -> Letter:
    """Return a message as it is read, with the proof of its sending."""
    document = message.document
    links = () if document is None else (Link(url=document_url(document), label=document.file_name),)
    return Letter(
        subject=message.subject,
        day=message.business_date,
        paragraphs=tuple(part.strip() for part in message.body.split("\n\n") if part.strip()),
        channel=str(message.get_channel_display()),
        sent_to=masked(message.to_address),
        proof=_proof(message),
        clause=message.clause,
        documents=links,
    )


def document_url(document: Document) -> str:
    """Return where a document is fetched."""
    return reverse("accounts:document", args=[document.public_id])


def masked(address: str) -> str:
    """
    Return an e-mail address that its owner recognises and nobody else learns.

    >>> masked("karen.jensen@post.example")
    'ka•••@post.example'
    """
    name, at, domain = address.partition("@")
    return f"{name[:2]}•••{at}{domain}" if at else ""


def _proof(message: Message) -> str:
    if message.state in {MessageState.SENT, MessageState.DELIVERED}:
        return gettext("sent")
    if message.state in {MessageState.BOUNCED, MessageState.PARKED}:
        return gettext("could not be delivered")
    return gettext("on its way")

"""Confirm to a customer what they have agreed to, with the right to withdraw and a link that needs no login."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import translation

from accounts.models import Document, Message
from accounts.operations import message, scoped_link
from accounts.operations.event import Actor
from accounts.queries.page_link import page_link
from config.foundation.formats import date_text
from config.foundation.zone import zone_of
from contracts import terms
from contracts.models import Agreement
from contracts.queries.receipt_words import place_words, reasons_of
from contracts.queries.withdrawal import right_of
from contracts.rules.withdrawal import WithdrawalRight

KIND = "agreement_concluded"
PURPOSE = "withdrawal"
OPENS_LONGER = timedelta(days=90)
"""How long the link still tells what became of the right after its last day; it lets nobody withdraw then."""


@transaction.atomic
def send(*, agreement: Agreement, by: Actor, as_of: date, document: Document | None = None) -> None:
    """
    Queue the confirmation of an agreement, with its document where there is one; it is sent once.

    It tells of the right to withdraw on a durable medium: whoever had not been told of it is told by this.

    Source: OR-11.1, GE-VF-1.3; law.md §2 (forbrugeraftaleloven § 19: the days run from the information).
    """
    reason = f"{KIND}:{agreement.pk}"
    if Message.objects.filter(customer=agreement.customer, reason=reason).exists():
        return
    if agreement.informed_on is None:
        agreement.informed_on = as_of
        agreement.save(update_fields=["informed_on"])
    customer = agreement.customer
    right = right_of(agreement)
    language = customer.language or customer.supplier.language
    with translation.override(language):
        context = _context(agreement, right, locale=language)
    if right is not None:
        context["link"] = _link(agreement, right, by, as_of)
    message.queue(
        KIND,
        customer=customer,
        reason=reason,
        context=context,
        as_of=as_of,
        clause=right.why[0].clause if right else "",
        legal=True,
        document=document,
    )


def _context(agreement: Agreement, right: WithdrawalRight | None, *, locale: str) -> dict[str, object]:
    document = terms.by_code(agreement.terms_code)
    return {
        "agreement": agreement,
        "place": place_words(agreement),
        "starts_on": date_text(agreement.starts_on, locale=locale),
        "binding": date_text(agreement.binding_ends_on, locale=locale) if agreement.binding_ends_on else "",
        "terms": translation.gettext(document.title),
        "last_day": date_text(right.last_day, locale=locale) if right else "",
        "reasons": reasons_of(right.why, agreement=agreement, locale=locale) if right else [],
    }


def _link(agreement: Agreement, right: WithdrawalRight, by: Actor, as_of: date) -> str:
    until = datetime.combine(right.last_day + OPENS_LONGER, time(), zone_of(agreement.supplier.time_zone))
    _row, token = scoped_link.create(
        supplier=agreement.supplier,
        customer=agreement.customer,
        purpose=PURPOSE,
        subject=agreement,
        expires_at=until,
        by=by,
        as_of=as_of,
    )
    return page_link("contracts:withdrawal-link", token, supplier=agreement.supplier)

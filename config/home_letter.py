"""What the overview says of letters: unread notices, answered cases, and what hinders the supplier just now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Customer, Message
from accounts.queries.inbox import NOT_SHOWN
from complaints.enums import ComplaintState
from complaints.models import Complaint
from config.foundation.compiled_query import compiled_once
from config.foundation.page_path import path_of
from contracts.models import ForceMajeure

Letter = tuple[str, UUID, str, date]
"""What it is, its id, its title and its day."""


def letters_of(customer: Customer, *, as_of: date) -> list[Letter]:
    """Return unread legal notices, answered cases and hindrances that last, newest first, in one query."""
    rows = _letter_rows(customer.pk, customer.supplier_id, as_of)
    return sorted(rows, key=lambda row: row[3], reverse=True)


def letters(rows: Sequence[Letter]) -> Iterator[dict[str, Any]]:
    """Return what waits for the customer to read it."""
    yield from (_answered(row) for row in rows if row[0] == "complaint")
    yield from _unread([row for row in rows if row[0] == "message"])


def hindrances(rows: Sequence[Letter]) -> list[dict[str, Any]]:
    """Return what hinders the supplier, and since when."""
    return [{"reason": row[2], "since": row[3]} for row in rows if row[0] == "hindrance"]


@compiled_once
def _letter_rows(customer: int, supplier: int, as_of: date) -> QuerySet[Message, Letter]:
    columns = ("what", "public_id", "title", "day")
    kept = Message.objects.filter(customer_id=customer, legal=True, read_at__isnull=True)
    unread = kept.exclude(kind__in=NOT_SHOWN).annotate(
        what=Value("message"), title=F("subject"), day=F("business_date")
    )
    answered = Complaint.objects.filter(customer_id=customer, state=ComplaintState.ANSWERED).annotate(
        what=Value("complaint"), title=F("number"), day=F("answered_on")
    )
    lasting = Q(ends_before__isnull=True) | Q(ends_before__gt=as_of)
    hindrance = ForceMajeure.objects.filter(lasting, supplier_id=supplier, starts_on__lte=as_of).annotate(
        what=Value("hindrance"), title=F("reason"), day=F("starts_on")
    )
    others = (each.values_list(*columns) for each in (answered, hindrance))
    return unread.values_list(*columns).union(*others, all=True)


def _answered(row: Letter) -> dict[str, Any]:
    return {
        "kind": "info",
        "title": _("We have answered your case %(number)s") % {"number": row[2]},
        "text": _("If you are not content, you can take it further."),
        "url": path_of("complaints:complaint", row[1]),
        "action": _("Read the answer"),
    }


def _unread(rows: Sequence[Letter]) -> Iterator[dict[str, Any]]:
    """Return the newest notice by its subject, and the others as a number."""
    for row in rows[:1]:
        text = _("An important message you have not read.")
        url = path_of("accounts:message", row[1])
        yield {"kind": "info", "title": row[2], "text": text, "url": url, "action": _("Read")}
    more = len(rows) - 1
    if more > 0:
        title = ngettext("%(n)s more important message", "%(n)s more important messages", more) % {"n": more}
        url = path_of("accounts:message-list")
        yield {"kind": "info", "title": title, "text": "", "url": url, "action": _("See messages")}

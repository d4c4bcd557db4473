"""The inbox: everything we have told the customer, with search, and one message."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.operations import message as operations
from accounts.queries import inbox
from config.foundation.request import Request

PER_PAGE = 20
LONGEST_SEARCH = 80


@require_safe
def message_list(request: Request) -> HttpResponse:
    search = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    messages = inbox.messages_of(acting_customer(request), search=search)
    page = Paginator(messages, PER_PAGE).get_page(request.GET.get("page"))
    letters = [inbox.line(message) for message in page.object_list]
    return render(request, "accounts/message_list.html", {"letters": letters, "page": page, "search": search})


@require_safe
def message(request: Request, public_id: UUID) -> HttpResponse:
    """Show one message; that it was opened is noted once."""
    theirs = inbox.messages_of(acting_customer(request)).select_related("document")
    found = get_object_or_404(theirs, public_id=public_id)
    if found.read_at is None:
        operations.mark_read(found, at=request.now)
    return render(request, "accounts/message.html", {"letter": inbox.letter(found)})

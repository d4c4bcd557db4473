"""A customer's invoices: the list, one invoice that explains itself, and its PDF."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from billing.models import Invoice
from billing.queries import invoice as queries
from billing.queries.invoice_page import find, invoice_page
from billing.runs.invoice_document import document_of
from config.foundation.download import download
from config.foundation.request import Request

PER_PAGE = 12


@require_safe
def invoice_list(request: Request) -> HttpResponse:
    """List the invoices, newest first, a year's worth to a page."""
    customer = acting_customer(request)
    years = queries.counts_by_year(customer)
    year = _year(request, years)
    places = range(sum(years.values()) if year is None else years[year])
    page = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    shown = queries.some_of(customer, year=year, first=(page.number - 1) * PER_PAGE, most=PER_PAGE)
    context = {
        "invoices": queries.invoice_rows(shown, as_of=request.today),
        "page": page,
        "years": [{"url": f"?year={each}", "label": str(each), "current": each == year} for each in years]
        if len(years) > 1
        else [],
        "first_on": None,
    }
    return render(request, "billing/invoice_list.html", context)


@require_safe
def invoice(request: Request, public_id: UUID) -> HttpResponse:
    """Show one invoice line by line."""
    found = _own(request, public_id)
    shown = invoice_page(
        invoice=found, supplier=request.supplier, locale=get_language() or "da", as_of=request.today
    )
    return render(request, "billing/invoice.html", {"invoice": shown})


@require_safe
def invoice_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """Give the invoice as a PDF; it is made when it is first asked for and kept as it was."""
    kept = document_of(invoice=_own(request, public_id), as_of=request.today)
    return download(bytes(kept.content), content_type=kept.content_type, file_name=kept.file_name)


def _own(request: Request, public_id: UUID) -> Invoice:
    found = find(customer=acting_customer(request), public_id=public_id)
    if found is None:
        raise Http404("No such invoice.")
    return found


def _year(request: Request, years: Collection[int]) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and int(asked) in years else None

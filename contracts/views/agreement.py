"""A customer's agreements, and their terms in plain words."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.queries.receipt import receipt_link
from config.foundation.request import Request
from contracts.enums import AgreementState, NoticeBy
from contracts.models import Agreement
from contracts.queries.agreement import STATE_KINDS, agreement_view, agreements_of
from contracts.queries.product_change import (
    began_by_change,
    change_before,
    may_be_changed,
    may_be_withdrawn,
    running_change,
)
from contracts.queries.product_change_page import offer_sentence
from contracts.queries.receipt import receipts_of_agreement
from contracts.queries.termination import awaiting_termination, may_be_terminated, running_termination
from contracts.queries.terms_change import change_row, coming_changes
from contracts.queries.terms_page import terms_page
from contracts.queries.withdrawal import WITHDRAWABLE, Standing
from contracts.queries.withdrawal_page import withdrawal_page


@require_safe
def agreement(request: Request, public_id: UUID | None = None) -> HttpResponse:
    """Show one agreement, the running one when none is named, with links to the others."""
    mine = agreements_of(acting_customer(request))
    chosen = next((row for row in mine if public_id in (None, row.public_id)), None)
    if chosen is None:
        if public_id is not None:
            raise Http404("No such agreement.")
        return render(request, "contracts/agreement.html", {"agreement": None})
    locale = get_language() or "da"
    context = {
        "agreement": agreement_view(agreement=chosen, as_of=request.today, locale=locale),
        "terms_url": reverse("contracts:terms", args=[chosen.public_id]),
        "links": _links(chosen, request),
        "withdraw": _withdraw(chosen, request),
        "undo_url": _undo_url(chosen, request),
        "waiting_url": _waiting_url(chosen),
        "change": _change(chosen, request),
        "withdrawal": _withdrawal(chosen, request),
        "offer": offer_sentence(chosen, locale=locale) if _runs(chosen) else None,
        "changes": [change_row(each, locale=locale) for each in coming_changes(chosen, as_of=request.today)],
        "receipts": [receipt_link(each, locale=locale) for each in receipts_of_agreement(chosen)],
        "others": [_other(row) for row in mine if row != chosen],
    }
    return render(request, "contracts/agreement.html", context)


@require_safe
def terms(request: Request, public_id: UUID) -> HttpResponse:
    """Show "Your terms in plain words" of one agreement."""
    customer = acting_customer(request)
    own = Agreement.objects.filter(customer=customer, supplier_id=customer.supplier_id)
    chosen = get_object_or_404(own, public_id=public_id)
    context = {
        "terms": terms_page(agreement=chosen, as_of=request.today, locale=get_language() or "da"),
        "agreement_url": reverse("contracts:agreement-one", args=[public_id]),
    }
    return render(request, "contracts/terms.html", context)


def _undo_url(chosen: Agreement, request: Request) -> str:
    """Return where a notice is taken back, while it can be; one that came with a move is taken back with it."""
    running = running_termination(chosen) if chosen.state == AgreementState.TERMINATING else None
    if running is None or running.ends_before is None or running.given_by != NoticeBy.CUSTOMER:
        return ""
    if request.today >= running.ends_before:
        return ""
    if running.moves.exists():
        return ""
    return reverse("contracts:termination-undone", args=[chosen.public_id])


def _waiting_url(chosen: Agreement) -> str:
    """Return where an owner's notice that waits is shown."""
    if not _runs(chosen) or awaiting_termination(chosen) is None:
        return ""
    return reverse("contracts:owner-event", args=[chosen.public_id])


def _withdraw(chosen: Agreement, request: Request) -> dict[str, object] | None:
    """Return where the agreement is withdrawn from and until when, while the right lasts."""
    if chosen.state not in WITHDRAWABLE or began_by_change(chosen):
        return None
    page = withdrawal_page(chosen, at=request.now, locale=get_language() or "da")
    if page.standing is not Standing.OPEN:
        return None
    return {"url": reverse("contracts:withdraw", args=[chosen.public_id]), "page": page}


def _change(chosen: Agreement, request: Request) -> dict[str, object] | None:
    """Return the change of product that was asked for, with where it is taken back, while it can be."""
    running = running_change(chosen)
    if running is None or request.today >= running.starts_on:
        return None
    return {
        "product": running.to_product.name,
        "day": running.starts_on,
        "undo_url": reverse("contracts:product-change-undone", args=[chosen.public_id]),
    }


def _withdrawal(chosen: Agreement, request: Request) -> dict[str, object] | None:
    """Return the change this product began by, while one may withdraw from it."""
    begun = change_before(chosen) if _runs(chosen) else None
    if begun is None or not may_be_withdrawn(begun, as_of=request.today):
        return None
    return {
        "product": begun.from_product.name,
        "day": begun.withdraw_by,
        "url": reverse("contracts:product-change-withdrawn", args=[chosen.public_id]),
    }


def _runs(chosen: Agreement) -> bool:
    return chosen.state == AgreementState.ACTIVE


def _links(chosen: Agreement, request: Request) -> list[dict[str, str]]:
    switch = {"url": reverse("contracts:product-change", args=[chosen.public_id]), "label": _("Change product")}
    leave = {"url": reverse("contracts:terminate", args=[chosen.public_id]), "label": _("End the agreement")}
    move = {"url": reverse("contracts:move"), "label": _("I am moving")}
    return [
        *([move] if chosen.state in (AgreementState.ACTIVE, AgreementState.TERMINATING) else []),
        *([switch] if may_be_changed(chosen, as_of=request.today) else []),
        *([leave] if may_be_terminated(chosen) else []),
        {"url": reverse("contracts:terms", args=[chosen.public_id]), "label": _("Your terms in plain words")},
        {"url": reverse("contracts:order"), "label": _("Order one more")},
        {"url": reverse("billing:consumption"), "label": _("Consumption")},
        {"url": reverse("contracts:tell-us"), "label": _("Tell us something")},
        {"url": reverse("complaints:route"), "label": _("Ask us, or complain")},
    ]


def _other(row: Agreement) -> dict[str, str]:
    state = AgreementState(row.state)
    return {
        "url": reverse("contracts:agreement-one", args=[row.public_id]),
        "label": row.product.name,
        "state": str(state.label),
        "kind": STATE_KINDS.get(state, ""),
    }

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
from config.foundation.request import Request
from contracts.enums import AgreementState
from contracts.models import Agreement
from contracts.queries.agreement import STATE_KINDS, agreement_view, agreements_of
from contracts.queries.terms_page import terms_page


@require_safe
def agreement(request: Request, public_id: UUID | None = None) -> HttpResponse:
    """Show one agreement, the running one when none is named, with links to the others."""
    mine = agreements_of(acting_customer(request))
    chosen = next((row for row in mine if public_id in (None, row.public_id)), None)
    if chosen is None:
        if public_id is not None:
            raise Http404("No such agreement.")
        return render(request, "contracts/agreement.html", {"agreement": None})
    context = {
        "agreement": agreement_view(agreement=chosen, as_of=request.today, locale=get_language() or "da"),
        "terms_url": reverse("contracts:terms", args=[chosen.public_id]),
        "links": _links(chosen),
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


def _links(chosen: Agreement) -> list[dict[str, str]]:
    return [
        {"url": reverse("contracts:terms", args=[chosen.public_id]), "label": _("Your terms in plain words")},
        {"url": reverse("billing:consumption"), "label": _("Consumption")},
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

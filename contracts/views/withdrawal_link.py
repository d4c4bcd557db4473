"""Withdraw by the link in the confirmation of an agreement, without logging in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.operations import scoped_link
from accounts.operations.scoped_link import LinkNotValid
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.forms import WithdrawalForm
from contracts.models import Agreement
from contracts.operations import withdrawal as operations
from contracts.operations.confirmation import PURPOSE
from contracts.queries import withdrawal as queries
from contracts.queries.withdrawal_page import leavings, withdrawal_page
from contracts.rules.termination import NoticeForm

PER_ADDRESS = 30
HOUR = 3600
PAGE = "contracts/withdrawal_link.html"
BY = "link:withdrawal"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal_link(request: Request, token: str) -> HttpResponse:
    """
    Show what the link's agreement is and what withdrawing leads to; sent back, withdraw from it.

    The link is not used up, for opened again it tells what came of it: the agreement itself is withdrawn from
    only once, and after its last day the link opens nothing but the explanation.
    """
    if not within("withdrawal-from", get_adapter().get_client_ip(request), limit=PER_ADDRESS, seconds=HOUR):
        told = _("That was tried too often. Wait an hour, or call us.")
        return render(request, PAGE, {"refusal": told}, status=429)
    try:
        agreement = _agreement(request, token)
    except LinkNotValid as refused:
        return render(request, PAGE, {"refusal": str(refused)}, status=404)
    form = _form(request, agreement)
    if form.is_valid():
        _withdraw(request, agreement, form)
        return redirect("contracts:withdrawal-link", token=token)
    return render(request, PAGE, _context(request, agreement, form))


def _agreement(request: Request, token: str) -> Agreement:
    link = scoped_link.find(supplier=request.supplier, token=token, purpose=PURPOSE, at=request.now)
    rows = Agreement.objects.select_related("customer__supplier", "product", "supplier")
    return rows.get(pk=link.subject_id, supplier_id=link.supplier_id)


def _form(request: Request, agreement: Agreement) -> WithdrawalForm:
    others = queries.together_with(agreement, at=request.now) if queries.stands_apart(agreement) else []
    sent = request.POST if request.method == "POST" else None
    return WithdrawalForm(sent, others=[each.product.name for each in others])


def _withdraw(request: Request, agreement: Agreement, form: WithdrawalForm) -> None:
    try:
        operations.withdraw(
            agreement=agreement,
            sent_at=request.now,
            form=NoticeForm.SELF_SERVICE,
            by=BY,
            as_of=request.today,
            other_fuel=form.cleaned_data.get("other_fuel", False),
            reason=form.cleaned_data["reason"],
        )
    except Refused as refused:
        messages.error(request, str(refused))


def _context(request: Request, agreement: Agreement, form: WithdrawalForm) -> dict[str, object]:
    locale = get_language() or "da"
    page = withdrawal_page(agreement, at=request.now, locale=locale)
    if page.standing is not queries.Standing.OPEN:
        return {"page": page}
    together = queries.withdrawn_with(agreement, named=True, at=request.now)
    return {"page": page, "form": form, "leavings": leavings(together, withdrawn_on=request.today, locale=locale)}

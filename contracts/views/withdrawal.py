"""Withdraw from an agreement in two steps; where the right has lapsed or never was, say why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import acting_customer
from accounts.rules.access_role import Act
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.forms import ConfirmWithdrawalForm, WithdrawalForm
from contracts.models import Agreement
from contracts.operations import withdrawal as operations
from contracts.queries import withdrawal as queries
from contracts.queries.withdrawal_page import Leaving, leavings, withdrawal_page
from contracts.rules.termination import NoticeForm


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: UUID) -> HttpResponse:
    """Show the right and its last day; what is chosen is shown with what it leads to, to be confirmed."""
    agreement = _own(request, public_id)
    page = withdrawal_page(agreement, at=request.now, locale=_locale())
    context = {
        "agreement": agreement,
        "page": page,
        "back": reverse("contracts:agreement-one", args=[public_id]),
    }
    if page.standing is not queries.Standing.OPEN:
        return render(request, "contracts/withdrawal_closed.html", context)
    others = queries.together_with(agreement, at=request.now)
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None,
        others=[each.product.name for each in others] if queries.stands_apart(agreement) else [],
    )
    if form.is_valid():
        return _look_again(request, agreement, form)
    context |= {"form": form, "leavings": _leavings(request, agreement, named=False)}
    return render(request, "contracts/withdrawal.html", context)


@require_POST
def withdraw_confirmed(request: Request, public_id: UUID) -> HttpResponse:
    """Withdraw: the moment the form is sent is the one that counts."""
    agreement = _own(request, public_id)
    form = ConfirmWithdrawalForm(request.POST)
    if not form.is_valid():
        return redirect("contracts:withdraw", public_id=public_id)
    try:
        operations.withdraw(
            agreement=agreement,
            sent_at=request.now,
            form=NoticeForm.SELF_SERVICE,
            by=request.user,
            as_of=request.today,
            other_fuel=form.cleaned_data["other_fuel"],
            reason=form.cleaned_data["reason"],
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contracts:withdraw", public_id=public_id)
    messages.success(request, _("You have withdrawn. Your receipt is below, and we have mailed it to you."))
    return redirect("contracts:agreement-one", public_id=public_id)


def _look_again(request: Request, agreement: Agreement, form: WithdrawalForm) -> HttpResponse:
    said = {"other_fuel": form.cleaned_data.get("other_fuel", False), "reason": form.cleaned_data["reason"]}
    context = {
        "agreement": agreement,
        "form": ConfirmWithdrawalForm(initial=said),
        "leavings": _leavings(request, agreement, named=said["other_fuel"]),
        "reason": said["reason"],
        "back": reverse("contracts:withdraw", args=[agreement.public_id]),
    }
    return render(request, "contracts/withdrawal_confirm.html", context)


def _leavings(request: Request, agreement: Agreement, *, named: bool) -> list[Leaving]:
    covered = queries.withdrawn_with(agreement, named=named, at=request.now)
    return leavings(covered, withdrawn_on=request.today, locale=_locale())


def _own(request: Request, public_id: UUID) -> Agreement:
    customer = acting_customer(request, Act.CHANGE)
    own = Agreement.objects.filter(customer=customer, supplier_id=customer.supplier_id)
    return get_object_or_404(own.select_related("customer__supplier", "product", "supplier"), public_id=public_id)


def _locale() -> str:
    return get_language() or "da"

"""Change to another product in two steps, and take it back before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rules.access_role import Act
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts import terms
from contracts.forms import ConfirmProductChangeForm, ProductChangeForm
from contracts.models import Agreement
from contracts.operations import product_change as operations
from contracts.operations import product_change_withdrawal as withdrawals
from contracts.queries import product_change as queries
from contracts.queries import product_change_page as pages
from contracts.queries.product_change import ChangeOption
from contracts.rules.termination import NoticeForm
from contracts.views.own import own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, public_id: UUID) -> HttpResponse:
    """Offer the products with prices and terms; the chosen one is shown with what it leads to, to be confirmed."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    if not queries.may_be_changed(agreement, as_of=request.today):
        return redirect("contracts:agreement-one", public_id=public_id)
    options = queries.change_options(agreement, as_of=request.today)
    currency = terms.by_code(agreement.terms_code).currency
    form = ProductChangeForm(
        request.POST if request.method == "POST" else None,
        products=pages.choices_of(options, currency=currency, locale=_locale()),
    )
    if form.is_valid():
        chosen = _named(options, form.cleaned_data["product"])
        if chosen is not None:
            return _look_again(request, agreement, chosen)
    context = {
        "agreement": agreement,
        "form": form,
        "products": pages.sold_products(options, agreement=agreement, locale=_locale()),
        "asked": queries.running_change(agreement),
        "back": reverse("contracts:agreement-one", args=[public_id]),
    }
    status = FORM_ERROR if form.is_bound else 200
    return render(request, "contracts/product_change.html", context, status=status)


@require_POST
def change_confirmed(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for the change as it was shown; a binding that was not confirmed, or changed, is shown again."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    chosen = _named(queries.change_options(agreement, as_of=request.today), request.POST.get("product", ""))
    if chosen is None:
        return redirect("contracts:product-change", public_id=public_id)
    form = ConfirmProductChangeForm(request.POST, bound_label=pages.binding_label(chosen, locale=_locale()))
    if not form.is_valid():
        return _look_again(request, agreement, chosen, form=form)
    try:
        operations.ask(
            agreement=agreement,
            product=chosen.product,
            starts_on=chosen.starts_on,
            accepted=form.cleaned_data["accepted"],
            free_from_confirmed=_confirmed(form),
            form=NoticeForm.SELF_SERVICE,
            by=request.user,
            as_of=request.today,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contracts:product-change", public_id=public_id)
    messages.success(request, _("You change product. Your receipt is below, and we have mailed it to you."))
    return redirect("contracts:agreement-one", public_id=public_id)


@require_POST
def change_undone(request: Request, public_id: UUID) -> HttpResponse:
    """Take the change back."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    running = queries.running_change(agreement)
    try:
        if running is not None:
            operations.undo(change=running, by=request.user, as_of=request.today)
            messages.success(request, _("Your change is taken back. You keep your product."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:agreement-one", public_id=public_id)


@require_POST
def change_withdrawn(request: Request, public_id: UUID) -> HttpResponse:
    """Withdraw from a change that has begun; the page of the agreement that comes back is shown."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    begun = queries.change_before(agreement)
    try:
        if begun is not None:
            revived = withdrawals.withdraw(change=begun, by=request.user, as_of=request.today)
            messages.success(request, _("You have withdrawn. Your former product comes back tomorrow."))
            return redirect("contracts:agreement-one", public_id=revived.public_id)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:agreement-one", public_id=public_id)


def _look_again(
    request: Request, agreement: Agreement, chosen: ChangeOption, *, form: ConfirmProductChangeForm | None = None
) -> HttpResponse:
    free_from = chosen.answer.free_from
    bound = free_from.isoformat() if free_from else ""
    said = {"product": chosen.value, "accepted": chosen.gross, "free_from": bound}
    context = {
        "agreement": agreement,
        "form": form
        or ConfirmProductChangeForm(initial=said, bound_label=pages.binding_label(chosen, locale=_locale())),
        "consequence": pages.consequence_of(chosen, agreement=agreement, locale=_locale()),
        "back": reverse("contracts:product-change", args=[agreement.public_id]),
    }
    status = FORM_ERROR if form is not None else 200
    return render(request, "contracts/product_change_confirm.html", context, status=status)


def _confirmed(form: ConfirmProductChangeForm) -> date | None:
    """Return the first free day the customer said yes to by its own tick."""
    found: date | None = form.cleaned_data["free_from"] if form.cleaned_data.get("bound") else None
    return found


def _named(options: Sequence[ChangeOption], value: str) -> ChangeOption | None:
    return next((option for option in options if option.value == value), None)


def _locale() -> str:
    return get_language() or "da"

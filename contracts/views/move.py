"""Tell a move in two steps, take it back before it takes effect, and send the reading of the old meter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import acting_customer
from accounts.models import Customer
from accounts.queries.receipt import receipt_link
from accounts.rules.access_role import Act
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.models import Move, MoveSupply
from contracts.move_form import MoveForm, ReadingForm, sealed
from contracts.operations import move as operations
from contracts.operations import move_reading as move_readings
from contracts.queries.move import plan_of, supplies_to_move
from contracts.queries.move_page import cards_of, consequence_of
from contracts.queries.receipt import receipts_of_moves
from contracts.rules.termination import NoticeForm


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request) -> HttpResponse:
    """Show the moves that were told, and ask for another; it is shown with what it leads to, to be confirmed."""
    customer = acting_customer(request, Act.MOVE)
    form = _form(request, customer)
    changing = "change" in request.POST
    if form.is_bound and not changing and form.is_valid():
        return _look_again(request, form)
    context = {
        "form": form,
        "can_move": bool(form.offered),
        "moves": cards_of(customer, as_of=request.today, locale=_locale()),
        "receipts": [receipt_link(each, locale=_locale()) for each in receipts_of_moves(customer)],
    }
    status = FORM_ERROR if form.is_bound and not changing else 200
    return render(request, "contracts/move.html", context, status=status)


@require_POST
def move_confirmed(request: Request) -> HttpResponse:
    """Tell the move as it was shown; when it is no longer so, show what it would be now."""
    customer = acting_customer(request, Act.MOVE)
    form = _form(request, customer)
    if not form.is_valid() or form.cleaned_data["accepted"] is None:
        return redirect("contracts:move")
    said = form.cleaned_data
    try:
        told = operations.tell(
            customer=customer,
            wish=form.wish(),
            accepted=said["accepted"],
            form=NoticeForm.SELF_SERVICE,
            by=request.user,
            as_of=request.today,
            personal_number=said.get("personal_number", ""),
            without_number=said.get("without_number", False),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contracts:move")
    messages.success(request, _done(told))
    return redirect("contracts:move")


@require_POST
def move_undone(request: Request, public_id: UUID) -> HttpResponse:
    """Take the move back."""
    customer = acting_customer(request, Act.MOVE)
    own = Move.objects.filter(customer=customer, supplier_id=customer.supplier_id)
    found = get_object_or_404(own.select_related("customer__supplier", "supplier"), public_id=public_id)
    try:
        operations.undo(move=found, by=request.user, as_of=request.today)
        messages.success(request, _("Your move is taken back. Everything goes on at the old address."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:move")


@require_http_methods(["GET", "HEAD", "POST"])
def move_reading(request: Request, public_id: UUID) -> HttpResponse:
    """Take in the reading of an old meter."""
    customer = acting_customer(request, Act.MOVE)
    own = MoveSupply.objects.filter(move__customer=customer, supplier_id=customer.supplier_id)
    row = get_object_or_404(own.select_related("move", "supply__metering_point"), public_id=public_id)
    form = ReadingForm(request.POST if request.method == "POST" else None, initial={"kwh": row.read_kwh})
    if form.is_valid():
        try:
            move_readings.give(row=row, kwh=form.cleaned_data["kwh"], by=request.user, as_of=request.today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We have your reading."))
            return redirect("contracts:move")
    context = {"form": form, "row": row, "back": reverse("contracts:move")}
    return render(request, "contracts/move_reading.html", context, status=FORM_ERROR if form.is_bound else 200)


def _form(request: Request, customer: Customer) -> MoveForm:
    """Return the form with what was typed; who comes back to change something types the personal number anew."""
    typed: QueryDict | None = request.POST if request.method == "POST" else None
    if typed is not None and "change" in typed:
        typed = typed.copy()
        typed.pop("personal_number", None)
    return MoveForm(typed, supplies=list(supplies_to_move(customer)), customer=customer)


def _look_again(request: Request, form: MoveForm) -> HttpResponse:
    said = form.cleaned_data
    moving = [supply for supply in form.offered if supply.pk in said["to"]]
    plan = plan_of(supplies=moving, to=said["to"], moves_on=said["moves_on"], told_on=request.today)
    typed = request.POST.copy()
    typed["accepted"] = str(plan.gross)
    if "personal_number" in typed:
        typed["personal_number"] = sealed(said.get("personal_number", ""))
    context = {
        "form": MoveForm(typed, supplies=form.offered, customer=form.customer, hidden=True),
        "consequence": consequence_of(plan, told_on=request.today, locale=_locale()),
        "to": f"{said['street']}, {said['postcode']} {said['city']}",
        "back": reverse("contracts:move"),
    }
    return render(request, "contracts/move_confirm.html", context)


def _done(told: Move) -> str:
    if told.registered_on is None:
        return _(
            "We keep your notice, and use it when the time comes. Your receipt is below, and we have mailed it."
        )
    return _("Your move is registered. Your receipt is below, and we have mailed it to you.")


def _locale() -> str:
    return get_language() or "da"

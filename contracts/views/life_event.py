"""Tell of a death or an insolvency, with what follows from it in view; taken back until staff have looked."""

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
from accounts.models import Customer, Upload
from accounts.operations import upload
from accounts.rules.access_role import Act
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.life_event_form import LifeEventForm
from contracts.operations import life_event as operations
from contracts.queries.life_event import life_events_of
from contracts.queries.life_event_page import life_event_page


@require_http_methods(["GET", "HEAD", "POST"])
def life_event(request: Request) -> HttpResponse:
    """Show the form beside what follows from each kind; what is sent is taken in and answered with a receipt."""
    customer = acting_customer(request, Act.CHANGE)
    form = LifeEventForm(request.POST, request.FILES) if request.method == "POST" else LifeEventForm()
    if form.is_valid() and _is_told(request, customer, form):
        messages.success(request, _("We have your notice. Your receipt is below, and we have mailed it to you."))
        return redirect("contracts:tell-us")
    context = {
        "form": form,
        "page": life_event_page(customer=customer, locale=get_language() or "da"),
        "back": reverse("contracts:tell-us"),
    }
    return render(request, "contracts/life_event.html", context, status=FORM_ERROR if form.is_bound else 200)


@require_POST
def taken_back(request: Request, public_id: UUID) -> HttpResponse:
    """Take back what was told."""
    customer = acting_customer(request, Act.CHANGE)
    told = get_object_or_404(life_events_of(customer).select_related("customer__supplier"), public_id=public_id)
    try:
        operations.take_back(life_event=told, by=request.user, as_of=request.today)
        messages.success(request, _("It is taken back. Nothing changes."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:life-event")


def _is_told(request: Request, customer: Customer, form: LifeEventForm) -> bool:
    """Tell it; when the rules refuse, put the reason beside what was typed."""
    try:
        operations.report(
            customer=customer,
            told=form.report(),
            by=request.user,
            as_of=request.today,
            file=_taken_in(request, customer, form),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _taken_in(request: Request, customer: Customer, form: LifeEventForm) -> Upload | None:
    file = form.cleaned_data["file"]
    if file is None:
        return None
    return upload.take_in(
        customer=customer, name=file.name or "", content=file.read(), by=request.user, as_of=request.today
    )

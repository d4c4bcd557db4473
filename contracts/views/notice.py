"""What a customer has to tell us: the things to tell with one short form each, and what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import acting_customer
from accounts.models import Customer, Upload
from accounts.operations import upload
from accounts.queries.receipt import receipt_link
from accounts.rules.access_role import Act
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.forms import TELL_FORMS, TellForm
from contracts.models import Supply
from contracts.operations import notice as operations
from contracts.queries.life_event_page import life_event_duty
from contracts.queries.notice import running_supplies
from contracts.queries.notice_page import duties_page, duty_page, meters_of, notice_receipts
from contracts.rules.notice import NEEDS_METER, Duty


@require_safe
def tell_us(request: Request) -> HttpResponse:
    """List the things to tell, each with why, and the receipts of what was told."""
    customer = acting_customer(request)
    happened = life_event_duty(customer=customer, locale=_locale())
    context = {
        "page": (*duties_page(customer=customer, locale=_locale()), happened),
        "receipts": [receipt_link(each, locale=_locale()) for each in notice_receipts(customer)],
    }
    return render(request, "contracts/tell_us.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, duty: Duty) -> HttpResponse:
    """Show the form of one thing to tell; what is sent is taken in and answered with a receipt."""
    customer = acting_customer(request, Act.CHANGE)
    supplies = running_supplies(customer, as_of=request.today)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TELL_FORMS[duty](*sent, meters=meters_of(supplies, optional=duty not in NEEDS_METER))
    if form.is_valid() and _is_told(request, customer, duty, form, supplies):
        messages.success(request, _("We have your notice. Your receipt is below, and we have mailed it to you."))
        return redirect("contracts:tell-us")
    context = {
        "form": form,
        "page": duty_page(duty=duty, customer=customer, locale=_locale()),
        "back": reverse("contracts:tell-us"),
        "no_meter": duty in NEEDS_METER and not supplies,
    }
    return render(request, "contracts/tell.html", context, status=FORM_ERROR if form.is_bound else 200)


def _is_told(request: Request, customer: Customer, duty: Duty, form: TellForm, supplies: Sequence[Supply]) -> bool:
    """Tell it; when the rules refuse, put the reason beside what was typed."""
    said: dict[str, Any] = dict(form.cleaned_data)
    chosen, file = said.pop("supply", None), said.pop("file", None)
    only = supplies[0] if len(supplies) == 1 else None
    supply = next((each for each in supplies if str(each.public_id) == chosen), only)
    try:
        operations.tell(
            customer=customer,
            duty=duty,
            supply=supply,
            said=said,
            file=_taken_in(request, customer, file),
            by=request.user,
            as_of=request.today,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _taken_in(request: Request, customer: Customer, file: UploadedFile | None) -> Upload | None:
    if file is None:
        return None
    return upload.take_in(
        customer=customer, name=file.name or "", content=file.read(), by=request.user, as_of=request.today
    )


def _locale() -> str:
    return get_language() or "da"

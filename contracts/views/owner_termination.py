"""An owner's notice that waits: what it waits for, what has happened, and the wish to have supply cut."""

from __future__ import annotations

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
from contracts.operations import owner_termination as operations
from contracts.owner_form import OwnerEventForm
from contracts.queries.owner_termination import event_choices, owner_page, owner_part
from contracts.queries.termination import awaiting_termination
from contracts.views.own import own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
def owner_event(request: Request, public_id: UUID) -> HttpResponse:
    """Show what the notice waits for; sending the form tells what has happened."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    given, part = awaiting_termination(agreement), owner_part(agreement)
    if given is None or part is None:
        return redirect("contracts:agreement-one", public_id=public_id)
    form = OwnerEventForm(request.POST if request.method == "POST" else None, kinds=event_choices(part))
    if form.is_valid():
        try:
            operations.tell_event(given=given, **form.cleaned_data, by=request.user, as_of=request.today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We look into it, and tell you what we find."))
            return redirect("contracts:owner-event", public_id=public_id)
    context = {
        "agreement": agreement,
        "owner": owner_page(agreement, part=part, locale=get_language() or "da", given=given),
        "form": form,
        "back": reverse("contracts:agreement-one", args=[public_id]),
    }
    status = FORM_ERROR if form.errors else 200
    return render(request, "contracts/owner_termination.html", context, status=status)


@require_POST
def cut_off(request: Request, public_id: UUID) -> HttpResponse:
    """Pass the wish to have supply cut on to the grid company."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    given = awaiting_termination(agreement)
    if given is None:
        return redirect("contracts:agreement-one", public_id=public_id)
    try:
        operations.wish_cut_off(given=given, by=request.user, as_of=request.today)
        messages.success(request, _("We pass your wish to the grid company today."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:owner-event", public_id=public_id)

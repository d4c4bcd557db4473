"""Give notice of an agreement in two steps, and take it back before it takes effect."""

from __future__ import annotations

from collections.abc import Mapping
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
from contracts.forms import ConfirmTerminationForm, TerminationForm
from contracts.models import Agreement
from contracts.operations import owner_termination as owner_operations
from contracts.operations import termination as operations
from contracts.queries import termination as queries
from contracts.queries.owner_termination import owner_page, owner_part
from contracts.queries.termination_page import choices_of, consequence_of
from contracts.rules.termination import NoticeForm
from contracts.views.own import own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
def terminate(request: Request, public_id: UUID) -> HttpResponse:
    """Offer the days the agreement can end on; the chosen one is shown with what it leads to, to be confirmed."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    if queries.awaiting_termination(agreement) is not None:
        return redirect("contracts:owner-event", public_id=public_id)
    if not queries.may_be_terminated(agreement):
        return redirect("contracts:agreement-one", public_id=public_id)
    days = queries.exit_days(agreement, as_of=request.today)
    currency = terms.by_code(agreement.terms_code).currency
    choices = choices_of(days, currency=currency, locale=_locale())
    free = queries.first_free(days)
    form = TerminationForm(
        request.POST if request.method == "POST" else None,
        days=choices,
        ask_owner=owner_part(agreement) is not None,
        initial={"last_day": free.last_day.isoformat()},
    )
    if form.is_valid():
        chosen = next(day for day in days if day.last_day.isoformat() == form.cleaned_data["last_day"])
        return _look_again(request, agreement, chosen, said=form.cleaned_data)
    context = {
        "agreement": agreement,
        "form": form,
        "free": consequence_of(free, agreement=agreement, locale=_locale()),
        "back": reverse("contracts:agreement-one", args=[public_id]),
    }
    status = FORM_ERROR if form.is_bound else 200
    return render(request, "contracts/termination.html", context, status=status)


@require_POST
def terminate_confirmed(request: Request, public_id: UUID) -> HttpResponse:
    """Give the notice as it was shown; when it is no longer so, show what it would be now."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    form = ConfirmTerminationForm(request.POST, ask_owner=owner_part(agreement) is not None)
    if not form.is_valid():
        return redirect("contracts:terminate", public_id=public_id)
    said, owns = form.cleaned_data, form.cleaned_data.get("owns") == "yes"
    give = owner_operations.give if owns else operations.give
    try:
        give(
            agreement=agreement,
            last_day=said["last_day"],
            accepted=said["accepted"],
            form=NoticeForm.SELF_SERVICE,
            by=request.user,
            as_of=request.today,
            reason=said["reason"],
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contracts:terminate", public_id=public_id)
    if owns:
        messages.success(request, _("We have your notice. It waits, and we have mailed you a receipt."))
        return redirect("contracts:owner-event", public_id=public_id)
    messages.success(request, _("We have your notice. Your receipt is below, and we have mailed it to you."))
    return redirect("contracts:agreement-one", public_id=public_id)


@require_POST
def termination_undone(request: Request, public_id: UUID) -> HttpResponse:
    """Take the notice back."""
    agreement = own_agreement(request, public_id, Act.CHANGE)
    running = queries.awaiting_termination(agreement) or queries.running_termination(agreement)
    try:
        if running is not None:
            owner_operations.undo(given=running, by=request.user, as_of=request.today)
            messages.success(request, _("Your notice is taken back. The agreement runs on."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contracts:agreement-one", public_id=public_id)


def _look_again(
    request: Request, agreement: Agreement, chosen: queries.ExitDay, *, said: Mapping[str, str]
) -> HttpResponse:
    part = owner_part(agreement)
    owns = part is not None and said["owns"] == "yes"
    shown = {**said, "last_day": chosen.last_day.isoformat(), "accepted": chosen.gross}
    context = {
        "agreement": agreement,
        "form": ConfirmTerminationForm(initial=shown, ask_owner=part is not None),
        "consequence": consequence_of(chosen, agreement=agreement, locale=_locale()),
        "owner": owner_page(agreement, part=part, locale=_locale()) if part and owns else None,
        "reason": said["reason"],
        "back": reverse("contracts:terminate", args=[agreement.public_id]),
    }
    return render(request, "contracts/termination_confirm.html", context)


def _locale() -> str:
    return get_language() or "da"

"""Take a changed e-mail back by the link in the message to the old address, without logging in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import EmailChangeState
from accounts.models import EmailChange
from accounts.operations import email_change as operations
from accounts.operations import scoped_link
from accounts.operations.scoped_link import LinkNotValid
from accounts.queries.inbox import masked
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request

PER_ADDRESS = 30
HOUR = 3600
PAGE = "accounts/email_taken_back.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def email_taken_back(request: Request, token: str) -> HttpResponse:
    """
    Show which address the login has now, masked; sent back, give it the old one again.

    The link is not used up: opened again it tells what came of it.
    """
    if not within("email-back-from", get_adapter().get_client_ip(request), limit=PER_ADDRESS, seconds=HOUR):
        told = _("That was tried too often. Wait an hour, or call us.")
        return render(request, PAGE, {"refusal": told}, status=429)
    try:
        link = scoped_link.find(supplier=request.supplier, token=token, purpose=operations.PURPOSE, at=request.now)
    except LinkNotValid as refused:
        return render(request, PAGE, {"refusal": str(refused)}, status=404)
    change = EmailChange.objects.get(pk=link.subject_id, supplier_id=link.supplier_id)
    if request.method == "POST":
        try:
            operations.take_back(change=change, as_of=request.today, at=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(request.path)
    context = {
        "new": masked(change.new_email),
        "until": change.until,
        "open": change.state == EmailChangeState.MADE and request.now < change.until,
        "taken_back": change.state == EmailChangeState.TAKEN_BACK,
    }
    return render(request, PAGE, context)

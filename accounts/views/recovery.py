"""Stop a recovery by the link in the notice to the old contact, without logging in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Recovery
from accounts.operations import recovery as operations
from accounts.operations import recovery_notice, scoped_link
from accounts.operations.scoped_link import LinkNotValid
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request

PER_ADDRESS = 30
HOUR = 3600
PAGE = "accounts/recovery_stopped.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_stopped(request: Request, token: str) -> HttpResponse:
    """Show what is to be done and when; sent back, stop it. Opened again, the link tells what came of it."""
    if not within("recovery-from", get_adapter().get_client_ip(request), limit=PER_ADDRESS, seconds=HOUR):
        told = _("That was tried too often. Wait an hour, or call us.")
        return render(request, PAGE, {"refusal": told}, status=429)
    purpose = recovery_notice.PURPOSE
    try:
        link = scoped_link.find(supplier=request.supplier, token=token, purpose=purpose, at=request.now)
    except LinkNotValid as refused:
        return render(request, PAGE, {"refusal": str(refused)}, status=404)
    recovery = Recovery.objects.get(pk=link.subject_id, supplier_id=link.supplier_id)
    if request.method == "POST":
        try:
            operations.stop(recovery=recovery, by=operations.BY_LINK, as_of=request.today, at=request.now)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(request.path)
    context = {"what": recovery.get_kind_display(), "due": recovery.due_at, "state": recovery.state}
    return render(request, PAGE, context)

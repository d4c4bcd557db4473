"""Who has access: the customer sees all, invites, and ends an access at once; a guest sees theirs and leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import forms
from accounts.access import acting_access, acting_customer
from accounts.models import Access, Customer, Invitation
from accounts.operations import access as operations
from accounts.operations import invitation as invitations
from accounts.queries.access_page import access_page
from accounts.rules.access_role import Act, allowed
from config.foundation.htmx import FORM_ERROR
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request

PER_CUSTOMER = 20
DAY = 86_400


@require_http_methods(["GET", "HEAD", "POST"])
def access_list(request: Request) -> HttpResponse:
    """Show who has access, and take an invitation in."""
    customer = acting_customer(request, Act.SHARE if request.method == "POST" else Act.LOOK)
    form = forms.Invite(request.POST if request.method == "POST" else None)
    if form.is_valid() and _invite(request, customer, form):
        return redirect("accounts:access")
    mine = acting_access(request)
    page = access_page(
        customer,
        user=request.user,
        may_share=mine is not None and allowed(role=mine.role, act=Act.SHARE),
        as_of=request.today,
        at=request.now,
    )
    status = FORM_ERROR if form.is_bound else 200
    return render(request, "accounts/access.html", {"page": page, "form": form}, status=status)


@require_POST
def access_ended(request: Request, public_id: UUID) -> HttpResponse:
    """End somebody's access, or leave: one's own is ended by oneself, others' by the customer."""
    customer = acting_customer(request)
    access = get_object_or_404(Access.objects.filter(customer=customer), public_id=public_id)
    leaving = access.user_id == request.user.pk
    if not leaving:
        acting_customer(request, Act.SHARE)
    try:
        operations.end(access=access, by=request.user, as_of=request.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("accounts:access")
    if leaving:
        messages.success(request, _("You have left the account, and see it no more."))
        return redirect("front")
    messages.success(request, _("The access has ended. A receipt is in your messages."))
    return redirect("accounts:access")


@require_POST
def invitation_taken_back(request: Request, public_id: UUID) -> HttpResponse:
    """Call an invitation back."""
    customer = acting_customer(request, Act.SHARE)
    found = get_object_or_404(Invitation.objects.filter(customer=customer), public_id=public_id)
    try:
        invitations.take_back(invitation=found, by=request.user, as_of=request.today)
        messages.success(request, _("The invitation is taken back. Its link works no more."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:access")


def _invite(request: Request, customer: Customer, form: forms.Invite) -> bool:
    if not within("invite", str(customer.pk), limit=PER_CUSTOMER, seconds=DAY):
        form.add_error(None, _("That was tried too often. Wait until tomorrow, or call us."))
        return False
    try:
        invitations.invite(
            customer=customer, **form.cleaned_data, by=request.user, as_of=request.today, at=request.now
        )
    except Refused as refused:
        form.add_error("email", str(refused))
        return False
    messages.success(request, _("The invitation is sent. You are told when it is answered."))
    return True

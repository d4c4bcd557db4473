"""Answer an invitation by its link: with a login of the invited address, or with one opened by a mailed code."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, forms
from accounts.enums import InvitationState
from accounts.models import Invitation, User
from accounts.operations import activation, scoped_link
from accounts.operations import invitation as operations
from accounts.operations.scoped_link import LinkNotValid
from accounts.queries.user import login_at
from accounts.rules.invitation import short_name
from config.foundation.htmx import FORM_ERROR
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request

ASKED = "invitation_asked"
PER_ADDRESS, PER_INVITATION = 60, 5
HOUR = 3600
PAGE, CODE_PAGE = "accounts/invitation.html", "accounts/invitation_code.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Show what is offered to whoever has the link; sent back, it says yes, no, or asks for a code."""
    if not within("invitation-from", get_adapter().get_client_ip(request), limit=PER_ADDRESS, seconds=HOUR):
        told = _("That was tried too often. Wait an hour, or call us.")
        return render(request, PAGE, {"refusal": told}, status=429)
    try:
        link = scoped_link.find(supplier=request.supplier, token=token, purpose=operations.PURPOSE, at=request.now)
    except LinkNotValid as refused:
        return render(request, PAGE, {"refusal": str(refused)}, status=404)
    rows = Invitation.objects.select_related("customer__supplier", "supplier", "invited_by")
    found = rows.get(pk=link.subject_id, supplier_id=link.supplier_id)
    if request.method == "POST":
        return _answer(request, found)
    return render(request, PAGE, _context(request, found))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_code(request: Request) -> HttpResponse:
    """Take the code from the mail with a name and a password: the login is made and the invitation accepted."""
    if ASKED not in request.session:
        return redirect("accounts:activation")
    form = forms.InvitedLogin(request.POST if request.method == "POST" else None, owner=User())
    if form.is_valid():
        try:
            user = _opened(request, form)
        except activation.WrongCode as refused:
            form.add_error("code", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            del request.session[ASKED]
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, _("Welcome to Min side."))
            return redirect("home")
    return render(request, CODE_PAGE, {"form": form}, status=FORM_ERROR if form.is_bound else 200)


def _opened(request: Request, form: forms.InvitedLogin) -> User:
    said = form.cleaned_data
    link = activation.check_code(
        link_id=request.session[ASKED], code=said["code"], at=request.now, purpose=operations.CODE_PURPOSE
    )
    return operations.open_login(
        link=link,
        name=said["name"],
        password=said["password"],
        language=request.LANGUAGE_CODE,
        as_of=request.today,
        at=request.now,
    )


def _answer(request: Request, found: Invitation) -> HttpResponse:
    match request.POST.get("answer"):
        case "yes" if _is_theirs(request, found):
            return _accept(request, found)
        case "no":
            return _decline(request, found)
        case "code" if login_at(request.supplier, email=found.email) is None:
            return _send_code(request, found)
    return redirect(request.path)


def _accept(request: Request, found: Invitation) -> HttpResponse:
    try:
        operations.accept(invitation=found, user=request.user, as_of=request.today, at=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    request.session[access.CHOSEN] = str(found.customer.public_id)
    messages.success(request, _("You have access from today."))
    return redirect("home")


def _decline(request: Request, found: Invitation) -> HttpResponse:
    try:
        operations.decline(invitation=found, as_of=request.today, at=request.now)
        messages.success(request, _("You have said no. We have told them."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:activation")


def _send_code(request: Request, found: Invitation) -> HttpResponse:
    if found.state != InvitationState.WAITING:
        return redirect(request.path)
    if not within("invitation-code", str(found.pk), limit=PER_INVITATION, seconds=HOUR):
        messages.error(request, _("That was tried too often. Wait an hour, or call us."))
        return redirect(request.path)
    request.session[ASKED] = operations.ask_code(invitation=found, at=request.now).pk
    return redirect("accounts:invitation-code")


def _is_theirs(request: Request, found: Invitation) -> bool:
    signed_in = request.user.is_authenticated and request.user.supplier_id == found.supplier_id
    return bool(signed_in and request.user.email.lower() == found.email.lower())


def _context(request: Request, found: Invitation) -> dict[str, object]:
    return {
        "who": short_name(found.customer.name),
        "role": found.get_role_display(),
        "until": found.expires_at,
        "open": found.state == InvitationState.WAITING and request.now < found.expires_at,
        "theirs": _is_theirs(request, found),
        "somebody_else": request.user.is_authenticated and not _is_theirs(request, found),
        "has_login": login_at(request.supplier, email=found.email) is not None,
    }

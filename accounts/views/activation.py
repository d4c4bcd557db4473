"""First time here: an existing customer tells who they are, types the mailed code and chooses a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts import forms
from accounts.models import ScopedLink, User
from accounts.operations import activation as operations
from accounts.operations.scoped_link import LinkNotValid
from config.foundation.htmx import FORM_ERROR
from config.foundation.rate_limit import within
from config.foundation.request import Request

ASKED = "activation_asked"
PROVEN = "activation_proven"
PER_ADDRESS, PER_NUMBER = 20, 5
HOUR = 3600


@login_not_required
@require_http_methods(["GET", "POST"])
def activation(request: Request) -> HttpResponse:
    """Ask who it is; the answer is the same whether or not we know such a customer."""
    form = forms.Activation(request.POST or None)
    if form.is_valid():
        if not _may_ask(request, form.cleaned_data["number"]):
            return _slow_down(request)
        link = operations.ask(supplier=request.supplier, at=request.now, **form.cleaned_data)
        request.session[ASKED] = link.pk
        request.session.pop(PROVEN, None)
        return redirect("accounts:activation-code")
    return _page(request, "activation", form)


@login_not_required
@require_http_methods(["GET", "POST"])
def activation_code(request: Request) -> HttpResponse:
    """Take the code from the mail."""
    if ASKED not in request.session:
        return redirect("accounts:activation")
    form = forms.ActivationCode(request.POST or None)
    if form.is_valid():
        try:
            link = operations.check_code(
                link_id=request.session[ASKED], code=form.cleaned_data["code"], at=request.now
            )
        except operations.WrongCode as refused:
            form.add_error("code", str(refused))
        else:
            request.session[PROVEN] = link.pk
            return redirect("accounts:activation-password")
    return _page(request, "activation_code", form)


@login_not_required
@require_http_methods(["GET", "POST"])
def activation_password(request: Request) -> HttpResponse:
    """
    Take the password, create the login and sign in: the code was the second step.

    A login that has an app or a passkey already is asked for it at the door; a mailed code does not replace it.
    """
    if PROVEN not in request.session:
        return redirect("accounts:activation")
    link = ScopedLink.objects.select_related("customer").get(pk=request.session[PROVEN])
    form = forms.NewPassword(request.POST or None, owner=User(email=link.customer.email if link.customer else ""))
    if form.is_valid():
        del request.session[PROVEN]
        try:
            user = operations.open_account(
                link=link,
                password=form.cleaned_data["password"],
                language=request.LANGUAGE_CODE,
                as_of=request.today,
                at=request.now,
            )
        except LinkNotValid as refused:
            messages.error(request, str(refused))
            return redirect("accounts:activation")
        if is_mfa_enabled(user):
            return redirect("account_login")
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, gettext("Welcome to Min side."))
        return redirect("home")
    return _page(request, "activation_password", form)


def _may_ask(request: Request, number: str) -> bool:
    """Count by address of the asker and by customer number, so that neither can be tried through."""
    here = get_adapter().get_client_ip(request)
    by_address = within("activation-from", here, limit=PER_ADDRESS, seconds=HOUR)
    by_number = within("activation-for", f"{request.supplier.pk}:{number}", limit=PER_NUMBER, seconds=HOUR)
    return by_address and by_number


def _slow_down(request: Request) -> HttpResponse:
    form = forms.Activation(request.POST)
    form.add_error(None, gettext("That was tried too often. Wait an hour, or call us."))
    return render(request, "accounts/activation.html", {"form": form}, status=429)


def _page(request: Request, name: str, form: forms.forms.Form) -> HttpResponse:
    status = FORM_ERROR if form.is_bound else 200
    return render(request, f"accounts/{name}.html", {"form": form}, status=status)

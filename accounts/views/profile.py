"""The profile: who the reader is to us, how we reach them, how they log in, and for whom they act."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access, forms
from accounts.operations import customer as operations
from accounts.queries.profile import profile_of
from accounts.rules.access_role import Act
from accounts.views.language import keep_language
from config.foundation.htmx import FORM_ERROR
from config.foundation.request import Request


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    customer = access.acting_customer(request, Act.CHANGE if request.method == "POST" else Act.LOOK)
    now_known = {name: getattr(customer, name) for name in operations.CONTACT_FIELDS}
    now_known["language"] = now_known["language"] or request.supplier.language
    form = forms.Contact(request.POST or None, initial=now_known)
    if form.is_valid():
        operations.change_contact(
            customer=customer, details=form.cleaned_data, by=request.user, as_of=request.today
        )
        messages.success(request, gettext("Your contact details are saved."))
        answer = redirect("accounts:profile")
        keep_language(answer, form.cleaned_data["language"])
        return answer
    known = profile_of(customer, user=request.user, as_of=request.today)
    context = {"profile": {**vars(known), "form": form}, "accesses": access.accesses(request)}
    return render(request, "accounts/profile.html", context, status=FORM_ERROR if form.is_bound else 200)


@require_POST
def choose_customer(request: Request) -> HttpResponse:
    """Act for another of one's customers."""
    try:
        chosen = UUID(request.POST.get("customer", ""))
    except ValueError:
        raise Http404("No such customer.") from None
    access.choose(request, chosen)
    return redirect("home")

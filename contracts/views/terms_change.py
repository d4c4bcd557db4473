"""A coming change of prices or terms: what it is, and leaving because of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import acting_customer
from accounts.rules.access_role import Act
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.forms import LeaveForm
from contracts.models import TermsChangeNotice
from contracts.operations import terms_change as operations
from contracts.queries.terms_change import change_row, may_leave_for


@require_http_methods(["GET", "HEAD", "POST"])
def terms_change(request: Request, public_id: UUID) -> HttpResponse:
    """Show the change; sending the form leaves because of it, on the day named or when it begins."""
    notice = _own(request, public_id, Act.CHANGE if request.method == "POST" else Act.LOOK)
    back = reverse("contracts:agreement-one", args=[notice.agreement.public_id])
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            wanted = form.cleaned_data["wanted"]
            operations.leave(notice=notice, wanted=wanted, by=request.user, as_of=request.today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("You leave because of the change. Your receipt is below."))
            return redirect(back)
    context = {
        "change": change_row(notice, locale=get_language() or "da"),
        "product": notice.agreement.product.name,
        "may_leave": may_leave_for(notice, as_of=request.today),
        "form": form,
        "back": back,
    }
    return render(request, "contracts/terms_change.html", context, status=FORM_ERROR if form.errors else 200)


def _own(request: Request, public_id: UUID, act: Act) -> TermsChangeNotice:
    customer = acting_customer(request, act)
    own = TermsChangeNotice.objects.filter(agreement__customer=customer, supplier_id=customer.supplier_id)
    rows = own.select_related("change__supplier", "agreement__product", "agreement__customer__supplier")
    return get_object_or_404(rows, public_id=public_id)

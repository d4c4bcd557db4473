"""A question to customer service: a new one, and its page with the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import acting_customer
from accounts.rules.access_role import Act
from complaints.forms import QuestionForm
from complaints.operations import enquiry as operations
from complaints.queries.enquiry import case_of, enquiry_of
from complaints.queries.route import route_of
from config.foundation.htmx import FORM_ERROR
from config.foundation.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_new(request: Request) -> HttpResponse:
    """Receive a question."""
    customer = acting_customer(request, Act.COMPLAIN)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        enquiry = operations.receive(
            customer=customer,
            about=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            by=request.user,
            as_of=request.today,
        )
        messages.success(request, _("We have your question. Its number is %s.") % enquiry.number)
        return redirect("complaints:enquiry", public_id=enquiry.public_id)
    context = {
        "form": form,
        "is_complaint": False,
        "route": route_of(supplier=request.supplier, customer=customer, as_of=request.today),
    }
    status = FORM_ERROR if form.is_bound else 200
    return render(request, "complaints/complaint_form.html", context, status=status)


@require_safe
def enquiry(request: Request, public_id: UUID) -> HttpResponse:
    """Show a question and its answer."""
    found = enquiry_of(acting_customer(request), public_id)
    if found is None:
        raise Http404("Not a question of this customer.")
    return render(request, "complaints/complaint.html", {"case": case_of(found)})

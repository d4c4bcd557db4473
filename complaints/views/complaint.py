"""One's own cases: the list, a new complaint, a case with what was said in it, and saying more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import acting_customer
from accounts.operations import upload
from accounts.rules.access_role import Act
from complaints.forms import ComplaintForm, ReplyForm
from complaints.models import Complaint
from complaints.operations import complaint as operations
from complaints.queries import complaint as queries
from complaints.queries.enquiry import enquiry_rows
from complaints.queries.route import route_of
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request


@require_safe
def complaint_list(request: Request) -> HttpResponse:
    """List the customer's complaints and questions beside the way of a complaint."""
    customer = acting_customer(request)
    rows = queries.complaint_rows(customer, as_of=request.today) + enquiry_rows(customer)
    context = {
        "cases": sorted(rows, key=lambda row: row.day, reverse=True),
        "route": route_of(supplier=request.supplier, customer=customer, as_of=request.today),
    }
    return render(request, "complaints/complaint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_new(request: Request) -> HttpResponse:
    """Receive a complaint; `?invoice=` names the invoice it is about."""
    customer = acting_customer(request, Act.COMPLAIN)
    asked = {"invoice": request.GET.get("invoice"), "subject": "INVOICE" if "invoice" in request.GET else None}
    form = ComplaintForm(*_sent(request), customer=customer, initial=asked)
    if form.is_valid():
        said = form.cleaned_data
        complaint = operations.receive(
            customer=customer,
            subject=said["subject"],
            invoice=said.get("invoice"),
            text=said["text"],
            wanted=said["wanted"],
            by=request.user,
            as_of=request.today,
        )
        _attach(request, complaint, said["attachment"])
        messages.success(request, _("We have your complaint. Its number is %s.") % complaint.number)
        return redirect("complaints:complaint", public_id=complaint.public_id)
    context = {
        "form": form,
        "is_complaint": True,
        "route": route_of(supplier=request.supplier, customer=customer, as_of=request.today),
    }
    return render(request, "complaints/complaint_form.html", context, status=_status(form.is_bound))


@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: Request, public_id: UUID) -> HttpResponse:
    """Show a case; what is sent is added to it, or contests the answer when there is one."""
    act = Act.COMPLAIN if request.method == "POST" else Act.LOOK
    found = queries.complaint_of(acting_customer(request, act), public_id)
    if found is None:
        raise Http404("Not a case of this customer.")
    form = ReplyForm(*_sent(request))
    if form.is_valid() and _is_said(request, found, form):
        messages.success(request, _("It is in the case now."))
        return redirect("complaints:complaint", public_id=found.public_id)
    context = {"case": queries.case_of(found, as_of=request.today), "form": form}
    return render(request, "complaints/complaint.html", context, status=_status(form.is_bound))


def _is_said(request: Request, found: Complaint, form: ReplyForm) -> bool:
    """Say it in the case; when the rules refuse, put the reason beside what was typed."""
    waits = queries.case_of(found, as_of=request.today).may_add
    overdue = queries.is_overdue(found, as_of=request.today)
    say = operations.add if waits and not (overdue and "contest" in request.POST) else operations.contest
    try:
        say(complaint=found, text=form.cleaned_data["text"], by=request.user, as_of=request.today)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    _attach(request, found, form.cleaned_data["attachment"])
    return True


def _attach(request: Request, found: Complaint, file: UploadedFile | None) -> None:
    if file is not None:
        upload.take_in(
            customer=found.customer,
            name=file.name or "",
            content=file.read(),
            by=request.user,
            as_of=request.today,
            subject=found,
        )


def _sent(request: Request) -> tuple[Any, ...]:
    """Return what a form is bound to; nothing when nothing was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _status(is_bound: bool) -> int:
    return FORM_ERROR if is_bound else 200

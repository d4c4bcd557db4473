"""The desk of complaints and questions: answer, note, close, and agree or lift a hold, each by its operation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import EnquiryState
from accounts.models import Enquiry
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline, SupplierScopedAdmin
from billing.enums import DueState, HoldState
from billing.models import BillingAccount, DueItem
from complaints.enums import ComplaintState, ComplaintSubject
from complaints.models import Complaint, Statement
from complaints.operations import complaint as complaints
from complaints.operations import complaint_hold
from complaints.operations import enquiry as enquiries
from config.foundation.formats import date_text, money_text
from config.foundation.money import kr
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")


class StatementInline(ReadOnlyInline):
    model = Statement
    fields = ("said_on", "said_by", "author", "text", "customer_may_see")
    readonly_fields = fields
    ordering = ("pk",)
    show_change_link = False


class CaseForm(forms.ModelForm):
    """What to do with a case; only what its state allows is offered."""

    act = forms.ChoiceField(label=_("Do"))
    words = forms.CharField(
        label=_("Words"),
        help_text=_("The answer the customer reads, the note, or the reason."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    waits = forms.ChoiceField(label=_("Which payment waits"), required=False)
    amount = forms.DecimalField(label=_("Amount that waits"), min_value=0, decimal_places=2, required=False)
    until = forms.DateField(label=_("Collected again from"), required=False, widget=AdminDateWidget)

    class Meta:
        model = Complaint
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].choices = _acts(self.instance)  # type: ignore[attr-defined]
        self.fields["waits"].choices = _payments_of(self.instance)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("words") or "").strip():
            self.add_error("words", gettext("Write a few words first."))
        if data.get("act") == "hold":
            for name in ("waits", "amount", "until"):
                if not data.get(name):
                    self.add_error(name, gettext("A hold needs this."))
        return data


def _acts(case: Complaint) -> list[tuple[str, Any]]:
    acts: list[tuple[str, Any]] = [("note", _("write a note among staff"))]
    if case.state == ComplaintState.RECEIVED:
        acts.insert(0, ("answer", _("answer the customer")))
    if case.state != ComplaintState.CLOSED:
        acts.append(("close", _("close the case")))
    if case.hold is not None and case.hold.state == HoldState.ACTIVE:
        return [*acts, ("lift", _("lift the hold"))]
    return [*acts, ("hold", _("agree that a payment waits"))]


def _payments_of(case: Complaint) -> list[tuple[str, str]]:
    """Offer each open claim, and each account as a whole."""
    accounts = BillingAccount.objects.filter(customer_id=case.customer_id).order_by("number")
    claims = DueItem.objects.filter(billing_account__customer_id=case.customer_id, state=DueState.OPEN)
    reader = get_language() or "da"
    found = [("", "–")]
    for claim in claims.order_by("due_on", "pk"):
        words = {
            "kind": claim.get_kind_display(),
            "amount": money_text(claim.amount, claim.currency, locale=reader),
            "day": date_text(claim.due_on, locale=reader),
        }
        found.append((f"claim:{claim.pk}", gettext("%(kind)s of %(amount)s, due %(day)s") % words))
    for account in accounts:
        everything = gettext("Everything on account %(number)s") % {"number": account.number}
        found.append((f"account:{account.pk}", everything))
    return found


class DeskAdmin(SupplierScopedAdmin):
    """A row on which something is done by an operation; a refusal is told and nothing else is."""

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def save_model(self, request: AnyRequest, obj: Any, form: Any, change: bool) -> None:
        try:
            self.act(request, obj, form.cleaned_data)
            messages.success(request, gettext("Done: %(what)s") % {"what": obj})
        except Refused as refused:
            messages.error(request, str(refused))

    def act(self, request: AnyRequest, obj: Any, said: dict[str, Any]) -> None:
        """Do what was asked."""
        raise NotImplementedError

    def response_change(self, request: AnyRequest, obj: Any) -> HttpResponse:
        return self.response_post_save_change(request, obj)


@admin.register(Complaint)
class ComplaintAdmin(DeskAdmin):
    """Cases, the oldest that wait first."""

    customer_path = "customer"
    form = CaseForm
    list_display = ("number", "received_on", "subject", "customer", "level", "state", "answered_on", "supplier")
    list_filter = ("state", "supplier", "level", "subject")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "number", "^invoice__number")
    search_help_text = _("Case number, customer number, name, e-mail or invoice number")
    ordering = ("-state", "received_on", "pk")
    inlines = (StatementInline,)
    shown = (
        "number", "customer", "supplier", "subject", "invoice", "text", "wanted", "level", "state",
        "received_on", "answered_on", "closed_on", "hold",
    )  # fmt: skip
    readonly_fields = shown
    asked = ("act", "words", "waits", "amount", "until")

    def get_fields(self, request: AnyRequest, obj: Any = None) -> Any:
        return (*self.shown, *self.asked) if self.has_change_permission(request, obj) else self.shown

    def act(self, request: AnyRequest, obj: Complaint, said: dict[str, Any]) -> None:
        who = {"complaint": obj, "by": request.user, "as_of": request.today}
        words = said["words"]
        match said["act"]:
            case "answer":
                complaints.answer(text=words, **who)
            case "note":
                complaints.note(text=words, **who)
            case "close":
                complaints.close(reason=words, **who)
            case "lift":
                complaint_hold.lift(reason=words, **who)
            case "hold":
                waits = _named(said["waits"])
                complaint_hold.agree(
                    amount=kr(str(said["amount"])), ends_before=said["until"], reason=words, **waits, **who
                )


def _named(waits: str) -> dict[str, Any]:
    """Return the account, and the claim when one was chosen."""
    kind, _colon, key = waits.partition(":")
    if kind == "account":
        return {"account": BillingAccount.objects.get(pk=key)}
    claim = DueItem.objects.select_related("billing_account__customer").get(pk=key)
    return {"account": claim.billing_account, "due_item": claim}


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    customer_path = "complaint__customer"
    list_display = ("said_on", "complaint", "said_by", "author", "customer_may_see", "supplier")
    list_filter = ("supplier", "said_by", "customer_may_see")
    list_select_related = ("complaint", "supplier")
    search_fields = tuple(f"complaint__{path}" for path in (*BY_CUSTOMER, "number"))
    ordering = ("-id",)


class QuestionForm(forms.ModelForm):
    """Answers a question, or takes it up as the complaint it is."""

    act = forms.ChoiceField(
        label=_("Do"),
        choices=[("answer", _("answer the customer")), ("take-up", _("take it up as a complaint"))],
    )
    words = forms.CharField(
        label=_("The answer the customer reads"), widget=forms.Textarea(attrs={"rows": 8}), required=False
    )
    subject = forms.ChoiceField(
        label=_("The complaint is about"), choices=[("", "–"), *ComplaintSubject.choices], required=False
    )

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = {"answer": "words", "take-up": "subject"}.get(data.get("act", ""))
        if needed and not (data.get(needed) or "").strip():
            self.add_error(needed, gettext("This is needed."))
        return data


@admin.register(Enquiry)
class EnquiryAdmin(DeskAdmin):
    """Questions, the oldest that wait first; here and not in accounts, for one may become a complaint."""

    customer_path = "customer"
    form = QuestionForm
    list_display = ("number", "received_on", "about", "customer", "state", "answered_on", "supplier")
    list_filter = ("state", "supplier", "about")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "number")
    search_help_text = _("Question number, customer number, name or e-mail")
    ordering = ("-state", "received_on", "pk")
    shown = (
        "number", "customer", "supplier", "about", "text", "state", "received_on", "answer", "answered_on",
        "answered_by",
    )  # fmt: skip
    readonly_fields = shown

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        over = obj is not None and obj.state != EnquiryState.RECEIVED
        return not over and super().has_change_permission(request, obj)

    def get_fields(self, request: AnyRequest, obj: Any = None) -> Any:
        asked = ("act", "words", "subject")
        return (*self.shown, *asked) if self.has_change_permission(request, obj) else self.shown

    def act(self, request: AnyRequest, obj: Enquiry, said: dict[str, Any]) -> None:
        if said["act"] == "answer":
            enquiries.answer(enquiry=obj, text=said["words"], by=request.user, as_of=request.today)
        else:
            enquiries.take_up(enquiry=obj, subject=said["subject"], by=request.user, as_of=request.today)

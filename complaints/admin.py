"""The desk of complaints and questions: answer, note, close, and agree or lift a hold, each by its operation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, time_left, way
from accounts.enums import EnquiryState, TaskState
from accounts.models import Enquiry, StaffTask
from accounts.operations.event import subject_type
from accounts.staff_admin import ReadOnlyAdmin
from billing.enums import DueState, HoldState
from billing.models import BillingAccount, DueItem
from complaints.enums import ComplaintState, ComplaintSubject
from complaints.models import Complaint, Statement
from complaints.operations import complaint as complaints
from complaints.operations import complaint_hold
from complaints.operations import enquiry as enquiries
from complaints.queries.complaint import clock_of
from complaints.queries.enquiry import about
from config.foundation.formats import date_text, money_text
from config.foundation.money import kr
from config.foundation.request import AnyRequest
from contracts import terms

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")


class CaseForm(forms.ModelForm):
    """What to do with a case; only what its state allows is offered."""

    act = Ways(label=_("Do"))
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


ANSWER = way(
    _("Answer the customer."),
    _("They get your words today, with where they can go from here. The deadline is met and the task is done."),
)
NOTE = way(_("Write a note among staff."), _("The customer does not see it. The deadline runs on."))
CLOSE = way(
    _("Close the case."),
    _("No answer is sent. The deadline falls away. The customer can open the case again."),
)
LIFT = way(_("Lift the hold."), _("The amount is collected again from today, and the customer is told so."))
HOLD = way(
    _("Agree that a payment waits."),
    _("The amount is neither collected nor chased before the day you write. The customer gets it in writing."),
)


def _acts(case: Complaint) -> list[tuple[str, Any]]:
    acts: list[tuple[str, Any]] = [("note", NOTE)]
    if case.state == ComplaintState.RECEIVED:
        acts.insert(0, ("answer", ANSWER))
    if case.state != ComplaintState.CLOSED:
        acts.append(("close", CLOSE))
    if case.hold is not None and case.hold.state == HoldState.ACTIVE:
        return [*acts, ("lift", LIFT)]
    return [*acts, ("hold", HOLD)]


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


@admin.register(Complaint)
class ComplaintAdmin(DecisionAdmin):
    """Cases, the oldest that wait first."""

    customer_path = "customer"
    form = CaseForm
    list_display = ("number", "received_on", "subject", "customer", "level", "state", "answered_on", "supplier")
    list_filter = ("state", "supplier", "level", "subject")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "number", "^invoice__number")
    search_help_text = _("Case number, customer number, name, e-mail or invoice number")
    ordering = ("-state", "received_on", "pk")
    told = ("by_when", "clause", "customer", "subject", "invoice", "conversation", "wanted", "hold", "state")
    asked = ("act", "words", "waits", "amount", "until")
    kept = ("number", "supplier", "level", "received_on", "answered_on", "closed_on")

    @admin.display(description=_("Answer by"))
    def by_when(self, obj: Complaint) -> str:
        clock = clock_of(obj)
        if clock is None or obj.state != ComplaintState.RECEIVED:
            return gettext("No answer is due.")
        return time_left(clock.due_at, now=obj.asked_at, zone=obj.supplier.time_zone)  # type: ignore[attr-defined]

    @admin.display(description=_("clause"))
    def clause(self, obj: Complaint) -> str:
        """Say which clause sets the time, in its own words."""
        clock = clock_of(obj)
        if clock is None:
            return "–"
        found = terms.clause(clock.clause)
        return format_html("<b>{}</b> {}", clock.clause, gettext(found.text) if found.text else "")

    @admin.display(description=_("What was said"))
    def conversation(self, obj: Complaint) -> str:
        """Show the complaint and all that followed, in order; what the customer does not see is marked."""
        first = (date_text(obj.received_on, locale=get_language() or "da"), obj.customer.name, "", obj.text)
        rows = ((_day(row), row.author, _unseen(row), row.text) for row in obj.statements.order_by("pk"))
        lines = format_html_join("", "<li><b>{}, {}</b>{}<p>{}</p></li>", [first, *rows])
        return format_html('<ol class="conversation">{}</ol>', lines)

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


def _day(statement: Statement) -> str:
    return date_text(statement.said_on, locale=get_language() or "da")


def _unseen(statement: Statement) -> str:
    return "" if statement.customer_may_see else f" ({gettext('among staff')})"


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

    act = Ways(
        label=_("Do"),
        choices=[
            ("answer", way(_("Answer the customer."), _("They get your words today, and the task is done."))),
            (
                "take-up",
                way(
                    _("Take it up as a complaint."),
                    _("The time to answer runs from the day the question came. The customer gets a receipt."),
                ),
            ),
        ],
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
class EnquiryAdmin(DecisionAdmin):
    """Questions, the oldest that wait first; here and not in accounts, for one may become a complaint."""

    customer_path = "customer"
    form = QuestionForm
    list_display = ("number", "received_on", "subject_words", "customer", "state", "answered_on", "supplier")
    list_filter = ("state", "supplier")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "number")
    search_help_text = _("Question number, customer number, name or e-mail")
    ordering = ("-state", "received_on", "pk")
    told = ("by_when", "customer", "subject_words", "text", "answer", "state")
    asked = ("act", "words", "subject")
    kept = ("number", "supplier", "received_on", "answered_on", "answered_by")

    def waits(self, obj: Enquiry) -> bool:
        return bool(obj.state == EnquiryState.RECEIVED)

    @admin.display(description=_("Answer by"))
    def by_when(self, obj: Enquiry) -> str:
        """Say the day we aim at; no law sets one for a question."""
        waiting = StaffTask.objects.filter(subject_type=subject_type(obj), subject_id=obj.pk)
        task = waiting.exclude(state=TaskState.DONE).order_by("due_at").first()
        if task is None or obj.state != EnquiryState.RECEIVED:
            return gettext("No answer is due.")
        return time_left(task.due_at, now=obj.asked_at, zone=obj.supplier.time_zone)  # type: ignore[attr-defined]

    @admin.display(description=_("about"))
    def subject_words(self, obj: Enquiry) -> str:
        return about(obj)

    def act(self, request: AnyRequest, obj: Enquiry, said: dict[str, Any]) -> None:
        if said["act"] == "answer":
            enquiries.answer(enquiry=obj, text=said["words"], by=request.user, as_of=request.today)
        else:
            enquiries.take_up(enquiry=obj, subject=said["subject"], by=request.user, as_of=request.today)

"""The form of an agreement at the desk: what its state allows, each with what follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import Ways, way
from config.foundation import clock
from config.foundation.formats import date_text
from contracts import terms
from contracts.enums import AgreementState
from contracts.models import Agreement
from contracts.queries.product_change import change_options, running_change
from contracts.queries.product_change_page import choices_of as product_choices
from contracts.queries.termination import awaiting_termination, exit_days
from contracts.queries.termination_page import choices_of
from contracts.queries.withdrawal import WITHDRAWABLE, right_of
from contracts.rules.termination import NoticeForm

NOTICE = way(
    _("Give notice for the customer."),
    _("The agreement ends on the day you choose, at the cost it says. The customer gets a receipt today."),
)
OURS = way(
    _("Give the supplier's own notice."),
    _("The agreement ends with the notice its terms give us, at no cost. The customer gets it in writing today."),
)
UNDO = way(
    _("Take the notice back."),
    _("The agreement runs on as if no notice had been given. The customer gets a receipt today."),
)
WITHDRAW = _("Log a withdrawal.")
WITHDRAW_THEN = _(
    "It counts when it was sent or said, and the last day for that is %(day)s. The agreement ends at once and at "
    "no fee; the customer gets a receipt today."
)
SWITCH = way(
    _("Change product for the customer."),
    _("The product you choose begins on the day it says, at the cost it says. The customer gets a receipt today."),
)
KEEP = way(
    _("Take the change of product back."),
    _("The agreement runs on with its product and its binding. The customer gets a receipt today."),
)
FORMS = [
    (NoticeForm.PHONE, _("by phone")),
    (NoticeForm.EMAIL, _("by e-mail")),
    (NoticeForm.LETTER, _("by letter")),
]


class AgreementForm(forms.ModelForm):
    """What to do with an agreement; only what its state allows is offered."""

    act = Ways(label=_("Do"))
    last_day = forms.ChoiceField(label=_("Last day"), required=False)
    new_product = forms.ChoiceField(label=_("New product"), required=False)
    bound = forms.BooleanField(
        label=_("The customer has been told the day the new binding ends, and has said yes to it"), required=False
    )
    owns = forms.BooleanField(
        label=_("The customer owns the home, or stands as its owner"),
        help_text=_("Ask where the terms have a rule for owners: the notice then waits for an event."),
        required=False,
    )
    form = forms.ChoiceField(label=_("How the notice came"), required=False, choices=FORMS)
    sent_on = forms.DateField(
        label=_("Sent on"), help_text=_("For a withdrawal."), required=False, widget=AdminDateWidget
    )
    sent_at = forms.TimeField(
        label=_("Sent at"),
        help_text=_("The postmark, the time of the e-mail or of the call, in the supplier's local time."),
        required=False,
        widget=AdminTimeWidget,
    )
    other_fuel = forms.BooleanField(
        label=_("It names the agreement on the other fuel too"), help_text=_("For a withdrawal."), required=False
    )
    words = forms.CharField(
        label=_("Words"), help_text=_("What was said, or the reason."), widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        running = self.instance.state == AgreementState.ACTIVE
        self.fields["act"].choices = ways_of(self.instance)  # type: ignore[attr-defined]
        self.fields["last_day"].choices = _days(self.instance) if running else []  # type: ignore[attr-defined]
        self.fields["new_product"].choices = _products(self.instance) if running else []  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("act") == "withdraw":
            for name in ("sent_on", "sent_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Say when it was sent."))
        return data


def ways_of(agreement: Agreement) -> list[tuple[str, Any]]:
    """Offer what the agreement's state allows; a withdrawal sent in time may come in after its last day."""
    ways: list[tuple[str, Any]] = []
    if agreement.state == AgreementState.ACTIVE and awaiting_termination(agreement) is not None:
        ways.append(("undo", UNDO))
    elif agreement.state == AgreementState.ACTIVE:
        ways += [("notice", NOTICE), ("ours", OURS), ("switch", SWITCH)]
    elif agreement.state == AgreementState.TERMINATING:
        ways.append(("keep", KEEP) if running_change(agreement) is not None else ("undo", UNDO))
    right = right_of(agreement) if agreement.state in WITHDRAWABLE else None
    if right is not None:
        day = date_text(right.last_day, locale=get_language() or "da")
        ways.append(("withdraw", way(WITHDRAW, str(WITHDRAW_THEN) % {"day": day})))
    return ways


def _days(agreement: Agreement) -> list[tuple[str, str]]:
    """Offer the days with their cost; the cost is part of the choice, so that another one is never agreed to."""
    as_of = clock.today(agreement.supplier.time_zone)
    days = exit_days(agreement, as_of=as_of)
    currency = terms.by_code(agreement.terms_code).currency
    said = choices_of(days, currency=currency, locale=get_language() or "da")
    return [(f"{value} {day.gross}", label) for (value, label), day in zip(said, days, strict=True)]


def _products(agreement: Agreement) -> list[tuple[str, str]]:
    """Offer the products with first day, binding and cost, which are all part of the choice."""
    options = change_options(agreement, as_of=clock.today(agreement.supplier.time_zone))
    currency = terms.by_code(agreement.terms_code).currency
    said = product_choices(options, currency=currency, locale=get_language() or "da")
    return [
        (f"{value} {option.gross} {option.answer.free_from or ''}", label)
        for (value, label), option in zip(said, options, strict=True)
    ]

"""Forms of one's agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.queries.notice import ENTITLEMENTS
from contracts.rules.notice import Duty

DAY = "%Y-%m-%d"


class TerminationForm(forms.Form):
    """On which day the agreement ends, and who owns the home where the terms make a difference of it."""

    last_day = forms.ChoiceField(label=_("Last day"), error_messages={"required": _("Choose a last day.")})
    owns = forms.ChoiceField(
        label=_("Do you own the home?"),
        help_text=_("Also if you still stand as its owner in the public registers."),
        choices=[("yes", _("Yes, I own it or stand as its owner")), ("no", _("No, I rent it or have left it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you own the home.")},
    )
    reason = forms.CharField(
        label=_("Why are you leaving?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], ask_owner: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not ask_owner:
            del self.fields["owns"]
        self.fields["last_day"].widget = forms.RadioSelect()
        self.fields["last_day"].choices = days  # type: ignore[attr-defined]


class ConfirmTerminationForm(forms.Form):
    """The second step: what was shown is what is agreed to."""

    last_day = forms.DateField(widget=forms.HiddenInput, input_formats=[DAY])
    accepted = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    owns = forms.ChoiceField(choices=[("yes", ""), ("no", "")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, ask_owner: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not ask_owner:
            del self.fields["owns"]


class LeaveForm(forms.Form):
    """Leaves because of a change: on a day before it begins, or on the day it does."""

    sure = forms.BooleanField(label=_("I leave because of this change"))
    wanted = forms.DateField(
        label=_("First day without the agreement"),
        required=False,
        help_text=_("Leave it empty to leave on the day the change begins."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class WithdrawalForm(forms.Form):
    """What else a withdrawal names; nothing has to be said, and no reason is asked for by the law."""

    other_fuel = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=_("What made you change your mind?"),
        help_text=_("You need not say."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, others: Sequence[str] = (), **options: Any) -> None:
        """`others` are the products that can be withdrawn from as well; without any nothing is asked."""
        super().__init__(*args, **options)
        if others:
            names = ", ".join(others)
            self.fields["other_fuel"].label = _("Withdraw from %(products)s as well") % {"products": names}
        else:
            del self.fields["other_fuel"]


class ConfirmWithdrawalForm(forms.Form):
    """The second step: what was chosen on the first."""

    other_fuel = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class ProductChangeForm(forms.Form):
    """Which product from which day; each choice says what leaving a binding costs with it."""

    product = forms.ChoiceField(
        label=_("New product"), error_messages={"required": _("Choose a product.")}, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, products: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["product"].choices = products  # type: ignore[attr-defined]


class ConfirmProductChangeForm(forms.Form):
    """
    The second step: what was shown is what is agreed to.

    Where the change binds anew, the customer says yes to that by a tick of its own; it is never ticked for them.
    """

    product = forms.CharField(widget=forms.HiddenInput)
    accepted = forms.IntegerField(widget=forms.HiddenInput)
    free_from = forms.DateField(widget=forms.HiddenInput, input_formats=[DAY], required=False)
    bound = forms.BooleanField(required=False)

    def __init__(self, *args: Any, bound_label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if bound_label:
            self.fields["bound"].label = bound_label
            self.fields["bound"].required = True
            self.fields["bound"].error_messages = {
                "required": _("Confirm the binding, or choose another product.")
            }
        else:
            del self.fields["bound"]


class DayInput(forms.DateInput):
    """A day chosen in the browser's own calendar, or typed as 2026-03-05 where it has none."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format=DAY)


class Day(forms.DateField):
    """A day in a form."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=[DAY], **options)


class Words(forms.CharField):
    """A few lines of free text."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)


class Phone(forms.CharField):
    """Where somebody is reached about it."""

    def __init__(self) -> None:
        super().__init__(label=_("Phone"), required=False, max_length=30, help_text=_("If we have to call you."))


class TellForm(forms.Form):
    """What every notice has: which of one's meters it is about, when there are several."""

    supply = forms.ChoiceField(label=_("Which meter?"), error_messages={"required": _("Choose a meter.")})

    def __init__(self, *args: Any, meters: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["supply"].choices = meters  # type: ignore[attr-defined]
        if len(meters) < 2:
            del self.fields["supply"]


class File(forms.FileField):
    """A picture or a PDF; what is in it is judged when it is taken in."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, required=False, help_text=_("A PDF or a picture (JPEG, PNG) of at most 10 MB.")
        )


class TellConsumptionForm(TellForm):
    from_on = Day(label=_("From when?"))
    kwh_a_year = forms.IntegerField(
        label=_("How much do you expect to use a year, in kWh?"), required=False, min_value=0, max_value=99_999_999
    )
    words = Words(
        label=_("What changes?"), help_text=_("For example a heat pump, an electric car, or fewer people.")
    )


class TellMeterFaultForm(TellForm):
    seen_on = Day(label=_("When did you see it?"))
    words = Words(
        label=_("What is wrong?"), help_text=_("For example a dark display, a noise, or a seal that is broken.")
    )
    file = File(_("A photo of the meter"))


class TellReadingForm(TellForm):
    read_on = Day(label=_("When did you read it?"))
    kwh = forms.IntegerField(
        label=_("What does the meter show, in kWh?"),
        help_text=_("Whole kWh, without the decimals."),
        min_value=0,
        max_value=99_999_999,
    )
    file = File(_("A photo of the meter"))


class TellTaxStatusForm(TellForm):
    entitled_by = forms.ChoiceField(
        label=_("Why does a lower tax apply to you?"),
        choices=list(ENTITLEMENTS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )
    from_on = Day(label=_("From when?"))
    words = Words(label=_("Is there more we need to know?"), required=False)
    file = File(_("Proof, such as your BBR notice"))


class TellAccessForm(TellForm):
    words = Words(
        label=_("How do we get to the meter?"), help_text=_("For example where the key is, or whom to call.")
    )
    phone = Phone()


class TellReopeningForm(TellForm):
    appliances_off = forms.BooleanField(
        label=_("Everything that uses power is switched off, and stays off until the power is back."),
        error_messages={"required": _("Switch everything off first. The power is opened only then.")},
    )
    from_on = Day(label=_("From which day are you ready?"))
    phone = Phone()


class TellHindranceForm(TellForm):
    since_on = Day(label=_("Since when?"))
    until_on = Day(label=_("When do you expect it to end?"), required=False)
    words = Words(label=_("What has happened, and what does it keep you from?"))


TELL_FORMS: Mapping[Duty, type[TellForm]] = {
    Duty.CONSUMPTION: TellConsumptionForm,
    Duty.METER_FAULT: TellMeterFaultForm,
    Duty.READING: TellReadingForm,
    Duty.TAX_STATUS: TellTaxStatusForm,
    Duty.ACCESS: TellAccessForm,
    Duty.REOPENING: TellReopeningForm,
    Duty.HINDRANCE: TellHindranceForm,
}

"""Forms of one's agreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = "%Y-%m-%d"


class TerminationForm(forms.Form):
    """On which day the agreement ends; `sure` is ticked on the second page, where the consequence stands."""

    last_day = forms.ChoiceField(label=_("Last day"), error_messages={"required": _("Choose a last day.")})
    reason = forms.CharField(
        label=_("Why are you leaving?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["last_day"].widget = forms.RadioSelect()
        self.fields["last_day"].choices = days  # type: ignore[attr-defined]


class ConfirmTerminationForm(forms.Form):
    """The second step: what was shown is what is agreed to."""

    last_day = forms.DateField(widget=forms.HiddenInput, input_formats=[DAY])
    accepted = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    """Leaves because of a change: on a day before it begins, or on the day it does."""

    sure = forms.BooleanField(label=_("I leave because of this change"))
    wanted = forms.DateField(
        label=_("First day without the agreement"),
        required=False,
        help_text=_("Leave it empty to leave on the day the change begins."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

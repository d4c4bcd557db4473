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

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

"""Forms of an order: which product, where and from when, who, and the ticks of the last page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentKind, CustomerKind
from contracts.enums import PriceArea
from contracts.operations.order import Person, Place
from contracts.operations.order_confirmation import MARKETING, Said

DAY = "%Y-%m-%d"
DAYS_TYPED = [DAY, "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
SWITCH, MOVE_IN = "switch", "move-in"
WAYS = [
    (SWITCH, _("I live there and have another supplier today")),
    (MOVE_IN, _("I move in on that day")),
]
AREAS = [
    ("", _("I do not know")),
    (PriceArea.DK1, PriceArea.DK1.label),
    (PriceArea.DK2, PriceArea.DK2.label),
]
USES = [
    (CustomerKind.HOUSEHOLD, _("Mainly at home, in private")),
    (CustomerKind.BUSINESS, _("Mainly for a business")),
]


class ProductForm(forms.Form):
    """Which product; somebody new also says what the power is mainly used for."""

    used_for = forms.ChoiceField(
        label=_("What do you use the power for?"),
        choices=USES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you use the power for.")},
    )
    product = forms.ChoiceField(
        label=_("Which product?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a product.")}
    )

    def __init__(self, *args: Any, products: Sequence[tuple[str, str]], ask_use: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["product"].choices = products  # type: ignore[attr-defined]
        if not ask_use:
            del self.fields["used_for"]


class PlaceForm(forms.Form):
    """Where and from when; the number is needed only where the address does not tell which meter it is."""

    street = forms.CharField(
        label=_("Street and number"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    city = forms.CharField(
        label=_("Town"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    gsrn = forms.CharField(
        label=_("Metering point"),
        help_text=_("18 digits. It stands on a bill for the address. Leave it empty and we look for the address."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    price_area = forms.ChoiceField(
        label=_("Price area of the address"),
        help_text=_("We find it by the postcode where we can."),
        choices=AREAS,
        required=False,
    )
    way = forms.ChoiceField(label=_("And today?"), choices=WAYS, widget=forms.RadioSelect, initial=SWITCH)
    starts_on = forms.DateField(
        label=_("First day"),
        input_formats=DAYS_TYPED,
        widget=forms.DateInput(attrs={"type": "date"}, format=DAY),
    )

    def place(self) -> Place:
        """Return what was typed."""
        said = dict(self.cleaned_data)
        return Place(moves_in=said.pop("way") == MOVE_IN, **said)


class PersonForm(forms.Form):
    """Who orders, when they are no customer yet."""

    name = forms.CharField(label=_("Name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    cvr = forms.CharField(
        label=_("Company number (CVR)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("A business gives its company number.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Your order confirmation, and what we must tell you later, is sent to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, business: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if business:
            self.fields["name"].label = _("Name of the business")
            self.fields["cvr"].required = True
        else:
            del self.fields["cvr"]

    def person(self, *, language: str) -> Person:
        """Return what was typed."""
        return Person(language=language, **self.cleaned_data)


class ConfirmOrderForm(forms.Form):
    """
    The last page: each yes by a tick of its own, and none of them ticked for the customer.

    `start_inside` is there only where supply begins while one may still withdraw (OR-11.2); the two about
    marketing are never needed (X-67).
    """

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    start_inside = forms.BooleanField(required=False)
    power_of_attorney = forms.BooleanField(
        label=_("You may act for me towards the grid company and Energinet, to take over this supply."),
        error_messages={"required": _("We cannot take the supply over without it.")},
    )
    marketing_email = forms.BooleanField(label=_("Yes, send me news and offers by e-mail."), required=False)
    marketing_phone = forms.BooleanField(
        label=_("Yes, call me or send me text messages with offers."), required=False
    )

    def __init__(self, *args: Any, start_label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if start_label:
            field = self.fields["start_inside"]
            field.label, field.required = start_label, True
            field.error_messages = {"required": _("Ask for it, or choose a later first day.")}
        else:
            del self.fields["start_inside"]

    def said(self) -> Said:
        """Return what was said yes to."""
        data = self.cleaned_data
        return Said(
            shown=data["shown"],
            start_inside=data.get("start_inside", False),
            power_of_attorney=data["power_of_attorney"],
            marketing=[kind for kind in MARKETING if data[ConsentKind(kind).value.lower()]],
        )

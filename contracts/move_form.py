"""Forms of a move: who moves when and where, its confirmation, and the reading of the old meter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.rules.personal_number import is_well_formed, tidied
from config.foundation import crypto
from contracts.enums import PriceArea
from contracts.models import Supply
from contracts.operations.move import Wish
from contracts.queries.metering_point import network_at
from contracts.queries.move import wants_personal_number
from contracts.queries.move_page import choices_of, supply_label
from contracts.queries.owner_termination import owner_part
from contracts.rules import gsrn as gsrns
from contracts.rules.gsrn import GsrnFault

DAY = "%Y-%m-%d"
DAYS_TYPED = [DAY, "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
ALONG, LEAVE = "along", "leave"
WAYS = [
    (ALONG, _("Take the agreement along to the new address")),
    (LEAVE, _("End it: I am not supplied by you at the new address")),
]
DANISH_AREAS = [
    ("", _("I do not know")),
    (PriceArea.DK1, PriceArea.DK1.label),
    (PriceArea.DK2, PriceArea.DK2.label),
]
FAULTS = {
    GsrnFault.OLD_NUMBER: _(
        "That is an old number of 11 digits. We need the new one of 18, which begins with 57."
    ),
    GsrnFault.NOT_DIGITS: _("The number of a metering point has digits alone."),
    GsrnFault.WRONG_LENGTH: _("The number of a metering point has 18 digits."),
    GsrnFault.WRONG_CHECK_DIGIT: _("One of the digits is wrong. Please compare the number once more."),
}
LONGEST_SEALED = 400


class PersonalNumber(forms.CharField):
    """A CPR number as it is typed; between two pages of ours it travels encrypted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Your CPR number"),
            help_text=_("Your terms ask for it when you move. We keep it encrypted and show only the birthday."),
            max_length=LONGEST_SEALED,
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
            required=False,
            **options,
        )

    def clean(self, value: Any) -> str:
        number = tidied(typed=_opened(super().clean(value)))
        if number and not is_well_formed(number=number):
            raise forms.ValidationError(
                _("That is not a CPR number. It has ten digits and begins with a birthday.")
            )
        return number


class MoveForm(forms.Form):
    """
    Who moves when and where. `clean` gives `to`, the new number by key of each supply that is ticked.

    On the second page all of it is hidden, beside `accepted`, which is what was shown there.
    """

    supplies = forms.MultipleChoiceField(
        label=_("What moves?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one metering point.")},
    )
    moves_on = forms.DateField(
        label=_("Which day do you move?"),
        help_text=_("The first day at the new address. A day that is past is fine too."),
        input_formats=DAYS_TYPED,
        widget=forms.DateInput(attrs={"type": "date"}, format=DAY),
    )
    street = forms.CharField(
        label=_("New street and number"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("New postcode"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    city = forms.CharField(
        label=_("New town"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    way = forms.ChoiceField(label=_("And the agreement?"), choices=WAYS, widget=forms.RadioSelect, initial=ALONG)
    accepted = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, supplies: Sequence[Supply], customer: Customer, hidden: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered, self.customer = list(supplies), customer
        choice = self.fields["supplies"]
        choice.choices = choices_of(self.offered)  # type: ignore[attr-defined]
        choice.initial = [value for value, _label in choices_of(self.offered)]
        for name, field in self._more():
            self.fields[name] = field
        if hidden:
            for field in self.fields.values():
                field.widget = field.hidden_widget()

    def _more(self) -> Iterator[tuple[str, forms.Field]]:
        for supply in self.offered:
            yield _gsrn_name(supply), _gsrn_field(supply)
        yield (
            "price_area",
            forms.ChoiceField(
                label=_("Price area of the new address"),
                help_text=_("We find it by the postcode where we can."),
                choices=DANISH_AREAS,
                required=False,
            ),
        )
        if any(owner_part(supply.agreement) for supply in self.offered):
            yield "owns", _owns_field()
        if wants_personal_number(self.offered, customer=self.customer):
            yield "personal_number", PersonalNumber()
            yield "without_number", forms.BooleanField(label=_("I have no CPR number"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        ticked = [supply for supply in self.offered if str(supply.public_id) in said.get("supplies", [])]
        to = {supply.pk: said.get(_gsrn_name(supply), "") for supply in ticked}
        if said.get("way") == LEAVE:
            to = dict.fromkeys(to, "")
        elif ticked:
            self._check_along(said, to)
        self._check_owner([supply for supply in ticked if not to[supply.pk]], said)
        self._check_number(ticked, said)
        return {**said, "to": to}

    def wish(self) -> Wish:
        """Return what was asked for."""
        said = self.cleaned_data
        where = {name: said[name] for name in ("street", "postcode", "city", "price_area")}
        return Wish(moves_on=said["moves_on"], to=said["to"], **where)

    def _check_along(self, said: Mapping[str, Any], to: Mapping[int, str]) -> None:
        names = [_gsrn_name(supply) for supply in self.offered if supply.pk in to]
        if not any(to.values()):
            if not any(name in self.errors for name in names):
                text = _("Write the number of the new metering point. It stands on a bill for the new address.")
                self.add_error(names[0], text)
            return
        supplier, postcode = self.customer.supplier, said.get("postcode", "")
        if postcode and not said.get("price_area") and network_at(supplier=supplier, postcode=postcode) is None:
            text = _("Choose the price area of the new address: we supply nobody with that postcode yet.")
            self.add_error("price_area", text)

    def _check_owner(self, left: Sequence[Supply], said: Mapping[str, Any]) -> None:
        """An owner's agreement does not end with a move, but as the terms' rule for owners says (OR-12.4)."""
        if not any(owner_part(supply.agreement) for supply in left) or "owns" in self.errors:
            return
        if not said.get("owns"):
            self.add_error("owns", _("Say whether you own the home."))
        elif said["owns"] == "yes":
            text = _(
                "As owner you end the agreement by notice, under Agreement. It does not end because you move."
            )
            self.add_error("owns", text)

    def _check_number(self, ticked: Sequence[Supply], said: Mapping[str, Any]) -> None:
        needed = "personal_number" in self.fields and wants_personal_number(ticked, customer=self.customer)
        given = said.get("personal_number") or said.get("without_number") or "personal_number" in self.errors
        if needed and not given:
            self.add_error("personal_number", _("We need your CPR number to move you. Say so if you have none."))


class ReadingForm(forms.Form):
    """What stood on the old meter on the day of the move."""

    kwh = forms.IntegerField(
        label=_("What stands on the meter, in whole kWh"),
        min_value=0,
        max_value=9_999_999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def sealed(number: str) -> str:
    """Return a personal number as it may stand in a page: encrypted."""
    return crypto.encrypt(number, keys=settings.FIELD_KEYS) if number else ""


def _opened(typed: str) -> str:
    try:
        return crypto.decrypt(typed, keys=settings.FIELD_KEYS) if typed else ""
    except crypto.Undecipherable:
        return typed


class _MeteringPointNumber(forms.CharField):
    """A number of a metering point, without the spaces people read it with."""

    def clean(self, value: Any) -> str:
        number = gsrns.tidied(typed=super().clean(value))
        found = gsrns.fault(gsrn=number) if number else None
        if found is not None:
            raise forms.ValidationError(FAULTS[found], code=found)
        return number


def _owns_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("If an agreement ends: do you own the home you leave?"),
        help_text=_("Also if you still stand as its owner in the public registers."),
        choices=[("yes", _("Yes, I own it or stand as its owner")), ("no", _("No, I rent it or have left it"))],
        required=False,
        widget=forms.RadioSelect,
    )


def _gsrn_name(supply: Supply) -> str:
    return f"gsrn_{supply.public_id.hex}"


def _gsrn_field(supply: Supply) -> forms.Field:
    return _MeteringPointNumber(
        label=_("New metering point, instead of %(old)s") % {"old": supply_label(supply)},
        help_text=_("18 digits. Leave it empty where there is none at the new address."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

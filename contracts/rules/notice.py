"""What a customer has to tell: which fields each kind has, which clause asks for it, and by when we act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import cast

from config.foundation.calendar import Country, add_working_days
from contracts.rules.sentence import Sentence, holds, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_

Stored = str | int | bool


class Duty(StrEnum):
    """The things to tell; the same words as the kinds that are stored."""

    CONSUMPTION = "CONSUMPTION"
    METER_FAULT = "METER_FAULT"
    READING = "READING"
    TAX_STATUS = "TAX_STATUS"
    ACCESS = "ACCESS"
    REOPENING = "REOPENING"
    HINDRANCE = "HINDRANCE"


class FieldsWrong(ValueError):
    """A notice holds fields its kind does not have, lacks one, or holds one of another type: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: the type it is given as, and whether it must be there."""

    type: type
    required: bool = True


SHAPES: Mapping[Duty, Mapping[str, Shape]] = MappingProxyType(
    {
        Duty.CONSUMPTION: {
            "from_on": Shape(date),
            "kwh_a_year": Shape(int, required=False),
            "words": Shape(str),
        },
        Duty.METER_FAULT: {"seen_on": Shape(date), "words": Shape(str)},
        Duty.READING: {"read_on": Shape(date), "kwh": Shape(int)},
        Duty.TAX_STATUS: {
            "entitled_by": Shape(str),
            "from_on": Shape(date),
            "words": Shape(str, required=False),
        },
        Duty.ACCESS: {"words": Shape(str), "phone": Shape(str, required=False)},
        Duty.REOPENING: {
            "appliances_off": Shape(bool),
            "from_on": Shape(date),
            "phone": Shape(str, required=False),
        },
        Duty.HINDRANCE: {"since_on": Shape(date), "until_on": Shape(date, required=False), "words": Shape(str)},
    }
)

WORKING_DAYS: Mapping[Duty, int] = MappingProxyType(
    {
        Duty.REOPENING: 0,
        Duty.METER_FAULT: 1,
        Duty.HINDRANCE: 1,
        Duty.ACCESS: 3,
        Duty.READING: 3,
        Duty.CONSUMPTION: 5,
        Duty.TAX_STATUS: 5,
    }
)
"""How many working days we give ourselves; the documents set no time, only that a fault is told at once."""

USE = "consumption"
"""How the documents call a change of use among what is to be reported."""

NEEDS_METER = frozenset({Duty.READING, Duty.TAX_STATUS, Duty.REOPENING})
"""What can only be said of one metering point."""


def stored_fields(*, duty: Duty, said: Mapping[str, object]) -> dict[str, Stored]:
    """
    Return what was said as plain JSON values; what was left empty is left out.

    >>> stored_fields(duty=Duty.READING, said={"read_on": date(2026, 3, 5), "kwh": 12345})
    {'read_on': '2026-03-05', 'kwh': 12345}

    Source: EP-2.2, EP-4.4, EP-10.1; OR-2.3, OR-3.2, OR-4.6, OR-9.1; GE-VF-2.1, GE-VF-3.4, GE-VF-8.

    :raises FieldsWrong: when the fields are not those of the kind
    """
    shapes = SHAPES[duty]
    if unknown := said.keys() - shapes.keys():
        raise FieldsWrong(f"{duty} has no field {sorted(unknown)}.")
    return {
        name: _stored(name, said[name], shape)
        for name, shape in shapes.items()
        if shape.required or said.get(name) not in (None, "")
        if _is_there(duty, name, said)
    }


def duty_sentence(*, duty: Duty, terms: Terms) -> Sentence | None:
    """
    Return what the document asks the customer to tell, with its clause; None where the document is silent.

    Source: EP-2.2, EP-4.4, EP-10.1; OR-2.3, OR-3.2, OR-4.6, OR-9.1; GE-VF-2.1, GE-VF-3.4, GE-VF-8; X-62.
    """
    clause = _clauses(terms).get(duty, "")
    return say(_TEXTS[duty], clause=clause) if clause else None


def act_by(*, duty: Duty, told_on: date, country: str) -> date:
    """
    Return the day a person has acted on it: so many working days after it was told.

    Source: EP-2.2, OR-2.3, GE-VF-2.1 (a fault is told at once, so it is passed on at once); else our own target.
    """
    return add_working_days(told_on, WORKING_DAYS[duty], country=cast(Country, country))


def runs_backwards(*, wh: int, before: int | None) -> bool:
    """
    Return whether a meter shows less than it did on an earlier day, which a person has to look at.

    >>> runs_backwards(wh=5_000, before=6_000), runs_backwards(wh=5_000, before=None)
    (True, False)

    Source: EP-2.2 (signs of a meter error).
    """
    return before is not None and wh < before


_TEXTS: Mapping[Duty, str] = {
    Duty.CONSUMPTION: N_("You tell us when you are going to use much more or much less than before."),
    Duty.METER_FAULT: N_("You tell at once when something looks wrong with the meter."),
    Duty.READING: N_("You read the meter yourself when you are asked to."),
    Duty.TAX_STATUS: N_("You check yourself whether a lower tax applies to you, and tell us."),
    Duty.ACCESS: N_("You give free access to the meter and the installation."),
    Duty.REOPENING: N_("Everything that uses power is switched off before the power is opened again."),
    Duty.HINDRANCE: N_("You tell at once, in writing, what hinders you and when you expect it to end."),
}


def _clauses(terms: Terms) -> dict[Duty, str]:
    """Return the clause behind each duty the document has."""
    found: dict[Duty, str] = {}
    if terms.delivery and USE in terms.delivery.changes_reported.value:
        found[Duty.CONSUMPTION] = terms.delivery.changes_reported.clause
    if terms.grid_duties:
        grid = (Duty.METER_FAULT, Duty.READING, Duty.ACCESS, Duty.REOPENING)
        found |= dict.fromkeys(grid, terms.grid_duties.clause)
    if terms.price and holds(terms.price.special_tax_on_request):
        found[Duty.TAX_STATUS] = terms.price.special_tax_on_request.clause
    if terms.force_majeure and holds(terms.force_majeure.told_at_once_in_writing):
        found[Duty.HINDRANCE] = terms.force_majeure.told_at_once_in_writing.clause
    return found


def _is_there(duty: Duty, name: str, said: Mapping[str, object]) -> bool:
    if said.get(name) in (None, ""):
        raise FieldsWrong(f"{duty} needs {name}.")
    return True


def _stored(name: str, value: object, shape: Shape) -> Stored:
    if type(value) is not shape.type:
        raise FieldsWrong(f"{name} cannot be {value!r}.")
    return value.isoformat() if isinstance(value, date) else cast(Stored, value)

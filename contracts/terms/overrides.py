"""What one agreement states for itself, on its order confirmation or front page, before the terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from contracts.terms.parts.payment import CollectionMode, Method


class OverrideUnknown(ValueError):
    """Stored overrides hold a word or a value no agreement can state: a mistake in the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """
    An agreement's own figures and dates; None wherever it leaves the matter to the terms.

    Amounts are minor units, prices micro-kr per kWh, both quoted as the terms quote (with or without VAT).
    """

    concluded_on: date | None = None
    starts_on: date | None = None
    binding_ends_on: date | None = None
    binding_months: int | None = None
    notice_months: int | None = None
    cycle_months: int | None = None
    collection_mode: CollectionMode | None = None
    payment_method: Method | None = None
    subscription_minor: int | None = None
    energy_micro: int | None = None
    markup_micro: int | None = None
    setup_fee_minor: int | None = None
    paper_fee_minor: int | None = None

    @classmethod
    def from_json(
        cls,
        stored: Mapping[str, object],
        *,
        concluded_on: date | None,
        starts_on: date | None,
        binding_ends_on: date | None,
    ) -> Overrides:
        """
        Return the overrides stored with an agreement, joined with the agreement's own dates.

        >>> Overrides.from_json(
        ...     {"cycle_months": 3}, concluded_on=None, starts_on=None, binding_ends_on=None
        ... ).cycle_months
        3

        :raises OverrideUnknown: for a word or a value that means nothing
        """
        known = {name: _checked(name, value) for name, value in stored.items()}
        dates: dict[str, object] = {
            "concluded_on": concluded_on,
            "starts_on": starts_on,
            "binding_ends_on": binding_ends_on,
        }
        return cls(**known | dates)  # type: ignore[arg-type]  # each value was checked by name

    def to_json(self) -> dict[str, int | str]:
        """Return what is stored with the agreement; its dates are columns of their own."""
        stored: dict[str, int | str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and not isinstance(value, date):
                stored[field.name] = str(value) if isinstance(value, str) else int(value)
        return stored


_WORDS: dict[str, type[CollectionMode] | type[Method]] = {
    "collection_mode": CollectionMode,
    "payment_method": Method,
}
_SIGNED = frozenset({"energy_micro", "markup_micro"})
_WHOLE = frozenset(
    {
        "binding_months",
        "notice_months",
        "cycle_months",
        "subscription_minor",
        "setup_fee_minor",
        "paper_fee_minor",
    }
)


def _checked(name: str, value: object) -> object:
    if name in _WORDS and isinstance(value, str):
        try:
            return _WORDS[name](value)
        except ValueError as error:
            raise OverrideUnknown(f"{name} cannot be {value!r}.") from error
    if name in _WHOLE | _SIGNED and type(value) is int and (value >= 0 or name in _SIGNED):
        return value
    raise OverrideUnknown(f"An agreement cannot state {name!r} as {value!r}.")

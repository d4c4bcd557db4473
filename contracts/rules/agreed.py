"""What was agreed with a customer: terms, own figures, fuel and days, as the other rules need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contracts.rules.binding import binding_end
from contracts.terms.document import Terms
from contracts.terms.overrides import Overrides
from contracts.terms.parts.scope import CustomerKind, Fuel


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """
    One agreement as the rules see it; what it states for itself ranks before its terms.

    Source: EP-1.3, OR-1.2, GE-VF-1.2 (rank); EP-1.1, OR-1.1 (the kind of customer is the agreement's).
    """

    terms: Terms
    customer: CustomerKind
    concluded_on: date
    starts_on: date
    fuel: Fuel = Fuel.ELECTRICITY
    overrides: Overrides = field(default_factory=Overrides)

    @property
    def is_household(self) -> bool:
        return self.customer is CustomerKind.HOUSEHOLD

    @property
    def free_from(self) -> date | None:
        """Return the first day the customer is not bound, or None without a binding."""
        return self.overrides.binding_ends_on or binding_end(
            binding=self.terms.binding,
            fuel=self.fuel,
            concluded_on=self.concluded_on,
            starts_on=self.starts_on,
            own_months=self.overrides.binding_months,
        )

    def is_bound_on(self, day: date) -> bool:
        return self.free_from is not None and day < self.free_from

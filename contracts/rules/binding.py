"""When the binding of an agreement ends."""

from __future__ import annotations

from datetime import date

from config.foundation.calendar import add_months
from contracts.terms.parts.agreement import Binding, Clock


def binding_end(
    *,
    binding: Binding | None,
    fuel: str,
    concluded_on: date,
    starts_on: date,
    own_months: int | None = None,
) -> date | None:
    """
    Return the first day the customer is free, or None when there is no binding.

    The months run from the conclusion or from the agreed start, as the terms say, clipped to the month's
    last day. `own_months` is what the agreement itself states: it ranks before the terms, for every fuel.
    A length the terms leave to the agreement (OR-13.1a) and that it does not state gives None.

    Source: EP-11.1a (from the agreed start, X-25), GE-F-10.1a (from conclusion; electricity only, X-75).
    """
    if binding is None:
        return None
    months = own_months
    if months is None and fuel.lower() in {str(bound) for bound in binding.fuels.value}:
        months = binding.months.count if binding.months else None
    if not months:
        return None
    counted_from = concluded_on if binding.runs_from.value == Clock.CONCLUSION else starts_on
    return add_months(counted_from, months)

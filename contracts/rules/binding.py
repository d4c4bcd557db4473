"""When the binding of an agreement ends."""

from __future__ import annotations

from datetime import date

from config.foundation.calendar import add_months
from contracts.terms.parts.agreement import Binding, Clock


def binding_end(*, binding: Binding | None, fuel: str, concluded_on: date, starts_on: date) -> date | None:
    """
    Return the first day the customer is free, or None when there is no binding.

    The months run from the conclusion or from the agreed start, as the terms say, clipped to the month's
    last day. A length the terms leave to the agreement (OR-13.1a) is not known here and gives None.

    Source: EP-11.1a (from the agreed start, X-25), GE-F-10.1a (from conclusion; electricity only, X-75).
    """
    if binding is None or binding.months is None or not binding.months.count:
        return None
    if fuel.lower() not in {str(bound) for bound in binding.fuels.value}:
        return None
    counted_from = concluded_on if binding.runs_from.value == Clock.CONCLUSION else starts_on
    return add_months(counted_from, binding.months.count)

"""Where an account is heading: its position and what a day is expected to cost by its plan."""

from __future__ import annotations

from datetime import date

from billing.models import AcontoPlan
from billing.queries.aconto import rate_of
from billing.queries.balance import account_position
from billing.rules.collection_day import Forecast, day_cost


def forecast_of(*, plan: AcontoPlan, as_of: date) -> Forecast:
    """Return the forecast of a plan's account, from the last day whose costs are known."""
    position = account_position(account=plan.billing_account, as_of=as_of)
    last_day = max(position.costs_through or plan.starts_on, plan.starts_on)
    return Forecast(
        last_day=min(last_day, as_of),
        balance=position.balance,
        cost_per_day=day_cost(rate=rate_of(plan)),
    )

"""Writing priced days into months: merged with what is there, arrays as long as the month."""

from datetime import date

import numpy as np
import pytest

from billing.models import CostMonth
from billing.operations import cost_month
from billing.queries import cost_supply
from billing.queries.supply_price import PricedDays
from billing.rules.cost_day import Component
from tests.builders import energy

pytestmark = pytest.mark.django_db


def days(*figures):
    """Rows of (place of the supply, day, Wh, spot)."""
    place, day, wh, spot = zip(*figures, strict=True)
    count = len(figures)
    return PricedDays(
        supply=np.array(place),
        day=np.array(day, "datetime64[D]"),
        quality=np.ones(count, np.int64),
        wh=np.array(wh, np.int64),
        exact={Component.SPOT: np.array(spot, np.int64)},
        reduced_wh=np.zeros(count, np.int64),
        waiting=0,
    )


@pytest.fixture
def supplies():
    made = [energy.supply().pk, energy.supply().pk]
    return cost_supply.supplies(made)


def write(supplies, *priced):
    supplier = CostMonth._meta.get_field("supplier").related_model.objects.get()
    return cost_month.write(supplier_id=supplier.pk, supplies=supplies, days=priced)


def test_days_of_two_months_and_two_homes_are_written(supplies):
    february = date(2026, 2, 28)
    assert (
        write(supplies, days((0, february, 10, 7), (1, february, 20, -8)), days((0, date(2026, 3, 29), 5, 1))) == 3
    )
    first = CostMonth.objects.get(supply=supplies[0].id, month=date(2026, 2, 1))
    assert (len(first.wh), first.wh[27], first.spot[27], first.computed_through) == (28, 10, 7, february)
    assert CostMonth.objects.get(supply=supplies[1].id).spot[27] == -8
    assert len(CostMonth.objects.get(month=date(2026, 3, 1)).quality) == 31


def test_a_later_day_leaves_the_earlier_ones_and_a_new_figure_replaces_the_old(supplies):
    write(supplies, days((0, date(2026, 1, 1), 10, 1), (0, date(2026, 1, 2), 20, 2)))
    write(supplies, days((0, date(2026, 1, 2), 25, 3), (0, date(2026, 1, 4), 40, 4), (1, date(2026, 1, 1), 9, 9)))
    found = CostMonth.objects.get(supply=supplies[0].id)
    assert found.wh[:5] == [10, 25, 0, 40, 0]
    assert found.spot[:5] == [1, 3, 0, 4, 0]
    assert found.quality[:5] == [1, 1, 0, 1, 0]
    assert found.computed_through == date(2026, 1, 4)
    assert CostMonth.objects.get(supply=supplies[1].id).wh[0] == 9


def test_nothing_priced_writes_nothing(supplies):
    assert write(supplies) == 0
    assert CostMonth.objects.count() == 0

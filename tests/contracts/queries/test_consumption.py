"""Metered values are read within the own supply only, whoever lived at the meter before or after."""

from datetime import date

import pytest

from config.foundation.period import Period
from contracts.enums import Quality
from contracts.queries.consumption import MeteredTotal, totals, values_of_day
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
MOVE = date(2026, 5, 3)


@pytest.fixture
def two_households():
    point = energy.metering_point()
    before = energy.supply(at=point, ends_before=MOVE)
    after = energy.supply(customer=account.customer(), at=point, starts_on=MOVE)
    energy.values(point, date(2026, 4, 30), date(2026, 5, 4), wh=100)
    return before, after


def test_each_household_sees_its_own_days(two_households):
    before, after = two_households

    assert [row.day for row in totals(supplies=[before], period=MAY)] == [date(2026, 5, 1), date(2026, 5, 2)]
    assert [row.day for row in totals(supplies=[after], period=MAY)] == [MOVE, date(2026, 5, 4)]


@pytest.mark.parametrize("day, owner", [(date(2026, 5, 2), 0), (MOVE, 1)])
def test_values_of_a_day_belong_to_who_lived_there(two_households, day, owner):
    stranger = two_households[1 - owner]

    assert list(values_of_day(supplies=[two_households[owner]], day=day)) == [two_households[owner].pk]
    assert values_of_day(supplies=[stranger], day=day) == {}


def test_total_names_wh_and_worst_quality():
    home = energy.supply()
    energy.values(home, MOVE, MOVE, wh=100, quality=Quality.ESTIMATED)

    assert totals(supplies=[home], period=MAY) == [MeteredTotal(home.pk, MOVE, 2_400, Quality.ESTIMATED, False)]


def test_supply_outside_the_period_has_nothing():
    assert totals(supplies=[energy.supply(ends_before=date(2026, 2, 1))], period=MAY) == []

"""A part of a day's spot prices waits for the rest; a day that is stored whole is left alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.models import SpotPart
from billing.operations import market_price, spot_part
from config.foundation.day_length import starts
from contracts.rules.price_vector import PriceMissing, SpotDay

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 25)
MOMENTS = starts(DAY)


def join(moments, price="1.5", **more):
    prices = dict.fromkeys(moments, Decimal(price))
    return spot_part.join(area="DK1", day=DAY, prices=prices, source_id=7, **more)


def test_part_waits_and_the_rest_makes_the_day_of_25_hours_whole():
    missing = join(MOMENTS[:3])
    assert isinstance(missing, PriceMissing)
    assert SpotPart.objects.get().prices.keys() == {moment.isoformat() for moment in MOMENTS[:3]}
    assert join(MOMENTS[3:], price="2") == SpotDay("DK1", DAY, 60, (1_500,) * 3 + (2_000,) * 22)


def test_parts_of_an_example_complete_no_real_day():
    join(MOMENTS[:3], example=True)
    assert isinstance(join(MOMENTS[3:]), PriceMissing)


def test_day_that_is_stored_is_left_as_it_stands():
    market_price.store_spot(days=[SpotDay("DK1", DAY, 60, (5,) * 25)], source_id=1)
    assert join(MOMENTS[:3]) is None
    assert SpotPart.objects.count() == 0


def test_only_the_parts_of_days_that_are_whole_are_dropped():
    join(MOMENTS[:3])
    spot_part.drop_whole(days=[SpotDay("DK1", DAY - timedelta(days=1), 60, ()), SpotDay("DK2", DAY, 60, ())])
    assert SpotPart.objects.count() == 1
    spot_part.drop_whole(days=[SpotDay("DK1", DAY, 60, ())])
    assert SpotPart.objects.count() == 0

"""Which supplies and meters are a customer's, in which order, and how they are written."""

from datetime import date
from uuid import uuid4

import pytest

from contracts.enums import Fuel, MeteringPointKind
from contracts.queries.metering_point import chosen_point, grouped, place_of, points_of, supplies_of
from tests.builders import account, energy

pytestmark = pytest.mark.django_db


def test_running_supply_comes_before_one_that_ended():
    customer = account.customer()
    old = energy.supply(customer=customer, starts_on=date(2025, 1, 1), ends_before=date(2026, 1, 1))
    new = energy.supply(customer=customer)

    assert list(supplies_of(customer)) == [new, old]


def test_supplies_of_others_are_not_there():
    mine = account.customer()
    energy.supply()
    energy.supply(customer=account.customer(account.supplier("orsted")))

    assert list(supplies_of(mine)) == []


def test_what_is_used_comes_before_gas_and_what_is_sold():
    customer = account.customer()
    points = [
        energy.metering_point(kind=MeteringPointKind.PRODUCTION),
        energy.metering_point(fuel=Fuel.GAS),
        energy.metering_point(),
    ]
    supplies = [energy.supply(customer=customer, at=point) for point in points]

    assert points_of([*supplies, supplies[0]]) == points[::-1]


def test_meter_that_is_not_among_them_is_none():
    point = energy.metering_point()

    assert [chosen_point([point], key) for key in (None, point.public_id, uuid4())] == [point, point, None]


def test_place_is_written_for_people():
    place = place_of(energy.metering_point(gsrn="571313180100004217"))

    assert (place.address, place.metering_point) == ("Havevej 1, 2100 København Ø", "5713 1318 0100 0042 17")
    assert grouped("12345") == "1234 5"

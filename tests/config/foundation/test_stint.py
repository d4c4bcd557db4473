"""A stint: it goes on where the last one stopped, does at least one thing, and leaves no row out."""

import pytest

from accounts.models import Customer
from config.foundation import stint
from config.foundation.stint import Stint
from tests.builders import account

pytestmark = pytest.mark.django_db


def customers():
    return Customer.objects.filter(name__startswith="Kunde")


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(stint, "ROWS_AT_ONCE", 2)
    return [account.customer(name=f"Kunde {number}").pk for number in range(5)]


def test_with_time_enough_every_row_comes_once(made):
    one = Stint()
    assert [row.pk for row in one.each("all", customers)] == made
    assert one.stopped is False


def test_a_stint_without_time_does_one_row_and_the_next_goes_on_behind_it(made):
    places, seen, stints = {}, [], 0
    while True:
        one = Stint(places=places, over=lambda: True)
        seen += [row.pk for row in one.each("all", customers)]
        stints += 1
        if not one.stopped:
            break
        assert one.places != places
        places = one.places
    assert (seen, stints) == (made, 6)


def test_a_part_that_is_through_is_not_asked_for_again_and_one_behind_a_stop_not_yet(made):
    one = Stint(places={"first": stint.THROUGH}, over=lambda: True)
    assert list(one.each("first", lambda: pytest.fail("asked"))) == []
    assert [row.pk for row in one.each("second", customers)] == made[:1]
    assert list(one.each("third", lambda: pytest.fail("asked"))) == []

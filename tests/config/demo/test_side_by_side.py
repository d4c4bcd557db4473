"""Two processes play a day together: each its own suppliers, the day is over when both are, no trouble is lost."""

import os
from datetime import date

import pytest
from django.db import connection, transaction

from accounts.models import Customer, Supplier
from config.demo.side_by_side import PlayFailed, halves, playing
from tests.builders import account

DAY = date(2026, 5, 4)


def play(suppliers, as_of):
    """Leave a customer with each supplier, named for the day and the process that played it."""
    for supplier in suppliers:
        account.customer(at=supplier, name=f"{as_of} {os.getpid()}")


def names(of):
    return [*Customer.objects.filter(supplier=of).order_by("pk").values_list("name", flat=True)]


@pytest.mark.django_db(transaction=True)
def test_both_halves_are_played_when_a_day_is_over_one_of_them_elsewhere():
    here, there = account.supplier("gron"), account.supplier("orsted")
    with playing(mine=[here], theirs=[there], play=play) as play_day:
        for number, day in enumerate((DAY, date(2026, 5, 5)), start=1):
            play_day(day)
            assert (len(names(here)), len(names(there))) == (number, number)
    assert names(here) == [f"{DAY} {os.getpid()}", f"2026-05-05 {os.getpid()}"]
    others = {name.split()[1] for name in names(there)}
    assert len(others) == 1
    assert str(os.getpid()) not in others


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_in_the_other_process_is_told_here():
    def fail(suppliers, as_of):
        if suppliers == ["theirs"]:
            raise ValueError(f"no {as_of}")

    with (
        pytest.raises(PlayFailed, match="ValueError: no 2026-05-04"),
        playing(mine=["mine"], theirs=["theirs"], play=fail) as play_day,
    ):
        play_day(DAY)


@pytest.mark.django_db(transaction=True)
def test_another_process_that_dies_is_not_waited_for():
    def die(suppliers, as_of):
        if suppliers == ["theirs"]:
            os._exit(9)

    with (
        pytest.raises(PlayFailed, match="ended"),
        playing(mine=["mine"], theirs=["theirs"], play=die) as play_day,
    ):
        play_day(DAY)


@pytest.mark.django_db
def test_inside_a_transaction_all_are_played_here():
    here, there = account.supplier("gron"), account.supplier("orsted")
    with transaction.atomic(), playing(mine=[here], theirs=[there], play=play) as play_day:
        assert connection.in_atomic_block
        play_day(DAY)
    assert names(here) == names(there) == [f"{DAY} {os.getpid()}"]


def test_suppliers_are_dealt_out_so_that_the_halves_weigh_about_the_same():
    heavy, middle, light, lighter = (Supplier(pk=number) for number in range(1, 5))
    assert halves({light: 2, heavy: 5, lighter: 1, middle: 4}) == ([heavy, lighter], [middle, light])

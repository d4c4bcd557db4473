"""Numbers come without gap and without double, also when many take them at once and some give up."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import Supplier
from accounts.operations import number_series
from tests.builders import account


@pytest.mark.django_db
def test_series_counts_for_each_supplier_from_one():
    gron, orsted = account.supplier("gron"), account.supplier("orsted")
    taken = [number_series.take(supplier=at, series="invoice") for at in (gron, gron, orsted)]
    assert taken == [1, 2, 1]
    assert number_series.take(supplier=gron, series="invoice", count=5) == 3
    assert number_series.take(supplier=gron, series="invoice") == 8


@pytest.mark.django_db(transaction=True)
def test_eight_threads_take_every_number_once_and_what_is_rolled_back_is_given_again():
    at = account.supplier("gron")

    def take(number: int) -> int | None:
        try:
            with transaction.atomic():
                taken = number_series.take(supplier=Supplier.objects.get(pk=at.pk), series="invoice")
                if number % 5 == 0:
                    raise RuntimeError("gave up")  # noqa: TRY301 -- the rollback is what is tested
                return taken
        except RuntimeError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [number for number in pool.map(take, range(40)) if number is not None]
    assert sorted(taken) == list(range(1, 33))

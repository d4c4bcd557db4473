"""The database's moment: its own, unless a played day says otherwise; production plays no days."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import SimulatedNow, Supplier
from accounts.queries.moment import moment
from config.foundation.clock import system_now
from tests.builders import account

pytestmark = pytest.mark.django_db

PLAYED = datetime(2026, 5, 1, 10, tzinfo=UTC)


def now():
    return Supplier.objects.values_list(moment(), flat=True).get(code="gron")


@pytest.fixture(autouse=True)
def _supplier(db):
    account.supplier("gron")


def test_without_a_played_day_it_is_the_databases_own():
    assert abs(now() - system_now()) < timedelta(minutes=1)


def test_a_played_day_moves_it_and_production_does_not_listen(settings):
    SimulatedNow.objects.create(moment=PLAYED)
    assert now() == PLAYED
    settings.PRODUCTION = True
    assert abs(now() - system_now()) < timedelta(minutes=1)

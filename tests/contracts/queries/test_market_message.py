"""Which messages wait, and what one is about; each supplier's are its own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.enums import MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models import MarketMessage
from contracts.operations import market_message
from contracts.queries import market_message as queries
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY, DAY = date(2026, 5, 20), date(2026, 7, 1)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def supply():
    energy.figures_of_the_law()
    return energy.supply()


def asked(supply, day=DAY):
    return market_message.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=MarketProcess.MOVE_OUT,
        effective_on=day,
        by="test",
        as_of=TODAY,
    )


def told(at, **about):
    market_message.receive(
        supplier=at,
        kind=MarketMessageKind.CONFIRMATION,
        process=MarketProcess.MOVE_OUT,
        message_id="m",
        transaction_id="t",
        **about,
    )
    return MarketMessage.objects.get(supplier=at, direction="IN")


def test_what_waits_is_each_suppliers_own_and_oldest_first(supply):
    there = account.supplier("orsted")
    first, second = asked(supply), asked(supply, DAY + timedelta(days=1))
    came = told(supply.supplier)
    assert list(queries.to_send(supply.supplier)) == [first, second]
    assert list(queries.to_handle(supply.supplier)) == [came]
    assert queries.anything_waits(supply.supplier)
    assert (list(queries.to_send(there)), list(queries.to_handle(there))) == ([], [])
    assert not queries.anything_waits(there)


def test_nothing_waits_when_all_is_settled(supply):
    message = told(supply.supplier)
    market_message.match(message=message, agreement=None, metering_point=None, by="test", as_of=TODAY)
    assert not queries.anything_waits(supply.supplier)


@pytest.mark.parametrize("seconds, silent", [(0, 0), (1, 1)])
def test_request_is_unanswered_from_a_moment_on(supply, seconds, silent):
    sent = {"state": MarketMessageState.SENT, "sent_at": NOW}
    MarketMessage.objects.filter(pk=asked(supply).pk).update(**sent)
    before = NOW + timedelta(seconds=seconds)
    assert queries.unanswered(supply.supplier, sent_before=before).count() == silent


def test_answer_finds_its_own_suppliers_request(supply):
    request = asked(supply)
    ours = told(supply.supplier, refers_to=request.transaction_id)
    theirs = told(account.supplier("orsted"), refers_to=request.transaction_id)
    assert (queries.request_of(ours), queries.request_of(theirs)) == (request, None)
    ours.refers_to = ""
    assert queries.request_of(ours) is None


def test_metering_point_is_the_suppliers_own(supply):
    there = energy.metering_point(account.supplier("orsted"), gsrn=supply.metering_point.gsrn)
    message = told(supply.supplier, gsrn=there.gsrn)
    assert queries.point_of(message) == supply.metering_point
    message.gsrn = "5" * 18
    assert queries.point_of(message) is None


@pytest.mark.parametrize(
    "day, found",
    [
        (date(2026, 1, 1), 0),  # on the day before its first nothing runs
        (date(2026, 1, 2), 1),
        (date(2026, 5, 1), 1),  # the day after its last
        (date(2026, 5, 2), 0),
    ],
)
def test_supply_on_the_eve(day, found):
    supply = energy.supply(starts_on=date(2026, 1, 1), ends_before=date(2026, 5, 1))
    here = queries.supply_on_the_eve(supply.metering_point, effective_on=day)
    assert here == (supply if found else None)

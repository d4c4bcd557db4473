"""What the market is still to be asked for is found by the days of notices and moves."""

from datetime import timedelta

import pytest

from contracts.enums import MarketMessageState, MarketProcess
from contracts.models import MarketMessage
from contracts.operations import market_message, market_notice
from contracts.queries.market_request import AHEAD, LOOK_BACK, anything_to_ask, to_ask
from tests.builders import energy, market
from tests.builders.move import BY, MOVES_ON, TODAY, noticed, running, tell

pytestmark = pytest.mark.django_db

IN_TIME = MOVES_ON - AHEAD


@pytest.fixture(autouse=True)
def shop():
    energy.figures_of_the_law()
    return market.supplier()


def wanted(shop, as_of):
    return [(each.process, each.effective_on) for each in to_ask(shop, as_of=as_of)]


def test_both_ends_of_a_move_are_wanted_and_the_end_of_a_notice(shop):
    tell(running())
    assert wanted(shop, IN_TIME - timedelta(days=1)) == []
    assert wanted(shop, IN_TIME) == [(MarketProcess.MOVE_OUT, MOVES_ON), (MarketProcess.MOVE_IN, MOVES_ON)]
    given = noticed(running())
    ends = given.ends_before
    assert (MarketProcess.END_OF_SUPPLY, ends) in wanted(shop, ends - AHEAD)


def test_a_supply_another_supplier_takes_over_ends_by_their_request(shop):
    supply = running()
    given = noticed(supply)
    assert wanted(shop, given.ends_before - AHEAD) == [(MarketProcess.END_OF_SUPPLY, given.ends_before)]
    market_message.receive(
        supplier=shop,
        kind="NOTIFICATION",
        process=MarketProcess.SUPPLIER_SWITCH,
        message_id="m",
        transaction_id="t",
        gsrn=supply.metering_point.gsrn,
        effective_on=given.ends_before,
    )
    told = MarketMessage.objects.get(direction="IN")
    market_notice.note_notification(message=told, by=BY, as_of=TODAY)
    told.refresh_from_db()
    assert told.state == MarketMessageState.MATCHED
    assert wanted(shop, given.ends_before - AHEAD) == []


def test_nothing_is_looked_for_while_no_notice_or_move_has_its_day(shop):
    assert not anything_to_ask(shop, as_of=TODAY)
    tell(running())
    assert not anything_to_ask(shop, as_of=IN_TIME - timedelta(days=1))
    assert anything_to_ask(shop, as_of=IN_TIME)
    assert anything_to_ask(shop, as_of=MOVES_ON + LOOK_BACK)
    assert not anything_to_ask(shop, as_of=MOVES_ON + LOOK_BACK + timedelta(days=1))

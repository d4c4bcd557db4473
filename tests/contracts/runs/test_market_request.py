"""The market is asked for what an order, a notice or a move leads to: once, in time, and told when taken back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.models import StaffTask
from contracts.enums import AgreementState, MarketProcess
from contracts.models import Agreement, MarketMessage
from contracts.operations import market_message, move, withdrawal
from contracts.queries.market_request import AHEAD
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day, market_request
from tests.builders import account, energy, market
from tests.builders import order as orders
from tests.builders.move import BY, MOVES_ON, TODAY, gsrn, noticed, running, tell

pytestmark = pytest.mark.django_db

IN_TIME = MOVES_ON - AHEAD


@pytest.fixture(autouse=True)
def shop():
    energy.figures_of_the_law()
    return market.supplier()


def run(as_of):
    return dict(market_request.ask_due(supplier=account.supplier(), as_of=as_of))


def asked():
    rows = MarketMessage.objects.filter(direction="OUT").order_by("pk")
    return [(row.process, row.gsrn, row.effective_on) for row in rows]


def tasks():
    return list(StaffTask.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.rule("GE-V-10.3a")
def test_a_move_asks_for_its_two_ends_when_they_are_near_and_once():
    supply, new = running(), gsrn()
    tell(supply, to={supply.pk: new})
    assert run(IN_TIME - timedelta(days=1)) == {}
    assert run(IN_TIME) == {"asked": 2}
    assert asked() == [
        (MarketProcess.MOVE_OUT, supply.metering_point.gsrn, MOVES_ON),
        (MarketProcess.MOVE_IN, new, MOVES_ON),
    ]
    assert run(IN_TIME) == run(MOVES_ON) == {}
    assert tasks() == []


def test_a_move_nothing_follows_asks_for_its_end_as_a_move_and_not_as_a_notice():
    supply = running()
    told = tell(supply, to={supply.pk: ""})
    run(told.ends_before - AHEAD)
    assert asked() == [(MarketProcess.MOVE_OUT, supply.metering_point.gsrn, told.ends_before)]


@pytest.mark.rule("GE-V-10.1")
def test_a_notice_asks_for_the_end_of_each_of_its_supplies():
    supply = running()
    other = running(agreement=supply.agreement)
    given = noticed(supply)
    assert agreement_day.run(supplier=supply.supplier, as_of=given.ends_before - AHEAD)["asked"] == 2
    assert asked() == [
        (MarketProcess.END_OF_SUPPLY, each.metering_point.gsrn, given.ends_before) for each in (supply, other)
    ]


def test_gas_is_not_in_the_market_nor_is_a_supplier_without_a_number(shop):
    given = noticed(running(fuel="GAS"))
    assert run(given.ends_before - AHEAD) == {}
    noticed(running(customer=account.customer(shop, number="other")))
    shop.gln = ""
    shop.save()
    assert dict(market_request.ask_due(supplier=shop, as_of=given.ends_before - AHEAD)) == {}
    assert asked() == []


def test_what_was_taken_back_in_time_is_not_asked():
    supply = running()
    told = tell(supply)
    move.undo(move=told, by=BY, as_of=TODAY)
    assert run(IN_TIME) == {}
    assert (asked(), tasks()) == ([], [])


def test_what_was_taken_back_after_it_was_sent_goes_to_a_person_once():
    told = tell(running())
    run(IN_TIME)
    for message in MarketMessage.objects.all():
        market_message.note_sent(message=message, content="{}", by=BY, as_of=IN_TIME)
    run(IN_TIME)
    assert tasks() == []
    move.undo(move=told, by=BY, as_of=IN_TIME)
    run(IN_TIME)
    assert tasks() == ["market-request-in-vain"] * 2
    StaffTask.objects.update(state="DONE", outcome="seen to")
    run(IN_TIME + timedelta(days=1))
    assert len(tasks()) == 2


def test_a_request_missed_for_days_is_made_for_what_the_market_still_takes_and_told_for_the_rest():
    supply, new = running(), gsrn()
    tell(supply, to={supply.pk: new})
    late = MOVES_ON + timedelta(days=1)
    assert run(late) == {"asked": 1}
    assert asked() == [(MarketProcess.MOVE_IN, new, MOVES_ON)]
    assert tasks() == ["market-request-late"]
    StaffTask.objects.update(state="DONE", outcome="seen to")
    run(late + timedelta(days=1))
    assert len(tasks()) == 1


@pytest.mark.parametrize("as_of", [date(2026, 5, 30), date(2026, 5, 31)])
def test_a_missed_night_asks_the_same(as_of):
    supply, new = running(), gsrn()
    tell(supply, to={supply.pk: new})
    run(as_of)
    assert [row[0] for row in asked()] == [MarketProcess.MOVE_OUT, MarketProcess.MOVE_IN]


# --- orders


def ordered(**fields):
    """Return the agreement of a confirmed order, as the credit check leaves it."""
    made = orders.confirmed(orders.household_product(), **fields)
    Agreement.objects.filter(pk=made.agreement_id).update(state=AgreementState.ORDERED)
    return Agreement.objects.get(pk=made.agreement_id)


@pytest.mark.rule("EP-2.3", "OR-2.2")
@pytest.mark.parametrize(
    ("moves_in", "process"), [(False, MarketProcess.SUPPLIER_SWITCH), (True, MarketProcess.MOVE_IN)]
)
def test_an_order_asks_for_its_start_as_a_switch_or_a_move_in(moves_in, process):
    agreement = ordered(moves_in=moves_in)
    near = agreement.starts_on - AHEAD
    assert run(near - timedelta(days=1)) == {}
    assert run(near) == {"asked": 1}
    assert asked() == [(process, agreement.supplies.get().metering_point.gsrn, agreement.starts_on)]
    assert run(near) == {}


@pytest.mark.rule("EP-1.4")
def test_nothing_is_asked_while_credit_is_not_approved():
    agreement = ordered()
    Agreement.objects.update(state=AgreementState.PENDING_CREDIT)
    assert run(agreement.starts_on - AHEAD) == {}
    assert asked() == []


def test_who_withdraws_after_the_market_was_asked_has_a_person_take_it_back():
    agreement = ordered(starts_on=orders.TODAY + timedelta(days=6), ticks={"start_inside": True})
    near = agreement.starts_on - AHEAD
    run(near)
    market_message.note_sent(message=MarketMessage.objects.get(), content="{}", by=BY, as_of=near)
    run(near)
    assert tasks() == []
    withdrawal.withdraw(
        agreement=agreement,
        sent_at=datetime.combine(near, time(12), UTC),
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=near,
    )
    run(near)
    assert "market-request-in-vain" in tasks()

"""Collecting a day's claims: all that are due, each by itself, nobody twice (EP-6.9, GE-VF-4.23, R11, R19)."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Alarm, Message
from billing.enums import DueState, MethodKind
from billing.models import Payment
from billing.operations import payment_method
from billing.queries.payment import to_collect
from billing.runs import collect
from config.foundation import stint
from config.simulation import set_simulated_day
from tests.builders import account as accounts
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.builders.card_world import operate
from tests.builders.charge_world import SHORT_OF_MONEY, broken_invariants, paid_claims


def run(world, as_of=TODAY):
    counts = collect.run(supplier=world.supplier, as_of=as_of, provider=world.provider)
    return {name: count for name, count in counts.items() if count}


def test_everything_due_by_today_is_drawn_whatever_day_was_missed(world):
    account = world.account_with()
    days = [date(2026, 4, 20), date(2026, 4, 28), TODAY, date(2026, 5, 2)]
    claims = [billing.due_item(account, collect_on=day, due_on=day) for day in days]
    assert run(world) == {"succeeded": 3}
    assert run(world) == {}
    for claim in claims:
        claim.refresh_from_db()
    assert [claim.state for claim in claims] == ["PAID", "PAID", "PAID", "OPEN"]
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


def live(world, *days):
    """Live through days of May, each collected at its noon; return those on which the card said no."""
    refused = []
    for day in days:
        set_simulated_day(date(2026, 5, day))
        if run(world, as_of=date(2026, 5, day)).get("failed"):
            refused.append(day)
    return refused


def test_soft_decline_is_tried_again_on_its_days_and_then_left(world):
    billing.due_item(world.account_with(SHORT_OF_MONEY))
    assert live(world, *range(1, 31)) == [1, 2, 5, 12]
    assert Payment.objects.count() == 4
    assert world.captured() == {}


def test_days_caught_up_on_do_not_ask_the_card_again_within_the_hour(world):
    billing.due_item(world.account_with(SHORT_OF_MONEY))
    set_simulated_day(date(2026, 5, 12))
    tried_on = [day for day in range(1, 13) if run(world, as_of=date(2026, 5, day)).get("failed")]
    assert tried_on == [1]
    assert "13. maj 2026" in Message.objects.get(kind="card_declined").body
    assert live(world, *range(13, 31)) == [13, 16, 23]


def test_draw_declined_in_the_evening_waits_for_the_morning_after_the_next(world):
    claim = billing.due_item(world.account_with(SHORT_OF_MONEY))
    live(world, 1)
    claim.payments.update(finished_at=datetime(2026, 5, 1, 18, 1, tzinfo=UTC))
    set_simulated_day(date(2026, 5, 2))
    claim.refresh_from_db()
    assert list(to_collect(supplier=world.supplier, as_of=date(2026, 5, 2))) == []
    assert live(world, 3) == [3]


def test_new_card_begins_anew(world):
    account = world.account_with(SHORT_OF_MONEY)
    claim = billing.due_item(account)
    assert live(world, 1, 2, 5) == [1, 2, 5]
    payment_method.invalidate(method=account.payment_methods.get(), reason="lost", by=JOB, as_of=TODAY)
    world.card_for(account, SHORT_OF_MONEY)
    assert live(world, *range(6, 31)) == [6, 7, 10, 17]
    assert list(claim.payments.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_hard_decline_is_not_tried_again_until_there_is_another_card(world):
    account = world.account_with()
    claim = billing.due_item(account)
    operate(world.handle, "faults", kind="decline", decline_code="stolen_card")
    assert run(world) == {"failed": 1, "told": 1}
    assert run(world, as_of=date(2026, 5, 20)) == {}
    payment_method.invalidate(method=account.payment_methods.get(), reason="stolen", by=JOB, as_of=TODAY)
    world.card_for(account)
    assert run(world, as_of=date(2026, 5, 20)) == {"succeeded": 1}
    claim.refresh_from_db()
    assert claim.state == DueState.PAID


@pytest.mark.rule("EP-6.9", "GE-VF-4.23")
def test_claim_without_a_card_is_told_once(world):
    claim = billing.due_item(billing.billing_account())
    assert run(world) == {"told": 1}
    assert run(world) == {}
    assert Message.objects.get().reason == f"payment_method_missing:{claim.cause}"


def test_claim_on_another_channel_is_not_drawn(world):
    billing.due_item(world.account_with(), channel=MethodKind.BETALINGSSERVICE)
    assert run(world) == {}


def test_payment_without_an_answer_stops_further_draws(world):
    claim = billing.due_item(world.account_with())
    operate(world.handle, "faults", kind="lost_reply")
    assert run(world) == {"unknown": 1}
    assert list(to_collect(supplier=world.supplier, as_of=date(2026, 6, 1))) == []
    assert run(world, as_of=date(2026, 6, 1)) == {}
    assert claim.payments.count() == 1


def test_account_that_goes_wrong_stops_no_other(world, monkeypatch):
    claims = [billing.due_item(world.account_with()) for _ in range(3)]
    real = collect.charge

    def charge(*, due_item_id, **rest):
        if due_item_id == claims[1].pk:
            raise ZeroDivisionError
        return real(due_item_id=due_item_id, **rest)

    monkeypatch.setattr(collect, "charge", charge)
    assert run(world) == {"succeeded": 2, "parked": 1}
    assert Alarm.objects.get().ref == f"due_item:{claims[1].pk}"


def test_chunks_see_every_claim_once(world, monkeypatch):
    monkeypatch.setattr(stint, "ROWS_AT_ONCE", 2)
    account = world.account_with(SHORT_OF_MONEY)
    for _ in range(5):
        billing.due_item(account)
    assert run(world) == {"failed": 5}


def test_other_suppliers_claims_are_not_touched(world):
    billing.due_item(billing.billing_account(accounts.customer(accounts.supplier("orsted"))))
    assert run(world) == {}

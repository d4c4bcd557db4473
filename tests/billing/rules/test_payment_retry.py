"""When a refused draw is tried again and an unanswered one looked up (reliability.md R1-R3)."""

from datetime import date, datetime, timedelta

import pytest

from billing.rules.payment_answer import idempotency_key
from billing.rules.payment_retry import look_again_after, may_replay, retry_day

MAY_1 = date(2026, 5, 1)


@pytest.mark.parametrize(
    "tries, again_on",
    [(1, date(2026, 5, 2)), (2, date(2026, 5, 4)), (3, date(2026, 5, 8)), (4, None), (5, None)],
)
def test_soft_decline_is_tried_three_more_times(tries, again_on):
    assert retry_day(tries=tries, declined_on=MAY_1, declined_at=datetime(2026, 5, 1, 5, 40)) == again_on


@pytest.mark.parametrize(
    "declined_at, again_on",
    [
        (datetime(2026, 5, 1, 13, 0), date(2026, 5, 2)),
        (datetime(2026, 5, 1, 13, 1), date(2026, 5, 3)),  # 16 hours are not over at five the next morning
        (datetime(2026, 5, 9, 5, 1), date(2026, 5, 10)),  # the first of May was caught up on a week later
        (datetime(2026, 4, 30, 23, 0), date(2026, 5, 2)),  # business days count too
    ],
)
def test_next_try_waits_for_the_clock_as_well_as_for_the_business_date(declined_at, again_on):
    assert retry_day(tries=1, declined_on=MAY_1, declined_at=declined_at) == again_on


@pytest.mark.parametrize(
    "tries, wait",
    [
        (0, timedelta(minutes=2)),
        (1, timedelta(minutes=5)),
        (2, timedelta(hours=1)),
        (3, timedelta(days=1)),
        (40, timedelta(days=1)),
    ],
)
def test_unanswered_payment_is_looked_up_on_a_ladder(tries, wait):
    assert look_again_after(tries=tries) == wait


@pytest.mark.parametrize("age, replay", [(timedelta(hours=19, minutes=59), True), (timedelta(hours=20), False)])
def test_key_is_replayed_only_well_inside_the_providers_window(age, replay):
    assert may_replay(age=age) is replay


def test_key_names_supplier_claim_and_number():
    key = idempotency_key(supplier_code="gron", cause="aconto:700001:2026-05-01", number=2)
    assert key == "gron:aconto:700001:2026-05-01:2"

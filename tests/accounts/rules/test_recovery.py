"""Two different facts that count for the kind, and the length of the wait."""

from datetime import UTC, datetime

import pytest

from accounts.rules.recovery import due_at, ends_in_last_digits, enough

CUSTOMER_KINDS = ["LOST_EMAIL", "LOST_FACTOR", "NO_EMAIL"]


@pytest.mark.parametrize("kind", CUSTOMER_KINDS)
@pytest.mark.parametrize(
    "facts,is_enough",
    [
        ([], False),
        (["INVOICE"], False),
        (["INVOICE", "INVOICE"], False),
        (["INVOICE", "METER"], True),
        (["PERSONAL_NUMBER", "MOVED", "PAID_FROM"], True),
        (["INVOICE", "SHOE_SIZE"], False),
        (["INVOICE", "METER", "SHOE_SIZE"], False),
    ],
)
def test_two_different_facts_of_the_list(kind, facts, is_enough):
    assert enough(kind=kind, facts=facts) is is_enough


@pytest.mark.parametrize(
    "facts,is_enough",
    [(["CALLED_BACK", "SEEN"], True), (["INVOICE", "SEEN"], False), (["SEEN"], False)],
)
def test_a_colleague_has_no_invoice_to_name(facts, is_enough):
    assert enough(kind="STAFF_FACTOR", facts=facts) is is_enough


def test_a_kind_nobody_has_described_is_never_enough():
    assert enough(kind="FORGOT", facts=["INVOICE", "METER"]) is False


def test_wait_is_counted_in_hours_over_the_change_of_the_clocks():
    asked = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert due_at(requested_at=asked, hours=48) == datetime(2026, 3, 30, 12, 0, tzinfo=UTC)


def test_account_is_shown_by_its_last_digits():
    assert ends_in_last_digits(account="5301 000 123 4567") == "••••4567"

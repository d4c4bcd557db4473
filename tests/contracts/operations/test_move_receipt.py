"""The receipts of a move say the days, until when the old address is paid, what it costs, and why."""

from datetime import date

import pytest

from accounts.models import Message, Receipt
from contracts.operations import move as operations
from tests.builders import energy
from tests.builders.move import BY, TODAY, business, fixed, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def only():
    [kept] = Receipt.objects.all()
    return kept


@pytest.mark.rule("GE-V-10.3c", "GE-V-10.6b")
def test_a_move_in_time_says_its_days_and_is_sent():
    tell(running())
    kept = only()
    assert "1. juni 2026" in kept.title
    values = [value for _label, value in kept.rows]
    assert "Strandvej 7, 2100 København Ø" in values
    assert "31. maj 2026" in values
    assert {"GE-V-10.3a", "GE-V-10.3b", "GE-V-10.3c", "GE-V-10.6b"} <= {clause for _said, clause in kept.reasons}
    assert Message.objects.filter(kind="receipt", subject=kept.title).exists()


@pytest.mark.rule("GE-F-10.2a")
def test_a_move_that_leaves_says_what_it_costs():
    supply = fixed()
    tell(supply, to={supply.pk: ""}, accepted=60_000)
    assert any(value.startswith("600,00") for _label, value in only().rows)


@pytest.mark.rule("EP-11.2f")
def test_an_early_move_of_a_business_says_that_it_pays_until_it_is_registered():
    tell(business(), moves_on=date(2026, 9, 1))
    assert any(clause == "EP-11.2f" for _said, clause in only().reasons)


def test_what_is_kept_then_registered_or_taken_back_has_a_receipt_each():
    told = tell(running(), moves_on=date(2026, 9, 1))
    operations.register(move=told, by=BY, as_of=date(2026, 7, 1))
    operations.undo(move=told, by=BY, as_of=date(2026, 7, 2))
    titles = list(Receipt.objects.order_by("pk").values_list("title", flat=True))
    assert len(set(titles)) == 3
    again = tell(running(), as_of=TODAY)
    assert Receipt.objects.filter(subject_id=again.pk).count() == 1

"""A month of the demo: the right days, nothing twice, and missed days caught up as if they had not been."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from billing.enums import InstalmentKind, MethodKind, PaymentState
from billing.models import AcontoInstalment, Entry, Invoice
from config import invariant
from config.demo import listing, market
from config.foundation.calendar import last_bank_day
from contracts.models import MeteredDay
from tests.builders.demo import demo_outside, run_day, seed, simulate

pytestmark = [pytest.mark.django_db, pytest.mark.long]

LAST_SEEDED = date(2026, 2, 16)
FIRST = date(2026, 2, 17)
LAST = FIRST + timedelta(days=30)

MINIMUM_ROWS = {
    "accounts.Customer": 15,
    "accounts.Message": 40,
    "accounts.Event": 100,
    "accounts.JobRun": 1500,
    "contracts.Supply": 17,
    "billing.CostMonth": 40,
    "billing.AcontoInstalment": 30,
    "billing.DueItem": 20,
    "billing.Payment": 20,
    "billing.Invoice": 20,
    "billing.InvoiceLine": 130,
    "billing.Transaction": 40,
    "billing.Entry": 120,
}


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Any]:
    with demo_outside(tmp_path) as handle:
        yield handle


def test_demo_keeps_its_days_and_its_books_and_catches_up(outside: Any) -> None:
    """Both are played from the same month, which takes longest to sow."""
    seed(months=1, last_day=LAST_SEEDED)
    with _taken_back():
        _keeps_its_days_and_its_books()
    with _taken_back():
        _catches_up_skipped_days()


@contextmanager
def _taken_back() -> Iterator[None]:
    """Play in a transaction of its own and take it all back."""
    kept = listing.read()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    listing.write(**(kept or {}))


def _counts() -> dict[str, int]:
    ours = ("accounts", "contracts", "billing", "complaints")
    models = (model for app in ours for model in apps.get_app_config(app).get_models())
    return {model._meta.label: model._base_manager.count() for model in models}


def _postings() -> Counter[tuple[Any, ...]]:
    """Every entry by what it says, not by its id."""
    rows = Entry.objects.values_list(
        "supplier__code",
        "billing_account__number",
        "transaction__kind",
        "ledger_account",
        "purpose",
        "amount",
        "business_date",
    )
    return Counter(rows)


def _broken() -> dict[str, int]:
    found = {each.name: len(invariant.broken_rows(each, as_of=LAST)) for each in invariant.INVARIANTS}
    return {name: rows for name, rows in found.items() if rows}


def _keeps_its_days_and_its_books() -> None:
    simulate(days=31, start=FIRST)

    counts = _counts()
    assert {name: counts[name] for name, least in MINIMUM_ROWS.items() if counts[name] < least} == {}
    assert MeteredDay.objects.count() > 1000
    assert {day for (day,) in Invoice.objects.values_list("issued_on")} == {
        date(2026, 2, 15),
        date(2026, 3, 15),
    }
    assert _card_days() == []
    assert _broken() == {}

    before, postings = _counts(), _postings()
    run_day(LAST)
    run_day(LAST - timedelta(days=3))
    after = _counts()
    written_by_every_check = "accounts.InvariantResult"
    before.pop(written_by_every_check), after.pop(written_by_every_check)
    assert after == before
    assert _postings() == postings


def _card_days() -> list[tuple[str, date]]:
    """Regular card draws on another day than the terms say: the last bank day, or the first bank day."""
    wrong = []
    drawn = AcontoInstalment.objects.filter(
        kind=InstalmentKind.REGULAR,
        due_item__channel=MethodKind.CARD,
        due_item__payments__state=PaymentState.SUCCEEDED,
        period_starts_on__gt=date(2026, 1, 31),
        period_starts_on__day=1,
    ).select_related("due_item", "supplier", "plan")
    for instalment in drawn:
        month_before = instalment.period_starts_on - timedelta(days=1)
        right = {
            "LAST_BANK_DAY": last_bank_day(month_before.year, month_before.month),
            "START_OF_MONTH": _first_bank_day(instalment.period_starts_on),
        }[instalment.plan.mode]
        payment = instalment.due_item.payments.get(state=PaymentState.SUCCEEDED)
        if payment.business_date != right:
            wrong.append((instalment.supplier.code, payment.business_date))
    assert drawn
    return wrong


def _first_bank_day(day: date) -> date:
    """February and March 2026 both begin on a Sunday."""
    return {date(2026, 2, 1): date(2026, 2, 2), date(2026, 3, 1): date(2026, 3, 2)}[day]


def _catches_up_skipped_days() -> None:
    gap = [date(2026, 2, 18) + timedelta(days=n) for n in range(5)]
    until = date(2026, 3, 5)

    day_by_day = _played(FIRST, until, skipping=[])
    with_a_gap = _played(FIRST, until, skipping=gap)

    moved = with_a_gap - day_by_day
    missing = day_by_day - with_a_gap
    assert _without_day(moved) == _without_day(missing)
    assert _named(moved) == MOVED_TO_THE_FIRST_LAWFUL_DAY


MOVED_TO_THE_FIRST_LAWFUL_DAY = {("orsted", date(2026, 3, 3))}
"""
Postings that caught-up days may not back-date: (supplier, the day they were made instead of 2 March).

No notice is written for the missed days of 18 to 22 February: it leaves once, on the 23rd, and already names
the first day the card may be drawn, eight days later (OR-6.2b).
"""


def _played(first: date, last: date, *, skipping: list[date]) -> Counter[tuple[Any, ...]]:
    """Play the days, take it all back, and return the postings."""
    with _taken_back():
        day = first
        while day <= last:
            market.open_day(as_of=day, last_day=LAST_SEEDED)
            if day not in skipping:
                run_day(day)
                market.close_day(as_of=day)
            day += timedelta(days=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return _postings()


def _without_day(postings: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    return Counter({key[:-1]: count for key, count in postings.items()})


def _named(postings: Counter[tuple[Any, ...]]) -> set[tuple[str, date]]:
    return {(key[0], key[-1]) for key in postings}

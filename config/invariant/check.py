"""Checks every invariant, keeps the results, and raises or closes the alarms."""

from datetime import date
from typing import Any

from django.db import connection

from accounts.enums import Severity
from accounts.models import InvariantResult
from accounts.operations import alarm
from config.invariant.invoice import INVOICE
from config.invariant.ledger import LEDGER
from config.invariant.payment import PAYMENT
from config.invariant.sentence import Invariant
from config.invariant.work import WORK
from contracts import terms

SAMPLE = 20
INVARIANTS = (*LEDGER, *PAYMENT, *INVOICE, *WORK)


def broken_rows(invariant: Invariant, *, as_of: date) -> list[tuple[Any, ...]]:
    """Return the rows that break one invariant on a business date."""
    with connection.cursor() as cursor:
        cursor.execute(invariant.sql, {"as_of": as_of, "monthly_terms": monthly_terms()})
        return cursor.fetchall()


def monthly_terms() -> list[str]:
    """Return the terms that name an invoice day; the others are invoiced every third month (OR-5.1c)."""
    return [each.code for each in terms.ALL if each.invoicing and each.invoicing.day_of_month]


def check_all(*, as_of: date) -> list[InvariantResult]:
    """
    Check every invariant, keep the results, and raise or close the alarms.

    What is broken is told before the next is asked: one that takes too long must not silence the others.
    """
    found = []
    for invariant in INVARIANTS:
        rows = broken_rows(invariant, as_of=as_of)
        found.append((invariant, rows))
        if rows:
            text = invariant.sentence
            alarm.sound(supplier=None, kind="invariant", ref=_ref(invariant), text=text, severity=Severity.PAGE)
    sound = [_ref(invariant) for invariant, rows in found if not rows]
    alarm.silence_all(kind="invariant", refs=sound, by="job:invariants")
    return InvariantResult.objects.bulk_create(_result(invariant, rows, as_of) for invariant, rows in found)


def _ref(invariant: Invariant) -> str:
    return f"invariant:{invariant.name}"


def _result(invariant: Invariant, rows: list[tuple[Any, ...]], as_of: date) -> InvariantResult:
    return InvariantResult(
        name=invariant.name,
        sentence=invariant.sentence,
        rows=len(rows),
        sample=[[str(value) for value in row] for row in rows[:SAMPLE]],
        business_date=as_of,
    )

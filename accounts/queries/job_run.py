"""Ask which job dates are missing, which jobs may start, and when the tick last ran."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max

from accounts.enums import JobState
from accounts.models import JobRun, Supplier

SETTLED = [JobState.DONE, JobState.PARKED]


def missing_dates(
    *, supplier: Supplier | None, job: str, first: date, through: date, latest_only: bool
) -> list[date]:
    """Return the dates after the last planned one, through `through`; a missed week is a longer list."""
    last = JobRun.objects.filter(supplier=supplier, job=job).aggregate(last=Max("for_date"))["last"]
    start = max(first, last + timedelta(days=1)) if last else first
    days = (through - start).days + 1
    if days <= 0:
        return []
    return [through] if latest_only else [start + timedelta(days=n) for n in range(days)]


def next_job(*, supplier: Supplier | None, order: Sequence[str], through: date) -> JobRun | None:
    """
    Return the one job that may run now: the first unsettled one, by date and then by the order of the day.

    Days are worked through one after another, so that catching up gives the same postings as never
    having been late; a parked job lets the next one go on.
    """
    waiting = JobRun.objects.filter(supplier=supplier, for_date__lte=through, job__in=order).exclude(
        state__in=SETTLED
    )
    rows = list(waiting.order_by("for_date")[: len(order)])
    return min(rows, key=lambda row: (row.for_date, order.index(row.job)), default=None)


def last_heartbeat() -> datetime | None:
    """Return when the tick last finished, by the database's clock."""
    return JobRun.objects.filter(supplier=None, job="tick").aggregate(last=Max("finished_at"))["last"]

"""Ask up to which date jobs are planned, which of them wait, and when the tick last ran."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max

from accounts.enums import JobState
from accounts.models import JobRun, Supplier

SETTLED = [JobState.DONE, JobState.PARKED]


def last_planned(*, supplier: Supplier | None) -> dict[str, date]:
    """Return the latest date each job of a supplier was planned for."""
    latest = JobRun.objects.filter(supplier=supplier).values_list("job").annotate(last=Max("for_date"))
    return dict(latest)


def waiting(*, supplier: Supplier | None, order: Sequence[str], through: date) -> list[JobRun]:
    """
    Return the unsettled jobs of a supplier by date and then by the order of the day.

    Only the first may run: days are worked through one after another, so that catching up gives the
    same postings as never having been late; a parked job lets the next one go on.
    """
    own = JobRun.objects.filter(supplier=supplier, for_date__lte=through, job__in=order)
    rows = own.exclude(state__in=SETTLED).select_related("supplier")
    return sorted(rows, key=lambda row: (row.for_date, order.index(row.job)))


def last_heartbeat() -> datetime | None:
    """Return when the tick last finished, by the database's clock."""
    return JobRun.objects.filter(supplier=None, job="tick").aggregate(last=Max("finished_at"))["last"]

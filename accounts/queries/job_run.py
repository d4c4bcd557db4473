"""Ask up to which date jobs are planned, which of them wait, and when the tick last ran."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, ExpressionWrapper, Max, Q
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import JobRun, Supplier

SETTLED = [JobState.DONE, JobState.PARKED]
FREE = Q(state=JobState.PLANNED) | Q(state=JobState.RUNNING, claimed_until__lte=Now())
"""Jobs a worker may take: those that wait, and those whose worker has died."""


def last_planned(*, supplier: Supplier | None) -> dict[str, date]:
    """Return the latest date each job of a supplier was planned for."""
    latest = JobRun.objects.filter(supplier=supplier).values_list("job").annotate(last=Max("for_date"))
    return dict(latest)


def waiting(*, supplier: Supplier | None, order: Sequence[str], through: date) -> list[JobRun]:
    """
    Return the unsettled jobs of a supplier by date and then by the order of the day, each saying if it `is_free`.

    Only the first, in all its shares, may run: days are worked through one after another, so that catching
    up gives the same postings as never having been late; a parked job lets the next one go on.
    """
    own = JobRun.objects.filter(supplier=supplier, for_date__lte=through, job__in=order)
    rows = own.exclude(state__in=SETTLED).select_related("supplier")
    told = rows.annotate(is_free=ExpressionWrapper(FREE, output_field=BooleanField()))
    return sorted(told, key=lambda row: (row.for_date, order.index(row.job), row.shard))


def abandoned(*, for_longer_than: timedelta) -> list[JobRun]:
    """Return the jobs whose worker died that long ago, and which nobody took over."""
    rows = JobRun.objects.filter(state=JobState.RUNNING, claimed_until__lte=Now() - for_longer_than)
    return list(rows.select_related("supplier").order_by("for_date", "pk"))


def last_heartbeat() -> datetime | None:
    """Return when the tick last finished, by the database's clock."""
    return JobRun.objects.filter(supplier=None, job="tick").aggregate(last=Max("finished_at"))["last"]

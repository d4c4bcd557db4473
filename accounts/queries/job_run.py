"""Ask up to which date jobs are planned, which of them wait, and when the tick last ran."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, QuerySet
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from config.foundation.compiled_query import compiled_once

SETTLED = [JobState.DONE, JobState.PARKED]
FREE = """(state = 'PLANNED' AND claimed_until IS NULL
    OR state IN ('PLANNED', 'RUNNING') AND claimed_until <= statement_timestamp())"""
"""Jobs a worker may take: those that wait or have rested since they failed, and those of a worker that died."""

FREE_AT_ONCE = f"({FREE} OR state = 'PLANNED')"
"""Those and the ones that rest still, for somebody who stands beside and waits."""

FREE_ONES = f"SELECT id FROM accounts_jobrun WHERE id = ANY(%s) AND {FREE}"  # noqa: S608 -- our own constant


def last_planned(*, supplier: Supplier | None) -> dict[str, date]:
    """Return the latest date each job of a supplier was planned for."""
    latest = JobRun.objects.filter(supplier=supplier).values_list("job").annotate(last=Max("for_date"))
    return dict(latest)


def waiting(*, supplier: Supplier | None, order: Sequence[str], through: date) -> list[JobRun]:
    """
    Return the unsettled jobs of a supplier by date and then by the order of the day.

    Only the first, in all its shares, may run: days are worked through one after another, so that catching
    up gives the same postings as never having been late; a parked job lets the next one go on.
    """
    rows = _unsettled(supplier.pk, through, order) if supplier else _unsettled_of_all(through, order)
    return sorted(rows, key=lambda row: (row.for_date, order.index(row.job), row.shard))


@compiled_once
def _unsettled(supplier: int, through: date, jobs: Sequence[str]) -> QuerySet[JobRun]:
    rows = JobRun.objects.filter(supplier_id=supplier, for_date__lte=through, job__in=jobs)
    return rows.exclude(state__in=SETTLED).select_related("supplier")


@compiled_once
def _unsettled_of_all(through: date, jobs: Sequence[str]) -> QuerySet[JobRun]:
    rows = JobRun.objects.filter(supplier=None, for_date__lte=through, job__in=jobs)
    return rows.exclude(state__in=SETTLED)


def free(job_runs: Sequence[JobRun]) -> list[JobRun]:
    """Return those of the jobs that no worker has, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(FREE_ONES, [[row.pk for row in job_runs]])
        ids = {pk for (pk,) in cursor.fetchall()}
    return [row for row in job_runs if row.pk in ids]


def abandoned(*, for_longer_than: timedelta) -> list[JobRun]:
    """Return the jobs whose worker died that long ago, and which nobody took over."""
    rows = JobRun.objects.filter(state=JobState.RUNNING, claimed_until__lte=Now() - for_longer_than)
    return list(rows.select_related("supplier").order_by("for_date", "pk"))


def last_heartbeat() -> datetime | None:
    """Return when the tick last finished, by the database's clock."""
    return JobRun.objects.filter(supplier=None, job="tick").aggregate(last=Max("finished_at"))["last"]

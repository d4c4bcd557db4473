"""Plan, claim, finish and park scheduled jobs; a row is inserted once and done once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from accounts.rules.step import JOB_STEPS
from config.foundation.transition import advance

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3


def plan(*, supplier: Supplier | None, dates: Iterable[tuple[str, date]]) -> None:
    """Insert a planned row for each (job, date) that has none; two ticks at once insert it once."""
    rows = [JobRun(supplier=supplier, job=job, for_date=day) for job, day in dates]
    if rows:
        JobRun.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, job_run: JobRun) -> bool:
    """Take the job for this worker; False when it is done, parked or held by a worker that is alive."""
    lapsed = Q(state=JobState.RUNNING, claimed_until__lte=Now())
    free = JobRun.objects.filter(Q(state=JobState.PLANNED) | lapsed, pk=job_run.pk, attempts=job_run.attempts)
    taken = free.update(
        state=JobState.RUNNING,
        started_at=Now(),
        claimed_until=Now() + LEASE,
        attempts=F("attempts") + 1,
    )
    job_run.state = JobState.RUNNING
    job_run.attempts += 1
    return bool(taken)


def finish(*, job_run: JobRun, result: Mapping[str, int]) -> None:
    """Mark the job done with its counts."""
    job_run.result, job_run.error = dict(result), ""
    _settle(job_run, JobState.DONE, finished_at=Now())


def fail(*, job_run: JobRun, error: str) -> None:
    """Hand the job back for another try, or park it for a person after MAX_ATTEMPTS."""
    job_run.error = error
    state = JobState.PARKED if job_run.attempts >= MAX_ATTEMPTS else JobState.PLANNED
    _settle(job_run, state, claimed_until=None)


def _settle(job_run: JobRun, state: JobState, **changes: object) -> None:
    """
    Leave RUNNING in one statement; nothing is read back, for a day has some forty of these.

    Whoever claimed it after us has counted one attempt more: what we found out is then no longer asked for.
    """
    running = JobRun.objects.filter(pk=job_run.pk, state=JobState.RUNNING, attempts=job_run.attempts)
    running.update(state=state, result=job_run.result, error=job_run.error, **changes)
    job_run.state = state


def retry(*, job_run: JobRun) -> None:
    """Let a parked job run again, after somebody has looked at it."""
    advance(job_run, to=JobState.PLANNED, allowed=JOB_STEPS, attempts=0, claimed_until=None)

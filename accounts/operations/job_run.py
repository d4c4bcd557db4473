"""Plan, claim, finish and park scheduled jobs; a row is inserted once and done once."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from accounts.queries.job_run import FREE, FREE_AT_ONCE, SETTLED
from accounts.rules.job_run import added, rest
from accounts.rules.step import JOB_STEPS
from config.foundation.transition import advance

LEASE = timedelta(minutes=5)
"""How long a worker has a job: longer than one may live with it, so that no second takes it up meanwhile."""

MAX_ATTEMPTS = 3
"""How many tries in a row that get nothing done; a stint that gets further begins them anew."""

# A day has some forty jobs for each supplier: these two are written out, for putting them together took longer
# than running them.
CLAIM = """
UPDATE accounts_jobrun SET state = 'RUNNING', started_at = statement_timestamp(),
    claimed_until = statement_timestamp() + %s, attempts = attempts + 1, stint = stint + 1
WHERE id = %s AND stint = %s AND state = %s AND {free}
"""
FINISH = """
UPDATE accounts_jobrun SET state = 'DONE', result = %s::jsonb, error = '', finished_at = statement_timestamp()
WHERE id = %s AND stint = %s AND state = 'RUNNING'
"""


def plan(
    *, supplier: Supplier | None, dates: Iterable[tuple[str, date]], shares: Mapping[str, int] | None = None
) -> None:
    """
    Insert the planned rows of each (job, date) that has none: one, or as many as the job has shares.

    Two ticks at once insert them once, and when they count differently the database keeps to the first.
    """
    many = shares or {}
    rows = [
        JobRun(supplier=supplier, job=job, for_date=day, shard=number, shards=many.get(job, 1))
        for job, day in dates
        for number in range(many.get(job, 1))
    ]
    if rows:
        JobRun.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, job_run: JobRun, at_once: bool = False) -> bool:
    """
    Take the job for this worker; False when it is done, parked or held by a worker that is alive.

    False too while it rests after a failure, unless it is asked for `at_once`.

    False too when it was handed back since `job_run` was read: its places and counts are then another's.
    """
    wanted: list[Any] = [LEASE, job_run.pk, job_run.stint, job_run.state]
    with connection.cursor() as cursor:
        cursor.execute(CLAIM.format(free=FREE_AT_ONCE if at_once else FREE), wanted)
        taken = cursor.rowcount
    job_run.state = JobState.RUNNING
    job_run.attempts += 1
    job_run.stint += 1
    return bool(taken)


def finish(*, job_run: JobRun, result: Mapping[str, int]) -> bool:
    """Mark the job done with its counts, those of earlier stints added; False when it is no longer ours."""
    job_run.result, job_run.error = added(job_run.result, result), ""
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [json.dumps(job_run.result), job_run.pk, job_run.stint])
        kept = cursor.rowcount
    job_run.state = JobState.DONE
    return bool(kept)


def hand_back(*, job_run: JobRun, result: Mapping[str, int], places: Mapping[str, int]) -> bool:
    """
    Let another worker go on from `places`; the counts so far are kept, and the try is not counted.

    False when the job is no longer ours.
    """
    job_run.result, job_run.error = added(job_run.result, result), ""
    job_run.places, job_run.attempts = dict(places), 0
    return _settle(job_run, JobState.PLANNED, claimed_until=None, places=job_run.places, attempts=0)


def fail(*, job_run: JobRun, error: str) -> bool:
    """
    Hand the job back for another try after a rest, or park it for a person after MAX_ATTEMPTS.

    False when the job is no longer ours.
    """
    job_run.error = error
    if job_run.attempts >= MAX_ATTEMPTS:
        return _settle(job_run, JobState.PARKED, claimed_until=None)
    return _settle(job_run, JobState.PLANNED, claimed_until=Now() + rest(failures=job_run.attempts))


def _settle(job_run: JobRun, state: JobState, **changes: object) -> bool:
    """
    Leave RUNNING in one statement; nothing is read back.

    Whoever claimed it after us has begun another stint: what we found out is then no longer asked for.
    """
    running = JobRun.objects.filter(pk=job_run.pk, state=JobState.RUNNING, stint=job_run.stint)
    kept = running.update(state=state, result=job_run.result, error=job_run.error, **changes)
    job_run.state = state
    return bool(kept)


def counts_when_all_settled(*, job_run: JobRun) -> tuple[dict[str, int], bool] | None:
    """
    Return what all shares of a job counted together and whether none is parked, once the last has settled.

    Call it in the transaction that settled one: of two that settle at the same moment the later one is told,
    and before that nobody is: None.
    """
    if job_run.shards == 1:
        return job_run.result, job_run.state == JobState.DONE
    shares = JobRun.objects.filter(supplier=job_run.supplier, job=job_run.job, for_date=job_run.for_date)
    shares.select_for_update(of=("self",)).get(shard=0)
    states, results = zip(*shares.values_list("state", "result"), strict=True)
    return (added(*results), {*states} == {JobState.DONE}) if {*states} <= {*SETTLED} else None


def retry(*, job_run: JobRun) -> None:
    """
    Let a parked job run again, from its beginning, after somebody has looked at it.

    It counts anew too: what waited in the try before and still waits would be counted twice.
    """
    advance(job_run, to=JobState.PLANNED, allowed=JOB_STEPS, attempts=0, claimed_until=None, places={}, result={})

"""The scheduled business day: its steps in order, what starts when, and how one of them is run."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.enums import JobState, Severity, SupplierKind
from accounts.models import JobRun, Supplier
from accounts.operations import alarm
from accounts.operations import job_run as operations
from accounts.queries import job_run as queries
from accounts.runs import message as messages
from accounts.runs import recovery
from billing.queries.account import accounts_of
from billing.runs import (
    aconto,
    arrears,
    collect,
    cost,
    invoice,
    market_price,
    payment_janitor,
    provider_event,
)
from complaints.runs import complaint_clock
from config.foundation import clock
from config.foundation.crashpoint import crashpoint
from config.foundation.share import Share, shares_needed
from config.foundation.stint import Stint
from contracts.runs import agreement_day, market_in, partition

logger = logging.getLogger(__name__)

Counts = Mapping[str, int]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """
    One step of the day.

    `run` answers with counts of what it did. `not_before` is the local time it may start on its own
    date. `latest_only` steps look at the present, so after missed days only the last date is run.
    `for_grid` steps are a grid company's too, which bills nobody here. The run of a `shared` step is
    handed a stint: one share of the supplier's accounts, for a while. `close` is called with the counts of
    all shares together when the last of them has settled, and with `whole` False when one of them is parked.
    """

    job: str
    run: Callable[..., Counts]
    not_before: time = time(0)
    latest_only: bool = False
    for_grid: bool = False
    shared: bool = False
    close: Callable[..., None] | None = None


class NothingDone(Exception):
    """A stint used up its time and got no further; another one would do no better."""


def send_messages(*, supplier: Supplier, as_of: date, stint: Stint) -> Counts:
    """Send what waits in the outbox; the date is the job's, the moment is now."""
    return messages.send_due(supplier=supplier, at=clock.now(), stint=stint)


def send_notices(*, supplier: Supplier, as_of: date, stint: Stint) -> Counts:
    """Announce draws as of today, however late the job is: a notice counts from the day it leaves."""
    today = max(as_of, clock.today(supplier.time_zone))
    return aconto.announce_due(supplier=supplier, as_of=today, stint=stint)


INSTALLATION_STEPS = (
    Step(job="partitions", run=partition.make_ahead, latest_only=True),
    Step(job="market-prices", run=market_price.import_prices, not_before=time(0, 5), latest_only=True),
)
"""What is done once for all suppliers, before their own day."""

SUPPLIER_STEPS = (
    Step(job="market-in", run=market_in.run, not_before=time(0, 10)),
    Step(job="agreements", run=agreement_day.run, not_before=time(0, 15), for_grid=True),
    Step(job="daily-cost", run=cost.compute_due, not_before=time(1), shared=True, close=cost.tell_waiting),
    Step(job="documents", run=invoice.issue_due, not_before=time(2), shared=True, close=invoice.order_documents),
    Step(job="aconto", run=aconto.run, not_before=time(3), shared=True),
    Step(job="notices", run=send_notices, not_before=time(3, 30), latest_only=True, shared=True),
    Step(job="collect", run=collect.run, not_before=time(5), shared=True),
    Step(job="arrears", run=arrears.run, not_before=time(6)),
    Step(job="complaints", run=complaint_clock.run, not_before=time(6, 30), for_grid=True),
    Step(job="recoveries", run=recovery.run, not_before=recovery.AT, latest_only=True, for_grid=True),
    Step(job="messages", run=send_messages, not_before=time(7), latest_only=True, for_grid=True, shared=True),
)
"""The order of a business day; the invariants are checked after the last supplier's last step."""

_STEPS = {step.job: step for step in (*INSTALLATION_STEPS, *SUPPLIER_STEPS)}


def steps_of(supplier: Supplier | None) -> tuple[Step, ...]:
    """Return the steps of a day: the installation's, a retail supplier's, or the few of a grid company."""
    if supplier is None:
        return INSTALLATION_STEPS
    grid = supplier.kind == SupplierKind.GRID
    return tuple(step for step in SUPPLIER_STEPS if step.for_grid or not grid)


def plan(*, supplier: Supplier | None, now: datetime) -> None:
    """Insert the job dates that are missing up to the local date of `now`; a missed week is a longer list."""
    dates = missing(supplier=supplier, now=now)
    operations.plan(supplier=supplier, dates=dates, shares=_shares(supplier, {job for job, _day in dates}))


def _shares(supplier: Supplier | None, jobs: set[str]) -> dict[str, int]:
    """Return in how many shares each of these jobs is done: as many as the supplier's accounts make now."""
    shared = [job for job in jobs if _STEPS[job].shared]
    if supplier is None or not shared:
        return {}
    count = shares_needed(accounts=accounts_of(supplier=supplier), per_share=settings.ACCOUNTS_PER_SHARE)
    return dict.fromkeys(shared, count)


def missing(*, supplier: Supplier | None, now: datetime) -> list[tuple[str, date]]:
    """
    Return the jobs and dates that have no row up to the local date of `now`; changes nothing.

    A step that came with a later release begins on the newest date its supplier has: the days before were
    done without it, and nothing is back-dated.
    """
    local = now.astimezone(ZoneInfo(supplier.time_zone if supplier else "Europe/Copenhagen"))
    planned = queries.last_planned(supplier=supplier)
    first = supplier.starts_on if supplier else local.date()
    newest = max([first, *planned.values()])
    return [
        (step.job, day)
        for step in steps_of(supplier)
        for day in _missing(step, planned.get(step.job, newest - ONE_DAY), first=first, local=local)
    ]


def _missing(step: Step, last: date, *, first: date, local: datetime) -> list[date]:
    through = local.date() if local.time() >= step.not_before else local.date() - ONE_DAY
    start = max(first, last + ONE_DAY)
    if start > through:
        return []
    if step.latest_only:
        return [through]
    return [start + n * ONE_DAY for n in range((through - start).days + 1)]


def run_job(job_run: JobRun, *, at_once: bool = False) -> bool:
    """
    Claim a job and do its work; False when another worker has it, or when it rests and is not wanted `at_once`.

    A step that fails is written down and tried again, then parked; the exception does not travel, so
    that one supplier's trouble stops no other.
    """
    if not operations.claim(job_run=job_run, at_once=at_once):
        return False
    crashpoint("job.claimed")
    if job_run.attempts > operations.MAX_ATTEMPTS:
        _hand_back(job_run, "Its worker died in every try; another try would only kill the next one.")
        return True
    try:
        _work(job_run)
    except Exception as error:
        logger.exception("job failed", extra={"job": job_run.job, "for_date": job_run.for_date})
        _hand_back(job_run, f"{type(error).__name__}: {error}")
    return True


def _work(job_run: JobRun) -> None:
    """Do one stint of a job and write down what came of it."""
    stint = _stint(job_run)
    result = _run(job_run, stint)()
    if stint.stopped and stint.places == job_run.places:
        raise NothingDone(f"A stint of {settings.STINT_SECONDS} seconds got nothing done.")
    crashpoint("job.worked")
    failed_before = bool(job_run.error)
    if stint.stopped:
        operations.hand_back(job_run=job_run, result=result, places=stint.places)
    else:
        _finish(job_run, result)
    if failed_before:
        alarm.silence(kind="job-parked", ref=f"job:{job_run.pk}", by="job:day")


def _finish(job_run: JobRun, result: Counts) -> None:
    """Most steps have nothing to close, and need no transaction of their own for one statement."""
    with transaction.atomic() if _STEPS[job_run.job].close else nullcontext():
        _close(job_run, settled=operations.finish(job_run=job_run, result=result))


def _stint(job_run: JobRun) -> Stint:
    ends = monotonic() + settings.STINT_SECONDS
    share = Share(number=job_run.shard, of=job_run.shards)
    return Stint(share=share, places=job_run.places, over=lambda: monotonic() >= ends)


def _run(job_run: JobRun, stint: Stint) -> Callable[[], Counts]:
    step = _STEPS[job_run.job]
    told: dict[str, Any] = {"supplier": job_run.supplier} if job_run.supplier else {}
    if step.shared:
        told["stint"] = stint
    return partial(step.run, as_of=job_run.for_date, **told)


def _close(job_run: JobRun, *, settled: bool) -> None:
    """Close a step with the counts of all its shares, once: by whoever settles the last of them."""
    close = _STEPS[job_run.job].close
    if settled and close is not None:
        together = operations.counts_when_all_settled(job_run=job_run)
        if together is not None:
            counts, whole = together
            close(supplier=job_run.supplier, counts=counts, whole=whole)


def _hand_back(job_run: JobRun, error: str) -> None:
    """Let a job be tried again, or park it and call a person; one that another has by now is that one's."""
    with transaction.atomic():
        ours = operations.fail(job_run=job_run, error=error)
        if not ours or job_run.state != JobState.PARKED:
            return
        _close(job_run, settled=ours)
        alarm.sound(
            supplier=job_run.supplier,
            kind="job-parked",
            ref=f"job:{job_run.pk}",
            text=f"{job_run} is parked: {error}"[:300],
            severity=Severity.PAGE,
        )


def waiting(supplier: Supplier | None, *, through: date) -> list[JobRun]:
    """Return the jobs of a supplier that wait, in order; only the first of them, in all its shares, may run."""
    return queries.waiting(supplier=supplier, order=[step.job for step in steps_of(supplier)], through=through)


def startable(supplier: Supplier | None, *, through: date) -> list[JobRun]:
    """Return the shares of the first waiting job that no worker has: each may be handed to one now."""
    rows = waiting(supplier, through=through)
    first = [row for row in rows if _same_job(row, rows[0])]
    return queries.free(first) if first else []


def startable_after(job_run: JobRun, *, through: date) -> list[JobRun]:
    """
    Return what may be handed to workers when one has let go of a job: the job itself, or what comes next.

    While other shares of it are at work nothing is next: those that wait were handed out with it, or rest.
    """
    if job_run.state == JobState.PLANNED:
        return queries.free([job_run])
    rows = startable(job_run.supplier, through=through)
    return [row for row in rows if not _same_job(row, job_run)]


def _same_job(one: JobRun, other: JobRun) -> bool:
    return (one.for_date, one.job) == (other.for_date, other.job)


def play(supplier: Supplier | None, *, through: date, now: datetime) -> Iterator[JobRun]:
    """Plan and run every waiting job of a supplier up to a date, in order, yielding each try and each stint."""
    plan(supplier=supplier, now=now)
    while rows := waiting(supplier, through=through):
        for _job, shares in groupby(rows, key=lambda row: (row.for_date, row.job)):
            ran = left = 0
            for row in shares:
                if run_job(row, at_once=True):
                    ran += 1
                    yield row
                left += row.state not in queries.SETTLED
            if not ran:
                return
            if left:
                break
        else:
            return


def drain(*, as_of: date) -> int:
    """Work off inbox, unresolved payments and outbox until nothing moves; return how much there was."""
    total = 0
    while moved := _drain_once(as_of):
        total += moved
    return total


def _drain_once(as_of: date) -> int:
    moved = sum(provider_event.handle_due(as_of=as_of).values())
    moved += sum(payment_janitor.resolve_due(as_of=as_of, at_once=True).values())
    return moved + messages.send_due(at=clock.now())["sent"]

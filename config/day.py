"""The scheduled business day: its steps in order, what starts when, and how one of them is run."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from accounts.enums import JobState, Severity, SupplierKind
from accounts.models import JobRun, Supplier
from accounts.operations import alarm
from accounts.operations import job_run as operations
from accounts.queries import job_run as queries
from accounts.runs import message as messages
from billing.runs import (
    aconto,
    collect,
    cost,
    invoice,
    market_price,
    payment_hold,
    payment_janitor,
    provider_event,
)
from complaints.runs import complaint_clock
from config import invariant
from config.foundation import clock
from config.foundation.crashpoint import crashpoint
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
    `for_grid` steps are a grid company's too, which bills nobody here.
    """

    job: str
    run: Callable[..., Counts]
    not_before: time = time(0)
    latest_only: bool = False
    for_grid: bool = False


def send_messages(*, supplier: Supplier, as_of: date) -> Counts:
    """Send what waits in the outbox; the date is the job's, the moment is now."""
    return messages.send_due(supplier=supplier, at=clock.now())


def send_notices(*, supplier: Supplier, as_of: date) -> Counts:
    """Announce draws as of today, however late the job is: a notice counts from the day it leaves."""
    return aconto.announce_due(supplier=supplier, as_of=max(as_of, clock.today(supplier.time_zone)))


INSTALLATION_STEPS = (
    Step(job="partitions", run=partition.make_ahead, latest_only=True),
    Step(job="market-prices", run=market_price.import_prices, not_before=time(0, 5), latest_only=True),
)
"""What is done once for all suppliers, before their own day."""

SUPPLIER_STEPS = (
    Step(job="market-in", run=market_in.import_values, not_before=time(0, 10)),
    Step(job="agreements", run=agreement_day.run, not_before=time(0, 15), for_grid=True),
    Step(job="daily-cost", run=cost.compute_due, not_before=time(1)),
    Step(job="documents", run=invoice.issue_due, not_before=time(2)),
    Step(job="aconto", run=aconto.run, not_before=time(3)),
    Step(job="notices", run=send_notices, not_before=time(3, 30), latest_only=True),
    Step(job="collect", run=collect.run, not_before=time(5)),
    Step(job="arrears", run=payment_hold.expire_due, not_before=time(6)),
    Step(job="complaints", run=complaint_clock.run, not_before=time(6, 30), for_grid=True),
    Step(job="messages", run=send_messages, not_before=time(7), latest_only=True, for_grid=True),
)
"""The order of a business day; the invariants are checked after the last supplier's last step."""

_STEPS = {step.job: step for step in (*INSTALLATION_STEPS, *SUPPLIER_STEPS)}


def steps_of(supplier: Supplier | None) -> tuple[Step, ...]:
    """Return the steps of a day: the installation's, a retail supplier's, or the few of a grid company."""
    if supplier is None:
        return INSTALLATION_STEPS
    if supplier.kind == SupplierKind.GRID:
        return tuple(step for step in SUPPLIER_STEPS if step.for_grid)
    return SUPPLIER_STEPS


def plan(*, supplier: Supplier | None, now: datetime) -> None:
    """Insert the job dates that are missing up to the local date of `now`; a missed week is a longer list."""
    operations.plan(supplier=supplier, dates=missing(supplier=supplier, now=now))


def missing(*, supplier: Supplier | None, now: datetime) -> list[tuple[str, date]]:
    """Return the jobs and dates that have no row up to the local date of `now`; changes nothing."""
    local = now.astimezone(ZoneInfo(supplier.time_zone if supplier else "Europe/Copenhagen"))
    planned = queries.last_planned(supplier=supplier)
    first = supplier.starts_on if supplier else local.date()
    return [
        (step.job, day)
        for step in steps_of(supplier)
        for day in _missing(step, planned.get(step.job), first=first, local=local)
    ]


def _missing(step: Step, last: date | None, *, first: date, local: datetime) -> list[date]:
    through = local.date() if local.time() >= step.not_before else local.date() - ONE_DAY
    start = max(first, last + ONE_DAY) if last else first
    if start > through:
        return []
    if step.latest_only:
        return [through]
    return [start + n * ONE_DAY for n in range((through - start).days + 1)]


def run_job(job_run: JobRun) -> bool:
    """
    Claim a job and do its work; False when another worker has it.

    A step that fails is written down and tried again, then parked; the exception does not travel, so
    that one supplier's trouble stops no other.
    """
    if not operations.claim(job_run=job_run):
        return False
    crashpoint("job.claimed")
    if job_run.attempts > operations.MAX_ATTEMPTS:
        _hand_back(job_run, "Its worker died in every try; another try would only kill the next one.")
        return True
    try:
        result = _work(job_run)()
    except Exception as error:
        logger.exception("job failed", extra={"job": job_run.job, "for_date": job_run.for_date})
        _hand_back(job_run, f"{type(error).__name__}: {error}")
    else:
        crashpoint("job.worked")
        failed_before = bool(job_run.error)
        operations.finish(job_run=job_run, result=result)
        if failed_before:
            alarm.silence(kind="job-parked", ref=f"job:{job_run.pk}", by="job:day")
    return True


def _hand_back(job_run: JobRun, error: str) -> None:
    """Let a job be tried again, or park it and call a person."""
    operations.fail(job_run=job_run, error=error)
    if job_run.state == JobState.PARKED:
        alarm.sound(
            supplier=job_run.supplier,
            kind="job-parked",
            ref=f"job:{job_run.pk}",
            text=f"{job_run} is parked: {error}"[:300],
            severity=Severity.PAGE,
        )


def _work(job_run: JobRun) -> Callable[[], Counts]:
    run = _STEPS[job_run.job].run
    if job_run.supplier is None:
        return partial(run, as_of=job_run.for_date)
    return partial(run, supplier=job_run.supplier, as_of=job_run.for_date)


def waiting(supplier: Supplier | None, *, through: date) -> list[JobRun]:
    """Return the jobs of a supplier that wait, in order; only the first of them may run."""
    order = [step.job for step in steps_of(supplier)]
    return queries.waiting(supplier=supplier, order=order, through=through)


def play(supplier: Supplier | None, *, through: date, now: datetime) -> Iterator[JobRun]:
    """Plan and run every waiting job of a supplier up to a date, in order, yielding each try."""
    plan(supplier=supplier, now=now)
    while rows := waiting(supplier, through=through):
        for row in rows:
            if not run_job(row):
                return
            yield row
            if row.state == JobState.PLANNED:
                break


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


def check_invariants(*, as_of: date) -> int:
    """Check all invariants and return how many are broken."""
    return sum(1 for result in invariant.check_all(as_of=as_of) if result.rows)

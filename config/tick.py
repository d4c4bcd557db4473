"""The tick: once a minute ask the database what is missing, plan it, and nudge the workers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from celery import shared_task
from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from config import day
from config.foundation import clock
from config.foundation.after_commit import send_task_after_commit

LOCK = 7_261_001
"""Key of the advisory lock that lets one tick at a time plan; any constant of our own will do."""


SWEEPS = ("accounts.send_due_messages", "billing.sweep_provider_events", "billing.sweep_payments")
HOURLY = ("billing.list_provider_events", "billing.sweep_documents")


def tick() -> int:
    """
    Plan what is missing and dispatch what may start; return how many jobs were dispatched.

    A second tick at the same moment finds the lock taken and does nothing. A lost nudge is sent again
    by the next tick, because the job is still waiting in the database. Suppliers wait for the jobs of
    the installation: their day is priced with what those take in.
    """
    now = clock.now()
    with transaction.atomic():
        if not _alone():
            return 0
        suppliers = Supplier.objects.order_by("pk")
        for tenant in (None, *suppliers):
            day.plan(supplier=tenant, now=now)
        dispatched = _dispatch_all(suppliers)
        _sweep(now)
        _heartbeat()
    return dispatched


def _dispatch_all(suppliers: Iterable[Supplier]) -> int:
    """Dispatch what of the installation's waits, and only when nothing does, what of the suppliers' waits."""
    if day.waiting(None, through=clock.today()):
        return _dispatch(day.startable(None, through=clock.today()))
    return sum(_dispatch(day.startable(supplier, through=clock.today())) for supplier in suppliers)


def _sweep(now: datetime) -> None:
    """Send those who look for mails, events and payments whose own nudge was lost."""
    for name in (*SWEEPS, *(HOURLY if now.minute == 0 else ())):
        send_task_after_commit(name)


def _dispatch(job_runs: Sequence[JobRun]) -> int:
    for job_run in job_runs:
        send_task_after_commit("config.run_job", job_run_id=job_run.pk)
    return len(job_runs)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _heartbeat() -> None:
    JobRun.objects.update_or_create(
        supplier=None,
        job="tick",
        for_date=clock.today(),
        defaults={"state": JobState.DONE, "finished_at": Now()},
    )


@shared_task(name="config.tick", max_retries=0, ignore_result=True)
def tick_task(**_ignored: object) -> None:
    tick()


# A stint ends by itself after settings.STINT_SECONDS; the limits are for one that hangs, and end before its lease.
@shared_task(name="config.run_job", max_retries=3, time_limit=280, soft_time_limit=240, ignore_result=True)
def run_job_task(*, job_run_id: int, **_ignored: object) -> None:
    job_run = JobRun.objects.select_related("supplier").get(pk=job_run_id)
    if day.run_job(job_run):
        _dispatch(day.startable_after(job_run, through=clock.today()))

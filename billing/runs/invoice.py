"""The invoice run: issue what is due, a chunk of accounts at a time; who lacks data waits for a person to see."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from accounts.enums import TaskState
from accounts.models import StaffTask, Supplier
from accounts.operations import staff_task
from accounts.operations.event import subject_type
from billing.models import BillingAccount, Entry, Invoice, InvoiceLine, Transaction
from billing.operations import invoice
from billing.operations.invoice import Prepared
from billing.queries import invoice_due
from billing.queries.invoice_due import DueAccount
from billing.queries.invoice_line import chunk_lines
from billing.queries.price_book import PriceBook
from config.foundation.after_commit import send_task_after_commit
from config.foundation.crashpoint import crashpoint
from config.foundation.period import Period
from config.foundation.read_ahead import read_ahead
from config.foundation.stint import Stint
from config.foundation.table_statistics import analyse_if_never

WAITS = "invoice-waits"
JOB = "job:documents"
ACCOUNTS = "accounts"
WRITTEN = [model._meta.db_table for model in (Invoice, InvoiceLine, Transaction, Entry)]


def issue_due(
    *, supplier: Supplier, as_of: date, chunk: int = invoice_due.CHUNK, stint: Stint | None = None
) -> Mapping[str, int]:
    """
    Issue every invoice due on or before `as_of`, oldest period first; missed months follow one by one.

    Each chunk is one transaction, while the lines of the next are worked out; what is invoiced is not selected
    again. An account with a day missing is never invoiced with a hole: it waits, and the staff queue says since
    when and for what.
    """
    stint = stint or Stint()
    counts = {"issued": 0, "waiting": 0}
    through = invoice_due.latest(supplier_id=supplier.pk, as_of=as_of)
    if through is None:
        return counts
    chunks = invoice_due.chunks(
        supplier_id=supplier.pk, through=through, size=chunk, share=stint.share, after=stint.after(ACCOUNTS)
    )

    def read(ids: Sequence[int]) -> tuple[Sequence[int], list[DueAccount], Prepared | None]:
        due = invoice_due.due_accounts(ids, through=through, as_of=as_of)
        return ids, due, _prepared(due) if due else None

    for ids, due, prepared in read_ahead(chunks, read):
        while due:
            _issue_chunk(supplier, prepared or _prepared(due), as_of, counts)
            due, prepared = invoice_due.following(due, through=through, as_of=as_of), None
        if stint.reached(ACCOUNTS, ids[-1]):
            break
    return counts


def order_documents(*, supplier: Supplier, counts: Mapping[str, int], whole: bool) -> None:
    """Have the documents of what was issued made, in the background, whether all of it was or not."""
    del whole
    if counts.get("issued"):
        send_task_after_commit("billing.make_documents", supplier_id=supplier.pk)


def _issue_chunk(supplier: Supplier, prepared: Prepared, as_of: date, counts: dict[str, int]) -> None:
    done = invoice.issue(supplier=supplier, prepared=prepared, as_of=as_of)
    crashpoint("invoice.chunk")
    analyse_if_never(WRITTEN)
    waiting = prepared.chunk.waiting
    _close_tasks(supplier, [one.account.id for one in done], as_of)
    _ask(supplier, waiting, as_of)
    counts["issued"] += len(done)
    counts["waiting"] += len(waiting)


def _prepared(due: Sequence[DueAccount]) -> Prepared:
    first = min(account.period.starts_on for account in due)
    book = PriceBook(Period(first, max(account.period.end for account in due)))
    return invoice.prepare(chunk=chunk_lines(due, book=book))


def _ask(supplier: Supplier, waiting: Sequence[tuple[DueAccount, date]], as_of: date) -> None:
    """One open task per account, however many days it waits."""
    known = _open_tasks(supplier, [account.id for account, _day in waiting])
    new = {account.id: day for account, day in waiting if account.id not in known}
    due_at = datetime.combine(as_of + timedelta(days=1), time(12), ZoneInfo(supplier.time_zone))
    for account in BillingAccount.objects.filter(pk__in=new).select_related("customer"):
        staff_task.ask(
            supplier=supplier,
            kind=WAITS,
            subject=account,
            title=f"{account.number}: {new[account.pk].isoformat()}",
            explanation=gettext("A value or a price is missing for %(day)s, so no invoice was made on %(as_of)s.")
            % {"day": new[account.pk].isoformat(), "as_of": as_of.isoformat()},
            due_at=due_at,
            customer=account.customer,
        )


def _close_tasks(supplier: Supplier, accounts: Sequence[int], as_of: date) -> None:
    for task in StaffTask.objects.filter(pk__in=_open_tasks(supplier, accounts).values()):
        staff_task.finish(
            task=task, outcome=gettext("Invoiced on %(day)s.") % {"day": as_of.isoformat()}, by=JOB, as_of=as_of
        )


def _open_tasks(supplier: Supplier, accounts: Sequence[int]) -> dict[int, int]:
    """A chunk is a stretch of keys: two bounds find its tasks sooner than a thousand keys would."""
    if not accounts:
        return {}
    own = set(accounts)
    tasks = StaffTask.objects.filter(
        supplier=supplier,
        kind=WAITS,
        subject_type=subject_type(BillingAccount()),
        subject_id__range=(min(own), max(own)),
    ).exclude(state=TaskState.DONE)
    return {subject: pk for subject, pk in tasks.values_list("subject_id", "pk") if subject in own}

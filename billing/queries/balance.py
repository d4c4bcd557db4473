"""What an account stands at: the books plus what is used and not invoiced, and how each day closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Max, QuerySet, Sum

from billing.enums import LedgerAccount
from billing.models import BillingAccount, Entry, Invoice
from billing.queries.unbilled_cost import CostByDay, costs_by_day
from billing.rules.balance import rounded
from config.foundation.compiled_query import compiled_once
from config.foundation.period import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AccountPosition:
    """
    Where an account stands by the end of a day, in minor units: positive is the customer's money.

    `booked` is the ledger, `unbilled` the cost of the days no invoice covers, known up to `costs_through`.
    """

    as_of: date
    currency: str
    booked: int
    unbilled: int
    unbilled_from: date | None
    costs_through: date | None

    @property
    def balance(self) -> int:
        return self.booked - self.unbilled

    @property
    def words(self) -> str:
        """Return whose money it is: "we_owe_you", "you_owe" or "even"."""
        return "we_owe_you" if self.balance > 0 else "you_owe" if self.balance < 0 else "even"


@dataclass(frozen=True, slots=True)
class DayClose:
    """How a day closed."""

    day: date
    balance: int


def ledger_balance(*, account: BillingAccount, as_of: date) -> int:
    """Return what the books owe the customer by the end of a day: minus the sum of the receivable entries."""
    return -sum(_booked(account.pk, as_of))


@compiled_once
def _booked(account: int, as_of: date) -> QuerySet[Entry, int]:
    entries = Entry.objects.filter(
        billing_account_id=account, ledger_account=LedgerAccount.RECEIVABLE, business_date__lte=as_of
    )
    return entries.values("billing_account_id").annotate(total=Sum("amount")).values_list("total", flat=True)


def account_position(*, account: BillingAccount, as_of: date) -> AccountPosition:
    """Return where the account stands by the end of a day, as far as costs are known."""
    billed_to = _billed_to(account, as_of)
    costs = costs_by_day(account=account, period=Period(billed_to or account.opened_on, as_of + ONE_DAY))
    return AccountPosition(
        as_of=as_of,
        currency=account.currency,
        booked=ledger_balance(account=account, as_of=as_of),
        unbilled=rounded(exact=sum(costs.exact.values(), Fraction(0))),
        unbilled_from=min(costs.exact, default=None),
        costs_through=costs.through,
    )


def closing_balances(*, account: BillingAccount, period: Period) -> list[DayClose]:
    """
    Return how each day of the period closed: the books of that day less the cost of days not invoiced by then.

    Source: X-59 (end-of-day balances count).
    """
    invoices = list(Invoice.objects.filter(billing_account=account).values_list("issued_on", "period_ends_before"))
    first = max([account.opened_on, *(ends for issued, ends in invoices if issued <= period.starts_on)])
    costs = costs_by_day(account=account, period=Period(first, period.ends_before))
    booked = ledger_balance(account=account, as_of=period.starts_on - ONE_DAY)
    moved = _moved(account, period)
    closes = []
    for day in period.each_day():
        booked -= moved.get(day, 0)
        closes.append(DayClose(day, booked - _open_on(day, invoices, costs)))
    return closes


def _open_on(day: date, invoices: Sequence[tuple[date, date]], costs: CostByDay) -> int:
    billed_to = max((ends for issued, ends in invoices if issued <= day), default=date.min)
    return rounded(exact=sum((cost for on, cost in costs.exact.items() if billed_to <= on <= day), Fraction(0)))


def _billed_to(account: BillingAccount, as_of: date) -> date | None:
    return max(_period_ends(account.pk, as_of), default=None)


@compiled_once
def _period_ends(account: int, as_of: date) -> QuerySet[Invoice, date]:
    invoices = Invoice.objects.filter(billing_account_id=account, issued_on__lte=as_of)
    of_account = invoices.values("billing_account_id").annotate(end=Max("period_ends_before"))
    return of_account.values_list("end", flat=True)


def _moved(account: BillingAccount, period: Period) -> dict[date, int]:
    entries = Entry.objects.filter(
        billing_account=account,
        ledger_account=LedgerAccount.RECEIVABLE,
        business_date__gte=period.starts_on,
        business_date__lt=period.ends_before,
    )
    return dict(entries.values_list("business_date").annotate(total=Sum("amount")))

"""What the overview says of money and use, for all of a customer's accounts at once, in at most nine queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import CharField, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Customer
from billing.enums import DueKind, DueState, LedgerAccount, MethodState
from billing.models import (
    AcontoInstalment,
    BillingAccount,
    CostMonth,
    DueItem,
    Entry,
    Invoice,
    Payment,
    PaymentMethod,
)
from billing.queries.aconto import OPEN_STATES
from billing.queries.balance import AccountPosition
from billing.queries.consumption import Asked, Consumption, Grain, View, page_of, year_before
from billing.queries.day_use import use_of_months
from billing.queries.invoice import InvoiceRow, invoice_rows, some_of
from billing.queries.unbilled_cost import OwnPrices, costs_of, own_prices, subscription_charges
from billing.rules.balance import rounded
from config.foundation.calendar import add_months
from config.foundation.compiled_query import compiled_once
from config.foundation.period import ONE_DAY, Period
from contracts.enums import Quality
from contracts.models import PriceTerm, Supply
from contracts.queries.metering_point import is_sold, points_of, supplies_of

LATEST_INVOICES = 3
METHOD_FIELDS = ("kind", "state", "brand", "last4", "expires_month", "expires_year", "invalid_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A payment that waits or comes: an open claim with how its last payment went, or one that is planned."""

    amount: int
    kind: str
    day: date
    due_on: date
    is_claim: bool
    payment_state: str
    payment_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    One account: where it stands, how it pays, and what is to be paid, open claims before what is planned.

    `use` is the newest month with values of the meter it pays for now.
    """

    account: BillingAccount
    position: AccountPosition
    method: PaymentMethod | None
    coming: tuple[Coming, ...]
    use: Consumption | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a customer's accounts, homes and invoices add up to on a day."""

    standings: tuple[Standing, ...]
    supplies: tuple[Supply, ...]
    running: tuple[Supply, ...]
    price_terms: tuple[PriceTerm, ...]
    invoices: tuple[InvoiceRow, ...]
    measured_until: date | None


def overview_of(*, customer: Customer, as_of: date, locale: str) -> Overview:
    """Return the overview's figures; the number of queries does not depend on how much there is."""
    accounts = _accounts(customer, as_of)
    supplies = _supplies(customer.pk, customer.supplier_id)
    months = _months(supplies, accounts, as_of)
    prices = own_prices({supply.agreement.product_id for supply in supplies})
    running = _running(supplies, as_of)
    owed = {account.pk: account.receivable for account in accounts}
    return Overview(
        standings=tuple(_standings(accounts, running, months, prices, as_of=as_of, locale=locale)),
        supplies=tuple(supplies),
        running=tuple(running),
        price_terms=tuple(prices.terms),
        invoices=tuple(
            invoice_rows(some_of(customer, year=None, first=0, most=LATEST_INVOICES), as_of=as_of, owed=owed)
        ),
        measured_until=_measured_until(months),
    )


def _running(supplies: Sequence[Supply], as_of: date) -> list[Supply]:
    """Those that run or are to come; one that only takes over at a meter where another runs is not yet told of."""
    open_ended = [supply for supply in supplies if not supply.ends_before or supply.ends_before > as_of]
    begun = {supply.metering_point_id for supply in open_ended if supply.starts_on <= as_of}
    return [supply for supply in open_ended if supply.starts_on <= as_of or supply.metering_point_id not in begun]


def _accounts(customer: Customer, as_of: date) -> list[Any]:
    """Return the accounts with their books, the end of what is invoiced, and the method in use."""
    found: dict[int, Any] = {}
    for row in _account_rows(customer.pk, customer.supplier_id, as_of):
        found.setdefault(row.pk, row)
    return list(found.values())


@compiled_once
def _account_rows(customer: int, supplier: int, as_of: date) -> QuerySet[BillingAccount]:
    mine = BillingAccount.objects.filter(customer_id=customer, supplier_id=supplier)
    entries = Entry.objects.filter(
        billing_account=OuterRef("pk"), ledger_account=LedgerAccount.RECEIVABLE, business_date__lte=as_of
    )
    invoices = Invoice.objects.filter(billing_account=OuterRef("pk"), issued_on__lte=as_of)
    in_use = Q(payment_methods__state__in=[MethodState.ACTIVE, MethodState.INVALID])
    rows = mine.annotate(
        receivable=Coalesce(
            Subquery(entries.values("billing_account").annotate(sum=Sum("amount")).values("sum")), Value(0)
        ),
        billed_to=Subquery(invoices.order_by("-period_ends_before").values("period_ends_before")[:1]),
        used=FilteredRelation("payment_methods", condition=in_use),
    ).annotate(**{f"method_{name}": F(f"used__{name}") for name in ("id", *METHOD_FIELDS)})
    return rows.order_by(F("closed_on").asc(nulls_first=True), "fuel", "pk", "used__state", "-used__id")


@compiled_once
def _supplies(customer: int, supplier: int) -> QuerySet[Supply]:
    theirs = supplies_of(Customer(pk=customer, supplier_id=supplier))
    return theirs.annotate(account_id=F("billed__billing_account_id"))


def _method(account: Any) -> PaymentMethod | None:
    if account.method_id is None:
        return None
    fields = {name: getattr(account, f"method_{name}") for name in METHOD_FIELDS}
    return PaymentMethod(pk=account.method_id, billing_account=account, **fields)


def _months(supplies: Sequence[Supply], accounts: Sequence[Any], as_of: date) -> list[CostMonth]:
    """Return the cost months that are not invoiced, this month and the one before, and the same a year ago."""
    shown = [add_months(as_of.replace(day=1), -number) for number in (0, 1)]
    starts = {account.pk: (account.billed_to or account.opened_on).replace(day=1) for account in accounts}
    first = min([*starts.values(), *shown])
    of = {supply.pk: supply for supply in supplies}
    a_year_ago = [add_months(month, -12) for month in shown]
    found = _month_rows(first, a_year_ago, list(of))
    for row in found:
        row.supply = of[row.supply_id]
    return found


@compiled_once
def _month_rows(first: date, others: Sequence[date], supplies: Sequence[int]) -> QuerySet[CostMonth]:
    rows = CostMonth.objects.filter(Q(month__gte=first) | Q(month__in=others), supply_id__in=supplies)
    return rows.order_by("supply_id", "month")


def _standings(
    accounts: Sequence[Any],
    running: Sequence[Any],
    months: Sequence[Any],
    prices: OwnPrices,
    *,
    as_of: date,
    locale: str,
) -> Iterable[Standing]:
    companies = {row.supply.metering_point.grid_company for row in months} - {None}
    charges = subscription_charges([company for company in companies if company.subscription_code])
    coming = _coming(accounts)
    for account in accounts:
        since = account.billed_to or account.opened_on
        period = Period(since, max(as_of + ONE_DAY, since))
        rows = [row for row in months if row.supply.account_id == account.pk]
        costs = costs_of(rows=rows, period=period, prices=prices, subscriptions=charges)
        position = AccountPosition(
            as_of=as_of,
            currency=account.currency,
            booked=-account.receivable,
            unbilled=rounded(exact=sum(costs.exact.values(), Fraction(0))),
            unbilled_from=min(costs.exact, default=None),
            costs_through=costs.through,
        )
        own = [supply for supply in running if supply.account_id == account.pk]
        asked = _asked(own, rows, account.currency, locale)
        yield Standing(
            account=account,
            position=position,
            method=_method(account),
            coming=tuple(coming[account.pk]),
            use=_use(asked, rows, prices) if asked else None,
        )


def _coming(accounts: Sequence[Any]) -> Mapping[int, list[Coming]]:
    """Return open claims and what is planned of all accounts, in one query."""
    rows = _coming_rows([account.pk for account in accounts])
    found: dict[int, list[Coming]] = defaultdict(list)
    for is_claim, account, amount, kind, day, due_on, state, code in sorted(
        rows, key=lambda row: (-row[0], row[4])
    ):
        found[account].append(
            Coming(
                amount=amount,
                kind=kind,
                day=day,
                due_on=due_on,
                is_claim=bool(is_claim),
                payment_state=state,
                payment_code=code,
            )
        )
    return found


@compiled_once
def _coming_rows(accounts: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    last = Payment.objects.filter(due_item=OuterRef("pk")).order_by("-number")
    nothing = Value("", output_field=CharField())
    columns = ("is_claim", "billing_account_id", "amount", "what", "day", "due", "payment_state", "payment_code")
    claims = DueItem.objects.filter(billing_account__in=accounts, state=DueState.OPEN).annotate(
        is_claim=Value(1),
        what=F("kind"),
        day=F("collect_on"),
        due=F("due_on"),
        payment_state=Coalesce(Subquery(last.values("state")[:1]), nothing),
        payment_code=Coalesce(Subquery(last.values("failure_code")[:1]), nothing),
    )
    planned = AcontoInstalment.objects.filter(billing_account__in=accounts, state__in=OPEN_STATES).annotate(
        is_claim=Value(0),
        what=Value(str(DueKind.ACONTO), output_field=CharField()),
        day=F("collect_on"),
        due=F("collect_on"),
        payment_state=nothing,
        payment_code=nothing,
    )
    return claims.order_by().values_list(*columns).union(planned.order_by().values_list(*columns), all=True)


def _asked(running: Sequence[Supply], months: Sequence[CostMonth], currency: str, locale: str) -> Asked | None:
    """Choose what is charted: the home's first meter, in the newest month that has values."""
    point = next((point for point in points_of(running) if not is_sold(point)), None)
    at_point = [supply for supply in running if point and supply.metering_point_id == point.pk]
    ids = {supply.pk for supply in at_point}
    newest = max((row.month for row in months if row.supply_id in ids and any(row.quality)), default=None)
    if newest is None:
        return None
    return Asked(
        supplies=at_point,
        currency=currency,
        view=View.MONTH,
        starts_on=newest,
        grain=Grain.HOUR,
        locale=locale,
    )


def _use(asked: Asked, months: Sequence[CostMonth], prices: OwnPrices) -> Consumption:
    ids = {supply.pk for supply in asked.supplies}
    own = [row for row in months if row.supply_id in ids]
    then = year_before(asked.period).starts_on
    uses = use_of_months(months=[row for row in own if row.month == asked.starts_on], prices=prices)
    before = use_of_months(months=[row for row in own if row.month == then], prices=None)
    return page_of(asked, uses=uses, before=before)


def _measured_until(months: Sequence[CostMonth]) -> date | None:
    """Return the last day with measured values of anything the customer uses."""
    days = [
        row.month.replace(day=place + 1)
        for row in months
        for place, quality in enumerate(row.quality)
        if quality and quality < Quality.ESTIMATED
    ]
    return max(days, default=None)

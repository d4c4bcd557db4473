"""Which billing accounts have a period to invoice, and which parts of supplies the period holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.db import connection

from billing.rules.invoice_period import Schedule, due_period, invoiced_through, schedule
from config.foundation.array_text import array_text
from config.foundation.period import Period
from config.foundation.share import WHOLE, Share
from contracts import terms
from contracts.enums import SettlementMethod

CHUNK = 1000

KINDS_OF_TERMS = """
SELECT DISTINCT a.terms_code, m.fuel, m.settlement, m.remotely_read
FROM contracts_supply s
JOIN contracts_agreement a ON a.id = s.agreement_id
JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
WHERE s.supplier_id = %s
"""

# An account and the day its invoices go up to, when some of its supply is not invoiced through a day.
OPEN_ACCOUNT = """
    FROM billing_billingaccount b
    LEFT JOIN LATERAL (SELECT max(i.period_ends_before) AS ends FROM billing_invoice i
        WHERE i.billing_account_id = b.id AND i.corrects_id IS NULL) last ON true
    WHERE {which} AND EXISTS (
        SELECT 1 FROM billing_billedsupply x JOIN contracts_supply s ON s.id = x.supply_id
        WHERE x.billing_account_id = b.id AND greatest(s.starts_on, last.ends) < %s
            AND (s.ends_before IS NULL OR s.ends_before > greatest(s.starts_on, last.ends)))
"""

OPEN_ACCOUNTS = f"SELECT b.id {OPEN_ACCOUNT} ORDER BY b.id"

OPEN_SUPPLIES = f"""
WITH account AS (
    SELECT b.id, b.customer_id, b.currency, b.number, last.ends AS invoiced
    {OPEN_ACCOUNT.format(which="b.id = ANY(%s::bigint[])")}
)
SELECT account.id, account.customer_id, account.currency, account.number, account.invoiced,
    s.id, s.starts_on, s.ends_before, a.terms_code, a.product_id, p.kind, m.kind, m.fuel, m.settlement,
    m.remotely_read, m.price_area, coalesce(g.gln, ''), coalesce(g.tariff_code, ''),
    coalesce(g.subscription_code, '')
FROM account
JOIN billing_billedsupply x ON x.billing_account_id = account.id
JOIN contracts_supply s ON s.id = x.supply_id
JOIN contracts_agreement a ON a.id = s.agreement_id
JOIN contracts_product p ON p.id = a.product_id
JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
LEFT JOIN contracts_gridcompany g ON g.id = m.grid_company_id
WHERE s.ends_before IS NULL OR s.ends_before > greatest(s.starts_on, account.invoiced)
ORDER BY account.id, m.kind, s.starts_on, s.id
"""  # noqa: S608 -- our own constant


@dataclass(frozen=True, slots=True)
class OpenSupply:
    """A supply of an account as the invoice needs it; `invoiced` is the first day no invoice covers."""

    account: int
    customer: int
    currency: str
    account_number: str
    invoiced: date | None
    id: int
    starts_on: date
    ends_before: date | None
    terms_code: str
    product_id: int
    product_kind: str
    point_kind: str
    fuel: str
    settlement: str
    remotely_read: bool
    price_area: str
    grid_gln: str
    tariff_code: str
    subscription_code: str

    @property
    def open_from(self) -> date:
        return max(self.starts_on, self.invoiced) if self.invoiced else self.starts_on


@dataclass(frozen=True, slots=True)
class DueAccount:
    """An account with its oldest due period, and the parts of its supplies that lie in it."""

    id: int
    customer: int
    currency: str
    period: Period
    schedule: Schedule
    parts: tuple[tuple[OpenSupply, Period], ...]


def latest(*, supplier_id: int, as_of: date) -> date | None:
    """Return the last day any of the supplier's agreements may be invoiced through; None without any."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS_OF_TERMS, [supplier_id])
        schedules = [_schedule(*row) for row in cursor.fetchall()]
    return max((invoiced_through(schedule=each, as_of=as_of) for each in schedules), default=None)


def chunks(
    *, supplier_id: int, through: date, size: int = CHUNK, share: Share = WHOLE, after: int = 0
) -> list[list[int]]:
    """
    Return a share's accounts with days to invoice up to `through`, `size` at a time, from `after` on.

    They are looked up once, as a share is small enough to hold; `through` is `latest`.
    """
    ids = _open_accounts(supplier_id, share, after, through)
    return [ids[first : first + size] for first in range(0, len(ids), size)]


def due_accounts(ids: Sequence[int], *, through: date, as_of: date) -> list[DueAccount]:
    """Return those of the accounts that have a period due on `as_of`, each with its oldest."""
    found = groupby(_open(ids, through), key=lambda supply: supply.account)
    due = [_due(list(own), as_of) for _account, own in found]
    return [account for account in due if account is not None]


def following(due: Sequence[DueAccount], *, through: date, as_of: date) -> list[DueAccount]:
    """Return the accounts just invoiced whose next period is due as well: missed months follow one by one."""
    known = {account.id: account.period for account in due if account.period.end < through}
    again = due_accounts(list(known), through=through, as_of=as_of) if known else []
    return [account for account in again if account.period != known[account.id]]


def schedule_of(supply: OpenSupply) -> Schedule:
    """Return when the supply's agreement is invoiced."""
    return _schedule(supply.terms_code, supply.fuel, supply.settlement, supply.remotely_read)


@lru_cache(maxsize=256)
def _schedule(terms_code: str, fuel: str, settlement: str, remotely_read: bool) -> Schedule:
    invoicing = terms.by_code(terms_code).invoicing
    if invoicing is None:
        raise ValueError(f"The terms {terms_code} know no invoices.")
    hourly = remotely_read and settlement == SettlementMethod.FLEX
    return schedule(invoicing=invoicing, fuel=fuel, read_remotely_by_the_hour=hourly)


def _open_accounts(supplier_id: int, share: Share, after: int, through: date) -> list[int]:
    which = f"b.supplier_id = %s AND b.id > %s AND {share.sql('b.id')}"
    with connection.cursor() as cursor:
        cursor.execute(OPEN_ACCOUNTS.format(which=which), [supplier_id, after, through])
        return [row[0] for row in cursor.fetchall()]


def _open(accounts: Sequence[int], through: date) -> list[OpenSupply]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SUPPLIES, [array_text(accounts), through])
        return [OpenSupply(*row) for row in cursor.fetchall()]


def _due(supplies: Sequence[OpenSupply], as_of: date) -> DueAccount | None:
    """The account follows the schedule of the supply that is open first."""
    oldest = min(supplies, key=_open_from)
    ends = [supply.ends_before for supply in supplies]
    last_end = None if None in ends else max(end for end in ends if end)
    own = schedule_of(oldest)
    period = _period(
        oldest.terms_code, oldest.fuel, oldest.settlement, oldest.remotely_read, as_of, oldest.open_from, last_end
    )
    if period is None:
        return None
    parts = tuple((supply, part) for supply in supplies if (part := _part(supply, period)) is not None)
    return DueAccount(oldest.account, oldest.customer, oldest.currency, period, own, parts)


def _open_from(supply: OpenSupply) -> date:
    return supply.open_from


@lru_cache(maxsize=4096)
def _period(
    terms_code: str, fuel: str, settlement: str, remotely_read: bool, as_of: date, since: date, end: date | None
) -> Period | None:
    """Most accounts of a chunk have the same answer, and words and dates are quickly looked up."""
    own = _schedule(terms_code, fuel, settlement, remotely_read)
    return due_period(schedule=own, as_of=as_of, open_from=since, ends_before=end)


def _part(supply: OpenSupply, period: Period) -> Period | None:
    """Most supplies are open for the whole period, which then stands for itself."""
    if supply.open_from == period.starts_on and (not supply.ends_before or supply.ends_before >= period.end):
        return period
    return Period(supply.open_from, supply.ends_before).clip(to=period)

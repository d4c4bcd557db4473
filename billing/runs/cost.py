"""The daily cost run: price every metered day that is due, a chunk of supplies at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Supplier
from accounts.operations import alarm
from billing.operations import cost_month
from billing.queries import cost_day, cost_supply, heating_tax
from billing.queries.cost_day import DayRows
from billing.queries.cost_supply import CostSupply
from billing.queries.price_book import PriceBook
from billing.queries.supply_price import PricedDays, priced
from billing.runs import following_supply, moved_supply, ordered_supply
from config.foundation.crashpoint import crashpoint
from config.foundation.period import Period
from config.foundation.read_ahead import read_ahead
from config.foundation.stint import Stint

SUPPLIES = "supplies"


def compute_due(
    *, supplier: Supplier, as_of: date, chunk: int = cost_supply.CHUNK, stint: Stint | None = None
) -> Mapping[str, int]:
    """
    Price the days before `as_of` of a supplier's supplies; days without values or prices wait.

    Each chunk is written in one transaction that may run twice: the same days give the same rows. The next
    one is read meanwhile. What has moved to a new address, took over from another supply, or was ordered, is first
    given the account that pays for it from its first day on.
    """
    stint = stint or Stint()
    moved_supply.bill_due(supplier=supplier, as_of=as_of, share=stint.share)
    following_supply.bill_due(supplier=supplier, as_of=as_of, share=stint.share)
    ordered_supply.bill_due(supplier=supplier, as_of=as_of, share=stint.share)
    counts = {"supplies": 0, "days": 0, "waiting": 0}
    chunks = cost_supply.chunks(
        supplier_id=supplier.pk, as_of=as_of, size=chunk, share=stint.share, after=stint.after(SUPPLIES)
    )
    for found in read_ahead(chunks, _Reading(as_of).read):
        days = _priced(found)
        cost_month.write(supplier_id=supplier.pk, supplies=found.supplies, days=days)
        counts["supplies"] += len(found.ids)
        counts["days"] += sum(len(each.day) for each in days)
        counts["waiting"] += sum(each.waiting for each in days)
        crashpoint("cost.chunk")
        if stint.reached(SUPPLIES, found.ids[-1]):
            break
    return counts


def tell_waiting(*, supplier: Supplier, counts: Mapping[str, int], whole: bool) -> None:
    """
    Raise the alarm while metered days of any share wait for a price, and end it when none does.

    A share that is parked has not looked at all its days, so it ends no alarm.
    """
    ref, waiting = f"prices:{supplier.code}", counts.get("waiting", 0)
    if waiting:
        text = f"{waiting} metered days wait for market prices or tariffs."
        alarm.sound(supplier=supplier, kind="prices-missing", ref=ref, text=text)
    elif whole:
        alarm.silence(kind="prices-missing", ref=ref, by="job:daily-cost")


@dataclass(frozen=True, slots=True, eq=False)
class _Due:
    """A chunk of supplies, those of them that are still there, their due days by length, and the prices."""

    ids: Sequence[int]
    supplies: Sequence[CostSupply]
    days: Sequence[DayRows]
    book: PriceBook


class _Reading:
    """Reads chunks; price vectors are kept from chunk to chunk."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self._book: PriceBook | None = None

    def read(self, ids: Sequence[int]) -> _Due:
        """Read the due days of a chunk; what comes in meanwhile is priced by the next run."""
        supplies = cost_supply.supplies(ids)
        book = self._book_from(min((supply.open_from for supply in supplies), default=self.as_of))
        return _Due(ids, supplies, list(cost_day.due_days(supplies, changes=book.changes, as_of=self.as_of)), book)

    def _book_from(self, first: date) -> PriceBook:
        """An older open day than any before needs a wider book."""
        if self._book is None or first < self._book.window.starts_on:
            self._book = PriceBook(Period(first, self.as_of + timedelta(days=1)))
        return self._book


def _priced(due: _Due) -> list[PricedDays]:
    reduced = heating_tax.reduced_wh(supplies=due.supplies, groups=due.days)
    return [
        priced(rows, reduced_wh=less, supplies=due.supplies, book=due.book)
        for rows, less in zip(due.days, reduced, strict=True)
    ]

"""The daily cost run: price every metered day that is due, a chunk of supplies at a time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from accounts.models import Supplier
from accounts.operations import alarm
from billing.operations import cost_month
from billing.queries import cost_day, cost_supply, heating_tax
from billing.queries.cost_supply import CostSupply
from billing.queries.price_book import PriceBook
from billing.queries.supply_price import PricedDays, priced
from config.foundation.crashpoint import crashpoint
from config.foundation.period import Period
from config.foundation.stint import Stint

SUPPLIES = "supplies"


def compute_due(
    *, supplier: Supplier, as_of: date, chunk: int = cost_supply.CHUNK, stint: Stint | None = None
) -> Mapping[str, int]:
    """
    Price the days before `as_of` of a supplier's supplies; days without values or prices wait.

    Each chunk is one transaction that may run twice: the same days give the same rows.
    """
    stint = stint or Stint()
    counts = {"supplies": 0, "days": 0, "waiting": 0}
    book: PriceBook | None = None
    after = stint.after(SUPPLIES)
    for ids in cost_supply.chunks(
        supplier_id=supplier.pk, as_of=as_of, size=chunk, share=stint.share, after=after
    ):
        supplies = cost_supply.supplies(ids)
        book = _book(book, supplies, as_of)
        done = compute_chunk(supplier=supplier, supplies=supplies, book=book, as_of=as_of)
        counts["supplies"] += len(ids)
        counts["days"] += sum(len(days.day) for days in done)
        counts["waiting"] += sum(days.waiting for days in done)
        crashpoint("cost.chunk")
        if stint.reached(SUPPLIES, ids[-1]):
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


@transaction.atomic
def compute_chunk(
    *, supplier: Supplier, supplies: Sequence[CostSupply], book: PriceBook, as_of: date
) -> list[PricedDays]:
    """Price the due days of these supplies and write them into their cost months."""
    due = list(cost_day.due_days(supplies, changes=book.changes, as_of=as_of))
    reduced = heating_tax.reduced_wh(supplies=supplies, groups=due)
    done = [
        priced(rows, reduced_wh=less, supplies=supplies, book=book)
        for rows, less in zip(due, reduced, strict=True)
    ]
    cost_month.write(supplier_id=supplier.pk, supplies=supplies, days=done)
    return done


def _book(book: PriceBook | None, supplies: Sequence[CostSupply], as_of: date) -> PriceBook:
    """Price vectors are kept from chunk to chunk; an older open day than any before needs a wider book."""
    first = min(supply.open_from for supply in supplies)
    if book is None or first < book.window.starts_on:
        return PriceBook(Period(first, as_of + timedelta(days=1)))
    return book

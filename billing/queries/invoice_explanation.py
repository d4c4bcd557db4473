"""Price one household's part of an invoice again through the run's own functions, to show the arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from billing.enums import LineKind
from billing.models import Invoice, InvoiceLine
from billing.queries.price_book import PriceBook
from billing.rules.cost_explanation import MarketPrices, Piece, market_prices, pieces
from config.foundation.packed_integers import unpack
from config.foundation.period import Period
from contracts.enums import Quality
from contracts.models import Supply
from contracts.rules.price_vector import PriceMissing

Ints = NDArray[np.int64]

# Read through the supply's own period, so that nobody else's days can come along.
VALUES = """
SELECT s.id, d.day, d.resolution, d.wh, d.quality, d.qualities, d.received_at
FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS p (supply, first, ends)
JOIN contracts_supply s ON s.id = p.supply
JOIN contracts_meteredday d ON d.metering_point_id = s.metering_point_id
    AND d.day >= greatest(p.first, s.starts_on) AND d.day < least(p.ends, s.ends_before)
ORDER BY s.id, d.day
"""


@dataclass(frozen=True, slots=True)
class LineArithmetic:
    """What one line is the sum of; `pieces` add up to its exact cost, or there are none."""

    pieces: tuple[Piece, ...] = ()
    market: MarketPrices | None = None


@dataclass(frozen=True, slots=True)
class ValueQuality:
    """How many values an invoice rests on, how many of them are estimated, and when the last one came."""

    total: int
    estimated: int
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Explained:
    """The arithmetic by line, and how sure the values are."""

    lines: dict[int, LineArithmetic]
    quality: ValueQuality


def explain(*, invoice: Invoice, lines: Sequence[InvoiceLine]) -> Explained:
    """
    Return the arithmetic of the lines whose price changes through the day.

    Values or prices corrected after the invoice no longer add up to it; then the pieces are left out
    rather than shown wrong.
    """
    rows = _values(invoice, lines)
    book = PriceBook(Period(invoice.period_starts_on, invoice.period_ends_before))
    found = {line.pk: _arithmetic(line, rows.get(line.supply_id or 0, []), book) for line in lines}
    return Explained(found, _quality([row for own in rows.values() for row in own]))


@dataclass(frozen=True, slots=True)
class _Row:
    day: date
    resolution: int
    wh: list[int]
    quality: int
    qualities: bytes | None
    received_at: datetime


def _values(invoice: Invoice, lines: Sequence[InvoiceLine]) -> dict[int, list[_Row]]:
    supplies = sorted({line.supply_id for line in lines if line.supply_id})
    span = [[day] * len(supplies) for day in (invoice.period_starts_on, invoice.period_ends_before)]
    with connection.cursor() as cursor:
        cursor.execute(VALUES, [supplies, *span])
        found: dict[int, list[_Row]] = {}
        for supply, day, resolution, packed, *more in cursor.fetchall():
            found.setdefault(supply, []).append(_Row(day, resolution, unpack(packed), *more))
    return found


def _arithmetic(line: InvoiceLine, rows: Sequence[_Row], book: PriceBook) -> LineArithmetic:
    own = Period(line.starts_on, line.ends_before)
    days = [row for row in rows if own.contains(row.day)]
    if not days or line.supply is None:
        return LineArithmetic()
    try:
        found = [_vector(line.kind, line.supply, row, book) for row in days]
    except PriceMissing:
        return LineArithmetic()
    vectors = [vector for vector in found if vector is not None]
    if len(vectors) < len(days):
        return LineArithmetic()
    wh = np.concatenate([np.array(row.wh, np.int64) for row in days])
    vector = np.concatenate(vectors)
    if int(wh @ vector) != (line.exact or 0) * (-1 if line.kind == LineKind.SURPLUS else 1):
        return LineArithmetic()
    if line.kind == LineKind.GRID_TARIFF:
        return LineArithmetic(pieces=pieces(wh=wh, vector=vector))
    return LineArithmetic(market=market_prices(wh=wh, vector=vector))


def _vector(kind: str, supply: Supply, row: _Row, book: PriceBook) -> Ints | None:
    point = supply.metering_point
    if kind in (LineKind.SPOT, LineKind.SURPLUS):
        return book.spot(area=point.price_area, day=row.day, resolution=row.resolution)
    if kind == LineKind.GRID_TARIFF and point.grid_company:
        company = point.grid_company
        return book.tariff(gln=company.gln, code=company.tariff_code, day=row.day, resolution=row.resolution)
    return None


def _quality(rows: Sequence[_Row]) -> ValueQuality:
    total = sum(len(row.wh) for row in rows)
    estimated = sum(
        len(row.wh) * (row.quality == Quality.ESTIMATED)
        if row.qualities is None
        else bytes(row.qualities).count(Quality.ESTIMATED)
        for row in rows
    )
    return ValueQuality(total, estimated, max((row.received_at for row in rows), default=None))

"""Which supplies have days to price, and what is known of each: where it is and what it buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from config.foundation.array_text import array_text
from config.foundation.share import WHOLE, Share

CHUNK = 1000

SUPPLIES = """
SELECT s.id, s.metering_point_id, s.starts_on, s.ends_before, m.kind, m.fuel, m.price_area,
    coalesce(g.gln, ''), coalesce(g.tariff_code, ''), a.product_id, p.kind, m.electric_heating_from,
    greatest(s.starts_on, coalesce(
        (SELECT max(i.period_ends_before) FROM billing_invoice i
            WHERE i.billing_account_id = b.billing_account_id AND i.corrects_id IS NULL),
        s.starts_on))
FROM contracts_supply s
JOIN billing_billedsupply b ON b.supply_id = s.id
JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
LEFT JOIN contracts_gridcompany g ON g.id = m.grid_company_id
JOIN contracts_agreement a ON a.id = s.agreement_id
JOIN contracts_product p ON p.id = a.product_id
WHERE s.id = ANY(%s::bigint[])
ORDER BY s.id
"""

OPEN_SUPPLIES = """
SELECT s.id FROM contracts_supply s JOIN billing_billedsupply b ON b.supply_id = s.id
WHERE s.supplier_id = %s AND s.starts_on < %s AND s.id > %s AND {share}
    AND (s.ends_before IS NULL OR s.ends_before > %s::date - 400)
ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class CostSupply:
    """One supply as the run sees it; `open_from` is the first day no invoice covers."""

    id: int
    metering_point_id: int
    starts_on: date
    ends_before: date | None
    point_kind: str
    fuel: str
    price_area: str
    grid_gln: str
    tariff_code: str
    product_id: int
    product_kind: str
    electric_heating_from: date | None
    open_from: date


def chunks(
    *, supplier_id: int, as_of: date, size: int = CHUNK, share: Share = WHOLE, after: int = 0
) -> list[list[int]]:
    """
    Return ids of a share's supplies that may have days to price, `size` at a time, from `after` on.

    They are looked up once: a share is small enough to hold, and the planner cannot tell how few of the
    rows it is, so it would look through all of them anew for every chunk.
    """
    statement = OPEN_SUPPLIES.format(share=share.sql("b.billing_account_id"))
    with connection.cursor() as cursor:
        cursor.execute(statement, [supplier_id, as_of, after, as_of])
        ids = [row[0] for row in cursor.fetchall()]
    return [ids[first : first + size] for first in range(0, len(ids), size)]


def supplies(ids: Sequence[int]) -> list[CostSupply]:
    """Return what the run knows of the supplies, in order of id."""
    with connection.cursor() as cursor:
        cursor.execute(SUPPLIES, [array_text(ids)])
        return [CostSupply(*row) for row in cursor.fetchall()]

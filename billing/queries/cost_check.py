"""The independent check of the cost run: every day reckoned again by one set-based SQL statement."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

AMOUNTS = ("spot", "markup", "energy", "grid", "system", "transmission", "tax", "tax_reduced")
COLUMNS = ("wh", "quality", *AMOUNTS, "reduced_wh")

# Every interval by its own instant, with four times its price: none of the run's vectors or day lengths is
# used. An hour against quarter prices takes the mean of its four, a quarter its hour's.
INTERVALS = """
interval AS MATERIALIZED (
    SELECT s.id AS supply, s.starts_on, d.day, d.quality, w.wh::numeric AS wh, d.resolution, m.kind, m.fuel,
        m.price_area, m.electric_heating_from AS heated, p.kind AS product_kind, a.product_id, g.gln,
        g.tariff_code, (d.day::timestamp AT TIME ZONE 'Europe/Copenhagen')
            + (w.n - 1) * make_interval(mins => d.resolution::int) AS at
    FROM contracts_supply s
    JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
    LEFT JOIN contracts_gridcompany g ON g.id = m.grid_company_id
    JOIN contracts_agreement a ON a.id = s.agreement_id
    JOIN contracts_product p ON p.id = a.product_id
    JOIN contracts_meteredday d ON d.metering_point_id = s.metering_point_id
        AND d.day >= s.starts_on AND (s.ends_before IS NULL OR d.day < s.ends_before)
        AND d.day >= %(first)s AND d.day < %(end)s
    CROSS JOIN LATERAL unnest(packed_values(d.wh)) WITH ORDINALITY AS w (wh, n)
    WHERE s.id = ANY(%(supplies)s)
), spot AS MATERIALIZED (
    SELECT price_area, resolution, x.micro, (day::timestamp AT TIME ZONE 'Europe/Copenhagen')
            + (x.n - 1) * make_interval(mins => resolution::int) AS at
    FROM billing_spotprice CROSS JOIN LATERAL unnest(micro) WITH ORDINALITY AS x (micro, n)
    WHERE day >= %(first)s AND day < %(end)s
), spot_hour AS (
    SELECT price_area, date_trunc('hour', at) AS hour, 4 * avg(micro) AS mean,
        4 * avg(micro) FILTER (WHERE resolution = 60) AS flat
    FROM spot GROUP BY 1, 2
), priced AS (
    SELECT i.*, CASE WHEN i.resolution = 60 THEN h.mean ELSE coalesce(4 * q.micro, h.flat) END AS spot,
        (SELECT 4 * c.micro[1 + extract(hour FROM i.at AT TIME ZONE 'Europe/Copenhagen')::int
                %% cardinality(c.micro)] FROM billing_chargeprice c
            WHERE (c.owner_gln, c.code, c.kind) = (i.gln, i.tariff_code, 'D03') AND c.starts_on <= i.day
            AND (c.ends_before IS NULL OR c.ends_before > i.day)) AS grid
    FROM interval i
    LEFT JOIN spot_hour h ON h.price_area = i.price_area AND h.hour = date_trunc('hour', i.at)
    LEFT JOIN spot q ON q.price_area = i.price_area AND q.at = i.at AND q.resolution = 15
)
"""

DAYS = """
day AS (
    SELECT supply, starts_on, day, min(quality) AS quality, min(kind) AS kind, min(fuel) AS fuel,
        min(product_kind) AS product_kind, min(product_id) AS product_id, min(price_area) AS price_area,
        min(heated) AS heated, sum(wh) AS wh, sum(wh * spot) AS spot, sum(wh * grid) AS grid,
        bool_or(spot IS NULL) AS without_spot, bool_or(grid IS NULL) AS without_grid
    FROM priced GROUP BY supply, starts_on, day
), eligible AS (
    SELECT d.*, extract(year FROM d.day)::int AS year,
        d.heated IS NOT NULL AND d.day >= greatest(d.heated, d.starts_on) AS is_eligible,
        sum(wh) FILTER (WHERE d.heated IS NOT NULL AND d.day >= greatest(d.heated, d.starts_on)) OVER (
            PARTITION BY d.supply, extract(year FROM d.day) ORDER BY d.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS used_before,
        (SELECT least(4000000, round(4000000.0 * (least(make_date(extract(year FROM d.day)::int + 1, 1, 1),
                coalesce(s.ends_before, 'infinity'))
            - greatest(d.heated, d.starts_on, make_date(extract(year FROM d.day)::int, 1, 1))) / 365))
            FROM contracts_supply s WHERE s.id = d.supply) AS allowance
    FROM day d
), taxed AS (
    SELECT e.*, CASE WHEN NOT is_eligible THEN 0
        WHEN year < 2025 THEN greatest(0, wh - round(4000000.0 / 365))
        ELSE wh - least(wh, greatest(0, allowance - coalesce(used_before, 0))) END AS reduced_wh
    FROM eligible e
), flat AS (
    SELECT t.*, t.kind = 'PRODUCTION' AS sold, t.fuel = 'ELECTRICITY' AND t.kind <> 'PRODUCTION' AS on_grid,
        {charges},
        (SELECT 4 * f.value::numeric * 10000 FROM contracts_statutefigure f
            WHERE f.key = 'electricity_tax_reduced' AND f.country = 'DK' AND f.valid_from <= t.day
            ORDER BY f.valid_from DESC LIMIT 1) AS reduced_price,
        {terms}
    FROM taxed t
), reckoned AS (
    SELECT supply, day, wh, quality,
        CASE WHEN sold THEN -spot WHEN product_kind = 'SPOT' THEN spot ELSE 0 END AS spot,
        CASE WHEN sold OR product_kind <> 'SPOT' THEN 0 ELSE wh * markup_price END AS markup,
        CASE WHEN sold OR product_kind = 'SPOT' THEN 0 ELSE wh * energy_price END AS energy,
        CASE WHEN on_grid THEN grid ELSE 0 END AS grid,
        CASE WHEN on_grid THEN wh * system_price ELSE 0 END AS system,
        CASE WHEN on_grid THEN wh * transmission_price ELSE 0 END AS transmission,
        CASE WHEN on_grid THEN (wh - reduced_wh) * tax_price ELSE 0 END AS tax,
        CASE WHEN on_grid AND reduced_wh > 0 THEN reduced_wh * reduced_price ELSE 0 END AS tax_reduced,
        reduced_wh
    FROM flat
    WHERE NOT ((sold OR product_kind = 'SPOT') AND without_spot) AND NOT (on_grid AND without_grid)
)
"""

CHARGE = """(SELECT 4 * c.micro[1]::numeric FROM billing_chargeprice c
    WHERE (c.owner_gln, c.code, c.kind) = ('5790000432752', '{code}', 'D03') AND c.starts_on <= t.day
    AND (c.ends_before IS NULL OR c.ends_before > t.day)) AS {name}"""

TERM = """(SELECT 4 * p.amount_micro::numeric FROM contracts_priceterm p
    WHERE p.product_id = t.product_id AND p.component = '{component}' AND p.starts_on <= t.day
    AND p.price_area IN (t.price_area, '') AND (p.ends_before IS NULL OR p.ends_before > t.day)
    ORDER BY p.price_area DESC LIMIT 1) AS {name}"""

CHARGES = {"system_price": "41000", "transmission_price": "40000", "tax_price": "EA-001"}
TERMS = {"markup_price": "MARKUP", "energy_price": "ENERGY"}

UNPACKED = {"quality": "packed_bytes"}

STORED = f"""
stored AS (
    SELECT c.supply_id AS supply, c.month + x.n::int - 1 AS day, {", ".join(f"x.{name}" for name in COLUMNS)}
    FROM billing_costmonth c
    CROSS JOIN LATERAL unnest({", ".join(f"{UNPACKED.get(name, 'packed_bigints')}(c.{name})" for name in COLUMNS)})
        WITH ORDINALITY AS x ({", ".join(COLUMNS)}, n)
    WHERE c.supply_id = ANY(%(supplies)s) AND x.quality <> 0
)
"""  # noqa: S608 -- only our own column names

DIFFERENT = """
SELECT supply, day, x.name FROM reckoned r FULL JOIN stored s USING (supply, day)
CROSS JOIN LATERAL (VALUES {pairs}) AS x (name, one, other)
WHERE day >= %(first)s AND day < %(end)s AND x.one IS DISTINCT FROM x.other
ORDER BY supply, day, x.name
"""


def differences(*, supply_ids: Sequence[int], first: date, end: date) -> list[tuple[int, date, str]]:
    """
    Return the days and columns whose stored cost is not what the statement reckons; empty is good.

    A day whose values and prices are there but that is not stored is different too. Homes heated by
    electricity are reckoned over whole years: let `first` be a 1 January or their first day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"supplies": list(supply_ids), "first": first, "end": end})
        return cursor.fetchall()


def _statement() -> str:
    charges = ", ".join(CHARGE.format(code=code, name=name) for name, code in CHARGES.items())
    terms = ", ".join(TERM.format(component=component, name=name) for name, component in TERMS.items())
    days = DAYS.format(charges=charges, terms=terms)
    pairs = ", ".join(f"('{name}', r.{name}::numeric, s.{name}::numeric)" for name in COLUMNS)
    return f"WITH {INTERVALS}, {days}, {STORED} {DIFFERENT.format(pairs=pairs)}"

"""Ten thousand homes with a month of values, made by SQL: what the billing benchmark runs on."""

from datetime import date

import psycopg
from django.db import connection, transaction

from accounts.models import Supplier
from config.embedded.postgres import SUPERUSER
from contracts.runs.partition import make_span
from tests.builders import account, energy

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
INVOICE_DAY = date(2026, 2, 15)

HOMES = """
WITH made AS (
    INSERT INTO accounts_customer (public_id, supplier_id, number, kind, name, sort_name, email, phone, street,
        postcode, city, language, cvr, cpr_masked, payout_account_masked)
    SELECT gen_random_uuid(), %(supplier)s, 'B' || n, 'HOUSEHOLD', 'Kunde ' || n, 'kunde ' || n,
        'k' || n || '@post.example', '', 'Havevej 1', '2100', 'København Ø', 'da', '', '', ''
    FROM generate_series(1, %(count)s) AS n RETURNING id, number
), agreement AS (
    INSERT INTO contracts_agreement (public_id, supplier_id, customer_id, product_id, number, terms_code,
        terms_hash, overrides, state, concluded_on, starts_on)
    SELECT gen_random_uuid(), %(supplier)s, id, %(product)s, number, 'gron_variable_2024', repeat('0', 64), '{}',
        'ACTIVE', '2025-12-01', '2026-01-01' FROM made RETURNING id, number
), point AS (
    INSERT INTO contracts_meteringpoint (public_id, supplier_id, gsrn, kind, fuel, street, postcode, city,
        price_area, grid_company_id, settlement, resolution, remotely_read)
    SELECT gen_random_uuid(), %(supplier)s, lpad(substr(number, 2), 18, '0'), 'CONSUMPTION', 'ELECTRICITY',
        'Havevej 1', '2100', 'København Ø', 'DK2', %(grid)s, 'FLEX', %(resolution)s, true
    FROM made RETURNING id, gsrn
), supply AS (
    INSERT INTO contracts_supply (public_id, supplier_id, agreement_id, metering_point_id, starts_on)
    SELECT gen_random_uuid(), %(supplier)s, a.id, p.id, '2026-01-01'
    FROM agreement a JOIN point p ON p.gsrn = lpad(substr(a.number, 2), 18, '0') RETURNING id, agreement_id
), paying AS (
    INSERT INTO billing_billingaccount (public_id, supplier_id, customer_id, number, fuel, currency, opened_on)
    SELECT gen_random_uuid(), %(supplier)s, id, number, 'ELECTRICITY', 'DKK', '2026-01-01' FROM made
    RETURNING id, number
)
INSERT INTO billing_billedsupply (supplier_id, billing_account_id, supply_id)
SELECT %(supplier)s, b.id, s.id
FROM paying b JOIN agreement a ON a.number = b.number JOIN supply s ON s.agreement_id = a.id
"""

VALUES = """
INSERT INTO contracts_meteredday (metering_point_id, day, resolution, quality, wh, version, source_id)
SELECT p.id, d.day::date, %(resolution)s, 1,
    (SELECT pack_values(array_agg((random() * 900)::int))
        FROM generate_series(1, 1440 / %(resolution)s) WHERE p.id > 0),
    '2026-01-01', 1
FROM contracts_meteringpoint p CROSS JOIN generate_series(%(first)s::date, %(end)s::date - 1, '1 day') AS d (day)
"""

WRITTEN = (
    "billing_costmonth",
    "billing_invoice",
    "billing_invoiceline",
    "billing_transaction",
    "billing_entry",
    "accounts_event",
    "accounts_message",
)
"""The tables a run writes, in an order in which rows can go in."""


# A supplier in operation has rows and figures of them; an emptied table would be planned for as if tiny.
AS_IN_OPERATION = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', %(table)s,
    'relpages', 20000::integer, 'reltuples', 1000000::real)
"""


def build(count: int, *, resolution: int = 60) -> Supplier:
    """Make the homes, a month of values and its prices; commits."""
    shop = account.supplier()
    energy.figures_of_the_law()
    energy.charges(grid=[100_000] * 6 + [150_000] * 11 + [600_000] * 4 + [150_000] * 3)
    energy.spot(JAN, date(2026, 1, 31), micro=range(-50_000, 910_000, 40_000), resolution=resolution)
    make_span(first=JAN, last=JAN)
    given = {
        "supplier": shop.pk,
        "product": energy.spot_product(shop).pk,
        "grid": energy.grid_company().pk,
        "count": count,
        "resolution": resolution,
        "first": JAN,
        "end": FEB,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOMES, given)
        cursor.execute(VALUES, given)
        cursor.execute("ANALYZE")
    return shop


def empty(*, homes: bool = False) -> None:
    """Take away all that a run has written, so that the next one starts as the first did; or the homes too."""
    guarded = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%never_emptied'"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(guarded)
        guards = cursor.fetchall()
        for table, guard in guards:
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{guard}"')
        more = ", accounts_supplier, billing_spotprice, billing_chargeprice, contracts_meteredday" if homes else ""
        cursor.execute(f"TRUNCATE {', '.join(WRITTEN)}, accounts_numberseries{more} CASCADE")
        for table, guard in guards:
            cursor.execute(f'ALTER TABLE {table} ENABLE TRIGGER "{guard}"')
        for table in WRITTEN:
            cursor.execute(AS_IN_OPERATION, {"table": table})
    _write_to_disk()


def _write_to_disk() -> None:
    """What one round leaves in memory would be written to disk during the next, whosever turn it is."""
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user=SUPERUSER, dbname=place["NAME"], autocommit=True) as server:
        server.execute("CHECKPOINT")


def row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in WRITTEN:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found

"""
What a customer's pages must say, asked of the tables in plain SQL and added up by hand.

Nothing of the product is used here, neither its queries nor its rules nor its formats, so that a fault of
theirs cannot hide in its own mirror. Figures end as the words a Danish page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from tests.browser.visit import Person

VAT = Fraction(5, 4)
EXACT_PER_ORE = 4 * 10_000_000  # costs of a day are kept as Wh × micro-kr per kWh, four times over
WH_MICRO_PER_ORE = 10_000_000
MICRO_PER_ORE = 10_000
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

ACCOUNT = """
    SELECT account.id, (now() AT TIME ZONE 'Europe/Copenhagen')::date, coalesce(
        (SELECT max(invoice.period_ends_before) FROM billing_invoice invoice
            WHERE invoice.billing_account_id = account.id), account.opened_on)
    FROM accounts_user person
    JOIN accounts_supplier supplier ON supplier.id = person.supplier_id
    JOIN accounts_access access ON access.user_id = person.id
    JOIN billing_billingaccount account ON account.customer_id = access.customer_id
    WHERE supplier.host = %(host)s AND person.email = %(email)s
    ORDER BY account.closed_on NULLS FIRST, account.fuel, account.id LIMIT 1"""
OWED_BY_THE_BOOKS = """
    SELECT coalesce(sum(amount), 0)::bigint FROM billing_entry
    WHERE billing_account_id = %(account)s AND ledger_account = 'RECEIVABLE' AND business_date <= %(today)s"""
# Days no invoice covers, as far as their cost is known: one row per supply and day.
USED = """
    WITH used AS (
        SELECT supply.id AS supply, point.kind, point.price_area AS area, point.grid_company_id AS grid_company,
            agreement.product_id AS product, (month.month + (cost.place - 1)::int) AS day, cost.*
        FROM billing_billedsupply billed
        JOIN contracts_supply supply ON supply.id = billed.supply_id
        JOIN contracts_agreement agreement ON agreement.id = supply.agreement_id
        JOIN contracts_meteringpoint point ON point.id = supply.metering_point_id
        JOIN billing_costmonth month ON month.supply_id = supply.id
        CROSS JOIN LATERAL unnest(packed_bigints(month.spot), packed_bigints(month.markup),
            packed_bigints(month.energy), packed_bigints(month.grid), packed_bigints(month.system),
            packed_bigints(month.transmission), packed_bigints(month.tax), packed_bigints(month.tax_reduced))
            WITH ORDINALITY
            AS cost(spot, markup, energy, grid, system, transmission, tax, tax_reduced, place)
        WHERE billed.billing_account_id = %(account)s
            AND month.month + (cost.place - 1)::int BETWEEN %(since)s AND least(%(today)s, month.computed_through)
            AND month.month + (cost.place - 1)::int >= supply.starts_on
            AND (supply.ends_before IS NULL OR month.month + (cost.place - 1)::int < supply.ends_before))"""
OWN_PRICE = """
    term.product_id = used.product AND term.price_area IN ('', used.area)
    AND term.starts_on <= used.day AND (term.ends_before IS NULL OR used.day < term.ends_before)"""
ENERGY_USED = f"""{USED}
    SELECT used.spot + used.grid + used.system + used.transmission + used.tax + used.tax_reduced AS without_vat,
        used.markup, used.energy, used.kind <> 'PRODUCTION' AS bears_vat,
        EXISTS (SELECT FROM contracts_priceterm term WHERE {OWN_PRICE} AND component = 'MARKUP' AND with_vat),
        EXISTS (SELECT FROM contracts_priceterm term WHERE {OWN_PRICE} AND component = 'ENERGY' AND with_vat)
    FROM used"""
SUBSCRIPTIONS_USED = f"""{USED}, days AS (
        SELECT used.*, extract(day FROM date_trunc('month', day) + '1 month - 1 day'::interval)::int AS month_days
        FROM used)
    SELECT term.amount_micro, used.month_days, term.with_vat FROM days used
    JOIN contracts_priceterm term ON {OWN_PRICE} AND term.component = 'SUBSCRIPTION'
    UNION ALL
    SELECT charge.micro[1], used.month_days, false FROM days used
    JOIN contracts_gridcompany company ON company.id = used.grid_company
    JOIN billing_chargeprice charge ON charge.owner_gln = company.gln AND charge.code = company.subscription_code
        AND charge.kind = 'D01' AND charge.starts_on <= used.day
        AND (charge.ends_before IS NULL OR used.day < charge.ends_before)"""
NEXT_PAYMENT = """
    SELECT amount, due_on AS shown, collect_on, 0 AS rank FROM billing_dueitem
    WHERE billing_account_id = %(account)s AND state = 'OPEN'
    UNION ALL
    SELECT amount, collect_on, collect_on, 1 FROM billing_acontoinstalment
    WHERE billing_account_id = %(account)s AND state IN ('PLANNED', 'ANNOUNCED')
    ORDER BY rank, collect_on LIMIT 1"""
NEWEST_INVOICE = """
    SELECT public_id FROM billing_invoice WHERE billing_account_id = %(account)s AND kind = 'CONSUMPTION'
    ORDER BY issued_on DESC, id DESC LIMIT 1"""
# The metered values behind the newest invoice's system tariff line, each day at the price of that day.
METERED = """
    SELECT (SELECT sum(wh) FROM unnest(packed_values(metered.wh)) wh)::bigint, charge.micro[1]
    FROM billing_invoice invoice
    JOIN billing_invoiceline line ON line.invoice_id = invoice.id AND line.kind = 'SYSTEM_TARIFF'
    JOIN contracts_supply supply ON supply.id = line.supply_id
    JOIN contracts_meteredday metered ON metered.metering_point_id = supply.metering_point_id
        AND metered.day >= line.starts_on AND metered.day < line.ends_before
    JOIN billing_chargeprice charge ON charge.owner_gln = '5790000432752' AND charge.code = '41000'
        AND charge.starts_on <= metered.day AND (charge.ends_before IS NULL OR metered.day < charge.ends_before)
    WHERE invoice.public_id = %(invoice)s"""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The words of the overview and of one line of the newest invoice."""

    balance: str
    next_payment: str
    invoice: str
    system_tariff: str


def reckoned(database_url: str, person: Person) -> Reckoned:
    """Work out what the person's first account must show now."""
    with psycopg.connect(database_url, row_factory=tuple_row) as connection:

        def ask(question: str, **values: Any) -> list[tuple[Any, ...]]:
            return connection.execute(question, values).fetchall()

        [(account, today, since)] = ask(ACCOUNT, host=person.host, email=person.email)
        [(owed,)] = ask(OWED_BY_THE_BOOKS, account=account, today=today)
        [(invoice,)] = ask(NEWEST_INVOICE, account=account)
        used = half_away(_used(ask, account=account, today=today, since=since))
        metered = ask(METERED, invoice=invoice)
        payment = ask(NEXT_PAYMENT, account=account)
    assert metered, "no metered values under the newest invoice"
    return Reckoned(
        balance=_who_owes(owed + used),
        next_payment=f"{kroner(payment[0][0])} {weekday(payment[0][1])}" if payment else "Intet at betale",
        invoice=str(invoice),
        system_tariff=bare(half_away(sum(Fraction(wh * micro, WH_MICRO_PER_ORE) for wh, micro in metered))),
    )


def _used(ask: Callable[..., list[tuple[Any, ...]]], **place: Any) -> Fraction:
    """Return the øre of what is used and not invoiced, with VAT and unrounded."""
    total = Fraction(0)
    for without_vat, markup, energy, bears_vat, markup_with_vat, energy_with_vat in ask(ENERGY_USED, **place):
        quoted = [(without_vat, False), (markup, markup_with_vat), (energy, energy_with_vat)]
        for exact, with_vat in quoted:
            total += Fraction(exact, EXACT_PER_ORE) * (VAT if bears_vat and not with_vat else 1)
    for micro_a_month, days, with_vat in ask(SUBSCRIPTIONS_USED, **place):
        total += Fraction(micro_a_month, days * MICRO_PER_ORE) * (1 if with_vat else VAT)
    return total


def _who_owes(owed: int) -> str:
    words = "Du skylder os" if owed > 0 else "Vi skylder dig" if owed < 0 else "Vi er kvit"
    return f"{words} {kroner(abs(owed))}"


def half_away(exact: Fraction | int) -> int:
    """Round to whole øre, halves away from zero."""
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size


def bare(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def kroner(ore: int) -> str:
    return f"{bare(ore)} kr."


def weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"

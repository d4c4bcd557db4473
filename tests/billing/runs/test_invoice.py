"""The invoice run on real PostgreSQL: who gets an invoice when, its lines, its postings, and never twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Event, Message, StaffTask
from billing.enums import LineKind
from billing.models import ChargePrice, CostMonth, Entry, Invoice, Transaction
from billing.rules import posting
from billing.runs import cost, invoice
from config import invariant
from config.foundation import crashpoint
from config.foundation.money import Taxed, round_half_away
from contracts.enums import MeteringPointKind, PriceComponent, ProductKind, Quality
from contracts.models import GridCompany
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
JAN_LAST = date(2026, 1, 31)
INVOICE_DAY = date(2026, 2, 15)


@pytest.fixture
def market():
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(JAN, date(2026, 2, 28))


def priced(home, last=JAN_LAST, **more):
    energy.values(home, JAN, last, **more)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)


def run(as_of=INVOICE_DAY):
    return dict(invoice.issue_due(supplier=account.supplier(), as_of=as_of))


def lines_of(made):
    rows = made.lines.order_by("sequence").values_list("kind", "wh", "net", "vat", "clause")
    return [tuple(row) for row in rows]


def broken(as_of=INVOICE_DAY):
    """What the invariants of ledger and invoices say; the others have nothing to do with a run."""
    found = {each.name: invariant.broken_rows(each, as_of=as_of) for each in invariant.INVARIANTS}
    return [name for name, rows in found.items() if rows and name[0] in "AB"]


def test_a_month_at_the_market_price_is_invoiced_line_by_line(market):
    home = energy.supply()
    priced(home)

    assert run() == {"issued": 1, "waiting": 0}

    made = Invoice.objects.get()
    # 31 days × 24 h × 1 kWh = 744 kWh
    assert lines_of(made) == [
        ("SPOT", 744_000, 372_00, 93_00, "GE-VF-4.1"),  # × 0.50
        ("MARKUP", 744_000, 44_64, 11_16, "GE-VF-4.1"),  # × 0.06
        ("SUBSCRIPTION", None, 23_20, 5_80, "GE-VF-4.1"),  # 29.00 with VAT
        ("GRID_TARIFF", 744_000, 148_80, 37_20, "GE-VF-5.3"),  # × 0.20
        ("SYSTEM_TARIFF", 744_000, 40_18, 10_05, "GE-VF-5.3"),  # × 0.054 = 40.176; VAT 10.045
        ("TRANSMISSION_TARIFF", 744_000, 55_06, 13_77, "GE-VF-5.3"),  # × 0.074 = 55.056; VAT 13.765
        ("TAX", 744_000, 566_18, 141_55, "GE-VF-5.3"),  # × 0.761 = 566.184; VAT 141.545
    ]
    assert (made.wh, made.net, made.vat, made.gross) == (744_000, 1250_06, 312_53, 1562_59)
    assert (made.number, made.issued_on, made.due_on) == (1, INVOICE_DAY, date(2026, 3, 2))
    assert (made.period_starts_on, made.period_ends_before, made.clause) == (JAN, FEB, "GE-VF-4.8")
    assert broken() == []


def test_an_invoice_that_comes_to_nothing_is_made_without_a_posting_and_holds_up_no_other(market):
    bare = energy.product()
    energy.price(bare, PriceComponent.MARKUP, 60_000)
    hardly, home = energy.supply(of=bare), energy.supply()
    energy.values(hardly, JAN, JAN, wh=[1] + [0] * 23)
    energy.values(hardly, date(2026, 1, 2), JAN_LAST, wh=0)
    priced(home)

    assert run() == {"issued": 2, "waiting": 0}

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    nothing, whole = Invoice.objects.order_by("pk")
    assert (nothing.wh, nothing.gross, whole.gross) == (1, 0, 1562_59)
    assert Transaction.objects.get().cause == f"invoice:{whole.pk}"
    assert broken() == []


def test_the_invoice_is_booked_recorded_and_told(market):
    home = energy.supply()
    priced(home)
    run()

    made = Invoice.objects.get()
    booked = Transaction.objects.get()
    assert (booked.cause, booked.kind, booked.business_date) == (f"invoice:{made.pk}", "INVOICE", INVOICE_DAY)
    entries = booked.entries.values_list("ledger_account", "purpose", "amount", "billing_account", "currency")
    owner = home.billed.billing_account_id
    assert sorted(entries) == [
        ("ENERGY_SALES", "ENERGY", -(372_00 + 44_64 + 23_20), owner, "DKK"),
        ("GRID_PASS_THROUGH", "ENERGY", -(148_80 + 40_18 + 55_06), owner, "DKK"),
        ("RECEIVABLE", "ENERGY", 1562_59, owner, "DKK"),
        ("TAX_PASS_THROUGH", "ENERGY", -566_18, owner, "DKK"),
        ("VAT", "ENERGY", -312_53, owner, "DKK"),
    ]
    told = Message.objects.get(kind="invoice_issued")
    assert (told.reason, told.state, told.clause) == (f"invoice_issued:{made.pk}", "QUEUED", "GE-VF-4.8")
    assert "\ue000" not in told.subject + told.body
    assert "1.562,59" in told.body
    event = Event.objects.get(kind="billing.invoice.issued")
    assert (event.subject_id, event.customer_id) == (made.pk, home.agreement.customer_id)
    assert event.data == {"number": 1, "gross": 1562_59}


def test_the_mass_rounds_and_books_as_the_pure_rules_do(market):
    homes = [energy.supply(starts_on=JAN + timedelta(days=number)) for number in range(7)]
    homes.append(energy.supply(of=energy.fixed_product(account.supplier(), energy=799_999)))
    solar = energy.metering_point(kind=MeteringPointKind.PRODUCTION)
    sold = energy.product(kind=ProductKind.SURPLUS)
    homes.append(energy.supply(of=sold, at=solar, billing_account=homes[0].billed.billing_account))
    for number, home in enumerate(homes):
        energy.values(home, JAN, JAN_LAST, wh=[311 + 7 * number, 0, 13])
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    assert run() == {"issued": 8, "waiting": 0}

    for made in Invoice.objects.all():
        lines = list(made.lines.all())
        for line in lines:
            quoted = round_half_away(line.exact, line.exact_unit)
            taxed = (Taxed.of_net(quoted, line.vat_percent), Taxed.of_gross(quoted, line.vat_percent))
            with_vat = line.kind in ("ENERGY", "SUBSCRIPTION")
            assert Taxed(line.net, line.vat) == taxed[with_vat]
        legs = posting.invoice(lines=[(LineKind(line.kind), Taxed(line.net, line.vat)) for line in lines])
        entries = Entry.objects.filter(transaction__cause=f"invoice:{made.pk}")
        assert sorted(entries.values_list("ledger_account", "amount")) == sorted(
            (leg.account.value, leg.amount) for leg in legs
        )
    assert broken() == []


def test_surplus_sold_is_a_line_in_the_customers_favour_without_vat(market):
    roof = energy.metering_point(kind=MeteringPointKind.PRODUCTION)
    home = energy.supply(of=energy.product(kind=ProductKind.SURPLUS), at=roof)
    priced(home)
    run()
    assert lines_of(Invoice.objects.get()) == [("SURPLUS", 744_000, -372_00, 0, "GE-VF-5.3")]
    assert Entry.objects.get(ledger_account="RECEIVABLE").amount == -372_00
    assert broken() == []


@pytest.mark.rule("GE-VF-4.8")
def test_an_invoice_is_made_on_the_15th_and_not_before_and_once(market):
    priced(energy.supply())
    assert run(date(2026, 2, 14)) == {"issued": 0, "waiting": 0}
    assert run(date(2026, 2, 15)) == {"issued": 1, "waiting": 0}
    assert run(date(2026, 2, 15)) == {"issued": 0, "waiting": 0}
    assert run(date(2026, 3, 14)) == {"issued": 0, "waiting": 0}
    assert (Invoice.objects.count(), Transaction.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_a_skipped_invoice_day_is_made_up_for_month_by_month(market):
    home = energy.supply()
    energy.values(home, JAN, date(2026, 2, 28))
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 3, 1))
    assert run(date(2026, 3, 18)) == {"issued": 2, "waiting": 0}
    assert list(
        Invoice.objects.order_by("number").values_list("number", "period_starts_on", "period_ends_before")
    ) == [(1, JAN, FEB), (2, FEB, date(2026, 3, 1))]
    assert broken(date(2026, 3, 18)) == []


def test_numbers_have_no_gap_whatever_the_size_of_a_chunk(market):
    homes = [energy.supply() for _ in range(5)]
    for home in homes:
        energy.values(home, JAN, JAN_LAST)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY, chunk=2)
    assert dict(invoice.issue_due(supplier=account.supplier(), as_of=INVOICE_DAY, chunk=2))["issued"] == 5
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert broken() == []


def test_a_missing_day_waits_with_a_task_and_is_invoiced_when_it_comes(market):
    whole, holed = energy.supply(), energy.supply()
    energy.values(whole, JAN, JAN_LAST)
    energy.values(holed, JAN, date(2026, 1, 9))
    energy.values(holed, date(2026, 1, 11), JAN_LAST)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)

    assert run() == {"issued": 1, "waiting": 1}
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id) == ("invoice-waits", holed.billed.billing_account_id)
    assert "2026-01-10" in task.title
    assert run(date(2026, 2, 16)) == {"issued": 0, "waiting": 1}
    assert StaffTask.objects.count() == 1

    energy.values(holed, date(2026, 1, 10), date(2026, 1, 10))
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 2, 17))
    assert run(date(2026, 2, 17)) == {"issued": 1, "waiting": 0}
    task.refresh_from_db()
    assert task.state == "DONE"


@pytest.mark.parametrize("quality", [Quality.MISSING, Quality.INCOMPLETE])
def test_a_day_the_market_calls_incomplete_is_never_invoiced(market, quality):
    home = energy.supply()
    energy.values(home, JAN, date(2026, 1, 30))
    energy.values(home, JAN_LAST, JAN_LAST, quality=quality)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    assert run() == {"issued": 0, "waiting": 1}


def test_estimated_values_mark_the_invoice(market):
    home = energy.supply()
    energy.values(home, JAN, date(2026, 1, 30))
    energy.values(home, JAN_LAST, JAN_LAST, quality=Quality.ESTIMATED)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    run()
    assert Invoice.objects.get().estimated is True


def test_a_price_that_changes_inside_the_month_counts_by_days(market):
    of = energy.product()
    energy.price(of, PriceComponent.MARKUP, 60_000, until=date(2026, 1, 11))
    energy.price(of, PriceComponent.MARKUP, 100_000, since=date(2026, 1, 11))
    energy.price(of, PriceComponent.SUBSCRIPTION, 31_000_000, until=date(2026, 1, 11))
    energy.price(of, PriceComponent.SUBSCRIPTION, 62_000_000, since=date(2026, 1, 11))
    priced(energy.supply(of=of))
    run()
    made = Invoice.objects.get()
    # 10 days × 24 kWh × 0.06 + 21 days × 24 kWh × 0.10 = 14.40 + 50.40; 10/31 × 31 + 21/31 × 62 = 52.00
    assert made.lines.get(kind="MARKUP").net == 64_80
    assert made.lines.get(kind="SUBSCRIPTION").net == 52_00
    assert made.lines.get(kind="MARKUP").source["prices"] == [
        {"from": "2020-01-01", "micro": [60_000]},
        {"from": "2026-01-11", "micro": [100_000]},
    ]


def test_a_price_that_turns_to_being_quoted_with_vat_splits_the_lines(market):
    of = energy.product(kind=ProductKind.FIXED)
    energy.price(of, PriceComponent.ENERGY, 800_000, until=date(2026, 1, 11))
    energy.price(of, PriceComponent.ENERGY, 1_000_000, with_vat=True, since=date(2026, 1, 11))
    priced(energy.supply(of=of))
    run()
    found = Invoice.objects.get().lines.filter(kind="ENERGY").order_by("sequence")
    # 240 kWh × 0.80 = 192.00 and VAT on top; 504 kWh × 1.00 = 504.00 with VAT, of which 100.80
    assert list(found.values_list("starts_on", "net", "vat")) == [
        (JAN, 192_00, 48_00),
        (date(2026, 1, 11), 403_20, 100_80),
    ]
    assert broken() == []


def test_a_grid_subscription_is_a_line_when_its_price_is_known(market):
    ChargePrice.objects.create(
        owner_gln=energy.GRID_GLN, code="DT_S_01", kind="D01", name="Netabonnement", micro=[15_500_000],
        starts_on=energy.LONG_AGO, source_id=1,
    )  # fmt: skip
    GridCompany.objects.update(subscription_code="DT_S_01")
    home = energy.supply(starts_on=date(2026, 1, 17))
    energy.values(home, date(2026, 1, 17), JAN_LAST)
    GridCompany.objects.update(subscription_code="DT_S_01")
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    run()
    line = Invoice.objects.get().lines.get(kind="GRID_SUBSCRIPTION")
    assert (line.net, line.vat, line.wh) == (7_50, 1_88, None)  # 15 of 31 days of 15.50


def test_first_and_last_months_are_invoiced_in_part(market):
    home = energy.supply(starts_on=date(2026, 1, 10), ends_before=date(2026, 2, 6))
    energy.values(home, date(2026, 1, 10), date(2026, 2, 5))
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 3, 1))
    run(date(2026, 2, 15))
    run(date(2026, 3, 15))
    run(date(2026, 4, 15))
    assert list(
        Invoice.objects.order_by("number").values_list("period_starts_on", "period_ends_before", "wh")
    ) == [
        (date(2026, 1, 10), FEB, 22 * 24_000),
        (FEB, date(2026, 2, 6), 5 * 24_000),
    ]


@pytest.mark.rule("OR-4.2b", "OR-5.1c")
def test_a_supplier_that_states_no_day_invoices_by_the_quarter(market):
    shop = account.supplier("orsted")
    of = energy.product(shop, terms_code="orsted_2019")
    energy.price(of, PriceComponent.MARKUP, 60_000, clause="OR-4.2b")
    home = energy.supply(customer=account.customer(shop), of=of)
    energy.spot(date(2026, 3, 1), date(2026, 3, 31))
    energy.values(home, JAN, date(2026, 3, 31))
    cost.compute_due(supplier=shop, as_of=date(2026, 4, 1))
    assert dict(invoice.issue_due(supplier=shop, as_of=date(2026, 4, 14)))["issued"] == 0
    assert dict(invoice.issue_due(supplier=shop, as_of=date(2026, 4, 15)))["issued"] == 1
    made = Invoice.objects.get()
    hours = 90 * 24 - 1  # the clock change of 29 March
    assert (made.period_starts_on, made.period_ends_before, made.clause) == (JAN, date(2026, 4, 1), "OR-5.1c")
    assert made.wh == hours * 1_000
    assert made.lines.get(kind="MARKUP").net == round_half_away(hours * 6, 1)
    # the price per kWh stands in 4.2, transport in 4.3, and that taxes are paid too in 4.1
    assert dict(made.lines.values_list("kind", "clause")) == {
        "SPOT": "OR-4.2b",
        "MARKUP": "OR-4.2b",
        "GRID_TARIFF": "OR-4.3",
        "SYSTEM_TARIFF": "OR-4.3",
        "TRANSMISSION_TARIFF": "OR-4.3",
        "TAX": "OR-4.1",
    }


def test_late_values_are_priced_until_the_invoice_and_not_after(market):
    home = energy.supply()
    priced(home)
    energy.values(home, JAN, JAN, wh=2_000, version=datetime(2026, 2, 10, tzinfo=UTC))
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 2, 14))
    run()
    assert Invoice.objects.get().wh == 744_000 + 24_000
    energy.values(home, JAN, JAN, wh=3_000, version=datetime(2026, 2, 20, tzinfo=UTC))
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 2, 21))
    assert CostMonth.objects.get(supply=home, month=JAN).wh[0] == 48_000


def test_a_run_that_dies_between_chunks_goes_on_where_it_stopped(market):
    homes = [energy.supply() for _ in range(4)]
    for home in homes:
        energy.values(home, JAN, JAN_LAST)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    with pytest.raises(crashpoint.Crashed), crashpoint.armed(crashpoint.crash_at("invoice.chunk")):
        invoice.issue_due(supplier=account.supplier(), as_of=INVOICE_DAY, chunk=2)
    assert run() == {"issued": 2, "waiting": 0}
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert broken() == []

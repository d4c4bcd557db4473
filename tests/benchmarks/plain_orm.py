"""The billing run as one would first write it: an object per row, a Decimal per hour, a save per line."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.operations import event, message, number_series
from billing.models import (
    BillingAccount,
    ChargePrice,
    CostMonth,
    Entry,
    Invoice,
    InvoiceLine,
    SpotPrice,
    Transaction,
)
from billing.rules.posting import LINE_SOLD_ON
from config.foundation.day_length import starts
from contracts.models import MeteredDay, PriceTerm
from tests.benchmarks.billing_world import FEB, INVOICE_DAY, JAN

DENMARK = ZoneInfo("Europe/Copenhagen")
KINDS = {
    "SPOT": "spot",
    "MARKUP": "markup",
    "GRID_TARIFF": "grid",
    "SYSTEM_TARIFF": "system",
    "TRANSMISSION_TARIFF": "transmission",
    "TAX": "tax",
}
CODES = {"SYSTEM_TARIFF": "41000", "TRANSMISSION_TARIFF": "40000", "TAX": "EA-001", "GRID_TARIFF": "DT_C_01"}


def bill(account: BillingAccount) -> None:
    """Price a month and issue its invoice, committing once."""
    with transaction.atomic():
        supply = account.billed_supplies.select_related("supply__metering_point", "supply__agreement").get().supply
        by_day, sums, wh = price(supply)
        keep_costs(supply, by_day)
        issue(account, supply, sums, wh)


def price(supply):
    prices = {kind: list(ChargePrice.objects.filter(code=code)) for kind, code in CODES.items()}
    markup = PriceTerm.objects.get(product=supply.agreement.product_id, component="MARKUP").amount_micro
    by_day, sums, wh = {}, dict.fromkeys(KINDS, Decimal(0)), 0
    days = MeteredDay.objects.filter(metering_point_id=supply.metering_point_id, day__gte=JAN, day__lt=FEB)
    for row in days.order_by("day"):
        spot = SpotPrice.objects.get(price_area=supply.metering_point.price_area, day=row.day)
        costs = dict.fromkeys(KINDS, Decimal(0))
        for number, at in enumerate(starts(row.day)):
            kwh = Decimal(row.wh[number]) / 1000
            costs["SPOT"] += kwh * Decimal(spot.micro[number]) / 1_000_000
            costs["MARKUP"] += kwh * Decimal(markup) / 1_000_000
            for kind, charges in prices.items():
                micro = next(each for each in charges if each.starts_on <= row.day).micro
                hour = at.astimezone(DENMARK).hour
                costs[kind] += kwh * Decimal(micro[hour % len(micro)]) / 1_000_000
        by_day[row.day] = (sum(row.wh), costs)
        wh += sum(row.wh)
        for kind, cost in costs.items():
            sums[kind] += cost
    return by_day, sums, wh


def keep_costs(supply, by_day) -> None:
    days = [JAN + timedelta(days=number) for number in range(31)]
    zeros = [0] * 31
    CostMonth.objects.create(
        supplier_id=supply.supplier_id,
        supply=supply,
        month=JAN,
        computed_through=date(2026, 1, 31),
        wh=[by_day[day][0] for day in days],
        quality=[1] * 31,
        energy=zeros,
        tax_reduced=zeros,
        reduced_wh=zeros,
        **{column: [int(by_day[day][1][kind] * 4_000_000_000) for day in days] for kind, column in KINDS.items()},
    )


def issue(account, supply, sums, wh) -> None:
    lines = [(kind, wh, sums[kind] * 100, 4 * 10**7) for kind in ("SPOT", "MARKUP")]
    lines.append(("SUBSCRIPTION", None, Decimal("2320"), 10_000))
    lines += [(kind, wh, sums[kind] * 100, 4 * 10**7) for kind in list(KINDS)[2:]]
    amounts = [
        (kind, line_wh, exact, unit, int(exact.quantize(Decimal(1), ROUND_HALF_UP)))
        for kind, line_wh, exact, unit in lines
    ]
    with_vat = [(*line, int((Decimal(line[-1]) / 4).quantize(Decimal(1), ROUND_HALF_UP))) for line in amounts]
    net, vat = sum(line[4] for line in with_vat), sum(line[5] for line in with_vat)
    invoice = Invoice.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        number=number_series.take(supplier=account.supplier, series="invoice"),
        issued_on=INVOICE_DAY,
        due_on=date(2026, 3, 2),
        period_starts_on=JAN,
        period_ends_before=FEB,
        currency="DKK",
        wh=wh,
        net=net,
        vat=vat,
        gross=net + vat,
        clause="GE-VF-4.8",
    )
    for sequence, (kind, line_wh, exact, unit, line_net, line_vat) in enumerate(with_vat, start=1):
        line = InvoiceLine(
            supplier_id=account.supplier_id,
            invoice=invoice,
            sequence=sequence,
            supply=supply,
            kind=kind,
            starts_on=JAN,
            ends_before=FEB,
            wh=line_wh,
            exact=int(exact * unit) if line_wh else None,
            exact_unit=unit if line_wh else None,
            net=line_net,
            vat=line_vat,
            vat_percent=25,
            clause="GE-VF-5.3",
            source={"owner": "grid", "code": CODES.get(kind, "")},
        )
        line.save()
    book(account, invoice, with_vat)
    tell(account, invoice)


def book(account, invoice, lines) -> None:
    booked = Transaction.objects.create(
        supplier_id=account.supplier_id,
        cause=f"invoice:{invoice.pk}",
        kind="INVOICE",
        text=str(invoice.number),
        currency="DKK",
        business_date=INVOICE_DAY,
        actor="job:documents",
    )
    sums = {"RECEIVABLE": invoice.gross, "VAT": -invoice.vat}
    for kind, _wh, _exact, _unit, net, _vat in lines:
        sums[LINE_SOLD_ON[kind]] = sums.get(LINE_SOLD_ON[kind], 0) - net
    Entry.objects.bulk_create(
        Entry(
            supplier_id=account.supplier_id,
            transaction=booked,
            ledger_account=ledger_account,
            billing_account=account,
            purpose="ENERGY",
            currency="DKK",
            amount=amount,
            business_date=INVOICE_DAY,
        )
        for ledger_account, amount in sums.items()
    )


def tell(account, invoice) -> None:
    event.record(
        "billing.invoice.issued",
        supplier=account.supplier,
        customer=account.customer,
        subject=invoice,
        by="job:documents",
        as_of=INVOICE_DAY,
        clause=invoice.clause,
        number=invoice.number,
        gross=invoice.gross,
    )
    message.queue(
        "invoice_issued",
        customer=account.customer,
        reason=f"invoice_issued:{invoice.pk}",
        context={
            "number": str(invoice.number),
            "period": "januar 2026",
            "amount": str(invoice.gross),
            "link": "x",
        },
        as_of=INVOICE_DAY,
        clause=invoice.clause,
    )

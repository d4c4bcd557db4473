"""Builds billing accounts, claims, cards, plans and computed costs for tests; dates are constants."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from accounts.models import Customer
from billing.enums import DueKind, MethodKind, MethodState
from billing.models import AcontoPlan, BilledSupply, BillingAccount, CostMonth, DueItem, PaymentMethod
from billing.operations import aconto
from billing.rules.aconto import ExpectedYear
from billing.rules.cost_day import Component
from config.foundation.period import Period
from contracts.models import Supply
from tests.builders import account as accounts
from tests.builders import energy

OPENED_ON = date(2025, 1, 1)
TODAY = date(2026, 5, 1)
AGREED_AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
JOB = "job:test"
_numbers = count(1)


def billing_account(of: Customer | None = None, **fields: object) -> BillingAccount:
    """Return a new account of a customer, in kroner."""
    of = of or accounts.customer()
    standard = {"number": f"{700_000 + next(_numbers)}", "opened_on": OPENED_ON}
    return BillingAccount.objects.create(
        supplier=of.supplier, customer=of, currency=of.supplier.currency, **{**standard, **fields}
    )


def billed(pays: BillingAccount, supply: Supply) -> BilledSupply:
    """Let the account pay for the supply."""
    return BilledSupply.objects.create(supplier=pays.supplier, billing_account=pays, supply=supply)


def card(of: BillingAccount | None = None, **fields: object) -> PaymentMethod:
    """Return an active card whose tokens no provider knows."""
    of = of or billing_account()
    standard = {
        "kind": MethodKind.CARD,
        "state": MethodState.ACTIVE,
        "provider": "stripe",
        "customer_token": f"cus_{next(_numbers)}",
        "method_token": f"pm_{next(_numbers)}",
        "brand": "visa",
        "last4": "4242",
        "consented_at": AGREED_AT,
        "starts_on": OPENED_ON,
    }
    return PaymentMethod.objects.create(supplier=of.supplier, billing_account=of, **{**standard, **fields})


def direct_debit(of: BillingAccount) -> PaymentMethod:
    """Return an active Betalingsservice agreement."""
    return PaymentMethod.objects.create(
        supplier=of.supplier,
        billing_account=of,
        kind=MethodKind.BETALINGSSERVICE,
        state=MethodState.ACTIVE,
        starts_on=OPENED_ON,
    )


def due_item(of: BillingAccount | None = None, **fields: object) -> DueItem:
    """Return an open claim of 500 kr. to be drawn from the card today."""
    of = of or billing_account()
    standard = {
        "kind": DueKind.ACONTO,
        "cause": f"test:{next(_numbers)}",
        "amount": 50_000,
        "currency": of.currency,
        "channel": MethodKind.CARD,
        "collect_on": TODAY,
        "due_on": TODAY,
        "clause": "GE-VF-4.14",
    }
    return DueItem.objects.create(supplier=of.supplier, billing_account=of, **{**standard, **fields})


def plan(
    of: BillingAccount | None = None,
    *,
    terms_code: str = "gron_variable_2024",
    year_wh: int = 3_650_000,
    price_micro: int = 2_000_000,
    fixed_per_month: int = 0,
    starts_on: date = date(2026, 5, 1),
    as_of: date = date(2026, 4, 1),
    **fields: object,
) -> AcontoPlan:
    """Return a running plan: 3,650 kWh a year at 2 kr. with everything is 20 kr. a day."""
    return aconto.start_plan(
        account=of or billing_account(),
        terms_code=terms_code,
        expected=ExpectedYear(year_wh, "grid_company", "GE-VF-4.6"),
        price_micro=price_micro,
        fixed_per_month=fixed_per_month,
        starts_on=starts_on,
        by=JOB,
        as_of=as_of,
        **fields,
    )


def cost_month(of: Supply, month: date, *, through: date, wh: int = 10_000, **exact: int) -> CostMonth:
    """Return a computed month where every day up to `through` uses the same and costs the same exact parts."""
    energy.vat()
    length = Period.of_month(month).days()
    known = [1 if day <= through.day else 0 for day in range(1, length + 1)]
    parts = {each.value: [exact.get(each.value, 0) * one for one in known] for each in Component}
    return CostMonth.objects.create(
        supplier=of.supplier,
        supply=of,
        month=month,
        computed_through=through,
        wh=[wh * one for one in known],
        quality=known,
        reduced_wh=[0] * length,
        **parts,
    )

"""What was withdrawn from is invoiced for the days an early start was asked for, and else not at all."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from billing.models import AcontoInstalment, Invoice
from billing.operations import account as billing_accounts
from billing.operations import aconto_opening
from billing.queries.balance import account_position
from billing.runs import aconto, cost, invoice
from config import invariant
from contracts.operations import agreement as agreements
from contracts.operations import withdrawal as withdrawals
from contracts.rules.termination import NoticeForm
from contracts.rules.withdrawal_charge import StartRequest
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

CONCLUDED, WITHDRAWN = date(2026, 1, 2), date(2026, 1, 12)
INVOICE_DAY = date(2026, 2, 15)
BY = "test"


@pytest.fixture(autouse=True)
def _market():
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(CONCLUDED, date(2026, 2, 28))


def supplied(*, starts_on=CONCLUDED, request=None):
    """Let a household be supplied, priced until it withdraws, and asked to pay on account."""
    customer = account.customer()
    agreement = agreements.conclude(
        customer=customer,
        product=energy.spot_product(),
        metering_point=energy.metering_point(expected_year_wh=4_000_000),
        starts_on=starts_on,
        by=BY,
        as_of=CONCLUDED,
        start_request=request,
    )
    pays = billing_accounts.open_account(customer=customer, as_of=CONCLUDED, by=BY)
    billing_accounts.bill_supply(account=pays, supply=agreement.supplies.get())
    aconto_opening.open_plan(account=pays, starts_on=date(2026, 2, 1), by=BY, as_of=CONCLUDED)
    if starts_on <= WITHDRAWN:
        agreements.start(agreement=agreement, by=BY, as_of=starts_on)
        energy.values(agreement.supplies.get(), starts_on, date(2026, 1, 31))
    cost.compute_due(supplier=customer.supplier, as_of=WITHDRAWN)
    withdrawals.withdraw(
        agreement=agreement,
        sent_at=datetime(2026, 1, 12, 9, tzinfo=ZoneInfo("Europe/Copenhagen")),
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=WITHDRAWN,
    )
    return pays


def billed():
    supplier = account.supplier()
    for day in (date(2026, 1, 13), INVOICE_DAY, date(2026, 4, 15)):
        cost.compute_due(supplier=supplier, as_of=day)
        invoice.issue_due(supplier=supplier, as_of=day)
        aconto.run(supplier=supplier, as_of=day)
    return list(Invoice.objects.values_list("period_starts_on", "period_ends_before"))


def broken():
    found = {each.name: invariant.broken_rows(each, as_of=date(2026, 4, 16)) for each in invariant.INVARIANTS}
    return [name for name, rows in found.items() if rows and name[0] in "AB"]


@pytest.mark.rule("OR-11.2", "GE-VF-1.3")
def test_days_an_early_start_was_asked_for_are_invoiced_as_ever():
    supplied(request=StartRequest(on_durable_medium=True, told_of_payment=True))
    assert billed() == [(CONCLUDED, WITHDRAWN)]
    assert broken() == []


@pytest.mark.rule("OR-11.2", "GE-VF-1.3")
@pytest.mark.parametrize("starts_on", [CONCLUDED, date(2026, 2, 1)])
def test_else_nothing_is_invoiced_or_asked_for_on_account(starts_on):
    pays = supplied(starts_on=starts_on)
    assert billed() == []
    assert account_position(account=pays, as_of=INVOICE_DAY).balance == 0
    assert not AcontoInstalment.objects.exclude(state="CANCELLED").exists()
    assert broken() == []


@pytest.mark.rule("GE-VF-1.3")
def test_another_supply_of_the_same_account_is_invoiced_beside_it():
    pays = supplied()
    other = energy.supply(customer=pays.customer, starts_on=date(2026, 1, 12), billing_account=pays)
    energy.values(other, date(2026, 1, 12), date(2026, 1, 31))
    billed()
    lines = Invoice.objects.order_by("period_starts_on").first().lines.all()
    assert {line.supply_id for line in lines} == {other.pk}

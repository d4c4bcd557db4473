"""A supply that takes over at the same meter goes on the account that paid before: no day twice, none left out."""

from collections import Counter
from datetime import date, timedelta

import pytest

from billing.enums import InstalmentState
from billing.models import BilledSupply, CostMonth, Invoice, InvoiceLine
from billing.queries import aconto, cost_check
from billing.queries.aconto_estimate import estimate
from billing.queries.balance import account_position
from billing.runs import aconto as aconto_run
from billing.runs import cost, following_supply, invoice
from config.foundation.period import Period
from contracts.enums import AgreementState, PriceComponent, ProductKind
from contracts.models import Agreement, Supply
from contracts.operations import product_change
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day
from tests.builders import account, billing, energy

pytestmark = pytest.mark.django_db

MAR, APR, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
ASKED = date(2026, 3, 25)


@pytest.fixture
def home():
    """A home at 80 øre until 1 April and at 1 kr. from then on."""
    energy.figures_of_the_law()
    energy.charges()
    supply = energy.supply(of=energy.fixed_product(), starts_on=MAR)
    Agreement.objects.update(terms_code="gron_variable_2024")
    energy.values(supply, MAR, date(2026, 4, 30), wh=1_000)
    return supply


def ask(home, as_of=ASKED, starts_on=APR):
    to = energy.product(home.supplier, ProductKind.VARIABLE, name="Ny")
    energy.price(to, PriceComponent.ENERGY, 1_000_000, with_vat=True)
    return product_change.ask(
        agreement=home.agreement,
        product=to,
        starts_on=starts_on,
        accepted=0,
        free_from_confirmed=None,
        form=NoticeForm.SELF_SERVICE,
        by="test",
        as_of=as_of,
    )


def play(first, last):
    """Do the steps of the day that matter here, one day after the other."""
    day, shop = first, account.supplier()
    while day <= last:
        agreement_day.run(supplier=shop, as_of=day)
        cost.compute_due(supplier=shop, as_of=day)
        invoice.issue_due(supplier=shop, as_of=day)
        aconto_run.run(supplier=shop, as_of=day)
        day += timedelta(days=1)


def priced_days():
    """Return how often each day has a cost at the meter."""
    counted = Counter()
    for month in CostMonth.objects.select_related("supply"):
        own = Period(month.supply.starts_on, month.supply.ends_before)
        through = Period(month.month, month.computed_through + timedelta(days=1)).clip(to=own)
        counted.update(day for day in through.each_day() if month.quality[day.day - 1])
    return counted


@pytest.mark.rule("GE-V-10.2")
def test_over_a_change_of_product_no_day_is_unbilled_and_none_billed_twice(home):
    change = ask(home)
    play(ASKED, date(2026, 5, 15))

    following = change.following.supplies.get()
    assert BilledSupply.objects.get(supply=following).billing_account == home.billed.billing_account
    every_day = Period(MAR, MAY).each_day()
    assert priced_days() == dict.fromkeys(every_day, 1)
    supplies = list(Supply.objects.values_list("pk", flat=True))
    assert cost_check.differences(supply_ids=supplies, first=MAR, end=MAY) == []

    periods = list(Invoice.objects.order_by("pk").values_list("period_starts_on", "period_ends_before"))
    assert periods == [(MAR, APR), (APR, MAY)]
    energy_lines = InvoiceLine.objects.filter(kind="ENERGY").order_by("pk")
    # 743 kWh in March (the clock skips an hour) at 80 øre, 720 kWh in April at 1 kr., with VAT
    assert [(line.wh, line.net + line.vat) for line in energy_lines] == [(743_000, 594_40), (720_000, 720_00)]
    assert Agreement.objects.get(pk=change.following_id).state == AgreementState.ACTIVE


def test_before_its_first_day_a_supply_is_paid_for_by_nobody_so_that_the_change_can_be_taken_back(home):
    change = ask(home)
    assert following_supply.bill_due(supplier=home.supplier, as_of=date(2026, 3, 31)) == 0
    product_change.undo(change=change, by="test", as_of=date(2026, 3, 31))
    assert following_supply.bill_due(supplier=home.supplier, as_of=APR) == 0
    assert BilledSupply.objects.count() == 1


def test_asking_again_finds_nothing(home):
    ask(home)
    assert [following_supply.bill_due(supplier=home.supplier, as_of=day) for day in (APR, APR)] == [1, 0]


def test_another_customer_who_moves_in_pays_for_themselves(home):
    Supply.objects.filter(pk=home.pk).update(ends_before=APR)
    other = account.customer(home.supplier)
    after = energy.supply(customer=other, at=home.metering_point, starts_on=APR)
    BilledSupply.objects.filter(supply=after).delete()
    assert following_supply.bill_due(supplier=home.supplier, as_of=APR) == 0


def test_other_suppliers_wait_for_their_own_day(home):
    ask(home)
    assert following_supply.bill_due(supplier=account.supplier("orsted"), as_of=APR) == 0


def test_payment_on_account_goes_on_over_the_change(home):
    """The second quarter is planned whole although the supply it is planned for ends on 30 April."""
    pays = home.billed.billing_account
    billing.plan(pays, starts_on=MAR, as_of=MAR, cycle_months=3)
    ask(home, as_of=date(2026, 4, 10), starts_on=MAY)
    assert aconto.supply_ends_before(account=pays) is None
    play(date(2026, 4, 10), date(2026, 5, 20))
    assert aconto.running_plan(account=pays) is not None
    standing = pays.instalments.exclude(state=InstalmentState.CANCELLED).order_by("period_starts_on")
    periods = list(standing.values_list("period_starts_on", "period_ends_before"))
    assert (APR, date(2026, 7, 1)) in periods
    assert [end for _start, end in periods[:-1]] == [start for start, _end in periods[1:]]


def test_the_meter_counts_once_in_what_a_year_may_use(home):
    type(home.metering_point).objects.update(expected_year_wh=4_000_000)
    pays = home.billed.billing_account
    ask(home)
    play(date(2026, 3, 31), date(2026, 4, 20))
    assert estimate(account=pays, as_of=date(2026, 4, 20)).expected.wh == 4_000_000


def test_a_supply_that_is_over_holds_up_no_other(home):
    pays = home.billed.billing_account
    ask(home)
    play(date(2026, 3, 31), date(2026, 4, 14))
    assert account_position(account=pays, as_of=date(2026, 4, 14)).costs_through == date(2026, 4, 13)

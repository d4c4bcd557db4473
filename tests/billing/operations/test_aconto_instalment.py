"""Planning payments (EP-6.2, EP-6.12, EP-6.14, GE-VF-4.14, GE-VF-4.18, GE-VF-4.19, OR-6.2a, X-57, X-58)."""

from datetime import date

import pytest

from accounts.models import Message
from billing.enums import InstalmentKind, InstalmentState
from billing.models import AcontoInstalment
from billing.operations import aconto_claim, due_item
from billing.operations.aconto_instalment import bring_forward, plan_instalments
from billing.queries.aconto import next_payment
from billing.rules.collection_day import Forecast
from config.foundation.period import Period
from tests.builders import billing, contract
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


def days(instalments):
    return [(each.period_starts_on, each.period_ends_before, each.collect_on) for each in instalments]


@pytest.mark.rule("GE-VF-4.14", "GE-VF-4.15")
def test_gron_plans_the_month_on_the_last_bank_day_before_it_with_its_fee():
    plan = billing.plan(fixed_per_month=2_900)
    made = plan_instalments(plan=plan, as_of=APRIL)
    assert days(made) == [(MAY, date(2026, 6, 1), date(2026, 4, 30))]
    # 20 kr. a day for 31 days, 29 kr. of subscriptions and 9 kr. for paying every month
    (may,) = made
    assert (may.amount, may.clause) == (62_000 + 2_900 + 900, "GE-VF-4.14")
    assert (may.calculation["energy"], may.calculation["fee_clause"]) == (62_000, "GE-VF-4.15")


@pytest.mark.rule("OR-6.2a")
def test_orsted_draws_on_the_first_bank_day_of_the_month_without_a_fee():
    plan = billing.plan(terms_code="orsted_2019")
    (may,) = plan_instalments(plan=plan, as_of=APRIL)
    assert (may.collect_on, may.amount, may.clause) == (MAY, 62_000, "OR-6.2a")


def test_planning_again_plans_nothing_more():
    plan = billing.plan()
    plan_instalments(plan=plan, as_of=APRIL)
    assert plan_instalments(plan=plan, as_of=APRIL) == []
    assert plan_instalments(plan=plan, as_of=date(2026, 4, 29)) == []
    assert AcontoInstalment.objects.count() == 1


def test_next_month_is_planned_when_the_day_of_this_one_has_come():
    plan = billing.plan()
    plan_instalments(plan=plan, as_of=APRIL)
    made = plan_instalments(plan=plan, as_of=date(2026, 4, 30))
    assert days(made) == [(date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 29))]


def test_mover_pays_the_rest_of_the_month_from_the_next_bank_day():
    plan = billing.plan(starts_on=date(2026, 5, 16))  # a Saturday
    made = plan_instalments(plan=plan, as_of=date(2026, 5, 16))
    assert days(made) == [
        (date(2026, 5, 16), date(2026, 6, 1), date(2026, 5, 18)),
    ]
    assert made[0].amount == 16 * 2_000 + 900


def test_weeks_without_a_run_plan_every_month_missed():
    plan = billing.plan()
    made = plan_instalments(plan=plan, as_of=date(2026, 7, 10))
    assert [each.period_starts_on.month for each in made] == [5, 6, 7, 8]
    assert [each.collect_on for each in made][2:] == [date(2026, 7, 10), date(2026, 7, 31)]


@pytest.mark.rule("EP-6.2")
def test_quarter_begun_inside_pays_for_the_days_left():
    account = billing.billing_account()
    billing.direct_debit(account)
    plan = billing.plan(account, terms_code="energiplus_2023", starts_on=date(2026, 5, 12))
    made = plan_instalments(plan=plan, as_of=date(2026, 5, 12))
    assert days(made) == [
        (date(2026, 5, 12), date(2026, 7, 1), date(2026, 5, 12)),
        (date(2026, 7, 1), date(2026, 10, 1), date(2026, 7, 1)),
    ]
    assert [each.amount for each in made] == [50 * 2_000, 92 * 2_000]


def test_no_payment_is_planned_beyond_the_end_of_supply():
    account = billing.billing_account()
    supply = contract.supply(contract.agreement(account.customer), ends_before=date(2026, 5, 11))
    billing.billed(account, supply)
    plan = billing.plan(account)
    made = plan_instalments(plan=plan, as_of=date(2026, 6, 20))
    assert days(made) == [(MAY, date(2026, 5, 11), date(2026, 6, 22))]


def energiplus():
    account = billing.billing_account()
    billing.card(account)
    return billing.plan(account, terms_code="energiplus_2023", starts_on=date(2026, 4, 1))


@pytest.mark.rule("EP-6.14")
def test_draw_before_negative_follows_the_forecast():
    plan, as_of = energiplus(), date(2026, 5, 10)
    (made,) = plan_instalments(plan=plan, as_of=as_of, forecast=Forecast(as_of, 20_000, (2_000, 1)))
    # 200 kr. last ten days, the eleventh closes in minus: drawn on the tenth
    assert (made.kind, made.collect_on, made.clause) == (InstalmentKind.TOP_UP, date(2026, 5, 20), "EP-6.14")
    assert plan_instalments(plan=plan, as_of=as_of, forecast=Forecast(as_of, 6_000, (2_000, 1))) == []
    made.refresh_from_db()
    assert made.collect_on == date(2026, 5, 13)


def test_no_second_draw_is_planned_while_one_is_being_collected():
    plan, as_of = energiplus(), date(2026, 5, 10)
    forecast = Forecast(as_of, -1_000, (2_000, 1))
    (made,) = plan_instalments(plan=plan, as_of=as_of, forecast=forecast)
    aconto_claim.claim(instalment=made, by=JOB, as_of=as_of)
    assert plan_instalments(plan=plan, as_of=as_of, forecast=forecast) == []
    assert AcontoInstalment.objects.count() == 1


def quarterly():
    account = billing.billing_account()
    billing.direct_debit(account)
    plan = billing.plan(account, terms_code="energiplus_2023", starts_on=date(2026, 4, 1))
    april, _july = plan_instalments(plan=plan, as_of=date(2026, 4, 1))
    claimed = aconto_claim.claim(instalment=april, by=JOB, as_of=date(2026, 4, 1))
    due_item.settle(due_item=claimed, by=JOB, as_of=date(2026, 4, 1))
    return plan


@pytest.mark.parametrize("balance, brought", [(-50_000, False), (-50_001, True)])
@pytest.mark.rule("EP-6.12", "X-58")
def test_more_than_five_hundred_in_minus_brings_the_next_quarter_forward(balance, brought):
    plan = quarterly()
    moved = bring_forward(plan=plan, balance=balance, by=JOB, as_of=date(2026, 5, 16))
    assert (moved is not None) is brought
    if moved is None:
        return
    assert (moved.kind, moved.collect_on, moved.clause) == ("ADVANCE", date(2026, 5, 18), "EP-6.12")
    assert moved.period_starts_on == date(2026, 7, 1)
    assert Message.objects.get().kind == "aconto_advanced"
    assert bring_forward(plan=plan, balance=balance, by=JOB, as_of=date(2026, 5, 16)) is None


@pytest.mark.rule("GE-VF-4.18")
def test_monthly_payer_is_never_brought_forward():
    account = billing.billing_account()
    billing.card(account)
    plan = billing.plan(account)
    plan_instalments(plan=plan, as_of=APRIL)
    assert bring_forward(plan=plan, balance=-90_000, by=JOB, as_of=APRIL) is None


def test_next_payment_shows_the_sum_and_its_parts():
    plan = billing.plan(fixed_per_month=2_900)
    plan_instalments(plan=plan, as_of=APRIL)
    shown = next_payment(account=plan.billing_account)
    assert (shown.amount, shown.energy, shown.fixed, shown.fee) == (65_800, 62_000, 2_900, 900)
    assert (shown.period, shown.collect_on, shown.state) == (
        Period(MAY, date(2026, 6, 1)),
        date(2026, 4, 30),
        InstalmentState.PLANNED,
    )
    assert (shown.wh, shown.days, shown.year_wh) == (310_000, 31, 3_650_000)

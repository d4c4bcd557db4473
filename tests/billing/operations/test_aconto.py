"""Starting and changing a plan (OR-5.1a, EP-6.2, EP-6.7, GE-VF-4.9, GE-VF-4.12)."""

from datetime import date

import pytest

from accounts.models import Message
from billing.enums import CollectionMode, InstalmentState
from billing.models import AcontoPlan
from billing.operations import aconto, aconto_claim
from billing.operations.aconto_instalment import plan_instalments
from billing.rules.aconto import ExpectedYear
from tests.builders import billing
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


def review(plan, wh, as_of=date(2026, 5, 20), price=2_000_000):
    return aconto.review(
        plan=plan,
        expected=ExpectedYear(wh, "last_year", "GE-VF-4.10"),
        price_micro=price,
        fixed_per_month=0,
        by=JOB,
        as_of=as_of,
    )


@pytest.mark.parametrize(
    "code, months, mode",
    [
        ("orsted_2019", 1, CollectionMode.START_OF_MONTH),
        ("gron_fixed_2024", 1, CollectionMode.LAST_BANK_DAY),
        ("energiplus_2023", 3, CollectionMode.BEFORE_NEGATIVE),
    ],
)
@pytest.mark.rule("EP-6.13", "EP-6.14", "OR-6.2a", "GE-VF-4.14")
def test_card_plan_follows_the_terms(code, months, mode):
    account = billing.billing_account()
    billing.card(account)
    plan = billing.plan(account, terms_code=code)
    assert (plan.cycle_months, plan.mode) == (months, mode)
    assert plan.basis["consumption"] == "grid_company"


@pytest.mark.rule("EP-6.2")
def test_betalingsservice_plan_is_quarterly():
    account = billing.billing_account()
    billing.direct_debit(account)
    plan = billing.plan(account, terms_code="energiplus_2023")
    assert (plan.cycle_months, plan.mode) == (3, CollectionMode.QUARTERLY)


@pytest.mark.parametrize("months", [0, 7])
@pytest.mark.rule("OR-5.1a")
def test_cycle_outside_one_to_six_months_is_refused(months):
    with pytest.raises(aconto.CycleNotAllowed):
        billing.plan(terms_code="orsted_2019", cycle_months=months)


@pytest.mark.rule("X-57")
def test_mode_of_another_supplier_is_refused():
    with pytest.raises(aconto.ModeNotOffered):
        billing.plan(terms_code="orsted_2019", mode=CollectionMode.LAST_BANK_DAY)


def test_account_has_one_running_plan():
    plan = billing.plan()
    with pytest.raises(aconto.PlanRuns):
        billing.plan(plan.billing_account)


def test_plan_without_a_price_is_refused():
    with pytest.raises(aconto.NoPriceKnown):
        billing.plan(price_micro=0)


@pytest.mark.rule("GE-VF-4.12")
def test_small_change_leaves_the_plan():
    plan = billing.plan()
    assert review(plan, 4_000_000) is None  # 9.6 per cent more
    assert AcontoPlan.objects.count() == 1


@pytest.mark.rule("GE-VF-4.12")
def test_material_change_starts_with_the_next_payment_and_is_told():
    plan = billing.plan()
    plan_instalments(plan=plan, as_of=APRIL)
    (may,) = plan.instalments.all()
    changed = review(plan, 4_380_000, as_of=APRIL)
    plan.refresh_from_db()
    may.refresh_from_db()
    assert (plan.ends_before, changed.starts_on, may.state) == (MAY, MAY, InstalmentState.CANCELLED)
    # 2 kr. × 4,380 kWh × 31/365 + 9 kr.
    (may,) = plan_instalments(plan=changed, as_of=APRIL)
    assert may.amount == 74_400 + 900
    message = Message.objects.get(kind="aconto_changed")
    assert (message.clause, message.reason) == ("GE-VF-4.12", f"aconto_changed:{changed.pk}")


def test_payment_already_claimed_keeps_its_amount():
    plan = billing.plan()
    (may,) = plan_instalments(plan=plan, as_of=APRIL)
    aconto_claim.claim(instalment=may, by=JOB, as_of=may.collect_on)
    changed = review(plan, 4_380_000)
    may.refresh_from_db()
    assert (changed.starts_on, may.state) == (date(2026, 6, 1), InstalmentState.CLAIMED)

"""The a-conto step of a day: planned, announced and claimed in time, one bad account alone (OR-6.2b, EP-6.14)."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.enums import MessageState
from accounts.models import Alarm, Message
from billing.enums import InstalmentState
from billing.models import AcontoInstalment, DueItem
from billing.operations import aconto_instalment
from billing.rules.cost_day import EXACT_PER_ORE
from billing.runs import aconto
from tests.builders import account as accounts
from tests.builders import billing, contract

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


def household(code="orsted_2019", **plan):
    account = billing.billing_account()
    billing.card(account)
    return account, billing.plan(account, terms_code=code, **plan)


def noon(day):
    return datetime.combine(day, time(12), UTC)


def run(as_of, *, mail_works=True):
    """One business day of a-conto with the outbox after it, as the real day has it."""
    counts = Counter(aconto.run(supplier=accounts.supplier(), as_of=as_of))
    counts.update(aconto.announce_due(supplier=accounts.supplier(), as_of=as_of))
    if mail_works:
        for message in Message.objects.filter(state=MessageState.QUEUED):
            message.state, message.sent_at = MessageState.SENT, noon(as_of)
            message.save()
    counts.update(aconto.claim_due(supplier=accounts.supplier(), as_of=as_of))
    return dict(+counts)


def run_days(first, last, **how):
    done = {}
    for number in range((last - first).days + 1):
        if counts := run(first + timedelta(days=number), **how):
            done[first + timedelta(days=number)] = counts
    return done


def test_month_of_a_household_with_notice():
    household()
    assert run_days(APRIL, date(2026, 5, 1)) == {
        APRIL: {"planned": 1},
        date(2026, 4, 20): {"announced": 1},
        date(2026, 5, 1): {"planned": 1, "claimed": 1},
    }


def test_month_of_a_household_without_notice():
    household("gron_variable_2024")
    assert run_days(APRIL, date(2026, 5, 1)) == {
        APRIL: {"planned": 1},
        date(2026, 4, 30): {"planned": 1, "claimed": 1},
    }
    assert not Message.objects.filter(kind="aconto_announced").exists()


def test_day_run_twice_does_nothing_the_second_time():
    household()
    for as_of in (APRIL, date(2026, 4, 20), date(2026, 5, 1)):
        run(as_of)
        assert run(as_of) == {}


def test_days_skipped_over_the_notice_move_the_draw_and_never_earlier():
    household()
    run(APRIL)
    run(date(2026, 4, 25))
    (may,) = AcontoInstalment.objects.all()
    assert (may.announced_on, may.collect_on) == (date(2026, 4, 25), date(2026, 5, 4))


def test_mail_that_is_down_keeps_the_draw_waiting_and_mends_itself():
    household()
    run_days(APRIL, date(2026, 5, 1), mail_works=False)
    assert not DueItem.objects.exists()
    (may,) = AcontoInstalment.objects.filter(period_starts_on=date(2026, 5, 1))
    message = may.announcement
    message.state, message.sent_at = MessageState.SENT, noon(date(2026, 5, 1))
    message.save()
    run(date(2026, 5, 2))  # proven on 1 May, too late: announced anew on the 2nd
    may.refresh_from_db()
    assert (may.announced_on, may.collect_on) == (date(2026, 5, 2), date(2026, 5, 11))
    run(date(2026, 5, 11))
    may.refresh_from_db()
    assert may.state == InstalmentState.CLAIMED


def test_notice_that_came_back_is_an_alarm():
    household()
    run_days(APRIL, date(2026, 4, 20))
    Message.objects.update(state=MessageState.BOUNCED)
    run(date(2026, 4, 21))
    assert Alarm.objects.filter(kind="aconto-notice-undelivered").count() == 1


def test_account_that_goes_wrong_stops_no_other(monkeypatch):
    bad, _plan = household()
    household()
    real = aconto_instalment.plan_instalments

    def plan_instalments(*, plan, **rest):
        if plan.billing_account == bad:
            raise ZeroDivisionError
        return real(plan=plan, **rest)

    monkeypatch.setattr(aconto_instalment, "plan_instalments", plan_instalments)
    assert run(APRIL) == {"planned": 1, "parked": 1}
    assert Alarm.objects.get().kind == "aconto-failed"


def test_draw_before_negative_uses_what_was_really_used():
    account, _plan = household("energiplus_2023", starts_on=date(2026, 4, 1))
    supply = contract.supply(contract.agreement(account.customer), starts_on=APRIL)
    billing.billed(account, supply)
    run(APRIL)
    (first,) = AcontoInstalment.objects.all()
    assert (first.collect_on, first.state, first.kind) == (APRIL, InstalmentState.CLAIMED, "TOP_UP")
    assert first.amount == 91 * 2_000


def costs(supply, month, through, kr_a_day):
    billing.cost_month(supply, month, through=through, wh=10_000, spot=kr_a_day * 80 * EXACT_PER_ORE)


def with_costs(kr_a_day):
    """A household of the plan's 20 kr. a day, that really has other costs (with VAT) in April."""
    account, plan = household("gron_variable_2024", starts_on=APRIL)
    point = contract.metering_point(expected_year_wh=3_650_000)
    supply = contract.supply(contract.agreement(account.customer), point, starts_on=APRIL)
    billing.billed(account, supply)
    costs(supply, APRIL, date(2026, 4, 30), kr_a_day)
    return account, plan


def test_plan_is_fitted_to_real_prices_once_a_month_after_the_invoice():
    account, _plan = with_costs(30)
    run_days(APRIL, date(2026, 5, 15))
    assert account.aconto_plans.count() == 1
    run_days(date(2026, 5, 16), date(2026, 5, 20))
    old, new = account.aconto_plans.order_by("pk")
    assert (old.ends_before, new.starts_on, new.price_micro) == (date(2026, 6, 1), date(2026, 6, 1), 3_000_000)
    june = account.instalments.get(period_starts_on=date(2026, 6, 1), state=InstalmentState.PLANNED)
    assert june.amount == 30 * 3_000 + 900
    assert Message.objects.filter(kind="aconto_changed").count() == 1


def test_plan_near_enough_is_left_and_looked_at_once():
    account, plan = with_costs(22)
    run_days(APRIL, date(2026, 5, 20))
    plan.refresh_from_db()
    assert (account.aconto_plans.count(), plan.basis["reviewed_in"]) == (1, "2026-05-01")

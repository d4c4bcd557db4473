"""The notice of a draw: amount, day and sum at least 8 days before, proven, or the draw waits (OR-6.2b)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.enums import MessageState
from accounts.models import Message
from billing.enums import DueState, InstalmentState
from billing.operations import aconto_claim, aconto_notice
from billing.operations.aconto_instalment import plan_instalments
from billing.queries.aconto import notice_day
from tests.builders import billing
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def instalment():
    account = billing.billing_account()
    billing.card(account)
    plan = billing.plan(account, terms_code="orsted_2019", fixed_per_month=2_900)
    (made,) = plan_instalments(plan=plan, as_of=APRIL)
    return made


def sent(days_later=0):
    message = Message.objects.order_by("pk").last()
    message.state = MessageState.SENT
    message.sent_at = datetime.combine(message.business_date, time(12), UTC) + timedelta(days=days_later)
    message.save()


def announced(instalment, as_of, *, days_in_outbox=0):
    aconto_notice.announce(instalment=instalment, by=JOB, as_of=as_of)
    sent(days_in_outbox)
    instalment.refresh_from_db()
    return instalment


@pytest.mark.rule("OR-6.2b")
def test_notice_says_amount_day_and_calculation(instalment):
    announced(instalment, date(2026, 4, 20))
    message = Message.objects.get()
    assert (message.kind, message.clause, message.legal) == ("aconto_announced", "OR-6.2b", True)
    text = message.body.replace("\u00a0", " ")
    for part in (
        "649,00 kr.",
        "1. maj 2026",
        "1.–31. maj 2026",
        "3.650 kWh",
        "310 kWh",
        "620,00 kr.",
        "29,00 kr.",
    ):
        assert text.count(part) >= 1, part
    assert instalment.state == InstalmentState.ANNOUNCED


@pytest.mark.rule("OR-6.2b")
def test_draw_of_1_may_announced_on_23_april_is_made(instalment):
    announced(instalment, date(2026, 4, 23))
    claimed = aconto_claim.claim(instalment=instalment, by=JOB, as_of=MAY)
    assert (claimed.state, claimed.collect_on, claimed.amount) == (DueState.OPEN, MAY, 64_900)


@pytest.mark.rule("OR-6.2b")
def test_notice_on_24_april_moves_the_draw_to_the_first_lawful_bank_day(instalment):
    announced(instalment, date(2026, 4, 24))
    assert instalment.collect_on == date(2026, 5, 4)
    assert Message.objects.get().body.count("4. maj 2026") >= 1


@pytest.mark.rule("OR-6.2b")
def test_draw_without_notice_is_refused(instalment):
    with pytest.raises(aconto_notice.NoticeNotProven):
        aconto_claim.claim(instalment=instalment, by=JOB, as_of=MAY)


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.BOUNCED, MessageState.PARKED])
@pytest.mark.rule("OR-6.2b")
def test_notice_that_did_not_go_out_proves_nothing(instalment, state):
    announced(instalment, date(2026, 4, 20))
    Message.objects.update(state=state)
    instalment.refresh_from_db()
    assert notice_day(instalment=instalment) is None
    with pytest.raises(aconto_notice.NoticeNotProven):
        aconto_claim.claim(instalment=instalment, by=JOB, as_of=MAY)


def test_notice_that_lay_in_the_outbox_counts_from_the_day_it_left(instalment):
    announced(instalment, date(2026, 4, 20), days_in_outbox=3)
    assert notice_day(instalment=instalment) == date(2026, 4, 23)
    assert not aconto_notice.announce_anew(instalment=instalment, by=JOB, as_of=date(2026, 4, 24))


@pytest.mark.rule("OR-6.2b")
def test_notice_that_left_too_late_is_given_anew_with_a_lawful_day(instalment):
    announced(instalment, date(2026, 4, 20), days_in_outbox=4)
    with pytest.raises(aconto_notice.NoticeNotProven):
        aconto_claim.claim(instalment=instalment, by=JOB, as_of=MAY)
    assert aconto_notice.announce_anew(instalment=instalment, by=JOB, as_of=date(2026, 4, 25))
    sent()
    instalment.refresh_from_db()
    assert (instalment.announced_on, instalment.collect_on) == (date(2026, 4, 25), date(2026, 5, 4))
    assert Message.objects.count() == 2
    assert aconto_claim.claim(instalment=instalment, by=JOB, as_of=date(2026, 5, 4)).amount == 64_900


def test_terms_without_notice_need_none():
    account = billing.billing_account()
    billing.card(account)
    (made,) = plan_instalments(plan=billing.plan(account), as_of=APRIL)
    with pytest.raises(aconto_notice.NoticeNotNeeded):
        aconto_notice.announce(instalment=made, by=JOB, as_of=APRIL)
    assert aconto_claim.claim(instalment=made, by=JOB, as_of=made.collect_on).state == DueState.OPEN


def test_notice_day_is_local():
    moment = datetime(2026, 4, 20, 22, 30, tzinfo=UTC)  # 00.30 on the 21st in Denmark
    account = billing.billing_account()
    billing.card(account)
    (made,) = plan_instalments(plan=billing.plan(account, terms_code="orsted_2019"), as_of=APRIL)
    aconto_notice.announce(instalment=made, by=JOB, as_of=date(2026, 4, 20))
    Message.objects.update(state=MessageState.SENT, sent_at=moment)
    made.refresh_from_db()
    assert notice_day(instalment=made) == date(2026, 4, 21)

"""What the provider answered, written down once and never backwards (reliability.md R1, R2, R6)."""

import pytest

from accounts.models import Alarm, Message, StaffTask
from billing.enums import DueState, MethodState, PaymentState
from billing.models import Payment, Transaction
from billing.operations import due_item, payment, payment_answer
from billing.queries.balance import ledger_balance
from billing.rules.payment_answer import Outcome, PaymentAnswer
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.contracts.operations.test_life_event import report

pytestmark = pytest.mark.django_db

PAID = PaymentAnswer(outcome=Outcome.SUCCEEDED, provider_id="pi_1", amount=50_000, currency="DKK")
SOFT_NO = PaymentAnswer(outcome=Outcome.DECLINED, provider_id="pi_1", code="insufficient_funds", may_retry=True)
HARD_NO = PaymentAnswer(outcome=Outcome.DECLINED, provider_id="pi_1", code="stolen_card")
ASKS = PaymentAnswer(outcome=Outcome.REQUIRES_ACTION, provider_id="pi_1")
NOTHING = PaymentAnswer(outcome=Outcome.UNKNOWN)


@pytest.fixture
def sent():
    claim = billing.due_item()
    billing.card(claim.billing_account)
    return payment.prepare(due_item_id=claim.pk, by=JOB, as_of=TODAY).payment


def told(of, *answers):
    for answer in answers:
        payment_answer.record(payment=of, answer=answer, by=JOB, as_of=TODAY)
    return Payment.objects.get(pk=of.pk).state


@pytest.mark.parametrize(
    "answers, state",
    [
        ([PAID], PaymentState.SUCCEEDED),
        ([SOFT_NO], PaymentState.FAILED),
        ([ASKS], PaymentState.REQUIRES_ACTION),
        ([NOTHING], PaymentState.UNKNOWN),
        ([NOTHING, PAID], PaymentState.SUCCEEDED),
        ([ASKS, PAID], PaymentState.SUCCEEDED),
        ([ASKS, NOTHING, SOFT_NO], PaymentState.FAILED),
        ([PAID, SOFT_NO], PaymentState.SUCCEEDED),
        ([PAID, ASKS, NOTHING, PAID], PaymentState.SUCCEEDED),
        ([SOFT_NO, NOTHING, ASKS], PaymentState.FAILED),
    ],
)
def test_later_and_repeated_answers_never_go_backwards(sent, answers, state):
    assert told(sent, *answers) == state


def test_success_told_three_times_is_booked_once(sent):
    told(sent, PAID, PAID, PAID)
    assert Transaction.objects.count() == 1
    assert ledger_balance(account=sent.billing_account, as_of=TODAY) == 50_000


def test_claim_paid_by_transfer_meanwhile_leaves_the_draw_as_credit(sent):
    due_item.settle(due_item=sent.due_item, by=JOB, as_of=TODAY)
    assert told(sent, PAID) == PaymentState.SUCCEEDED
    assert ledger_balance(account=sent.billing_account, as_of=TODAY) == 50_000


def test_hard_no_ends_the_use_of_the_card_and_soft_one_does_not(sent):
    told(sent, HARD_NO)
    sent.method.refresh_from_db()
    assert sent.method.state == MethodState.INVALID
    assert Message.objects.get().reason == f"card_declined:{sent.pk}"


@pytest.mark.parametrize("amount, currency", [(49_999, "DKK"), (50_000, "SEK")])
def test_other_amount_than_asked_is_an_alarm(sent, amount, currency):
    told(sent, PaymentAnswer(outcome=Outcome.SUCCEEDED, provider_id="pi_1", amount=amount, currency=currency))
    assert Alarm.objects.get().kind == "payment-captured-wrongly"


def test_second_capture_at_the_provider_is_an_alarm(sent):
    twice = PaymentAnswer(
        outcome=Outcome.SUCCEEDED, provider_id="pi_1", amount=50_000, currency="DKK", also_captured=("pi_2",)
    )
    told(sent, twice)
    assert Alarm.objects.get().ref == "stripe:pi_2"


def test_chargeback_opens_the_claim_once_and_asks_a_person(sent):
    told(sent, PAID)
    for _ in range(2):
        payment_answer.charge_back(payment=sent, reason="fraudulent", by=JOB, as_of=TODAY)
    claim = sent.due_item
    claim.refresh_from_db()
    assert (claim.state, StaffTask.objects.count()) == (DueState.OPEN, 1)
    assert ledger_balance(account=sent.billing_account, as_of=TODAY) == 0


@pytest.mark.rule("GE-V-10.3d")
@pytest.mark.parametrize("answer", [SOFT_NO, HARD_NO, ASKS])
def test_nothing_presses_somebody_who_has_died(sent, answer):
    report(sent.billing_account.customer, happened_on=TODAY, as_of=TODAY)
    before = Message.objects.count()
    told(sent, answer)
    assert Message.objects.count() == before
    assert StaffTask.objects.get(kind="estate-payment").subject_id == sent.due_item_id

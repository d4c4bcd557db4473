"""Payment methods: one active, replaced in one go, stopped at once (OR-6.2c, EP-6.9, GE-VF-4.23, GE-VF-11.5)."""

import pytest

from accounts.models import Message, StaffTask
from billing.enums import DueState, MethodKind, MethodState
from billing.operations import payment, payment_method
from billing.operations.payment_method import SavedCard
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.contracts.operations.test_life_event import report

pytestmark = pytest.mark.django_db
CARD = SavedCard(customer_token="cus_1", token="pm_1", brand="visa", last4="4242", exp_month=12, exp_year=2029)


def begun(account):
    return payment_method.begin(account=account, provider="stripe", by=JOB, as_of=TODAY)


def test_card_in_the_making_has_consent_and_no_token():
    method = begun(billing.billing_account())
    method.refresh_from_db()
    assert (method.state, method.method_token) == (MethodState.PROVISIONAL, "")
    assert method.consented_at is not None


def test_new_card_ends_the_former_one():
    account = billing.billing_account()
    former = billing.card(account)
    method = begun(account)
    payment_method.activate(method=method, card=CARD, by=JOB, as_of=TODAY)
    former.refresh_from_db()
    method.refresh_from_db()
    assert (former.state, former.ended_on) == (MethodState.ENDED, TODAY)
    assert (method.state, method.last4, method.expires_year) == (MethodState.ACTIVE, "4242", 2029)


def test_activating_twice_changes_nothing():
    method = begun(billing.billing_account())
    payment_method.activate(method=method, card=CARD, by=JOB, as_of=TODAY)
    payment_method.withdraw_consent(method=method, by=JOB, as_of=TODAY)
    payment_method.activate(method=method, card=CARD, by=JOB, as_of=TODAY)
    assert method.state == MethodState.ENDED


def test_customer_at_the_provider_is_used_again():
    account = billing.billing_account()
    former = billing.card(account)
    assert begun(account).customer_token == former.customer_token


@pytest.mark.rule("OR-6.2c")
def test_withdrawn_consent_stops_draws_at_once_and_the_claim_persists():
    account = billing.billing_account()
    method, claim = billing.card(account), billing.due_item(account)
    payment_method.withdraw_consent(method=method, by=JOB, as_of=TODAY)
    with pytest.raises(payment.NoCard):
        payment.prepare(due_item_id=claim.pk, by=JOB, as_of=TODAY)
    claim.refresh_from_db()
    assert (method.state, claim.state) == (MethodState.ENDED, DueState.OPEN)
    assert [(m.kind, m.clause) for m in Message.objects.all()] == [("card_consent_withdrawn", "OR-6.2c")]


def test_consent_to_a_card_not_in_use_cannot_be_withdrawn():
    with pytest.raises(payment_method.NotActive):
        payment_method.withdraw_consent(method=begun(billing.billing_account()), by=JOB, as_of=TODAY)


def test_betalingsservice_takes_the_place_of_a_card():
    account = billing.billing_account()
    card = billing.card(account)
    payment_method.activate_agreed(account=account, kind=MethodKind.BETALINGSSERVICE, by=JOB, as_of=TODAY)
    card.refresh_from_db()
    states = list(account.payment_methods.order_by("pk").values_list("kind", "state"))
    assert states == [("CARD", "ENDED"), ("BETALINGSSERVICE", "ACTIVE")]


@pytest.mark.rule("EP-6.9", "GE-VF-4.23")
def test_missing_method_is_told_once_per_claim():
    claim = billing.due_item()
    assert payment_method.tell_missing(due_item=claim, as_of=TODAY)
    assert not payment_method.tell_missing(due_item=claim, as_of=TODAY)
    assert Message.objects.filter(kind="payment_method_missing").count() == 1


@pytest.mark.rule("GE-V-10.3d")
def test_missing_method_of_somebody_who_has_died_is_for_a_person():
    claim = billing.due_item()
    report(claim.billing_account.customer, happened_on=TODAY, as_of=TODAY)
    assert not payment_method.tell_missing(due_item=claim, as_of=TODAY)
    assert StaffTask.objects.get(kind="estate-payment").subject_id == claim.pk

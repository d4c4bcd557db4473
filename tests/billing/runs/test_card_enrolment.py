"""Saving a card on the provider's page: token only, and neither redirect nor message is believed (GE-VF-11.5)."""

import pytest

from billing.enums import MethodState
from billing.models import PaymentMethod
from billing.runs import card_enrolment, collect, provider_event
from config.foundation import clock
from config.foundation.crashpoint import Crashed, armed, crash_at
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.builders.card_provider import BACK
from tests.builders.card_world import decide, operate, type_card
from tests.builders.charge_world import paid_claims


def begin(world, account):
    return card_enrolment.begin(
        account=account, provider=world.provider, success_url=BACK, cancel_url=BACK, by=JOB, as_of=TODAY
    )


def finish(world, method):
    return card_enrolment.finish(method=method, provider=world.provider, by=JOB, as_of=TODAY)


@pytest.fixture
def account(world):
    return billing.billing_account()


def test_card_typed_on_the_providers_page_can_be_drawn(world, account):
    begun = begin(world, account)
    assert (begun.method.state, begun.url != "") == (MethodState.PROVISIONAL, True)
    type_card(begun.url)
    method = finish(world, begun.method)
    assert (method.state, method.brand, method.last4, method.expires_year) == ("ACTIVE", "visa", "4242", 2039)
    billing.due_item(account)
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    assert world.captured() == paid_claims() != {}


def test_coming_back_without_having_typed_a_card_saves_nothing(world, account):
    begun = begin(world, account)
    assert finish(world, begun.method).state == MethodState.PROVISIONAL


def test_card_approved_at_its_bank_is_saved(world, account):
    begun = begin(world, account)
    answer = type_card(begun.url, number="4000 0025 0000 3155")
    decide(world.handle, answer.headers["location"])
    assert finish(world, begun.method).state == MethodState.ACTIVE


def test_message_alone_saves_the_card_when_the_browser_never_comes_back(world, account):
    begun = begin(world, account)
    type_card(begun.url)
    provider_event.list_missing(provider=world.provider, now=clock.now())
    provider_event.handle_due(as_of=TODAY, provider=world.provider)
    begun.method.refresh_from_db()
    assert begun.method.state == MethodState.ACTIVE


def test_redirect_and_message_together_save_one_card(world, account):
    begun = begin(world, account)
    type_card(begun.url)
    finish(world, begun.method)
    provider_event.list_missing(provider=world.provider, now=clock.now())
    provider_event.handle_due(as_of=TODAY, provider=world.provider)
    assert PaymentMethod.objects.filter(state=MethodState.ACTIVE).count() == 1


def test_new_card_replaces_the_former_and_the_customer_stays_the_same(world, account):
    first = begin(world, account)
    type_card(first.url)
    finish(world, first.method)
    second = begin(world, account)
    type_card(second.url, number="5555 5555 5555 4444")
    finish(world, second.method)
    first.method.refresh_from_db()
    assert (first.method.state, first.method.ended_on) == (MethodState.ENDED, TODAY)
    assert second.method.customer_token == first.method.customer_token
    assert account.payment_methods.get(state=MethodState.ACTIVE).last4 == "4444"


def test_provider_that_does_not_answer_is_a_refusal_and_leaves_nothing_open(world, account):
    operate(world.handle, "faults", kind="error_before", on="any")
    with pytest.raises(card_enrolment.PageNotReached):
        begin(world, account)
    assert list(PaymentMethod.objects.values_list("state", flat=True)) == [MethodState.ENDED]


@pytest.mark.parametrize("point", ["enrolment.begun", "enrolment.noted"])
def test_dying_on_the_way_to_the_page_leaves_no_active_card(world, account, point):
    with armed(crash_at(point)), pytest.raises(Crashed):
        begin(world, account)
    assert list(PaymentMethod.objects.values_list("state", flat=True)) == [MethodState.PROVISIONAL]
    begun = begin(world, account)
    type_card(begun.url)
    assert finish(world, begun.method).state == MethodState.ACTIVE

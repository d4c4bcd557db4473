"""The run asks for every agreement that waits, again until there is an answer, and calls a person in time."""

from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.models import StaffTask
from contracts.enums import AgreementState, CreditOutcome
from contracts.gateways.credit_bureau import CreditAnswer
from contracts.runs import credit_check
from tests.builders import card_world, energy, order
from tests.builders.order import COMPANY, TODAY

LATER = TODAY + timedelta(days=7)

pytestmark = pytest.mark.django_db


class Bureau:
    """Answers as told, and remembers what it was asked."""

    name = "bureau.example"

    def __init__(self, *outcomes):
        self.outcomes, self.asked = list(outcomes), []

    def check(self, question):
        self.asked.append(question)
        return CreditAnswer(outcome=self.outcomes.pop(0), result_class="B")


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.fixture
def agreement():
    return order.confirmed(order.business_product()).agreement


def ask(agreement, bureau, day=TODAY):
    found = credit_check.ask_due(supplier=agreement.supplier, as_of=day, bureau=bureau)
    agreement.refresh_from_db()
    return found


@pytest.mark.rule("EP-1.4")
def test_silence_is_asked_again_under_the_same_reference_and_then_approved(agreement):
    bureau = Bureau(CreditOutcome.UNKNOWN, CreditOutcome.APPROVED)
    assert ask(agreement, bureau) == {"credit_unknown": 1}
    assert agreement.state == AgreementState.PENDING_CREDIT
    assert ask(agreement, bureau) == {"credit_approved": 1}
    assert agreement.state == AgreementState.ORDERED
    first, second = bureau.asked
    assert first == second
    assert (first.name, first.company_number, first.kind) == (COMPANY.name, order.CVR, "business")


@pytest.mark.rule("EP-1.4")
def test_a_person_takes_over_on_the_day_an_answer_was_due(agreement):
    ask(agreement, Bureau(CreditOutcome.UNKNOWN), date(2026, 3, 20))
    assert not StaffTask.objects.exists()
    ask(agreement, Bureau(CreditOutcome.UNKNOWN), date(2026, 3, 21))
    assert StaffTask.objects.get().kind == "credit-unanswered"
    assert agreement.state == AgreementState.PENDING_CREDIT


def test_nobody_is_asked_about_what_does_not_wait(agreement):
    ask(agreement, Bureau(CreditOutcome.APPROVED))
    assert ask(agreement, Bureau()) == {}


@pytest.mark.parametrize(
    "name, state",
    [("Bageri ApS", "ORDERED"), ("Afvist ApS", "PENDING_CREDIT"), ("Tavs ApS", "PENDING_CREDIT")],
)
def test_the_sandbox_plays_the_bureau(agreement, settings, name, state):
    type(agreement.customer).objects.update(name=name)
    with card_world.sandbox() as handle:
        settings.CREDIT_BUREAU_URL, settings.CREDIT_BUREAU_KEY = handle.base_url, "test"
        credit_check.ask_due(supplier=agreement.supplier, as_of=TODAY)
    agreement.refresh_from_db()
    assert agreement.state == state
    assert connection.in_atomic_block  # the test's own; the run opens none around a call


@pytest.mark.rule("EP-1.4")
def test_a_bureau_that_is_down_is_not_waited_for_by_everybody():
    """Three silences, then the others wait for the next run, which begins with them; each still gets a person."""
    product = order.business_product()
    agreements = [order.confirmed(product).agreement for _number in range(5)]
    bureau = Bureau(*[CreditOutcome.UNKNOWN] * 3)
    assert ask(agreements[0], bureau, LATER) == {"credit_unknown": 3}
    assert StaffTask.objects.count() == 5
    again = Bureau(*[CreditOutcome.APPROVED] * 5)
    assert ask(agreements[0], again, LATER) == {"credit_approved": 5}
    first = {each.reference for each in again.asked[:2]}
    assert first.isdisjoint(each.reference for each in bureau.asked)

"""Ours is approved by another and told before its day; a customer's stands with our answer in writing."""

from datetime import date
from itertools import count

import pytest

from accounts.models import Event, Message, Receipt, StaffTask
from accounts.operations import approval as approvals
from accounts.operations.approval import NothingToDo, OwnRequest
from contracts.enums import AgreementState, AssignmentState
from contracts.models import Agreement, Assignment
from contracts.operations import assignment as operations
from contracts.operations.assignment import ConsentNeeded, Draft, NothingToConsentTo, ToldTooLate
from contracts.rules.assignment import Assignee
from contracts.runs import assignment as runs
from tests.builders import account, contract

pytestmark = pytest.mark.django_db

_people = count(1)
TODAY, EFFECT = date(2026, 3, 5), date(2026, 5, 1)


@pytest.fixture
def agreement():
    return contract.agreement(account.customer(account.supplier()))


def person():
    return account.staff(email=f"p{next(_people)}@minside.example")


def propose(product, *, by=None, **fields):
    standard = {
        "assignee": Assignee.LICENSED_THIRD_PARTY,
        "name": "Ny El A/S",
        "number": "12345674",
        "takes_effect_on": EFFECT,
        "reason": "Salg af porteføljen",
    }
    draft = Draft(product=product, **(standard | fields))
    return operations.propose(draft=draft, by=by or person(), as_of=TODAY)


def answer(agreement, consents):
    return operations.answer_customer(
        agreement=agreement,
        name="Per Ny",
        consents=consents,
        takes_effect_on=EFFECT,
        reason="Brev af 1. marts",
        by=person(),
        as_of=TODAY,
    )


@pytest.mark.rule("EP-11.5c", "OR-13.3", "GE-V-10.6d")
@pytest.mark.parametrize(
    "terms_code, assignee",
    [("gron_variable_2024", Assignee.THIRD_PARTY), ("cerius_2019", Assignee.LICENSED_THIRD_PARTY)],
)
def test_to_others_each_customer_would_have_to_consent(terms_code, assignee):
    product = contract.product(terms_code=terms_code)
    contract.agreement(buys=product)
    with pytest.raises(ConsentNeeded):
        propose(product, assignee=assignee)
    assert not Assignment.objects.exists()


@pytest.mark.rule("EP-11.5c", "GE-V-10.6d")
def test_nobody_is_told_before_another_person_has_said_yes(agreement):
    asks = person()
    made = propose(agreement.product, by=asks)
    assert (made.state, made.clause) == (AssignmentState.PROPOSED, "GE-V-10.6d")
    assert runs.run(supplier=agreement.supplier, as_of=TODAY) == {}
    with pytest.raises(OwnRequest):
        approvals.approve(approval=made.approval, by=asks, as_of=TODAY)
    assert not Message.objects.exists()


@pytest.mark.rule("EP-11.5c", "GE-V-10.6d")
def test_each_customer_is_told_once_and_staff_hand_over_on_the_day(agreement):
    gone = {"state": AgreementState.ENDED, "ends_before": TODAY}
    contract.agreement(account.customer(agreement.supplier), buys=agreement.product, **gone)
    contract.agreement(account.customer(agreement.supplier), buys=contract.product(code="other"))
    made = propose(agreement.product)
    approvals.approve(approval=made.approval, by=person(), as_of=TODAY)
    assert runs.run(supplier=agreement.supplier, as_of=TODAY) == {"assignment_told": 1}
    assert runs.run(supplier=agreement.supplier, as_of=TODAY) == {}
    told = Message.objects.get()
    assert (told.customer, told.legal, told.clause) == (agreement.customer, True, "GE-V-10.6d")
    assert "Ny El A/S" in told.body
    assert runs.run(supplier=agreement.supplier, as_of=EFFECT) == {"assigned": 1}
    made.refresh_from_db()
    assert made.state == AssignmentState.DONE
    assert StaffTask.objects.get().kind == "assignment-hand-over"
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.ACTIVE


def test_a_day_too_near_is_refused_and_one_approved_too_late_is_dropped(agreement):
    with pytest.raises(ToldTooLate):
        propose(agreement.product, takes_effect_on=date(2026, 4, 4))
    made = propose(agreement.product)
    approvals.approve(approval=made.approval, by=person(), as_of=date(2026, 4, 2))
    assert runs.run(supplier=agreement.supplier, as_of=date(2026, 4, 2)) == {}
    made.refresh_from_db()
    assert (made.state, StaffTask.objects.get().kind) == (AssignmentState.CANCELLED, "assignment-late")
    assert not Message.objects.exists()


def test_one_that_concerns_nobody_is_not_asked_for():
    with pytest.raises(NothingToDo):
        propose(contract.product())


@pytest.mark.rule("EP-11.5c", "OR-13.3", "GE-V-10.6d", "GE-F-10.6d")
@pytest.mark.parametrize(
    "terms_code, clause",
    [
        ("energiplus_2023", "EP-11.5c"),
        ("orsted_2019", "OR-13.3"),
        ("gron_variable_2024", "GE-V-10.6d"),
        ("gron_fixed_2024", "GE-F-10.6d"),
    ],
)
def test_a_customer_gets_our_consent_in_writing(agreement, terms_code, clause):
    Agreement.objects.update(terms_code=terms_code)
    agreement.refresh_from_db()
    made = answer(agreement, consents=True)
    assert (made.state, made.clause) == (AssignmentState.CONSENTED, clause)
    kept = Receipt.objects.get()
    assert [of for _said, of in kept.reasons] == [clause]
    assert Message.objects.get().customer == agreement.customer
    assert StaffTask.objects.get().kind == "assignment-new-agreement"
    assert Event.objects.get(kind="contracts.assignment.answered").customer == agreement.customer


@pytest.mark.rule("EP-11.5c", "GE-V-10.6d")
def test_without_consent_nothing_follows(agreement):
    assert answer(agreement, consents=False).state == AssignmentState.REFUSED
    assert (Receipt.objects.count(), StaffTask.objects.count()) == (1, 0)


def test_where_the_terms_ask_for_none_there_is_nothing_to_consent_to(agreement):
    Agreement.objects.update(terms_code="cerius_2019")
    agreement.refresh_from_db()
    with pytest.raises(NothingToConsentTo):
        answer(agreement, consents=True)

"""A credit check: silence waits, a household goes on against security, a business is a person's to refuse."""

from datetime import date, timedelta

import pytest

from accounts.models import Event, Message, StaffTask
from contracts.enums import AgreementState, CreditOutcome, CreditState
from contracts.models import CreditCheck, Supply
from contracts.operations import credit_check as operations
from contracts.operations import withdrawal
from contracts.operations.credit_check import NotWaiting
from contracts.rules.termination import NoticeForm
from tests.builders import energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=3)
APPROVED, REFUSED, UNKNOWN = CreditOutcome.APPROVED, CreditOutcome.REFUSED, CreditOutcome.UNKNOWN


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def business():
    return order.confirmed(order.business_product()).agreement.credit_check


def household():
    return order.confirmed(order.household_product("orsted_2019")).agreement.credit_check


def answer(check, outcome, *, as_of=TODAY, grade="B"):
    operations.record_answer(
        check=check, outcome=outcome, bureau="bureau.example", result_class=grade, by="job:test", as_of=as_of
    )
    return CreditCheck.objects.select_related("agreement").get(pk=check.pk)


def state(check):
    check.agreement.refresh_from_db()
    return check.agreement.state


@pytest.mark.rule("EP-1.4", "OR-7.1")
@pytest.mark.parametrize("make, clause", [(business, "EP-1.4"), (household, "OR-7.1")])
def test_the_question_is_written_down_before_anybody_is_asked(make, clause):
    check = make()
    assert (check.state, check.clause, check.asked_on) == (CreditState.ASKED, clause, TODAY)
    assert check.answer_by == date(2026, 3, 21)
    assert state(check) == AgreementState.PENDING_CREDIT


@pytest.mark.rule("EP-1.4")
def test_an_approval_lets_the_agreement_go_on_and_keeps_bureau_time_and_class():
    check = answer(business(), APPROVED)
    assert state(check) == AgreementState.ORDERED
    assert (check.bureau, check.result_class, check.answered_at is None) == ("bureau.example", "B", False)


@pytest.mark.rule("EP-1.4")
@pytest.mark.parametrize("make", [business, household])
def test_no_answer_is_never_an_approval(make):
    check = answer(answer(make(), UNKNOWN), UNKNOWN)
    assert (check.state, check.answered_at) == (CreditState.UNKNOWN, None)
    assert state(check) == AgreementState.PENDING_CREDIT
    operations.note_unanswered(check=check, as_of=LATER)
    operations.note_unanswered(check=check, as_of=LATER)
    assert state(check) == AgreementState.PENDING_CREDIT
    assert StaffTask.objects.get().kind == "credit-unanswered"


@pytest.mark.rule("X-35", "OR-7.1")
def test_a_household_that_is_refused_is_supplied_against_security():
    check = answer(household(), REFUSED, grade="E")
    assert (check.state, state(check)) == (CreditState.REFUSED, AgreementState.ORDERED)
    task = StaffTask.objects.get()
    assert (task.kind, task.clause, task.customer_id) == (
        "security-demand",
        "OR-7.1",
        check.agreement.customer_id,
    )
    assert Event.objects.filter(kind="contracts.security.required").count() == 1


@pytest.mark.rule("EP-1.4")
def test_a_business_that_is_refused_waits_for_a_person():
    check = answer(business(), REFUSED)
    assert state(check) == AgreementState.PENDING_CREDIT
    assert StaffTask.objects.get().kind == "credit-refused"


@pytest.mark.rule("EP-1.4")
def test_a_person_refuses_a_business_which_is_told_and_leaves_the_meter_free():
    check = answer(business(), REFUSED)
    operations.decide(check=check, approved=False, reason="For svag.", by="stine", as_of=LATER)
    assert state(check) == AgreementState.CANCELLED
    assert not Supply.objects.exists()
    told = Message.objects.get(kind="order_refused")
    assert (told.legal, told.clause, told.customer_id) == (True, "EP-1.4", check.agreement.customer_id)
    check.refresh_from_db()
    assert (check.decided_by, check.reason) == ("stine", "For svag.")


@pytest.mark.rule("X-35")
def test_a_person_cannot_turn_a_household_away_either():
    check = answer(household(), UNKNOWN)
    operations.decide(check=check, approved=False, reason="Skylder andre.", by="stine", as_of=LATER)
    assert state(check) == AgreementState.ORDERED
    assert StaffTask.objects.filter(kind="security-demand").count() == 1
    assert not Message.objects.filter(kind="order_refused").exists()


@pytest.mark.parametrize("before", [None, UNKNOWN, REFUSED])
def test_a_person_approves_whatever_the_bureau_said(before):
    check = business()
    if before is not None:
        check = answer(check, before)
    operations.decide(check=check, approved=True, reason="Kender dem.", by="stine", as_of=LATER)
    check.refresh_from_db()
    assert (check.state, state(check)) == (CreditState.APPROVED, AgreementState.ORDERED)


def again(product):
    """Order one more for a customer who has an agreement already."""
    first = order.confirmed(product)
    answer(first.agreement.credit_check, APPROVED)
    return order.confirmed(product, customer=first.customer).agreement.credit_check


@pytest.mark.rule("EP-1.5")
@pytest.mark.parametrize(
    "owes, then, task",
    [(False, AgreementState.ORDERED, []), (True, AgreementState.PENDING_CREDIT, ["credit-refused"])],
)
def test_a_business_with_an_earlier_agreement_waits_until_it_is_known_what_it_owes(owes, then, task):
    check = answer(again(order.business_product()), APPROVED)
    assert (check.owes, state(check)) == (None, AgreementState.PENDING_CREDIT)
    for _time in range(2):
        operations.record_arrears(check=check, owes=owes, by="job:test", as_of=TODAY)
    assert state(check) == then
    assert list(StaffTask.objects.values_list("kind", flat=True)) == task


@pytest.mark.rule("EP-1.5")
def test_a_person_refuses_a_business_for_its_arrears_alone():
    check = answer(again(order.business_product()), APPROVED)
    operations.record_arrears(check=check, owes=True, by="job:test", as_of=TODAY)
    operations.decide(check=check, approved=False, reason="Skylder os.", by="stine", as_of=LATER)
    check.refresh_from_db()
    assert (check.state, state(check)) == (CreditState.REFUSED, AgreementState.CANCELLED)


@pytest.mark.rule("OR-7.1", "X-35")
def test_a_household_in_arrears_is_supplied_against_security():
    check = again(order.household_product("orsted_2019"))
    operations.record_arrears(check=check, owes=True, by="job:test", as_of=TODAY)
    assert state(check) == AgreementState.PENDING_CREDIT
    answer(check, APPROVED)
    assert state(check) == AgreementState.ORDERED
    assert StaffTask.objects.get().kind == "security-demand"


@pytest.mark.rule("EP-1.5")
def test_somebody_new_owes_nothing_and_waits_for_the_bureau_alone():
    assert business().owes is False


def test_what_has_been_decided_is_not_decided_again():
    check = answer(business(), APPROVED)
    with pytest.raises(NotWaiting):
        operations.decide(check=check, approved=False, reason="Nej.", by="stine", as_of=LATER)


def test_an_answer_that_comes_late_changes_nothing():
    check = answer(business(), APPROVED)
    assert answer(check, REFUSED).state == CreditState.APPROVED
    assert state(check) == AgreementState.ORDERED
    assert not StaffTask.objects.exists()


def test_an_agreement_that_was_withdrawn_from_stays_withdrawn():
    check = household()
    withdrawal.withdraw(
        agreement=check.agreement,
        sent_at=check.created_at.replace(year=2026, month=3, day=20),
        form=NoticeForm.SELF_SERVICE,
        by="test",
        as_of=date(2026, 3, 20),
    )
    answer(check, APPROVED)
    assert state(check) == AgreementState.WITHDRAWN


@pytest.mark.rule("EP-1.4", "EP-11.1a")
def test_supply_begins_on_the_day_after_an_approval_that_came_after_its_first_day():
    """Ordered to begin on 20 March; approved on 22 March: bound for twelve months from 23 March."""
    made = order.confirmed(order.business_product(), starts_on=date(2026, 3, 20))
    check = answer(made.agreement.credit_check, APPROVED, as_of=LATER)
    assert state(check) == AgreementState.ORDERED
    assert check.agreement.starts_on == date(2026, 3, 23)
    assert Supply.objects.get().starts_on == date(2026, 3, 23)
    assert check.agreement.binding_ends_on == made_binding(made, date(2026, 3, 23))


def made_binding(made, starts_on):
    """The binding the agreement got when it was made, moved with its first day."""
    if made.agreement.binding_ends_on is None:
        return None
    return made.agreement.binding_ends_on + (starts_on - made.agreement.starts_on)

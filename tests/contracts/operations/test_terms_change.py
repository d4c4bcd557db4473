"""A change of prices or terms: an allowed reason, told in time to each, in force on its day, free to leave."""

from datetime import date
from itertools import count

import pytest

from accounts.enums import ApprovalState, TaskState
from accounts.models import Message, StaffTask
from accounts.operations import approval as approvals
from contracts.enums import AgreementState, ChangeKind, ChangeState
from contracts.models import PriceTerm, TermsChange, TermsChangeNotice
from contracts.operations import agreement as agreements
from contracts.operations import terms_change as operations
from contracts.operations.terms_change import Draft, IndexMissing, NoRightToLeave, ReasonNotAllowed, ToldTooLate
from contracts.runs import terms_change as runs
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

_people = count(1)
TODAY, EFFECT = date(2026, 3, 5), date(2026, 7, 1)
WORDS = {"da": "Abonnementet stiger fra 29 til 35 kr. om måneden.", "en": "The subscription rises."}
SUBSCRIPTION = {
    "component": "SUBSCRIPTION", "price_area": "", "amount_micro": 35_000_000, "with_vat": True,
    "clause": "GE-VF-4.1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def agreement_of(product, **customer):
    made = agreements.conclude(
        customer=account.customer(product.supplier, **customer),
        product=product,
        metering_point=energy.metering_point(product.supplier),
        starts_on=date(2026, 2, 1),
        by="test",
        as_of=date(2026, 1, 10),
    )
    agreements.start(agreement=made, by="test", as_of=made.starts_on)
    return made


def variable(code="gron", terms_code="gron_variable_2024"):
    product = energy.product(account.supplier(code), kind="VARIABLE", terms_code=terms_code)
    energy.price(product, "SUBSCRIPTION", 29_000_000, since=date(2025, 1, 1))
    return product


def person():
    """Return another member of staff each time: nobody approves their own."""
    return account.staff(email=f"nr{next(_people)}@minside.example")


def draft(product, **fields):
    standard = {
        "kind": ChangeKind.MATERIAL_ADVERSE, "reason": "external_costs", "takes_effect_on": EFFECT,
        "words": WORDS, "prices": [SUBSCRIPTION],
    }  # fmt: skip
    return Draft(product=product, **(standard | fields))


def approved(product, **fields):
    change = operations.propose(draft=draft(product, **fields), by=person(), as_of=TODAY)
    approvals.approve(approval=change.approval, by=person(), as_of=TODAY)
    return change


def run(product, as_of):
    return runs.run(supplier=product.supplier, as_of=as_of)


@pytest.mark.rule("OR-17.1")
def test_a_reason_that_is_not_on_the_closed_list_is_refused():
    product = variable("orsted", "orsted_2019")
    with pytest.raises(ReasonNotAllowed) as refused:
        operations.propose(draft=draft(product, reason="higher_profit"), by=person(), as_of=TODAY)
    assert refused.value.clause == "OR-17.1"
    assert not TermsChange.objects.exists()


@pytest.mark.rule("OR-17.1")
def test_a_change_for_inflation_shows_its_index():
    product = variable("orsted", "orsted_2019")
    with pytest.raises(IndexMissing) as refused:
        operations.propose(draft=draft(product, reason="inflation"), by=person(), as_of=TODAY)
    assert refused.value.clause == "OR-17.1"
    agreement_of(product)
    change = operations.propose(
        draft=draft(product, reason="inflation", index=(10_000, 12_040)), by=person(), as_of=TODAY
    )
    assert (change.index_base, change.index_now) == (10_000, 12_040)


@pytest.mark.rule("GE-VF-13.1")
def test_a_day_that_is_too_near_is_refused_with_the_first_that_is_possible():
    """Told on 5 March, three months: 5 June."""
    product = variable()
    agreement_of(product)
    with pytest.raises(ToldTooLate, match="2026-06-05"):
        operations.propose(draft=draft(product, takes_effect_on=date(2026, 6, 4)), by=person(), as_of=TODAY)
    made = operations.propose(draft=draft(product, takes_effect_on=date(2026, 6, 5)), by=person(), as_of=TODAY)
    assert made.approval.state == ApprovalState.WAITING


@pytest.mark.rule("GE-VF-13.1", "OR-17.2")
def test_nobody_is_told_before_a_second_person_has_said_yes():
    product = variable()
    agreement_of(product)
    change = operations.propose(draft=draft(product), by=person(), as_of=TODAY)
    assert run(product, TODAY) == {}
    approvals.approve(approval=change.approval, by=person(), as_of=TODAY)
    assert run(product, TODAY) == {"told": 1}
    assert run(product, TODAY) == {}


@pytest.mark.rule("GE-VF-13.1", "GE-VF-13.2")
def test_each_customer_reads_the_difference_in_their_language_and_that_they_may_leave():
    product = variable()
    agreement_of(product)
    agreement_of(product, language="en")
    change = approved(product)
    assert run(product, TODAY) == {"told": 2}
    danish, english = Message.objects.filter(kind="terms_changed").order_by("pk")
    assert "Abonnementet stiger" in danish.body
    assert "The subscription rises." in english.body
    assert "30. juni 2026" in danish.body
    assert (danish.clause, danish.legal) == ("GE-VF-13.2", True)
    change.refresh_from_db()
    assert (change.state, change.approval.state) == (ChangeState.TOLD, ApprovalState.DONE)


def test_who_has_left_by_then_is_not_told():
    product = variable()
    gone = agreement_of(product)
    gone.ends_before = EFFECT
    gone.save(update_fields=["ends_before"])
    stays = agreement_of(product)
    change = approved(product)
    assert run(product, TODAY) == {"told": 1}
    assert TermsChangeNotice.objects.get().agreement_id == stays.pk
    change.refresh_from_db()
    assert change.state == ChangeState.TOLD


def test_on_its_day_the_new_price_follows_the_old_without_a_gap():
    product = variable()
    agreement_of(product)
    approved(product)
    run(product, TODAY)
    assert run(product, date(2026, 6, 30)) == {}
    assert run(product, date(2026, 7, 3)) == {"begun": 1}
    steps = PriceTerm.objects.filter(product=product, component="SUBSCRIPTION").order_by("starts_on")
    assert list(steps.values_list("amount_micro", "starts_on", "ends_before")) == [
        (29_000_000, date(2025, 1, 1), EFFECT),
        (35_000_000, EFFECT, None),
    ]


def test_a_change_approved_too_late_is_dropped_and_somebody_is_told():
    product = variable()
    agreement_of(product)
    change = approved(product)
    assert run(product, date(2026, 4, 2)) == {"dropped": 1}
    change.refresh_from_db()
    assert change.state == ChangeState.CANCELLED
    assert not Message.objects.filter(kind="terms_changed").exists()
    assert StaffTask.objects.exclude(state=TaskState.DONE).get().kind == "terms-change-late"
    assert run(product, EFFECT) == {}


@pytest.mark.rule("GE-VF-13.2", "X-63", "X-74")
def test_leaving_because_of_the_change_has_no_notice_and_no_fee_even_inside_a_binding():
    product = energy.product(account.supplier(), kind="FIXED", terms_code="gron_fixed_2024")
    agreement = agreement_of(product)
    approved(product, prices=[])
    run(product, TODAY)
    notice = TermsChangeNotice.objects.get()
    operations.leave(notice=notice, wanted=date(2026, 3, 20), by="test", as_of=date(2026, 3, 10))
    agreement.refresh_from_db()
    left = notice.termination
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, date(2026, 3, 20))
    assert (left.exit_net, left.exit_vat) == (0, 0)


@pytest.mark.rule("GE-VF-13.2", "X-74")
def test_the_right_to_leave_ends_the_day_before_the_change():
    product = variable()
    agreement_of(product)
    approved(product)
    run(product, TODAY)
    with pytest.raises(NoRightToLeave):
        operations.leave(notice=TermsChangeNotice.objects.get(), wanted=None, by="test", as_of=EFFECT)

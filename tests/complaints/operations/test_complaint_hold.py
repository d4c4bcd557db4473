"""Holding a payment while a case is looked at: agreed by a person, confirmed, and ended (EP-13.2)."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Event, Message
from billing.enums import HoldState
from billing.operations.payment_hold import AlreadyHeld, HoldOutsideClaim
from complaints.operations import complaint_hold
from tests.builders import account, billing
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db

DAY, UNTIL = build.RECEIVED_ON, date(2026, 6, 1)


@pytest.fixture
def case():
    return build.complaint()


def agree(case, **changed):
    chosen = {
        "account": None,
        "amount": 30_000,
        "ends_before": UNTIL,
        "reason": "Vi ser på den.",
        "as_of": DAY,
        "by": None,
    } | changed
    chosen["account"] = chosen["account"] or billing.billing_account(case.customer)
    chosen["by"] = chosen["by"] or account.staff(StaffJob.COMPLAINTS)
    return complaint_hold.agree(complaint=case, **chosen)


@pytest.mark.rule("EP-13.2", "GE-V-12.1")
def test_hold_names_amount_end_clause_and_who_agreed(case):
    hold = agree(case)
    case.refresh_from_db()
    assert case.hold == hold
    assert (hold.amount, hold.ends_before, hold.placed_by, hold.clause, hold.placed_for) == (
        30_000,
        UNTIL,
        "Stine Support",
        "GE-V-12.1",
        f"complaint:{case.pk}",
    )
    assert Message.objects.filter(kind="complaint_hold_agreed").count() == 1
    assert Event.objects.get(kind="complaints.hold.agreed").reason == "Vi ser på den."


def test_second_hold_for_the_same_case_is_refused(case):
    pays, staff = billing.billing_account(case.customer), account.staff(StaffJob.COMPLAINTS)
    agree(case, account=pays, by=staff)
    with pytest.raises(AlreadyHeld):
        agree(case, account=pays, by=staff)


def test_hold_larger_than_the_claim_is_refused(case):
    pays = billing.billing_account(case.customer)
    with pytest.raises(HoldOutsideClaim):
        agree(case, account=pays, due_item=billing.due_item(pays, amount=29_999))


def test_hold_on_anothers_account_or_claim_is_refused(case):
    with pytest.raises(complaint_hold.NotTheirAccount):
        agree(case, account=billing.billing_account())
    with pytest.raises(complaint_hold.NotTheirAccount):
        agree(case, due_item=billing.due_item(), by=account.staff(email="ole@minside.example"))


def test_lifted_hold_says_when_by_whom_and_tells_the_customer(case):
    hold = agree(case)
    complaint_hold.lift(
        complaint=case, reason="Afgjort.", by=account.staff(email="ole@minside.example"), as_of=date(2026, 5, 8)
    )
    hold.refresh_from_db()
    assert (hold.state, hold.lifted_on, hold.lifted_by) == (HoldState.LIFTED, date(2026, 5, 8), "Stine Support")
    assert Message.objects.filter(kind="complaint_hold_lifted").count() == 1
    with pytest.raises(complaint_hold.NoHold):
        complaint_hold.lift(
            complaint=case, reason="Igen.", by=account.staff(email="eva@minside.example"), as_of=DAY
        )


def test_a_new_hold_may_follow_a_lifted_one(case):
    pays, staff = billing.billing_account(case.customer), account.staff(StaffJob.COMPLAINTS)
    first = agree(case, account=pays, by=staff)
    complaint_hold.lift(complaint=case, reason="Fejl.", by=staff, as_of=DAY)
    assert agree(case, account=pays, by=staff).pk != first.pk

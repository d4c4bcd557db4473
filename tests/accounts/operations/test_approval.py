"""Two people, one run, a result for every item."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import ApprovalState, StaffJob
from accounts.models import Approval
from accounts.operations import approval
from config.foundation.transition import ForbiddenTransition, OvertakenByOther
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def stine():
    return account.staff(StaffJob.SUPERVISOR)


@pytest.fixture
def bo():
    return account.staff(StaffJob.SUPERVISOR, email="bo@minside.example")


def proposed(by, items=2):
    customers = [account.customer() for _item in range(items)]
    return approval.propose(
        supplier=account.supplier(), action="refund", title="t", reason="r", parameters={"a": 1},
        items=[(of, f"pay {of.number}") for of in customers], by=by, as_of=TODAY,
    )  # fmt: skip


def test_whole_way(stine, bo):
    asked = proposed(stine)
    approval.send(approval=asked, by=stine, as_of=TODAY)
    approval.approve(approval=asked, by=bo, as_of=TODAY)
    approval.start(approval=asked)
    for item in asked.items.all():
        approval.note_result(item=item, code="ok", result="paid")
        approval.note_result(item=item, code="again", result="paid twice")
    approval.finish(approval=asked, by="job:refund", as_of=TODAY)
    assert (asked.state, asked.approved_by) == (ApprovalState.DONE, bo)
    assert set(asked.items.values_list("code", "result")) == {("ok", "paid")}


def test_own_request_is_refused_by_the_operation_and_by_the_database(stine):
    asked = proposed(stine)
    approval.send(approval=asked, by=stine, as_of=TODAY)
    with pytest.raises(approval.OwnRequest):
        approval.approve(approval=asked, by=stine, as_of=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(approved_by=stine)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(state=ApprovalState.RUNNING)


def test_empty_dry_run_goes_nowhere(stine):
    with pytest.raises(approval.NothingToDo):
        approval.send(approval=proposed(stine, items=0), by=stine, as_of=TODAY)


def test_nothing_runs_unapproved_and_nothing_twice(stine, bo):
    asked = proposed(stine)
    with pytest.raises(ForbiddenTransition):
        approval.start(approval=asked)
    approval.send(approval=asked, by=stine, as_of=TODAY)
    approval.approve(approval=asked, by=bo, as_of=TODAY)
    other = Approval.objects.get()
    approval.start(approval=asked)
    with pytest.raises(OvertakenByOther):
        approval.start(approval=other)


def test_rejected_is_over(stine, bo):
    asked = proposed(stine)
    approval.send(approval=asked, by=stine, as_of=TODAY)
    approval.reject(approval=asked, reason="too many", by=bo, as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        approval.approve(approval=asked, by=bo, as_of=TODAY)

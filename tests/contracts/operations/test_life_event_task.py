"""On the day it is told staff are asked to have the meter read and to see the proof."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import StaffTask
from contracts.operations import life_event as operations
from contracts.rules.life_event import Happening
from tests.builders import account, energy
from tests.contracts.operations.test_life_event import TODAY, WHO, report

pytestmark = pytest.mark.django_db


@pytest.mark.rule("EP-11.2e", "OR-14.1", "GE-V-10.3d", "GE-F-10.3d")
def test_the_meter_is_read_the_same_day():
    supply = energy.supply(customer=account.customer(name="Karen Holm"))
    gone = energy.supply(customer=supply.agreement.customer, ends_before=TODAY)
    report(supply.agreement.customer)
    task = StaffTask.objects.get(kind="life-event-meter")
    assert task.due_at == datetime(2026, 3, 5, 22, 59, tzinfo=UTC)
    assert (task.clause, task.customer) == ("GE-V-10.3d", supply.agreement.customer)
    numbers = task.explanation.replace(" ", "")
    assert (supply.metering_point.gsrn in numbers, gone.metering_point.gsrn in numbers) == (True, False)


@pytest.mark.rule("X-36")
def test_the_proof_is_seen_the_same_day_with_what_the_terms_allow_in_view():
    made = report(account.customer(), Happening.RECONSTRUCTION)
    task = StaffTask.objects.get()
    assert (task.kind, task.due_at.date(), task.subject_id) == ("life-event-check", TODAY, made.pk)
    assert "GE-VF-7.2" in task.explanation


def test_without_a_meter_none_is_read_and_a_grid_company_reads_none_for_it():
    report(account.customer(account.supplier("cerius", kind="GRID", terms_code="cerius_2019")))
    assert [task.kind for task in StaffTask.objects.all()] == ["life-event-check"]


def test_the_proof_that_was_seen_is_the_outcome():
    made = report(account.customer())
    operations.confirm(life_event=made, proof="Attest", **WHO)
    done = StaffTask.objects.get(kind="life-event-check")
    assert (done.state, done.outcome) == ("DONE", "Attest")
    assert StaffTask.objects.get(kind="life-event-login").due_at.date() == date(2026, 3, 5)

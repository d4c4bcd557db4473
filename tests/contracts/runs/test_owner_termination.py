"""Every night an owner's notice that waits for long comes back into the queue, once."""

from datetime import date

import pytest

from accounts.models import StaffTask
from accounts.operations import staff_task
from contracts.runs import agreement_day, owner_termination
from tests.builders.owner import BY, TODAY, give, running

pytestmark = pytest.mark.django_db


@pytest.mark.rule("OR-13.2")
def test_a_notice_that_waits_for_long_is_looked_at_again():
    agreement = running()
    give(agreement)
    staff_task.finish(task=StaffTask.objects.get(), outcome="Intet endnu.", by=BY, as_of=TODAY)
    assert "reminded" not in agreement_day.run(supplier=agreement.supplier, as_of=date(2026, 4, 30))
    assert agreement_day.run(supplier=agreement.supplier, as_of=date(2026, 5, 1))["reminded"] == 1
    assert owner_termination.run(supplier=agreement.supplier, as_of=date(2026, 5, 2)) == {}
    task = StaffTask.objects.exclude(state="DONE").get()
    assert (task.kind, task.due_at.date()) == ("owner-event", date(2026, 5, 8))

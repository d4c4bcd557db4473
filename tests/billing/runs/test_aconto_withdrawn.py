"""Whoever has withdrawn is asked for no payment on account any more; whoever is still supplied is."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Event
from billing.enums import InstalmentState
from billing.models import AcontoInstalment
from billing.runs import aconto
from contracts.models import Agreement
from contracts.operations import withdrawal as withdrawals
from contracts.rules.termination import NoticeForm
from tests.builders import account as accounts
from tests.builders import billing, energy

pytestmark = pytest.mark.django_db

CONCLUDED, START, SENT = date(2026, 4, 1), date(2026, 5, 1), date(2026, 4, 14)


@pytest.fixture
def planned():
    """A supply from 1 May on whose first payment is planned."""
    energy.figures_of_the_law()
    supply = energy.supply(starts_on=START)
    Agreement.objects.update(concluded_on=CONCLUDED, informed_on=CONCLUDED)
    plan = billing.plan(supply.billed.billing_account, starts_on=START)
    aconto.run(supplier=accounts.supplier(), as_of=CONCLUDED)
    assert plan.instalments.get().state == InstalmentState.PLANNED
    return supply, plan


def withdraw(supply):
    withdrawals.withdraw(
        agreement=supply.agreement,
        sent_at=datetime(2026, 4, 14, 9, tzinfo=UTC),
        form=NoticeForm.SELF_SERVICE,
        by="test",
        as_of=SENT,
    )


@pytest.mark.rule("OR-11.2", "GE-VF-1.3")
@pytest.mark.parametrize("state", [InstalmentState.PLANNED, InstalmentState.ANNOUNCED])
def test_what_was_planned_or_announced_is_taken_back_the_next_night(planned, state):
    supply, plan = planned
    plan.instalments.update(state=state)
    withdraw(supply)
    done = aconto.run(supplier=accounts.supplier(), as_of=date(2026, 4, 15))
    assert done["ended"] == 1
    plan.refresh_from_db()
    assert (plan.ends_before, plan.instalments.get().state) == (START, InstalmentState.CANCELLED)
    assert Event.objects.get(kind="billing.aconto.ended").data["cancelled"] == 1
    again = aconto.run(supplier=accounts.supplier(), as_of=date(2026, 4, 16))
    aconto.claim_due(supplier=accounts.supplier(), as_of=date(2026, 6, 30))
    assert (again["parked"], again.get("ended", 0), AcontoInstalment.objects.count()) == (0, 0, 1)


@pytest.mark.rule("GE-VF-1.3")
def test_a_plan_that_pays_for_another_supply_runs_on(planned):
    supply, plan = planned
    energy.supply(customer=supply.agreement.customer, starts_on=START, billing_account=plan.billing_account)
    withdraw(supply)
    assert aconto.run(supplier=accounts.supplier(), as_of=date(2026, 4, 15)).get("ended", 0) == 0
    plan.refresh_from_db()
    assert (plan.ends_before, plan.instalments.get().state) == (None, InstalmentState.PLANNED)

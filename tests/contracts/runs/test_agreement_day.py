"""The agreements' part of the day: what is due starts and ends, whatever day was missed, and only once."""

from datetime import date

import pytest

from contracts.enums import AgreementState
from contracts.models import Agreement
from contracts.operations import agreement as operations
from contracts.runs import agreement_day
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

START = date(2026, 2, 1)


def ordered(at=None, starts_on=START):
    customer = account.customer(at)
    return operations.conclude(
        customer=customer,
        product=energy.fixed_product(customer.supplier),
        metering_point=energy.metering_point(customer.supplier),
        starts_on=starts_on,
        by="test",
        as_of=date(2026, 1, 10),
    )


def run(as_of):
    return agreement_day.run(supplier=account.supplier(), as_of=as_of)


@pytest.mark.parametrize("as_of, started", [(date(2026, 1, 31), 0), (START, 1), (date(2026, 2, 9), 1)])
def test_agreement_starts_on_its_day_or_when_the_day_was_missed(as_of, started):
    ordered()

    assert run(as_of) == {"started": started, "ended": 0, "moves": 0}


def test_running_a_day_twice_changes_nothing():
    ordered()
    run(START)

    assert run(START) == {"started": 0, "ended": 0, "moves": 0}


def test_terminated_agreement_ends_when_its_last_day_is_past():
    made = ordered()
    run(START)
    Agreement.objects.update(state=AgreementState.TERMINATING, ends_before=date(2026, 4, 1))

    assert run(date(2026, 3, 31)) == {"started": 0, "ended": 0, "moves": 0}
    assert run(date(2026, 4, 1)) == {"started": 0, "ended": 1, "moves": 0}
    made.refresh_from_db()
    assert made.state == AgreementState.ENDED


def test_agreements_of_other_suppliers_wait_for_their_own_day():
    ordered(account.supplier("orsted"))

    assert run(START) == {"started": 0, "ended": 0, "moves": 0}

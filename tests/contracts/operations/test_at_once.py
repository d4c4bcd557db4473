"""Whatever ends an agreement at the same moment: one of them does, the others are told, and one end stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Receipt
from config.foundation.refusal import Refused
from contracts.enums import AgreementState
from contracts.models import Agreement, Supply, Termination
from contracts.operations import agreement as agreements
from contracts.operations import termination as terminations
from contracts.rules.termination import NoticeForm
from tests.builders import account, energy

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 3, 5)
ROUNDS = 5
BY = "test"


@pytest.fixture
def agreement():
    energy.figures_of_the_law()
    customer = account.customer()
    made = agreements.conclude(
        customer=customer,
        product=energy.product(customer.supplier, kind="VARIABLE"),
        metering_point=energy.metering_point(customer.supplier),
        starts_on=date(2026, 2, 1),
        by=BY,
        as_of=date(2026, 1, 10),
    )
    agreements.start(agreement=made, by=BY, as_of=made.starts_on)
    return made


def notice(agreement, last_day):
    return lambda: terminations.give(
        agreement=Agreement.objects.get(pk=agreement.pk),
        last_day=last_day,
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=TODAY,
    )


def suppliers_notice(agreement):
    return lambda: terminations.give_for_supplier(
        agreement=Agreement.objects.get(pk=agreement.pk), by=BY, as_of=TODAY, reason="test"
    )


def taken_back(agreement):
    def undo():
        given = Termination.objects.filter(agreement=agreement, state="GIVEN").last()
        return given and terminations.undo(termination=given, by=BY, as_of=TODAY)

    return undo


def at_once(*acts):
    """Do all of them at the same moment; return how many were refused."""
    together = Barrier(len(acts))

    def do(act):
        try:
            together.wait()
            act()
        except Refused:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(do, acts))


def stands(agreement):
    """Return the one end that stands, after checking that agreement, notice and supplies say the same."""
    agreement.refresh_from_db()
    given = Termination.objects.filter(agreement=agreement, state="GIVEN")
    ends = {
        agreement.ends_before,
        *Supply.objects.filter(agreement=agreement).values_list("ends_before", flat=True),
    }
    assert len(ends) == 1
    assert [each.ends_before for each in given] == [end for end in ends if end]
    assert (agreement.state == AgreementState.TERMINATING) is bool(given)
    assert Receipt.objects.filter(subject_id__in=given.values("pk")).count() == len(given)
    return ends.pop()


def test_of_three_notices_at_once_one_is_given(agreement):
    acts = notice(agreement, date(2026, 4, 30)), notice(agreement, date(2026, 5, 31)), suppliers_notice(agreement)
    for _round in range(ROUNDS):
        assert at_once(*acts) == 2
        assert stands(agreement) in {date(2026, 5, 1), date(2026, 6, 1)}
        taken_back(agreement)()
        assert stands(agreement) is None


def test_a_notice_and_taking_one_back_at_once_leave_what_belongs_together(agreement):
    for _round in range(ROUNDS):
        at_once(notice(agreement, date(2026, 4, 30)), taken_back(agreement), taken_back(agreement))
        assert stands(agreement) in {None, date(2026, 5, 1)}

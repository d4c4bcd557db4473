"""At the desk a supervisor proposes to pass agreements on, and answers a customer who asks."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Approval
from contracts.models import Assignment
from tests.builders import account, contract, desk, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def agreement():
    with page.on(TODAY):
        yield contract.agreement(account.customer(account.supplier()))


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def add(client, **said):
    standard = {"assignee_name": "Ny El A/S", "takes_effect_on": "2026-05-01", "reason": "Salg"}
    return client.post(desk.path(Assignment, "add"), standard | said)


@pytest.mark.rule("EP-11.5c", "GE-V-10.6d")
def test_ours_waits_for_a_second_person(agreement):
    client = at_desk(StaffJob.SUPERVISOR)
    ours = {"by": "SUPPLIER", "product": agreement.product_id, "assignee": "GROUP_COMPANY_IN_EUROPE"}
    assert add(client, **ours, takes_effect_on="2026-03-20").status_code == 200
    assert add(client, **ours | {"assignee": "THIRD_PARTY"}).status_code == 200
    assert add(client, **ours).status_code == 302
    assert Assignment.objects.get().approval == Approval.objects.get(state="WAITING")


@pytest.mark.rule("EP-11.5c", "GE-V-10.6d")
def test_a_customer_is_answered(agreement):
    client = at_desk(StaffJob.SUPERVISOR)
    theirs = {"by": "CUSTOMER", "agreement_number": agreement.number, "assignee_name": "Per Ny"}
    assert add(client, **theirs).status_code == 200
    assert add(client, **theirs, consent="yes").status_code == 302
    made = Assignment.objects.get()
    assert (made.agreement, made.state) == (agreement, "CONSENTED")
    assert client.get(desk.path(Assignment, made.pk, "change")).status_code == 200
    assert client.post(desk.path(Assignment, made.pk, "change"), {}).status_code == 403


def test_an_agreement_of_another_supplier_is_unknown_here(agreement):
    theirs = contract.agreement(account.customer(account.supplier("orsted")))
    client = at_desk(StaffJob.SUPERVISOR)
    assert add(client, by="CUSTOMER", agreement_number=theirs.number, consent="yes").status_code == 200
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("job", [StaffJob.SUPPORT, StaffJob.BILLING])
def test_other_jobs_pass_nothing_on(agreement, job):
    assert add(at_desk(job), by="CUSTOMER", agreement_number=agreement.number, consent="yes").status_code == 403

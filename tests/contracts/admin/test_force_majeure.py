"""At the desk a supervisor writes down what hinders the supplier, and ends it."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from contracts.models import ForceMajeure
from tests.builders import account, desk, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def gron():
    with page.on(TODAY):
        yield account.supplier()


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def begin(client, supplier, **more):
    said = {
        "supplier": supplier.pk,
        "cause": "EVENT",
        "reason": "Stormen har lukket kontoret.",
        "starts_on": "2026-03-03",
        "resting": ["complaint-answer"],
        **more,
    }
    return client.post(desk.path(ForceMajeure, "add"), said)


@pytest.mark.rule("EP-10.1", "GE-VF-8")
def test_it_is_begun_and_ended(gron):
    client = at_desk(StaffJob.SUPERVISOR)
    assert begin(client, gron).status_code == 302
    period = ForceMajeure.objects.get()
    assert (period.rules, period.clause) == (["complaint-answer"], "GE-VF-8")
    address = desk.path(ForceMajeure, period.pk, "change")
    assert client.post(address, {"act": "end", "over_from": "2026-03-03"}).status_code == 200
    assert client.post(address, {"act": "end", "over_from": "2026-03-05"}).status_code == 302
    period.refresh_from_db()
    assert period.ends_before == TODAY


@pytest.mark.rule("EP-10.1")
def test_lack_of_money_is_refused_beside_what_was_typed(gron):
    answer = begin(at_desk(StaffJob.SUPERVISOR), gron, cause="MONEY")
    assert (answer.status_code, ForceMajeure.objects.count()) == (200, 0)
    assert "Stormen har lukket kontoret." in answer.content.decode()


def test_another_supplier_is_not_offered(gron):
    assert begin(at_desk(StaffJob.SUPERVISOR), account.supplier("orsted")).status_code == 200
    assert not ForceMajeure.objects.exists()


@pytest.mark.parametrize("job", [StaffJob.SUPPORT, StaffJob.COMPLAINTS])
def test_other_jobs_begin_nothing(gron, job):
    assert begin(at_desk(job), gron).status_code == 403

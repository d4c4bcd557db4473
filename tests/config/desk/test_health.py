"""Is everything well: broken sentences first, open alarms of one's own, closed by name."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Alarm, InvariantResult
from accounts.operations import alarm
from tests.builders import account

pytestmark = pytest.mark.django_db

PAGE = "/admin/desk/health/"
DAY = date(2026, 5, 4)


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier("gron")))


def checked(name, rows):
    return InvariantResult.objects.create(
        name=name, sentence=f"Sentence {name}.", rows=rows, sample=[["1"]] * min(rows, 20), business_date=DAY
    )


def test_latest_result_of_each_sentence_broken_ones_first():
    for name, rows in (("A1", 3), ("A1", 0), ("B2", 0), ("C3", 7)):
        checked(name, rows)
    truths = at_desk(StaffJob.COMPLIANCE).get(PAGE).context["truths"]
    assert [(truth.name, truth.rows, len(truth.sample)) for truth in truths] == [
        ("C3", 7, 5),
        ("A1", 0, 0),
        ("B2", 0, 0),
    ]


def test_open_alarms_of_own_suppliers_and_of_the_installation():
    own = alarm.sound(supplier=account.supplier("gron"), kind="x", ref="a:1", text="own")
    ours = alarm.sound(supplier=None, kind="x", ref="a:2", text="installation")
    alarm.sound(supplier=account.supplier("orsted"), kind="x", ref="a:3", text="theirs")
    assert list(at_desk(StaffJob.COMPLIANCE).get(PAGE).context["alarms"]) == [own, ours]


def test_alarm_is_closed_by_name_and_a_foreign_one_is_not_there():
    own = alarm.sound(supplier=account.supplier("gron"), kind="x", ref="a:1", text="own")
    foreign = alarm.sound(supplier=account.supplier("orsted"), kind="x", ref="a:3", text="theirs")
    client = at_desk(StaffJob.SUPERVISOR)
    assert client.post(f"/admin/desk/alarm/{own.pk}/close/").status_code == 302
    assert client.post(f"/admin/desk/alarm/{foreign.pk}/close/").status_code == 404
    assert [row.closed_by for row in Alarm.objects.order_by("pk")] == ["Stine Support", ""]


@pytest.mark.parametrize("job,looks,closes", [(StaffJob.COMPLIANCE, 200, 403), (StaffJob.SUPPORT, 403, 403)])
def test_who_may_look_and_close(job, looks, closes):
    own = alarm.sound(supplier=account.supplier("gron"), kind="x", ref="a:1", text="own")
    client = at_desk(job)
    assert client.get(PAGE).status_code == looks
    assert client.post(f"/admin/desk/alarm/{own.pk}/close/").status_code == closes

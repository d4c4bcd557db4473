"""Jobs are given by others, to staff only, and end."""

from datetime import date

import pytest
from django.utils.translation import override

from accounts.enums import StaffJob
from accounts.models import StaffRole
from accounts.operations import staff_role
from accounts.queries.staff import jobs_of
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_job_holds_from_its_first_day_until_the_day_it_ends():
    boss, newcomer = account.staff(email="boss@minside.example"), account.staff()
    at = account.supplier()
    role = staff_role.grant(
        user=newcomer, supplier=at, job=StaffJob.BILLING, starts_on=TODAY, ends_before=None, by=boss, as_of=TODAY
    )
    staff_role.end(role=role, ends_before=date(2026, 3, 10), by=boss, as_of=TODAY)
    days = [date(2026, 3, 1), TODAY, date(2026, 3, 9), date(2026, 3, 10)]
    assert [jobs_of(newcomer, as_of=day) for day in days] == [[], [(at.pk, "BILLING")], [(at.pk, "BILLING")], []]


def test_own_job_is_neither_given_nor_prolonged():
    boss = account.staff(StaffJob.SUPERVISOR)
    with pytest.raises(staff_role.OwnRole):
        staff_role.grant(
            user=boss, supplier=account.supplier(), job=StaffJob.BILLING, starts_on=TODAY, ends_before=None,
            by=boss, as_of=TODAY,
        )  # fmt: skip
    with pytest.raises(staff_role.OwnRole):
        staff_role.end(role=StaffRole.objects.get(), ends_before=None, by=boss, as_of=TODAY)


def test_customers_login_gets_no_job():
    with pytest.raises(staff_role.NotStaff):
        staff_role.grant(
            user=account.user(), supplier=account.supplier(), job=StaffJob.SUPPORT, starts_on=TODAY,
            ends_before=None, by=account.staff(), as_of=TODAY,
        )  # fmt: skip


def test_role_is_named_by_its_job_in_words():
    with override("da"):
        assert str(StaffRole(job=StaffJob.SUPPORT)) == "kundeservice"

"""Jobs give what their line says and nothing more (reliability.md S3)."""

import pytest

from accounts.enums import StaffJob
from accounts.rules.staff_job import GRANTS, grants, reaches


@pytest.mark.parametrize("job", StaffJob.values)
def test_no_job_deletes_anything(job):
    verbs = {pattern.partition(".")[2].partition("_")[0] for pattern in GRANTS[job]}
    assert "delete" not in verbs
    assert grants(job=job, permission="accounts.delete_event") is False


@pytest.mark.parametrize(
    "job,permission,given",
    [
        ("SUPPORT", "accounts.view_customer", True),
        ("SUPPORT", "accounts.change_customer", True),
        ("SUPPORT", "accounts.add_staffrole", False),
        ("SUPPORT", "billing.change_payment", False),
        ("BILLING", "billing.change_payment", True),
        ("BILLING", "accounts.approve_approval", False),
        ("SUPERVISOR", "accounts.approve_approval", True),
        ("COMPLIANCE", "accounts.change_customer", False),
        ("UNHEARD_OF", "accounts.view_customer", False),
    ],
)
def test_job_gives(job, permission, given):
    assert grants(job=job, permission=permission) is given


def test_no_job_reaches_djangos_own_tables():
    assert [
        job for job in StaffJob.values for app in ("auth", "sessions", "mfa") if reaches(job=job, app=app)
    ] == []

"""What each job of the staff may see and do; a job gives nothing that is not named here."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from accounts.enums import StaffJob

# Permission patterns as Django names them: app.action_model, with * for any.
_LOOK: tuple[str, ...] = (
    "accounts.view_access",
    "accounts.view_consent",
    "accounts.view_customer",
    "accounts.view_deadline",
    "accounts.view_deadlinepause",
    "accounts.view_document",
    "accounts.view_enquiry",
    "accounts.view_event",
    "accounts.view_invitation",
    "accounts.view_message",
    "accounts.view_receipt",
    "accounts.view_recovery",
    "accounts.view_stafftask",
    "accounts.view_upload",
    "contracts.view_*",
    "billing.view_*",
    "complaints.view_*",
)
_QUEUE: tuple[str, ...] = ("accounts.change_stafftask",)

GRANTS: Mapping[str, tuple[str, ...]] = {
    StaffJob.SUPPORT: (
        *_LOOK,
        *_QUEUE,
        "accounts.change_customer",
        "accounts.change_enquiry",
        "accounts.add_recovery",
        "accounts.change_recovery",
        "contracts.change_agreement",
        "contracts.add_move",
        "contracts.add_order",
        "contracts.change_move",
        "contracts.change_termination",
        "contracts.add_lifeevent",
        "contracts.change_lifeevent",
    ),
    StaffJob.BILLING: (
        *_LOOK,
        *_QUEUE,
        "billing.change_*",
        "contracts.change_creditcheck",
        "contracts.change_withdrawal",
        "contracts.add_termschange",
        "accounts.view_approval",
        "accounts.add_approval",
    ),
    StaffJob.COLLECTIONS: (*_LOOK, *_QUEUE, "billing.change_arrearsepisode", "billing.change_paymentplan"),
    StaffJob.COMPLAINTS: (*_LOOK, *_QUEUE, "complaints.change_*", "accounts.change_enquiry"),
    StaffJob.RESTRICTED: (*_LOOK, "accounts.view_restricted_customer"),
    StaffJob.COMPLIANCE: (*_LOOK, "accounts.view_alarm", "accounts.view_invariantresult", "accounts.view_jobrun"),
    StaffJob.SUPERVISOR: (
        *_LOOK,
        *_QUEUE,
        "accounts.*_approval",
        "accounts.change_alarm",
        "accounts.change_customer",
        "accounts.change_enquiry",
        "accounts.change_jobrun",
        "accounts.change_message",
        "accounts.add_recovery",
        "accounts.change_recovery",
        "accounts.recover_staff",
        "accounts.change_supplier",
        "accounts.add_staffrole",
        "accounts.change_staffrole",
        "accounts.view_*",
        "billing.change_*",
        "complaints.change_*",
        "contracts.change_*",
        "contracts.add_move",
        "contracts.add_termschange",
        "contracts.add_lifeevent",
        "contracts.add_forcemajeure",
        "contracts.add_assignment",
        "contracts.add_order",
    ),
}


def grants(*, job: str, permission: str) -> bool:
    """
    Return whether staff in `job` hold `permission`, e.g. "accounts.view_customer".

    >>> grants(job="SUPPORT", permission="billing.view_invoice")
    True
    >>> grants(job="SUPPORT", permission="billing.change_invoice")
    False

    Source: reliability.md S3 (least role); the jobs are those of the supplier's organisation.
    """
    return any(fnmatchcase(permission, pattern) for pattern in GRANTS.get(job, ()))


def reaches(*, job: str, app: str) -> bool:
    """
    Return whether staff in `job` hold any permission in an app.

    >>> reaches(job="SUPPORT", app="billing"), reaches(job="SUPPORT", app="auth")
    (True, False)
    """
    return any(pattern.partition(".")[0] == app for pattern in GRANTS.get(job, ()))

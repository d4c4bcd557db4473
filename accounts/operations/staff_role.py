"""Give a member of staff a job at a supplier, and end it; nobody gives themselves one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffRole, Supplier, User
from accounts.operations import event
from config.foundation.refusal import Refused


class OwnRole(Refused):
    """Nobody changes what they themselves may do."""

    code = "own-role"


class NotStaff(Refused):
    """Jobs are for staff; a customer's login gets none."""

    code = "not-staff"


@transaction.atomic
def grant(
    *, user: User, supplier: Supplier, job: str, starts_on: date, ends_before: date | None, by: User, as_of: date
) -> StaffRole:
    """
    Give a job from a day on.

    :raises OwnRole: when it is for oneself
    :raises NotStaff: when the user is a customer
    """
    _refuse_own(user, by)
    if not user.is_staff:
        raise NotStaff(_("Only staff have jobs."))
    role = StaffRole.objects.create(
        user=user, supplier=supplier, job=job, starts_on=starts_on, ends_before=ends_before
    )
    _record("accounts.staff_role.granted", role, by, as_of)
    return role


@transaction.atomic
def end(*, role: StaffRole, ends_before: date | None, by: User, as_of: date) -> None:
    """
    Let a job end before a day, or run on when the day is None.

    :raises OwnRole: when it is one's own
    """
    _refuse_own(role.user, by)
    StaffRole.objects.filter(pk=role.pk).update(ends_before=ends_before)
    role.ends_before = ends_before
    _record("accounts.staff_role.ended", role, by, as_of)


def _refuse_own(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise OwnRole(_("Somebody else must change your own jobs."))


def _record(kind: str, role: StaffRole, by: User, as_of: date) -> None:
    event.record(
        kind,
        supplier=role.supplier,
        subject=role.user,
        by=by,
        as_of=as_of,
        customer_may_see=False,
        job=str(role.job),
        ends_before=role.ends_before.isoformat() if role.ends_before else None,
    )

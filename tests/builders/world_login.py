"""Builds the logins of the world that have no home of their own: guests of the owner, and staff by job."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from accounts.enums import AccessRole, EmailChangeState, RecoveryKind, StaffJob
from accounts.models import Access, EmailChange, User
from accounts.operations import invitation, recovery
from accounts.operations.recovery import Wanted
from tests.builders import account

if TYPE_CHECKING:
    from tests.builders.world import Home, World


def guests(world: World, *, since: date, until: date) -> None:
    """Logins without a home of their own: a reader, a payer, one whose access is over, one of nobody."""
    owner = world.homes["owner"].customer
    for key, role, ends_before in (
        ("reader", AccessRole.READER, None),
        ("payer", AccessRole.PAYER, None),
        ("ended", AccessRole.READER, until),
    ):
        user = account.user(owner.supplier, f"{key}@post.example", name=f"{key.capitalize()} Gæst", language="da")
        Access.objects.create(
            supplier=owner.supplier,
            customer=owner,
            user=user,
            role=role,
            starts_on=since,
            ends_before=ends_before,
            granted_by="test",
        )
        world.logins[key] = user
    world.logins["nobody"] = account.user(owner.supplier, "nobody@post.example", name="Ingen Gæst", language="da")


def staff(world: World) -> None:
    gron, orsted = account.supplier("gron"), account.supplier("orsted")
    for job in StaffJob:
        world.staff[job.value] = account.staff(job, at=gron, email=f"{job.lower()}@minside.example")
    world.staff["ELSEWHERE"] = account.staff(StaffJob.SUPERVISOR, at=orsted, email="elsewhere@minside.example")
    world.staff["JOBLESS"] = account.staff(email="jobless@minside.example")
    world.staff["NO_FACTOR"] = account.staff(
        StaffJob.SUPERVISOR, at=gron, email="no-factor@minside.example", second_factor=False
    )
    world.staff["ROOT"] = account.staff(email="root@minside.example")
    User.objects.filter(pk=world.staff["ROOT"].pk).update(is_superuser=True)


def ways_in(home: Home, *, by: User, as_of: date, at: datetime) -> None:
    """Let the home have an invitation that waits, a changed e-mail, and a recovery that waits."""
    invitation.invite(
        customer=home.customer,
        email="invited@post.example",
        role=AccessRole.JOINT,
        by=home.user,
        as_of=as_of,
        at=at,
    )
    EmailChange.objects.create(
        supplier=home.supplier,
        user=home.user,
        old_email="earlier@post.example",
        new_email=home.user.email,
        changed_at=at,
        until=at,
        state=EmailChangeState.MADE,
    )
    recovery.begin(
        wanted=Wanted(
            supplier=home.supplier,
            customer=home.customer,
            kind=RecoveryKind.LOST_EMAIL,
            facts=["INVOICE", "METER"],
            reason="Et eksempel",
            new_email="next@post.example",
        ),
        by=by,
        as_of=as_of,
        at=at,
    )

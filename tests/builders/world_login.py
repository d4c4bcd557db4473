"""Builds the logins of the world that have no home of their own: guests of the owner, and staff by job."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounts.enums import AccessRole, StaffJob
from accounts.models import Access, User
from tests.builders import account

if TYPE_CHECKING:
    from tests.builders.world import World


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

"""Builds one row of all that staff see beside the customers: jobs, alarms, approvals, files, links, messages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group

from accounts.enums import StaffJob
from accounts.models import Customer, InvariantResult, Supplier
from accounts.operations import alarm, approval, imported_file, job_run, scoped_link, staff_task
from accounts.operations.event import Actor
from billing.models import Payment, ProviderEvent
from contracts.enums import MarketProcess
from contracts.models import Supply
from contracts.operations import market_message
from tests.builders import account

BY: Actor = "test"


def rows(*, supplier: Supplier, customer: Customer, as_of: date) -> None:
    """Build them all, for one supplier and about one of its customers."""
    moment = datetime(as_of.year, as_of.month, as_of.day, 10, tzinfo=UTC)
    job_run.plan(supplier=supplier, dates=[("collect", as_of)])
    job_run.plan(supplier=None, dates=[("partitions", as_of)])
    alarm.sound(supplier=supplier, kind="test", ref=f"customer:{customer.pk}", text="Eksempel på en alarm")
    imported_file.receive(supplier=supplier, kind="values", name="values.json", content=b"{}")
    staff_task.ask(
        supplier=supplier, kind="test", subject=customer, title="Ring op", due_at=moment, customer=customer
    )
    scoped_link.create(
        supplier=supplier,
        customer=customer,
        purpose="test",
        subject=customer,
        expires_at=moment + timedelta(days=1),
        by=BY,
        as_of=as_of,
    )
    supply = (
        Supply.objects.filter(agreement__customer=customer).select_related("agreement", "metering_point").get()
    )
    market_message.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=MarketProcess.END_OF_SUPPLY,
        effective_on=as_of + timedelta(days=30),
        by=BY,
        as_of=as_of,
    )
    asks = account.staff(StaffJob.BILLING, at=supplier, email="asks@minside.example")
    approval.propose(
        supplier=supplier,
        action="test",
        title="Eksempel",
        reason="Et eksempel",
        parameters={},
        items=[(customer, "ingenting")],
        by=asks,
        as_of=as_of,
    )
    UserSession.objects.create(user=asks, session_key="test", ip="127.0.0.1", user_agent="test")
    Group.objects.create(name="Ingen")
    InvariantResult.objects.create(name="A1", sentence="Every sum is zero.", rows=0, business_date=as_of)
    paid = Payment.objects.filter(supplier=supplier).exclude(provider_id="").first()
    object_id = paid.provider_id if paid else ""
    ProviderEvent.objects.create(provider="stripe", event_id="evt_1", kind="test", object_id=object_id, payload={})

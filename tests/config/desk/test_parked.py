"""Parked work: everything that waits for a person is listed, and tried again only by those who may."""

from datetime import date

import pytest

from accounts.enums import JobState, MessageState, StaffJob
from accounts.models import Event, JobRun, Message
from accounts.operations import message
from billing.enums import EventState, PaymentState
from billing.models import Payment, ProviderEvent
from config.desk import parked
from tests.builders import account, billing

pytestmark = pytest.mark.django_db

PAGE = "/admin/desk/parked/"
DAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def nudged(monkeypatch):
    sent = []
    monkeypatch.setattr(parked, "send_task_after_commit", lambda name, **about: sent.append((name, about)))
    return sent


def at_desk(*jobs, code="gron"):
    return account.signed_in(account.staff(*jobs, at=account.supplier(code), email=f"{code}@minside.example"))


def letter(code="gron"):
    sent = message.queue(
        "contact_changed", customer=account.customer(account.supplier(code)), reason="x", context={}, as_of=DAY
    )
    Message.objects.filter(pk=sent.pk).update(state=MessageState.PARKED, last_error="550 no such user")
    return sent


def event_of(payment, number=1):
    return ProviderEvent.objects.create(
        provider="stripe",
        event_id=f"evt_{number}",
        kind="payment_intent.succeeded",
        object_id=payment.provider_id,
        payload={},
        state=EventState.PARKED,
        tries=5,
        error="ValueError",
    )


def payment(code="gron", **fields):
    claim = billing.due_item(billing.billing_account(account.customer(account.supplier(code))))
    return Payment.objects.create(
        supplier=claim.supplier,
        billing_account=claim.billing_account,
        due_item=claim,
        method=billing.card(claim.billing_account),
        number=1,
        amount=1,
        currency="DKK",
        provider="stripe",
        provider_id=f"pi_{code}",
        business_date=DAY,
        **fields,
    )


def groups(client):
    return {group.kind: [row.id for row in group.rows] for group in client.get(PAGE).context["groups"]}


def test_everything_parked_at_ones_own_supplier_is_listed():
    drawn = payment(state=PaymentState.UNKNOWN)
    told, sent = event_of(drawn), letter()
    job = JobRun.objects.create(supplier=drawn.supplier, job="collect", for_date=DAY, state=JobState.PARKED)
    assert groups(at_desk(StaffJob.SUPERVISOR)) == {
        "job": [job.pk],
        "message": [sent.pk],
        "payment": [drawn.pk],
        "event": [told.pk],
    }


def test_other_suppliers_work_is_not_listed_and_cannot_be_touched():
    event = event_of(payment("orsted", state=PaymentState.UNKNOWN))
    sent = letter("orsted")
    client = at_desk(StaffJob.SUPERVISOR)
    assert groups(client) == {}
    assert client.post(f"{PAGE}event/{event.pk}/").status_code == 404
    assert client.post(f"{PAGE}message/{sent.pk}/", {"reason": "x"}).status_code == 404


def test_event_of_the_provider_is_handled_again(nudged):
    told = event_of(payment())
    at_desk(StaffJob.SUPERVISOR).post(f"{PAGE}event/{told.pk}/")
    told.refresh_from_db()
    assert (told.state, told.tries) == (EventState.RECEIVED, 0)
    assert nudged == [("billing.handle_provider_event", {"event_id": told.pk})]
    assert Event.objects.get(kind="billing.provider_event.retried").actor == "Stine Support"


def test_message_is_sent_again_only_with_a_reason():
    sent, client = letter(), at_desk(StaffJob.SUPERVISOR)
    client.post(f"{PAGE}message/{sent.pk}/", {"reason": " "})
    assert Message.objects.get(pk=sent.pk).state == MessageState.PARKED
    client.post(f"{PAGE}message/{sent.pk}/", {"reason": "Not in the log of the mail server."})
    assert Message.objects.get(pk=sent.pk).state == MessageState.QUEUED


@pytest.mark.parametrize("job,status", [(StaffJob.COMPLIANCE, 403), (StaffJob.SUPPORT, 403)])
def test_those_who_may_not_decide_do_not(job, status):
    sent = letter()
    assert at_desk(job).post(f"{PAGE}message/{sent.pk}/", {"reason": "x"}).status_code == status
    assert Message.objects.get(pk=sent.pk).state == MessageState.PARKED


def test_unknown_kind_is_404():
    assert at_desk(StaffJob.SUPERVISOR).post(f"{PAGE}unknown/1/").status_code == 404

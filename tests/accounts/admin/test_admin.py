"""The support desk: own suppliers only, looking is logged, the queue works, nobody helps themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin

from accounts.enums import ApprovalState, MessageState, StaffJob, TaskState
from accounts.models import Approval, Customer, Event, Message, StaffRole, StaffTask, User
from accounts.operations import approval, message, message_delivery, staff_task
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OURS = [model for model in admin.site._registry if model._meta.app_label == "accounts"]


def path(model, *parts):
    return "/".join(["/admin/accounts", model._meta.model_name, *map(str, parts), ""])


@pytest.fixture
def two_suppliers():
    """A customer, a message and a task at each of two suppliers."""
    made = {}
    for code in ("gron", "orsted"):
        of = account.customer(account.supplier(code), name=f"Karen {code}", email=f"karen@{code}.example")
        sent = message.queue("contact_changed", customer=of, reason="x", context={}, as_of=TODAY)
        task = staff_task.ask(
            supplier=of.supplier, customer=of, kind="test", subject=of, title=f"Do {code}", due_at=DUE
        )
        made[code] = {Customer: of, Message: sent, StaffTask: task}
    return made


@pytest.mark.parametrize("model", [Customer, Message, StaffTask])
def test_staff_see_rows_of_their_supplier_and_no_other(two_suppliers, model):
    client = account.signed_in(account.staff(StaffJob.SUPPORT, at=account.supplier("gron")))
    own, foreign = two_suppliers["gron"][model], two_suppliers["orsted"][model]

    listed = client.get(path(model)).context["cl"].queryset
    assert list(listed) == [own]
    assert client.get(path(model, own.pk, "change")).status_code == 200
    # Django says "does not exist" and goes to the index; what is read-only is refused at once
    assert client.get(path(model, foreign.pk, "change")).status_code == 302
    refused = 403 if model is Message else 302
    assert client.post(path(model, foreign.pk, "change"), {"phone": "1"}).status_code == refused
    assert Customer.objects.get(name="Karen orsted").phone == ""


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_opens_and_searches_for_a_supervisor(two_suppliers, model):
    client = account.signed_in(account.staff(StaffJob.SUPERVISOR, at=account.supplier("gron")))
    assert client.get(path(model)).status_code == 200
    assert client.get(path(model), {"q": "karen gron"}).status_code == 200


def test_every_row_opens_for_a_supervisor(two_suppliers):
    client = account.signed_in(account.staff(StaffJob.SUPERVISOR, at=account.supplier("gron")))
    opened = 0
    for model in OURS:
        listed = client.get(path(model)).context["cl"].queryset
        for row in list(listed)[:2]:
            assert client.get(path(model, row.pk, "change")).status_code == 200, model
            opened += 1
    assert opened >= 6


def test_job_ended_yesterday_gives_nothing_today(two_suppliers):
    stine = account.staff(StaffJob.SUPPORT, at=account.supplier("gron"))
    StaffRole.objects.update(ends_before=date(2026, 1, 1))
    assert account.signed_in(stine).get(path(Customer)).status_code == 403


def test_opening_customers_leaves_one_row_each_in_their_log(two_suppliers):
    of = two_suppliers["gron"][Customer]
    client = account.signed_in(account.staff(StaffJob.SUPPORT))
    client.get(path(Customer, of.pk, "change"))
    client.get(path(Message, two_suppliers["gron"][Message].pk, "change"))
    looks = Event.objects.filter(kind="accounts.customer.viewed", customer=of)
    assert [(look.actor, look.customer_may_see) for look in looks] == [("Stine Support", True)] * 2


def test_contact_details_are_changed_by_the_operation_and_nothing_else_is(two_suppliers):
    of = two_suppliers["gron"][Customer]
    client = account.signed_in(account.staff(StaffJob.SUPPORT))
    data = {"phone": "70 11 22 33", "street": "Ny vej 2", "postcode": "8000", "city": "Aarhus", "language": "da"}
    data |= {"accesses-TOTAL_FORMS": "0", "accesses-INITIAL_FORMS": "0"}
    forged = {"number": "1", "email": "ond@post.example", "cpr_masked": "x", "supplier": "2"}
    answer = client.post(path(Customer, of.pk, "change"), data | forged)
    assert answer.status_code == 302
    after = Customer.objects.get(pk=of.pk)
    assert (after.phone, after.city, after.email, after.number) == ("70 11 22 33", "Aarhus", of.email, of.number)
    changed = Event.objects.get(kind="accounts.customer.contact_changed")
    assert (changed.actor, changed.data["fields"]) == ("Stine Support", ["phone", "street", "postcode", "city"])
    assert Message.objects.filter(customer=of, kind="contact_changed").count() == 2


def test_task_is_taken_put_off_and_finished(two_suppliers):
    task = two_suppliers["gron"][StaffTask]
    stine = account.staff(StaffJob.SUPPORT)
    client = account.signed_in(stine)
    page = path(StaffTask, task.pk, "change")

    client.post(path(StaffTask), {"action": "take", "_selected_action": [task.pk]})
    assert StaffTask.objects.get(pk=task.pk).owner == stine

    assert client.post(page, {"act": "finish", "words": " "}).status_code == 200  # says what is missing
    client.post(page, {"act": "snooze", "until": "2099-01-01", "words": "waiting for the grid company"})
    assert StaffTask.objects.get(pk=task.pk).state == TaskState.SNOOZED
    assert list(client.get(path(StaffTask)).context["cl"].queryset) == []

    client.post(page, {"act": "finish", "words": "Called Karen."})
    done = StaffTask.objects.get(pk=task.pk)
    assert (done.state, done.outcome) == (TaskState.DONE, "Called Karen.")
    client.post(page, {"act": "finish", "words": "Called Bo."})
    done.refresh_from_db()
    assert done.outcome == "Called Karen."


def test_queue_is_by_deadline(two_suppliers):
    of = two_suppliers["gron"][Customer]
    first = staff_task.ask(
        supplier=of.supplier, kind="urgent", subject=of, title="Now", due_at=datetime(2026, 3, 3, tzinfo=UTC)
    )
    client = account.signed_in(account.staff(StaffJob.SUPPORT))
    listed = client.get(path(StaffTask)).context["cl"].queryset
    assert list(listed) == [first, two_suppliers["gron"][StaffTask]]


def test_nobody_approves_their_own(two_suppliers):
    of = two_suppliers["gron"][Customer]
    stine = account.staff(StaffJob.SUPERVISOR)
    bo = account.staff(StaffJob.SUPERVISOR, email="bo@minside.example")
    asked = approval.propose(
        supplier=of.supplier,
        action="test",
        title="All",
        reason="why",
        parameters={},
        items=[(of, "x")],
        by=stine,
        as_of=TODAY,
    )
    approval.send(approval=asked, by=stine, as_of=TODAY)
    data = {"action": "approve", "_selected_action": [asked.pk]}

    account.signed_in(stine).post(path(Approval), data)
    assert Approval.objects.get().state == ApprovalState.WAITING
    account.signed_in(bo).post(path(Approval), data)
    assert (Approval.objects.get().state, Approval.objects.get().approved_by) == (ApprovalState.APPROVED, bo)


def test_approval_is_decided_on_its_own_page_by_somebody_else_and_rejected_with_a_reason(two_suppliers):
    of = two_suppliers["gron"][Customer]
    stine = account.staff(StaffJob.SUPERVISOR)
    bo = account.staff(StaffJob.SUPERVISOR, email="bo@minside.example")
    row = approval.propose(
        supplier=of.supplier,
        action="test",
        title="All",
        reason="why",
        parameters={},
        items=[(of, "x")],
        by=stine,
        as_of=TODAY,
    )
    approval.send(approval=row, by=stine, as_of=TODAY)
    page, said = (
        path(Approval, row.pk, "change"),
        {"act": "reject", "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"},
    )

    assert account.signed_in(stine).post(page, said | {"words": "x"}).status_code == 403
    client = account.signed_in(bo)
    assert client.post(page, said).status_code == 200  # says what is missing
    client.post(page, said | {"words": "Too many."})
    row.refresh_from_db()
    assert (row.state, Event.objects.get(kind="accounts.approval.rejected").reason) == ("REJECTED", "Too many.")


def test_page_of_a_task_says_how_late_it_is_and_what_follows_from_each_way(two_suppliers):
    task = two_suppliers["gron"][StaffTask]
    client = account.signed_in(account.staff(StaffJob.SUPPORT))
    with clock.frozen(DUE + timedelta(days=2)):
        page = client.get(path(StaffTask, task.pk, "change"), headers={"accept-language": "en"}).content.decode()
    assert ('class="by-when late"' in page, page.count('type="radio" name="act"')) == (True, 3)
    assert 'name="_continue"' not in page


def test_nobody_gives_themselves_a_job_and_support_gives_none():
    supervisor = account.staff(StaffJob.SUPERVISOR)
    newcomer = account.staff(email="ny@minside.example")
    data = {"supplier": account.supplier().pk, "job": StaffJob.BILLING, "starts_on": "2026-01-01"}
    client = account.signed_in(supervisor)

    assert client.post(path(StaffRole, "add"), data | {"user": supervisor.pk}).status_code == 200
    assert client.post(path(StaffRole, "add"), data | {"user": newcomer.pk}).status_code == 302
    assert [role.job for role in StaffRole.objects.filter(user=newcomer)] == [StaffJob.BILLING]
    assert StaffRole.objects.filter(user=supervisor).count() == 1

    support = account.signed_in(account.staff(StaffJob.SUPPORT, email="s@minside.example"))
    assert support.post(path(StaffRole, "add"), data | {"user": newcomer.pk}).status_code == 403


def test_history_cannot_be_typed_over():
    happened = Event.objects.create(supplier=account.supplier(), kind="x", actor="y", business_date=TODAY)
    client = account.signed_in(account.staff(StaffJob.SUPERVISOR))
    for parts in ((happened.pk, "change"), (happened.pk, "delete"), ("add",)):
        assert client.post(path(Event, *parts), {"kind": "z"}).status_code == 403


def test_passwords_are_not_shown():
    account.user()
    client = account.signed_in(account.staff(StaffJob.SUPERVISOR))
    made = User.objects.get(email="karen@post.example")
    page = client.get(path(User, made.pk, "change")).content.decode()
    assert ("argon2" in page, made.email in page) == (False, True)


@pytest.fixture
def parked(two_suppliers):
    """The Grøn message, of which nobody knows whether it was sent."""
    row = two_suppliers["gron"][Message]
    message_delivery.begin(row, lease=timedelta(minutes=1))
    message_delivery.park(row, error="no answer", at=DUE)
    return row


@pytest.mark.parametrize(
    ("act", "state", "kind"),
    [
        ("queue", MessageState.QUEUED, "accounts.message.queued_again"),
        ("arrived", MessageState.SENT, "accounts.message.found_sent"),
    ],
)
def test_parked_message_is_settled_once_with_a_reason(parked, act, state, kind):
    client = account.signed_in(account.staff(StaffJob.SUPERVISOR, at=account.supplier("gron")))
    page = path(Message, parked.pk, "change")
    assert client.post(page, {"act": act, "why": " "}).status_code == 200  # says what is missing
    assert client.post(page, {"act": act, "why": "log of 1 April"}).status_code == 302
    parked.refresh_from_db()
    settled = Event.objects.get(kind=kind)
    assert (parked.state, settled.reason, settled.actor) == (state, "log of 1 April", "Stine Support")
    client.post(page, {"act": act, "why": "again"})
    assert Event.objects.filter(kind=kind).count() == 1


def test_parked_message_is_settled_by_nobody_without_the_right(parked):
    support = account.signed_in(account.staff(StaffJob.SUPPORT, at=account.supplier("gron")))
    abroad = account.signed_in(
        account.staff(StaffJob.SUPERVISOR, at=account.supplier("orsted"), email="sven@minside.example")
    )
    page = path(Message, parked.pk, "change")
    said = {"act": "queue", "why": "x"}
    assert (support.post(page, said).status_code, abroad.post(page, said).status_code) == (403, 302)
    parked.refresh_from_db()
    assert parked.state == MessageState.PARKED

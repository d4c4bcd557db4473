"""At the desk a death or an insolvency is told by the operation of Min side, confirmed, named anew, set aside."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Customer, Event
from contracts.enums import LifeEventState
from contracts.models import LifeEvent
from tests.builders import account, desk, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def customer():
    with page.on(TODAY):
        made = account.customer(name="Karen Holm")
        energy.supply(customer=made)
        yield made


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def tell(client, customer, **more):
    said = {
        "customer_number": customer.number,
        "kind": "DEATH",
        "happened_on": "2026-03-01",
        "told_by": "Bo Holm, søn",
        "name": "Bo Holm",
        "email": "bo@post.example",
        "words": "Ringede.",
        **more,
    }
    return client.post(desk.path(LifeEvent, "add"), said)


def decide(client, told, act, **said):
    return client.post(desk.path(LifeEvent, told.pk, "change"), {"act": act, **said})


@pytest.mark.rule("GE-V-10.3d", "EP-11.2e", "OR-14.1")
def test_it_is_told_by_phone_and_confirmed_with_the_proof(customer):
    client = at_desk(StaffJob.SUPPORT)
    assert tell(client, customer).status_code == 302
    told = LifeEvent.objects.get()
    assert (told.contact_email, told.words) == ("bo@post.example", "Ringede.")
    shown = client.get(desk.path(LifeEvent, told.pk, "change")).content.decode()
    assert 'value="bo@post.example"' in shown
    kept = {"name": "Bo Holm", "email": "bo@post.example"}
    assert decide(client, told, "confirm", **kept).status_code == 200
    assert decide(client, told, "confirm", reason="Attest set.", **kept).status_code == 302
    told.refresh_from_db()
    assert (told.state, told.proof) == (LifeEventState.CONFIRMED, "Attest set.")
    assert Customer.objects.get(pk=customer.pk).estate_email == "bo@post.example"
    assert Event.objects.get(kind="contracts.life_event.confirmed").actor_user.is_staff


def test_another_contact_is_named_and_a_mistake_set_aside(customer):
    client = at_desk(StaffJob.SUPERVISOR)
    tell(client, customer)
    told = LifeEvent.objects.get()
    assert decide(client, told, "contact", name="Advokat Ny", email="ny@post.example").status_code == 302
    told.refresh_from_db()
    assert told.contact_name == "Advokat Ny"
    assert decide(client, told, "end", reason="x").status_code == 200
    assert decide(client, told, "reject", reason="Navnebror.").status_code == 302
    told.refresh_from_db()
    assert told.state == LifeEventState.REJECTED


def test_an_insolvency_is_over(customer):
    client = at_desk(StaffJob.SUPPORT)
    tell(client, customer, kind="BANKRUPTCY")
    told = LifeEvent.objects.get()
    decide(client, told, "confirm", reason="Dekret.")
    assert decide(client, told, "end", reason="Ophævet.").status_code == 302
    told.refresh_from_db()
    assert told.state == LifeEventState.ENDED


def test_a_customer_of_another_supplier_is_nobody_here(customer):
    theirs = account.customer(account.supplier("orsted"))
    assert tell(at_desk(StaffJob.SUPPORT), theirs).status_code == 200
    assert not LifeEvent.objects.exists()


@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.COLLECTIONS, StaffJob.COMPLIANCE])
def test_other_jobs_look_and_tell_nothing(customer, job):
    assert tell(at_desk(job), customer).status_code == 403
    assert not LifeEvent.objects.exists()

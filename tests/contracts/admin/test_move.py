"""At the desk a move is told for the customer by the same operation as on Min side, and taken back."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Event, Receipt
from contracts.enums import AgreementState, MoveState
from contracts.models import Agreement, Move
from tests.builders import account, desk, energy, page
from tests.builders.move import ADDRESS, gsrn

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


@pytest.fixture
def supply():
    """Bound until 9 July at a fixed price: leaving before costs 600 kr. with VAT."""
    with page.on(TODAY):
        energy.figures_of_the_law()
        made = energy.supply(customer=account.customer(name="Karen Holm"), starts_on=date(2026, 1, 10))
        Agreement.objects.update(binding_ends_on=date(2026, 7, 10), terms_code="gron_fixed_2024")
        yield made


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def tell(client, supply, *, new="", **more):
    said = {
        "customer_number": supply.agreement.customer.number,
        "moves_on": "2026-06-01",
        "points": f"{supply.metering_point.gsrn} {new}",
        "accepted": "0",
        "form": "phone",
        "words": "Ringede.",
        **ADDRESS,
        **more,
    }
    return client.post(desk.path(Move, "add"), said)


def undo(client, told):
    return client.post(desk.path(Move, told.pk, "change"), {"act": "undo"} | desk.no_inlines("supplies"))


@pytest.mark.rule("GE-F-10.3a")
def test_a_move_is_told_by_phone_and_the_customer_gets_the_receipt(supply):
    client = at_desk(StaffJob.SUPPORT)
    assert tell(client, supply, new=gsrn()).status_code == 302
    told = Move.objects.get()
    assert (told.state, told.form, told.reason) == (MoveState.TOLD, "phone", "Ringede.")
    event = Event.objects.get(kind="contracts.move.told")
    assert (event.actor_user.is_staff, event.customer_id) == (True, supply.agreement.customer_id)
    assert Receipt.objects.get().customer_id == supply.agreement.customer_id


@pytest.mark.rule("GE-F-10.2a")
def test_what_leaving_costs_is_said_before_it_is_done(supply):
    client = at_desk(StaffJob.SUPPORT)
    answer = tell(client, supply)
    assert (answer.status_code, Move.objects.count()) == (200, 0)
    assert "600,00" in answer.content.decode()
    assert "Ringede." in answer.content.decode()
    assert tell(client, supply, accepted="600").status_code == 302
    assert Agreement.objects.get().state == AgreementState.TERMINATING


def test_a_move_is_taken_back_until_it_takes_effect(supply):
    client = at_desk(StaffJob.SUPERVISOR)
    tell(client, supply, new=gsrn())
    told = Move.objects.get()
    assert undo(client, told).status_code == 302
    told.refresh_from_db()
    assert told.state == MoveState.UNDONE
    assert list(supply.agreement.supplies.values_list("ends_before", flat=True)) == [None]


@pytest.mark.parametrize(
    "more", [{"customer_number": "0"}, {"points": "571313000000000000 "}, {"points": "571313000000000000 1"}]
)
def test_nobody_and_nothing_of_theirs_is_said_on_the_form(supply, more):
    answer = tell(at_desk(StaffJob.SUPPORT), supply, new=gsrn(), **more)
    assert (answer.status_code, Move.objects.count()) == (200, 0)


def test_a_customer_of_another_supplier_is_nobody_here(supply):
    theirs = energy.supply(customer=account.customer(account.supplier("orsted")))
    answer = tell(at_desk(StaffJob.SUPPORT), theirs, new=gsrn())
    assert (answer.status_code, Move.objects.count()) == (200, 0)


@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.COMPLAINTS, StaffJob.COMPLIANCE])
def test_other_jobs_look_and_tell_nothing(supply, job):
    assert tell(at_desk(job), supply, new=gsrn()).status_code == 403
    assert not Move.objects.exists()


def test_the_agreement_leads_to_the_move_with_the_number_filled_in(supply):
    client = at_desk(StaffJob.SUPPORT)
    shown = client.get(desk.path(Agreement, supply.agreement_id, "change")).content.decode()
    address = f"{desk.path(Move, 'add')}?customer_number={supply.agreement.customer.number}"
    assert address in shown
    assert f'value="{supply.agreement.customer.number}"' in client.get(address).content.decode()

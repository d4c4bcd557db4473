"""At the desk an order is taken in by the operations of Min side, and a credit check is decided."""

import pytest

from accounts.enums import StaffJob
from accounts.models import Consent, Event
from contracts.enums import AgreementState, CreditOutcome, MadeAt, OrderState
from contracts.models import Agreement, CreditCheck, Order
from contracts.operations import credit_check
from tests.builders import account, desk, energy, order, page
from tests.builders.move import gsrn
from tests.builders.order import ADDRESS, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    with page.on(TODAY):
        energy.figures_of_the_law()
        yield


def at_desk(of, *jobs):
    return account.signed_in(account.staff(*jobs, at=of.supplier))


def take(client, of, **more):
    said = {
        "product": of.pk,
        "customer_number": "",
        "used_for": of.customer_kind,
        "name": "Ny Kunde",
        "email": "ny@post.example",
        "phone": "",
        "cvr": "",
        "gsrn": gsrn(),
        "price_area": "DK2",
        "way": "switch",
        "starts_on": "2026-05-01",
        "made_at": MadeAt.DISTANCE,
        "told": "on",
        "power_of_attorney": "on",
        **ADDRESS,
        **more,
    }
    return client.post(desk.path(Order, "add"), said)


def test_an_order_is_taken_by_phone_for_somebody_new():
    sold = order.household_product()
    answer = take(at_desk(sold, StaffJob.SUPPORT), sold, marketing_email="on")
    assert answer.status_code == 302, answer.content.decode()
    made = Order.objects.get()
    assert (made.state, made.customer.name) == (OrderState.CONFIRMED, "Ny Kunde")
    assert Event.objects.get(kind="contracts.order.confirmed").actor_user.is_staff
    assert Consent.objects.count() == 2


def test_an_order_is_taken_for_a_customer():
    sold = order.household_product()
    customer = account.customer(sold.supplier)
    take(at_desk(sold, StaffJob.SUPPORT), sold, customer_number=customer.number, name="", email="")
    assert Order.objects.get().customer == customer


@pytest.mark.rule("GE-VF-1.3")
def test_at_the_counter_it_is_said_where_it_was_made():
    sold = order.household_product()
    take(at_desk(sold, StaffJob.SUPPORT), sold, made_at=MadeAt.PREMISES, starts_on="2026-03-20")
    agreement = Agreement.objects.get()
    assert (agreement.made_at, agreement.start_requested_on) == (MadeAt.PREMISES, None)


@pytest.mark.parametrize(
    "more",
    [
        {"gsrn": "571313000000000000"},
        {"customer_number": "0"},
        {"power_of_attorney": ""},
        {"told": ""},
        {"starts_on": "2026-03-20"},
        {"used_for": "BUSINESS"},
        {"email": ""},
    ],
)
def test_what_cannot_be_stands_on_the_form_and_nothing_is_kept(more):
    sold = order.household_product()
    answer = take(at_desk(sold, StaffJob.SUPPORT), sold, **more)
    assert (answer.status_code, Order.objects.count()) == (200, 0)
    assert "Nyvej 9" in answer.content.decode()


def test_a_product_of_another_supplier_is_not_there():
    sold = order.household_product()
    other = account.signed_in(account.staff(StaffJob.SUPPORT, at=account.supplier("orsted")))
    assert take(other, sold).status_code == 200
    assert not Order.objects.exists()


def decide(client, check, act):
    return client.post(desk.path(CreditCheck, check.pk, "change"), {"act": act, "words": "Kender dem."})


@pytest.mark.rule("EP-1.4")
@pytest.mark.parametrize("act, state", [("approve", AgreementState.ORDERED), ("refuse", AgreementState.CANCELLED)])
def test_a_person_decides_on_a_business(act, state):
    sold = order.business_product()
    check = order.confirmed(sold).agreement.credit_check
    credit_check.record_answer(
        check=check,
        outcome=CreditOutcome.REFUSED,
        bureau="b",
        result_class="E",
        by="test",
        as_of=TODAY,
    )
    client = at_desk(sold, StaffJob.BILLING)
    assert client.get(desk.path(CreditCheck, check.pk, "change")).status_code == 200
    assert decide(client, check, act).status_code == 302
    assert Agreement.objects.get().state == state


def test_support_looks_at_credit_checks_and_decides_none():
    sold = order.business_product()
    check = order.confirmed(sold).agreement.credit_check
    client = at_desk(sold, StaffJob.SUPPORT)
    assert client.get(desk.path(CreditCheck, check.pk, "change")).status_code == 200
    assert decide(client, check, "approve").status_code == 403

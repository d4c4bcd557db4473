"""Confirming an order makes one agreement, with the ticks that were made, and its receipt."""

from datetime import date

import pytest

from accounts.enums import ConsentKind
from accounts.models import Consent, Customer, Event, Message, Receipt
from contracts.enums import AgreementState, MadeAt, OrderState
from contracts.models import Agreement, CreditCheck, MeteringPoint
from contracts.operations import order_confirmation as operations
from contracts.operations.agreement import MeteringPointTaken
from contracts.operations.order import NotSold, OrderClosed
from contracts.operations.order_confirmation import (
    MandateMissing,
    OfferChanged,
    OrderIncomplete,
    StartNotAskedFor,
)
from tests.builders import account, energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db

INSIDE = date(2026, 4, 7)
"""The last day to withdraw from what is ordered on 19 March 2026 (law.md section 2)."""


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def confirm(made, *, as_of=TODAY, **ticks):
    return operations.confirm(order=made, said=order.said(made, **ticks), by="test", as_of=as_of)


@pytest.mark.rule("GE-VF-1.1", "GE-VF-1.2", "OR-1.1")
def test_somebody_new_becomes_a_customer_with_one_agreement():
    made = order.confirmed(order.household_product())
    customer, agreement = made.customer, made.agreement
    assert (customer.name, customer.email, customer.kind) == ("Ny Kunde", "ny@post.example", "HOUSEHOLD")
    assert (customer.street, customer.language) == ("Nyvej 9", "da")
    assert (agreement.state, agreement.starts_on, agreement.made_at) == (
        AgreementState.ORDERED,
        order.STARTS_ON,
        MadeAt.DISTANCE,
    )
    assert agreement.informed_on == TODAY
    assert agreement.supplies.get().metering_point.gsrn == made.gsrn
    assert Event.objects.filter(kind="contracts.order.confirmed", customer=customer).count() == 1


def test_confirmed_twice_it_is_one_agreement():
    made = order.filled_in(order.household_product())
    first = confirm(made)
    again = operations.confirm(order=made, said=order.said(made), by="test", as_of=TODAY)
    assert first.agreement_id == again.agreement_id
    assert (Agreement.objects.count(), Customer.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="receipt").count() == 1


@pytest.mark.rule("EP-1.1", "EP-1.4")
def test_a_business_waits_for_its_credit_check_and_gets_no_confirmation_before():
    made = order.confirmed(order.business_product())
    assert (made.customer.kind, made.customer.cvr) == ("BUSINESS", order.CVR)
    assert made.agreement.state == AgreementState.PENDING_CREDIT
    assert CreditCheck.objects.get().clause == "EP-1.4"
    assert not Message.objects.filter(kind="agreement_concluded").exists()


def test_a_customer_orders_one_more_at_the_same_supplier():
    product = order.household_product()
    customer = account.customer(product.supplier)
    made = order.confirmed(product, customer=customer)
    assert made.customer == customer
    assert Customer.objects.count() == 1


@pytest.mark.rule("OR-11.2", "GE-VF-1.3")
def test_an_early_start_is_asked_for_by_its_own_tick():
    made = order.filled_in(order.household_product(), starts_on=INSIDE)
    with pytest.raises(StartNotAskedFor):
        confirm(made)
    agreement = confirm(made, start_inside=True).agreement
    assert agreement.start_requested_on == TODAY
    assert agreement.start_on_durable_medium
    assert agreement.start_told_of_payment


@pytest.mark.rule("OR-11.2")
def test_a_start_after_the_time_to_withdraw_is_no_request():
    made = order.filled_in(order.household_product(), starts_on=date(2026, 4, 8))
    assert confirm(made, start_inside=True).agreement.start_requested_on is None


@pytest.mark.rule("EP-1.1")
def test_a_business_has_nothing_to_ask_for():
    made = order.filled_in(order.business_product(), starts_on=date(2026, 3, 20))
    assert confirm(made).agreement.start_requested_on is None


@pytest.mark.rule("EP-2.3", "OR-2.2", "GE-VF-2.3")
@pytest.mark.parametrize(
    "code, clause", [("gron_variable_2024", "GE-VF-2.3"), ("orsted_2019", "OR-2.2"), ("", "EP-2.3")]
)
def test_a_mandate_is_kept_for_this_switch_alone(code, clause):
    made = order.filled_in(order.household_product(code) if code else order.business_product())
    with pytest.raises(MandateMissing) as refused:
        confirm(made, power_of_attorney=False)
    assert refused.value.clause == clause
    done = confirm(made)
    kept = Consent.objects.get()
    assert (kept.kind, kept.clause, kept.given_on) == (ConsentKind.POWER_OF_ATTORNEY, clause, TODAY)
    assert kept.scope == f"contracts.agreement:{done.agreement_id}"


@pytest.mark.rule("X-67", "EP-12.5", "OR-15.0", "GE-VF-11.6")
def test_marketing_is_a_yes_of_its_own_each():
    made = order.confirmed(order.household_product(), ticks={"marketing": [ConsentKind.MARKETING_EMAIL]})
    kinds = set(Consent.objects.filter(customer=made.customer).values_list("kind", flat=True))
    assert kinds == {ConsentKind.POWER_OF_ATTORNEY, ConsentKind.MARKETING_EMAIL}


@pytest.mark.rule("X-67")
def test_nobody_has_said_yes_to_marketing_by_ordering():
    order.confirmed(order.household_product())
    assert list(Consent.objects.values_list("kind", flat=True)) == [ConsentKind.POWER_OF_ATTORNEY]


def test_a_price_that_was_not_shown_is_not_agreed_to():
    product = order.household_product()
    made = order.filled_in(product)
    ticks = order.said(made)
    product.price_terms.filter(component="MARKUP").update(amount_micro=70_000)
    with pytest.raises(OfferChanged):
        operations.confirm(order=made, said=ticks, by="test", as_of=TODAY)
    assert not Agreement.objects.exists()


def test_days_that_were_not_shown_are_not_agreed_to():
    made = order.filled_in(order.household_product())
    with pytest.raises(OfferChanged):
        confirm(made, as_of=date(2026, 3, 20))


def test_what_is_missing_is_said():
    begun = order.begun(order.household_product())
    ticks = operations.Said(shown="", start_inside=False, power_of_attorney=True)
    with pytest.raises(OrderIncomplete):
        operations.confirm(order=begun, said=ticks, by="test", as_of=TODAY)


def test_what_is_sold_no_more_is_not_confirmed():
    product = order.household_product()
    made = order.filled_in(product)
    product.sold_before = TODAY
    product.save()
    with pytest.raises(NotSold):
        confirm(made)


def test_an_order_of_last_week_is_closed():
    made = order.filled_in(order.household_product())
    with pytest.raises(OrderClosed):
        confirm(made, as_of=date(2026, 3, 27))


def test_a_meter_where_somebody_is_supplied_is_refused_and_nobody_is_taken_in():
    product = order.household_product()
    taken = energy.supply(at=energy.metering_point(product.supplier, gsrn=order.gsrn()))
    made = order.filled_in(product, gsrn=taken.metering_point.gsrn)
    before = Customer.objects.count()
    with pytest.raises(MeteringPointTaken):
        confirm(made)
    made.refresh_from_db()
    assert (made.state, Customer.objects.count()) == (OrderState.DRAFT, before)


def test_an_unknown_meter_is_taken_in_where_its_neighbours_are():
    product = order.household_product()
    energy.metering_point(product.supplier)
    order.confirmed(product, price_area="DK1")
    point = MeteringPoint.objects.get(street="Nyvej 9")
    assert (point.price_area, point.grid_company.gln) == ("DK2", energy.GRID_GLN)


@pytest.mark.rule("EP-1.2", "GE-0.1", "OR-1.2")
@pytest.mark.parametrize(
    "code, words",
    [
        ("gron_variable_2024", ["7. april 2026", "1. maj 2026", "29,00", "variabel"]),
        ("gron_fixed_2024", ["18. september 2026", "7. april 2026", "fast pris"]),
        ("orsted_2019", ["7. april 2026"]),
    ],
)
def test_the_receipt_says_what_was_ordered_and_under_which_terms(code, words):
    made = order.confirmed(order.household_product(code))
    told = Receipt.objects.get(subject_id=made.pk, subject_type="contracts.order")
    said = " ".join(f"{label} {value}" for label, value in told.rows).replace("\xa0", " ")
    assert made.agreement.number in said
    for word in words:
        assert word in said

"""An order is filled in step by step; each step refuses what cannot be, and nobody's answer lets it expire."""

from datetime import date, timedelta

import pytest

from accounts.enums import CustomerKind
from accounts.models import Event
from contracts.enums import OrderState
from contracts.operations import order as operations
from contracts.operations.metering_point import AreaUnknown, NumberWrong
from contracts.operations.order import (
    CompanyNumberWrong,
    NotForThisUse,
    NotSold,
    OrderClosed,
    Person,
    PointNotFound,
    StartNotPossible,
)
from tests.builders import account, energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("EP-1.1", "OR-1.1", "GE-VF-1.1")
@pytest.mark.parametrize("household", [True, False])
def test_terms_are_refused_to_whoever_uses_the_power_for_something_else(household):
    product = order.household_product() if household else order.business_product()
    other = CustomerKind.BUSINESS if household else CustomerKind.HOUSEHOLD
    with pytest.raises(NotForThisUse) as refused:
        operations.begin(supplier=product.supplier, product=product, used_for=other, customer=None, as_of=TODAY)
    assert refused.value.clause == ("GE-VF-1.1" if household else "EP-1.1")


@pytest.mark.rule("EP-1.1")
def test_a_customer_of_the_other_kind_is_refused():
    product = order.household_product()
    business = account.customer(product.supplier, kind="BUSINESS", cvr=order.CVR)
    with pytest.raises(NotForThisUse):
        order.begun(product, customer=business)


def test_what_is_sold_no_more_is_refused():
    product = order.household_product()
    product.sold_before = TODAY
    product.save()
    with pytest.raises(NotSold):
        order.begun(product)


@pytest.mark.parametrize("typed", ["571313000000000000", "5713130", "57131300000000000x"])
def test_a_metering_point_number_must_be_right(typed):
    begun = order.begun(order.household_product())
    with pytest.raises(NumberWrong):
        operations.say_where(order=begun, place=order.place(gsrn=typed), as_of=TODAY)


def test_without_a_number_the_meter_is_found_by_its_address():
    product = order.household_product()
    point = energy.metering_point(product.supplier, street="Nyvej 9", gsrn=order.gsrn())
    energy.metering_point(product.supplier, street="Nyvej 11")
    filled = operations.say_where(
        order=order.begun(product), place=order.place(gsrn="", street="nyvej 9"), as_of=TODAY
    )
    assert filled.gsrn == point.gsrn


@pytest.mark.parametrize("meters", [0, 2])
def test_an_address_that_does_not_tell_which_meter_needs_the_number(meters):
    product = order.household_product()
    for _meter in range(meters):
        energy.metering_point(product.supplier, street="Nyvej 9")
    with pytest.raises(PointNotFound):
        operations.say_where(order=order.begun(product), place=order.place(gsrn=""), as_of=TODAY)


def test_the_price_area_is_asked_for_where_we_know_nobody():
    begun = order.begun(order.household_product())
    with pytest.raises(AreaUnknown):
        operations.say_where(order=begun, place=order.place(price_area="", postcode="9999"), as_of=TODAY)


@pytest.mark.parametrize(
    "days, moves_in, possible",
    [(0, False, False), (1, False, True), (365, False, True), (366, False, False), (0, True, True)],
)
def test_supply_begins_when_the_market_can_do_it(days, moves_in, possible):
    begun = order.begun(order.household_product())
    where = order.place(starts_on=TODAY + timedelta(days=days), moves_in=moves_in)
    if possible:
        assert operations.say_where(order=begun, place=where, as_of=TODAY).starts_on == where.starts_on
    else:
        with pytest.raises(StartNotPossible, match=r"20\. marts 2026"):
            operations.say_where(order=begun, place=where, as_of=TODAY)


@pytest.mark.rule("EP-1.1")
@pytest.mark.parametrize("cvr", ["", "42133435", "1234"])
def test_a_business_gives_a_company_number_that_can_be_right(cvr):
    begun = order.begun(order.business_product())
    with pytest.raises(CompanyNumberWrong) as refused:
        operations.say_who(order=begun, person=Person(name="A", email="a@b.example", cvr=cvr), as_of=TODAY)
    assert refused.value.clause == "EP-1.1"


@pytest.mark.rule("EP-1.1")
def test_a_company_number_is_kept_without_its_spaces():
    begun = order.begun(order.business_product())
    person = Person(name="A", email="a@b.example", cvr="DK 42 13 34 34")
    assert operations.say_who(order=begun, person=person, as_of=TODAY).cvr == order.CVR


def test_a_household_keeps_no_company_number():
    begun = order.begun(order.household_product())
    person = Person(name="A", email="a@b.example", cvr="42133434")
    assert operations.say_who(order=begun, person=person, as_of=TODAY).cvr == ""


def test_an_order_that_is_not_answered_expires_and_forgets_who_it_was_for():
    made = order.filled_in(order.household_product())
    assert operations.expire(order=made, by="test", as_of=date(2026, 3, 27))
    made.refresh_from_db()
    assert (made.state, made.name, made.email, made.street, made.gsrn) == (OrderState.EXPIRED, "", "", "", "")
    assert Event.objects.filter(kind="contracts.order.expired").count() == 1
    with pytest.raises(OrderClosed):
        operations.say_who(order=made, person=order.PERSON, as_of=TODAY)


def test_a_confirmed_order_does_not_expire():
    made = order.confirmed(order.household_product())
    assert not operations.expire(order=made, by="test", as_of=TODAY)


def test_an_order_is_closed_after_a_week_whether_the_night_has_been_or_not():
    made = order.begun(order.household_product())
    operations.say_where(order=made, place=order.place(), as_of=date(2026, 3, 26))
    with pytest.raises(OrderClosed):
        operations.say_where(order=made, place=order.place(), as_of=date(2026, 3, 27))

"""Agreements are concluded under the terms of the day, started and ended on theirs, one supply per meter."""

from datetime import date

import pytest

from accounts.enums import CustomerKind
from accounts.models import Event
from config.foundation.transition import ForbiddenTransition
from contracts import terms
from contracts.enums import AgreementState
from contracts.models import Agreement, Supply
from contracts.operations import agreement as operations
from contracts.operations.agreement import CustomerKindMismatch, MeteringPointTaken
from contracts.terms.overrides import OverrideUnknown
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY, START = date(2026, 1, 10), date(2026, 2, 1)
BY = "test"


def conclude(customer=None, point=None, **fields):
    customer = customer or account.customer()
    at = customer.supplier
    product = fields.pop("product", None) or energy.fixed_product(at)
    return operations.conclude(
        customer=customer,
        product=product,
        metering_point=point or energy.metering_point(at),
        starts_on=START,
        by=BY,
        as_of=TODAY,
        **fields,
    )


@pytest.mark.rule("GE-0.1")
def test_agreement_keeps_the_terms_it_was_concluded_under():
    made = conclude()

    document = terms.by_code("gron_variable_2024")
    assert (made.terms_code, made.terms_hash) == (document.code, terms.content_hash(document))
    assert (made.state, made.concluded_on, made.starts_on) == (AgreementState.ORDERED, TODAY, START)


@pytest.mark.rule("EP-4.1")
def test_supply_is_reserved_from_the_first_day_on():
    made = conclude()

    assert list(made.supplies.values_list("starts_on", "ends_before")) == [(START, None)]


@pytest.mark.rule("GE-F-10.1a")
def test_fixed_price_binds_from_the_conclusion():
    product = energy.product(kind="FIXED", terms_code="gron_fixed_2024")

    # GE-F-10.1a: six months from the conclusion on 10 January
    assert conclude(product=product).binding_ends_on == date(2026, 7, 10)


@pytest.mark.rule("GE-VF-1.2", "EP-1.3")
@pytest.mark.parametrize("months, ends_on", [(0, None), (3, date(2026, 4, 10))])
def test_what_the_agreement_states_for_itself_ranks_before_the_terms(months, ends_on):
    product = energy.product(kind="FIXED", terms_code="gron_fixed_2024")
    made = conclude(product=product, overrides={"binding_months": months})

    assert made.binding_ends_on == ends_on
    assert made.overrides == {"binding_months": months}


def test_an_agreement_cannot_state_what_nobody_reads():
    with pytest.raises(OverrideUnknown, match="discount"):
        conclude(overrides={"discount": 5})
    assert not Agreement.objects.exists()


def test_numbers_are_the_suppliers_own_and_in_a_row():
    first, second = conclude(), conclude()
    there = conclude(account.customer(account.supplier("orsted")))

    assert int(second.number[1:]) == int(first.number[1:]) + 1
    assert there.number == "A000001"


def test_meter_has_one_supply_at_a_time():
    point = energy.metering_point()
    conclude(point=point)

    with pytest.raises(MeteringPointTaken):
        conclude(point=point)
    assert (Agreement.objects.count(), Supply.objects.count()) == (1, 1)


@pytest.mark.rule("GE-VF-1.1")
def test_terms_for_households_are_not_for_businesses():
    business = account.customer(kind=CustomerKind.BUSINESS, cvr="12345678")

    with pytest.raises(CustomerKindMismatch):
        conclude(business)
    assert not Agreement.objects.exists()


def test_agreement_starts_once():
    made = conclude()
    operations.start(agreement=made, by=BY, as_of=START)

    with pytest.raises(ForbiddenTransition):
        operations.start(agreement=made, by=BY, as_of=START)
    kinds = Event.objects.filter(subject_id=made.pk).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["contracts.agreement.concluded", "contracts.agreement.started"]


def test_ending_ends_the_supplies_on_the_same_day():
    made = conclude()
    operations.start(agreement=made, by=BY, as_of=START)
    Agreement.objects.filter(pk=made.pk).update(state=AgreementState.TERMINATING, ends_before=date(2026, 4, 1))
    made.refresh_from_db()

    operations.end(agreement=made, by=BY, as_of=date(2026, 4, 1))

    assert made.state == AgreementState.ENDED
    assert list(made.supplies.values_list("ends_before", flat=True)) == [date(2026, 4, 1)]


def test_running_agreement_cannot_be_ended_without_an_end():
    made = conclude()
    operations.start(agreement=made, by=BY, as_of=START)

    with pytest.raises(Exception, match="an_ended_agreement_has_its_end"):
        operations.end(agreement=made, by=BY, as_of=START)

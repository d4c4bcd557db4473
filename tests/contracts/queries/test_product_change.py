"""Which products a customer may change to, and from which days."""

from datetime import date

import pytest

from contracts.enums import AgreementState, ProductKind
from contracts.models import Agreement, Supply
from contracts.queries.product_change import change_options, may_be_changed, supplies_to_change
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 25)


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def agreement(terms_code, kind=ProductKind.FIXED, at="gron", **fields):
    shop = account.supplier(at)
    of = energy.product(shop, kind, terms_code=terms_code, name="Min")
    made = energy.supply(customer=account.customer(shop), of=of, starts_on=date(2026, 1, 10)).agreement
    Agreement.objects.filter(pk=made.pk).update(**fields)
    return Agreement.objects.select_related("customer__supplier", "product", "supplier").get(pk=made.pk)


def offered(of, as_of=TODAY):
    return [(each.product.name, each.starts_on, each.gross) for each in change_options(of, as_of=as_of)]


@pytest.mark.rule("GE-V-10.2", "X-55")
def test_products_stand_by_name_from_the_first_of_the_next_month_and_ones_own_is_not_among_them():
    mine = agreement("gron_variable_2024", ProductKind.VARIABLE)
    for name in ("Vind", "Sol"):
        energy.product(mine.supplier, ProductKind.VARIABLE, name=name)
    assert offered(mine) == [("Sol", date(2026, 4, 1), 0), ("Vind", date(2026, 4, 1), 0)]


@pytest.mark.rule("OR-13.1a")
def test_where_the_terms_sell_no_way_out_a_binding_is_waited_for():
    """The front page binds until 9 September; leaving it has no price, so it cannot be bought either."""
    mine = agreement(
        "orsted_2019", at="orsted", overrides={"binding_months": 8}, binding_ends_on=date(2026, 9, 10)
    )
    energy.product(mine.supplier, ProductKind.SPOT, terms_code="orsted_2019", name="Time")
    assert offered(mine) == [("Time", date(2026, 10, 1), 0)]


def test_who_sells_is_offered_what_is_bought_from_them_alone():
    mine = agreement("gron_variable_2024", ProductKind.SURPLUS)
    energy.product(mine.supplier, ProductKind.VARIABLE, name="Vind")
    energy.product(mine.supplier, ProductKind.SURPLUS, name="Overskud 2")
    assert [name for name, _day, _cost in offered(mine)] == ["Overskud 2"]


def test_products_of_other_suppliers_are_not_offered():
    mine = agreement("gron_variable_2024", ProductKind.VARIABLE)
    energy.product(account.supplier("orsted"), ProductKind.VARIABLE, name="Vind", terms_code="orsted_2019")
    assert offered(mine) == []
    assert may_be_changed(mine, as_of=TODAY)


@pytest.mark.parametrize("state", [AgreementState.TERMINATING, AgreementState.ENDED, AgreementState.WITHDRAWN])
def test_an_agreement_that_does_not_run_is_not_changed(state):
    mine = agreement("gron_variable_2024", state=state, ends_before=date(2026, 6, 1))
    assert not may_be_changed(mine, as_of=TODAY)


def test_while_one_supply_begins_later_nothing_is_changed():
    mine = agreement("gron_variable_2024")
    assert supplies_to_change(mine, as_of=TODAY) == list(mine.supplies.all())
    Supply.objects.create(
        supplier=mine.supplier,
        agreement=mine,
        metering_point=energy.metering_point(mine.supplier),
        starts_on=date(2026, 4, 15),
    )
    assert supplies_to_change(mine, as_of=TODAY) == []

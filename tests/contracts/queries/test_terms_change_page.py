"""What a change would touch is reckoned before it is asked for: whom, by when, and each part of the price."""

from datetime import date

import pytest

from contracts.enums import ChangeKind
from contracts.queries.terms_change_page import REASONS, index_of, new_prices, preview_of
from contracts.terms import by_code
from tests.builders import energy
from tests.contracts.operations.test_terms_change import EFFECT, TODAY, agreement_of, variable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def preview(product, kind=ChangeKind.MATERIAL_ADVERSE, day=EFFECT, prices=()):
    return preview_of(product=product, kind=kind, takes_effect_on=day, prices=prices, as_of=TODAY, locale="da")


@pytest.mark.rule("OR-17.1")
def test_every_reason_the_terms_name_can_be_chosen():
    assert set(by_code("orsted_2019").change_notice.reasons.value) == set(REASONS) - {"other"}


@pytest.mark.rule("GE-VF-13.1")
def test_it_counts_whom_it_concerns_and_reckons_the_lawful_days():
    product = variable()
    agreement_of(product)
    agreement_of(product, email="to@post.example")
    found = preview(product)
    assert (found.count, found.may_leave, len(found.first)) == (2, 2, 2)
    assert (found.tell_by, found.first_effect, found.is_late) == (date(2026, 4, 1), date(2026, 6, 5), False)
    assert found.why[-1].text
    assert preview(product, day=date(2026, 6, 4)).is_late
    assert preview(product, kind=ChangeKind.PASSED_ON).may_leave == 0


def test_without_anybody_there_is_no_day_to_tell_by():
    found = preview(variable())
    assert (found.count, found.tell_by, found.first_effect, found.why) == (0, None, TODAY, ())


def test_a_new_figure_is_quoted_as_the_one_it_replaces_in_each_area():
    product = variable()
    for area in ("DK1", "DK2"):
        energy.price(
            product, "MARKUP", 40_000, area=area, with_vat=True, clause="GE-V-4.1", since=date(2025, 1, 1)
        )
    both = new_prices(product, component="MARKUP", area="", amount_micro=50_000, day=EFFECT)
    assert [(part["price_area"], part["with_vat"], part["clause"]) for part in both] == [
        ("DK1", True, "GE-V-4.1"),
        ("DK2", True, "GE-V-4.1"),
    ]
    [one] = new_prices(product, component="MARKUP", area="DK2", amount_micro=50_000, day=EFFECT)
    assert one["price_area"] == "DK2"
    assert new_prices(product, component="ENERGY", area="", amount_micro=1, day=EFFECT) == []
    [row, _other] = preview(product, prices=both).prices
    assert row.rise == "25\xa0%"


@pytest.mark.rule("OR-17.1")
def test_the_rise_is_held_against_prices_in_general_where_the_terms_name_an_index():
    """From 117.8 in January 2024 to 118.5 in April 2024: 0.59 %."""
    product = variable("orsted", "orsted_2019")
    energy.price(product, "MARKUP", 40_000, since=date(2024, 2, 1))
    prices = new_prices(product, component="MARKUP", area="", amount_micro=40_200, day=EFFECT)
    [row] = preview(product, prices=prices).prices
    assert (row.rise, row.inflation) == ("0,5\xa0%", "0,59\xa0%")
    assert index_of(product, day=TODAY).now == 11_815
    assert index_of(variable(), day=TODAY) is None

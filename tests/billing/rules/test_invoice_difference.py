"""The parts of a difference add up to it, to the øre (design.md §8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.enums import LineKind
from billing.rules.invoice_difference import Billed, Cause, by_kind, differences


def test_more_use_at_the_old_price_and_the_new_price_on_all_of_it():
    before = {LineKind.SPOT: Billed(100_000, 50_00), LineKind.TAX: Billed(100_000, 90_00)}
    now = {LineKind.SPOT: Billed(120_000, 72_00), LineKind.TAX: Billed(120_000, 108_00)}
    # 20 kWh more at 0.50 and 0.90 is 28.00; electricity is 0.10 dearer on 120 kWh
    assert differences(before=before, now=now) == {Cause.USE: 28_00, Cause.ENERGY_PRICE: 12_00}


def test_rounding_is_not_told_as_another_price():
    before = {LineKind.SYSTEM_TARIFF: Billed(100_000, 6_75)}
    now = {LineKind.SYSTEM_TARIFF: Billed(130_000, 8_77)}  # 8.775 at the same price
    assert differences(before=before, now=now) == {Cause.USE: 2_02}


@pytest.mark.parametrize(
    "gross, parts", [(2_02, {Cause.USE: 1_02}), (2_03, {Cause.USE: 1_00, Cause.TRANSPORT_PRICE: 3})]
)
def test_two_ore_may_be_rounding_and_three_are_another_price(gross, parts):
    """1 kWh for 1.00, then 2 kWh; a net and its VAT are rounded on either invoice."""
    before, now = {LineKind.SYSTEM_TARIFF: Billed(1_000, 1_00)}, {LineKind.SYSTEM_TARIFF: Billed(2_000, gross)}
    assert differences(before=before, now=now) == parts


def test_a_new_subscription_is_no_use():
    now = {LineKind.SUBSCRIPTION: Billed(0, 29_00)}
    assert differences(before={}, now=now) == {Cause.SUBSCRIPTION: 29_00}


BILLED = st.builds(Billed, st.integers(0, 10**9), st.integers(-(10**9), 10**9))
INVOICES = st.dictionaries(st.sampled_from(list(LineKind)), BILLED)


@given(INVOICES, INVOICES)
def test_the_parts_always_add_up(before, now):
    whole = sum(each.gross for each in now.values()) - sum(each.gross for each in before.values())
    assert sum(differences(before=before, now=now).values()) == whole


def test_lines_of_one_kind_are_added():
    lines = [("SPOT", 1_000, 50), ("SPOT", 2_000, 70), ("SUBSCRIPTION", None, 2900)]
    assert by_kind(lines) == {LineKind.SPOT: Billed(3_000, 120), LineKind.SUBSCRIPTION: Billed(0, 2900)}

"""Rounding whole columns gives what rounding one line at a time gives (design.md §6)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.rules.line_amount import AmountTooLarge, net_and_vat, rounded
from config.foundation.money import Taxed, round_half_away

EXACT = st.integers(-(2**60), 2**60)
UNIT = st.sampled_from([1, 2, 3, 40_000_000, 310_000, 10_000])


@given(st.lists(st.tuples(EXACT, UNIT), min_size=1, max_size=20))
def test_columns_are_rounded_as_single_lines_are(lines):
    exact, unit = (np.array(column, np.int64) for column in zip(*lines, strict=True))
    assert rounded(exact=exact, unit=unit).tolist() == [round_half_away(one, of) for one, of in lines]


@given(
    st.lists(
        st.tuples(st.integers(-(10**14), 10**14), st.sampled_from([0, 12, 25]), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_vat_of_columns_is_that_of_single_lines(lines):
    quoted, percent, with_vat = (np.array(column) for column in zip(*lines, strict=True))
    net, vat = net_and_vat(quoted=quoted, vat_percent=percent, with_vat=with_vat)
    ones = [(Taxed.of_gross if inside else Taxed.of_net)(amount, rate) for amount, rate, inside in lines]
    assert list(zip(net.tolist(), vat.tolist(), strict=True)) == [(one.net, one.vat) for one in ones]


def test_the_largest_sum_is_still_rounded():
    assert rounded(exact=np.array([2**61, -(2**61)]), unit=10).tolist() == [
        230584300921369395,
        -230584300921369395,
    ]


def test_a_sum_too_large_is_refused():
    with pytest.raises(AmountTooLarge):
        rounded(exact=np.array([2**62]), unit=10)

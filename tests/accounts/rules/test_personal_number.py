"""A personal number: ten digits that begin with a day that exists; OR-12.6, law.md §9."""

import pytest

from accounts.rules.personal_number import is_well_formed, masked, tidied


@pytest.mark.rule("OR-12.6")
@pytest.mark.parametrize(
    "number, right",
    [
        ("0101901234", True),
        ("0101600000", True),  # 1 January 1960: no check digit is asked for
        ("2902004000", True),  # the 7th digit 4 with year 00: 2000 was a leap year
        ("2902000000", False),  # the 7th digit 0 with year 00: 1900 was none
        ("2902045000", True),  # 2004
        ("2902964000", True),  # 4 with year 96: 1996
        ("2902584000", False),  # 1958
        ("2902565000", True),  # 5 with year 56: 2056
        ("2902605000", True),  # 5 with year 60: 1860
        ("3104901234", False),
        ("0113901234", False),
        ("0001901234", False),
        ("010190123", False),
        ("01019012345", False),
        ("010190123a", False),
        ("०१०१९०१२३४", False),
        ("", False),
    ],
)
def test_the_number_begins_with_a_day_that_exists(number, right):
    assert is_well_formed(number=number) is right


def test_the_dash_and_spaces_are_left_out_and_the_last_four_hidden():
    assert tidied(typed=" 010190 - 1234") == "0101901234"
    assert masked(number="0101901234") == "010190-••••"

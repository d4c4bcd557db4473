"""A company number is eight digits, of which one checks the others."""

import pytest

from accounts.rules.company_number import is_well_formed, tidied


@pytest.mark.rule("EP-1.1")
@pytest.mark.parametrize("number", ["42133434", "41627484", "40138099", "28113285"])
def test_the_suppliers_own_numbers_are_right(number):
    assert is_well_formed(number=number)


@pytest.mark.rule("EP-1.1")
@pytest.mark.parametrize("number", ["", "42133435", "4213343", "421334340", "4213343x", "²2133434"])
def test_others_are_wrong(number):
    assert not is_well_formed(number=number)


def test_people_write_spaces_and_a_country():
    assert tidied(typed=" dk 42 13 34 34 ") == "42133434"

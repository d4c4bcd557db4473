"""Metering point numbers: the check digit and every reason for a wrong one (law.md §9)."""

import pytest

from contracts.rules.gsrn import GsrnFault, check_digit, fault, tidied


@pytest.mark.parametrize(
    "body, digit",
    [
        ("57131300123456789", "1"),
        ("57131312312345670", "0"),
        ("57131310000000001", "0"),
        ("73599912300000001", "9"),
    ],
)
def test_check_digit_follows_the_vectors_of_law_9(body, digit):
    assert check_digit(body=body) == digit
    assert fault(gsrn=body + digit) is None


@pytest.mark.parametrize(
    "gsrn, reason",
    [
        ("", GsrnFault.EMPTY),
        ("57131300123456789x", GsrnFault.NOT_DIGITS),
        ("57131300123456789\N{ARABIC-INDIC DIGIT ONE}", GsrnFault.NOT_DIGITS),
        ("57131300123456789", GsrnFault.WRONG_LENGTH),
        ("5713130012345678911", GsrnFault.WRONG_LENGTH),
        ("12345678901", GsrnFault.OLD_NUMBER),
        ("571313001234567892", GsrnFault.WRONG_CHECK_DIGIT),
        ("571313001234576891", GsrnFault.WRONG_CHECK_DIGIT),
        ("579999993331812345", GsrnFault.WRONG_CHECK_DIGIT),
        ("571313180100000001", GsrnFault.WRONG_CHECK_DIGIT),
    ],
)
def test_fault_names_the_reason(gsrn, reason):
    assert fault(gsrn=gsrn) == reason


@pytest.mark.parametrize("gsrn", ["571313000000002000", "571313000000003014"])
def test_fault_accepts_published_numbers(gsrn):
    assert fault(gsrn=gsrn) is None


def test_tidied_removes_only_what_people_put_in_for_reading():
    assert tidied(typed="5713.1300 1234-567891\N{NO-BREAK SPACE}") == "571313001234567891"
    assert tidied(typed="5713x") == "5713x"

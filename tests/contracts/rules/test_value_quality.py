"""Market codes of quality in our own words (formats.md §1, §3)."""

import pytest

from contracts.enums import Quality
from contracts.rules.value_quality import QualityUnknown, quality_of


@pytest.mark.parametrize(
    "code, quality",
    [
        ("A01", Quality.CORRECTED),
        ("A02", Quality.MISSING),
        ("A03", Quality.ESTIMATED),
        ("A04", Quality.MEASURED),
        ("A05", Quality.INCOMPLETE),
        ("A06", Quality.CALCULATED),
        ("E01", Quality.MEASURED),
        ("36", Quality.CORRECTED),
        ("56", Quality.ESTIMATED),
        ("Målt", Quality.MEASURED),
        ("Estimated ", Quality.ESTIMATED),
        ("Calculated", Quality.CALCULATED),
        ("", Quality.MEASURED),
        (None, None),
    ],
)
def test_quality_of_says_it_in_our_words(code, quality):
    assert quality_of(code=code) == quality


def test_quality_of_a_value_without_quantity_is_missing():
    assert quality_of(code="A04", has_quantity=False) == Quality.MISSING


def test_quality_of_refuses_to_guess():
    with pytest.raises(QualityUnknown, match="'A99'"):
        quality_of(code="A99")


def test_worse_qualities_are_larger_numbers():
    assert sorted(Quality) == [
        Quality.MEASURED,
        Quality.CORRECTED,
        Quality.CALCULATED,
        Quality.ESTIMATED,
        Quality.INCOMPLETE,
        Quality.MISSING,
    ]

"""GE-VF-11.5: no card number is kept; law.md §9: a personal number shows only its date of birth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.mask import holds_card_number, mask, passes_luhn

METERING_POINT_THAT_PASSES_LUHN = "571313000000000028"


@pytest.mark.parametrize(
    "written, masked",
    [
        ("4242424242424242", "•••• 4242"),
        ("4242 4242 4242 4242", "•••• 4242"),
        ("4242-4242-4242-4242.", "•••• 4242."),
        ("4242\u00a04242\u00a04242\u00a04242", "•••• 4242"),
        ("mit kort 5019 7170 1010 3742 virker ikke", "mit kort •••• 3742 virker ikke"),
        ("378282246310005 (Amex)", "•••• 0005 (Amex)"),
        ("4242 4242 4242 4242 12/28 123", "•••• 4242 12/28 123"),
        ("to: 4242424242424242, 5555555555554444", "to: •••• 4242, •••• 4444"),
        ("4242424242424242 5555555555554444", "•••• 4242 •••• 4444"),
    ],
)
@pytest.mark.rule("GE-VF-11.5")
def test_card_numbers_are_masked_to_their_last_four(written, masked):
    assert mask(written) == masked
    assert holds_card_number(written)
    assert not holds_card_number(masked)


@pytest.mark.parametrize(
    "harmless",
    [
        "4242424242424241",  # fails the check digit
        "målepunkt 5713 1318 0100 0042 17",
        "Ring +45 70 00 00 00 eller 86 12 34 56",
        "+71< 000104882000107 +81234567<",  # FI payment slip
        "Kunde 104 882, faktura 2026-104882-10",
        "29.03.2026 kl. 02.15, 1.234,50 kr.",
        "DK5000400440116243",
        "",
    ],
)
def test_harmless_numbers_are_left_alone(harmless):
    assert not holds_card_number(harmless)
    assert mask(harmless) == harmless


def test_metering_point_is_no_card_even_when_its_digits_pass_the_check():
    assert passes_luhn(METERING_POINT_THAT_PASSES_LUHN)
    assert not holds_card_number(METERING_POINT_THAT_PASSES_LUHN)


@pytest.mark.parametrize(
    "written, masked",
    [
        ("CPR 010190-1234", "CPR 010190-••••"),
        ("cpr: 0101901234.", "cpr: 010190-••••."),
        ("290200 1234", "290200 ••••"),
        ("310290-1234", "310290-1234"),  # 31 February does not exist
        ("321290-1234", "321290-1234"),
        ("1010901234567", "1010901234567"),  # longer than a personal number
    ],
)
def test_danish_personal_numbers(written, masked):
    assert mask(written) == masked


@pytest.mark.parametrize(
    "written, masked",
    [
        ("811228-9874", "811228-••••"),
        ("19811228-9874", "19811228-••••"),
        ("198112289874", "19811228-••••"),
        ("811228-9875", "811228-9875"),  # fails its check digit
    ],
)
def test_swedish_personal_numbers(written, masked):
    assert mask(written) == masked


@given(st.text())
def test_masking_again_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


@given(
    st.sampled_from(["4", "51", "36", "6759"]),
    st.text("0123456789", min_size=9, max_size=12),
    st.sampled_from(["", " ", "-"]),
)
@pytest.mark.rule("GE-VF-11.5")
def test_any_card_number_is_found_however_it_is_grouped(issuer, middle, gap):
    number = next(f"{issuer}{middle}{check}" for check in "0123456789" if passes_luhn(f"{issuer}{middle}{check}"))
    if len(number) < 13 or number.startswith(("571313", "735999")):
        return
    written = gap.join(number[start : start + 4] for start in range(0, len(number), 4))
    assert holds_card_number(f"kort {written} tak")
    assert mask(written) == f"•••• {number[-4:]}"

from datetime import UTC, date, datetime, time

import pytest

from config.foundation import formats
from config.foundation.money import Money
from config.foundation.period import Period

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    "minor, currency, locale, text",
    [
        (123450, "DKK", "da", "1.234,50\u00a0kr."),
        (123450, "SEK", "da", "1.234,50\u00a0SEK"),
        (123450, "SEK", "sv", "1\u00a0234,50\u00a0kr"),
        (123450, "DKK", "sv", "1\u00a0234,50\u00a0DKK"),
        (123450, "DKK", "en", "DKK\u00a01,234.50"),
        (-5, "DKK", "da", "−0,05\u00a0kr."),
        (-123450, "DKK", "en", "−DKK\u00a01,234.50"),
        (0, "DKK", "da", "0,00\u00a0kr."),
        (10**14, "DKK", "da-dk", "1.000.000.000.000,00\u00a0kr."),
    ],
)
def test_money_in_the_readers_form(minor, currency, locale, text):
    assert formats.money_text(minor, currency, locale=locale) == text
    assert formats.money_text(Money(minor, currency), locale=locale) == text


def test_money_whole_and_signed():
    assert formats.money_text(34150, "DKK", locale="da", whole=True) == "342\u00a0kr."
    assert formats.money_text(4120, "DKK", locale="da", signed=True) == "+41,20\u00a0kr."
    assert formats.money_text(4120, "DKK", locale="en", signed=True) == "+DKK\u00a041.20"
    assert formats.money_text(0, "DKK", locale="da", signed=True) == "0,00\u00a0kr."
    assert formats.amount_text(-1285, locale="sv") == "−12,85"


def test_money_without_currency_or_with_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="currency"):
        formats.money_text(100, locale="da")
    with pytest.raises(ValueError, match="'de'"):
        formats.money_text(100, "DKK", locale="de")


@pytest.mark.parametrize(
    "wh, decimals, text",
    [
        (312_000, 0, "312\u00a0kWh"),
        (312_500, 0, "313\u00a0kWh"),
        (1_234_567, 2, "1.234,57\u00a0kWh"),
        (1, 3, "0,001\u00a0kWh"),
        (-1_500, 1, "−1,5\u00a0kWh"),
    ],
)
def test_energy(wh, decimals, text):
    assert formats.kwh_text(wh, locale="da", decimals=decimals) == text


@pytest.mark.parametrize(
    "micro, locale, text",
    [
        (621_000, "da", "0,6210\u00a0kr./kWh"),
        (621_012, "da", "0,621012\u00a0kr./kWh"),
        (-4_300, "sv", "−0,0043\u00a0DKK/kWh"),
    ],
)
def test_unit_price_is_written_exactly(micro, locale, text):
    assert formats.unit_price_text(micro, "DKK", locale=locale) == text


@pytest.mark.parametrize(
    "style, danish, swedish, english",
    [
        ("long", "30. november 2026", "30 november 2026", "30 November 2026"),
        ("full", "mandag den 30. november 2026", "måndag 30 november 2026", "Monday, 30 November 2026"),
        ("short", "30.11.2026", "2026-11-30", "30/11/2026"),
        ("day", "30. november", "30 november", "30 November"),
        ("weekday", "mandag 30. november", "måndag 30 november", "Monday 30 November"),
        ("month", "november 2026", "november 2026", "November 2026"),
        ("month_name", "november", "november", "November"),
    ],
)
def test_dates(style, danish, swedish, english):
    texts = [formats.date_text(DAY, locale=locale, style=style) for locale in ("da", "sv", "en")]
    assert texts == [danish, swedish, english]


@pytest.mark.parametrize(
    "starts_on, ends_before, danish, swedish",
    [
        (date(2026, 10, 1), date(2026, 11, 1), "1.–31. oktober 2026", "1–31 oktober 2026"),
        (
            date(2026, 10, 16),
            date(2026, 12, 1),
            "16. oktober – 30. november 2026",
            "16 oktober – 30 november 2026",
        ),
        (
            date(2025, 12, 1),
            date(2026, 2, 1),
            "1. december 2025 – 31. januar 2026",
            "1 december 2025 – 31 januari 2026",
        ),
        (date(2026, 10, 1), date(2026, 10, 2), "1. oktober 2026", "1 oktober 2026"),
        (date(2026, 10, 1), None, "1. oktober 2026\u00a0–", "1 oktober 2026\u00a0–"),
    ],
)
def test_periods_show_their_last_day(starts_on, ends_before, danish, swedish):
    period = Period(starts_on, ends_before)
    assert formats.period_text(period, locale="da") == danish
    assert formats.period_text(period, locale="sv") == swedish


def test_moments_are_local():
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert formats.moment_text(moment, locale="da") == "25. oktober 2026 kl. 02.30"
    assert formats.moment_text(moment, locale="sv", zone="Europe/Stockholm") == "25 oktober 2026 kl. 02:30"
    assert formats.moment_text(moment, locale="en", zone="UTC") == "25 October 2026, 00:30"
    with pytest.raises(ValueError, match="time zone"):
        formats.moment_text(datetime(2026, 10, 25), locale="da")


def test_times_of_day_without_seconds():
    assert [formats.time_text(time(9, 5), locale=each) for each in ("da", "sv", "en")] == [
        "09.05",
        "09:05",
        "09:05",
    ]


@pytest.mark.parametrize("amount, words", [(1, "you owe"), (-1, "we owe you"), (0, "nothing to pay")])
def test_words_stand_in_for_the_sign(amount, words):
    assert (
        formats.words_for_sign(amount, positive="you owe", negative="we owe you", zero="nothing to pay") == words
    )

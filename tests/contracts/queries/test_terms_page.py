"""Sentences of the terms with their values in the reader's form, and why each holds."""

from datetime import date, time

import pytest
from django.utils import translation

from config.foundation.money import Money
from contracts.queries.terms_page import spoken, terms_page, why, written
from contracts.rules.sentence import DecidedBy, Percentage, Sentence, UnitPrice
from tests.builders import energy


@pytest.mark.parametrize(
    "value, danish, english",
    [
        (3, "3", "3"),
        (Money(60_000, "DKK"), "600\xa0kr.", "DKK\xa0600"),
        (Money(625, "DKK"), "6,25\xa0kr.", "DKK\xa06.25"),
        (Percentage(975), "9,75\xa0%", "9.75\xa0%"),
        (Percentage(1_000), "10\xa0%", "10\xa0%"),
        (Percentage(150), "1,5\xa0%", "1.5\xa0%"),
        (date(2026, 3, 29), "29. marts 2026", "29 March 2026"),
        (time(9), "09.00", "09:00"),
        ("", "", ""),
        ("70 26 60 60", "70 26 60 60", "70 26 60 60"),
    ],
)
def test_value_is_written_as_the_reader_writes_it(value, danish, english):
    for locale, expected in (("da", danish), ("en", english)):
        with translation.override(locale):
            assert written(value, currency="DKK", locale=locale) == expected


def test_unit_price_says_how_it_stands_to_vat():
    with translation.override("en"):
        price = written(UnitPrice(75_000, with_vat=True), currency="DKK", locale="en")

    assert price == "0.0750\xa0DKK/kWh with VAT"


def test_choice_of_ours_says_so_and_explains_itself():
    sentence = Sentence(
        text="You pay %(amount)s.",
        params={"amount": Money(100, "DKK")},
        clause="GE-VF-4.14",
        why="Because.",
        decided_by=DecidedBy.OUR_CHOICE,
    )

    with translation.override("en"):
        told = spoken(sentence, currency="DKK", locale="en")

    assert (told.text, told.clause.text, told.clause.point) == ("You pay DKK\xa01.", "Because.", "4")
    assert told.decided == "The document leaves this open; this is how we read it."


def test_clause_of_the_terms_needs_no_such_words():
    with translation.override("en"):
        told = spoken(Sentence(text="Yes.", clause="OR-6.2b", why="x"), currency="DKK", locale="en")

    assert (told.decided, why("OR-6.2b").point) == ("", "6.2")


@pytest.mark.django_db
def test_page_names_the_document_and_the_day_it_was_agreed():
    home = energy.supply()

    page = terms_page(agreement=home.agreement, as_of=date(2026, 1, 11), locale="da")

    assert page.agreed_on == home.agreement.concluded_on
    assert "binding" in [section.anchor for section in page.sections]

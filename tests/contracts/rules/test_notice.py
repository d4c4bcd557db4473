"""What there is to tell: its fields, its clause in each document, and by when we act; EP-2.2 to GE-VF-8."""

from datetime import date

import pytest

from contracts import terms
from contracts.enums import NoticeKind
from contracts.rules.notice import (
    SHAPES,
    WORKING_DAYS,
    Duty,
    FieldsWrong,
    act_by,
    duty_sentence,
    runs_backwards,
    stored_fields,
)

DAY = date(2026, 3, 5)


def test_every_kind_that_is_stored_has_its_fields_its_time_and_the_same_word():
    assert [str(duty) for duty in Duty] == NoticeKind.values
    assert set(SHAPES) == set(WORKING_DAYS) == set(Duty)


@pytest.mark.parametrize(
    "code, clauses",
    [
        (
            "energiplus_2023",
            {"CONSUMPTION": "EP-4.4", "METER_FAULT": "EP-2.2", "READING": "EP-2.2", "HINDRANCE": "EP-10.1"},
        ),
        (
            "orsted_2019",
            {"CONSUMPTION": "OR-3.2", "ACCESS": "OR-2.3", "TAX_STATUS": "OR-4.6", "HINDRANCE": "OR-9.1"},
        ),
        (
            "gron_variable_2024",
            {"CONSUMPTION": "GE-VF-3.4", "REOPENING": "GE-VF-2.1", "HINDRANCE": "GE-VF-8", "TAX_STATUS": None},
        ),
        ("borgholm", {"CONSUMPTION": None, "HINDRANCE": None}),
    ],
)
@pytest.mark.rule(
    "EP-2.2", "EP-4.4", "EP-10.1", "OR-2.3", "OR-3.2", "OR-4.6", "OR-9.1", "GE-VF-2.1", "GE-VF-3.4", "GE-VF-8"
)
def test_the_clause_is_the_documents_own_and_none_where_it_is_silent(code, clauses):
    for word, clause in clauses.items():
        sentence = duty_sentence(duty=Duty(word), terms=terms.by_code(code))
        assert (sentence.clause if sentence else None) == clause, word


def test_fields_are_kept_as_plain_values_and_what_is_empty_is_left_out():
    said = {"from_on": DAY, "kwh_a_year": None, "words": "Varmepumpe"}
    assert stored_fields(duty=Duty.CONSUMPTION, said=said) == {"from_on": "2026-03-05", "words": "Varmepumpe"}
    assert stored_fields(duty=Duty.CONSUMPTION, said=said | {"kwh_a_year": 0})["kwh_a_year"] == 0


@pytest.mark.parametrize(
    "said",
    [
        {"read_on": DAY},
        {"read_on": DAY, "kwh": None},
        {"read_on": "2026-03-05", "kwh": 1},
        {"read_on": DAY, "kwh": "1"},
        {"read_on": DAY, "kwh": True},
        {"read_on": DAY, "kwh": 1, "colour": "red"},
    ],
)
def test_fields_of_another_kind_or_type_are_a_mistake(said):
    with pytest.raises(FieldsWrong):
        stored_fields(duty=Duty.READING, said=said)


@pytest.mark.parametrize(
    "duty, by",
    [
        ("REOPENING", date(2026, 4, 1)),
        ("METER_FAULT", date(2026, 4, 7)),  # Maundy Thursday to Easter Monday are no working days
        ("READING", date(2026, 4, 9)),
        ("CONSUMPTION", date(2026, 4, 13)),
    ],
)
@pytest.mark.rule("EP-2.2")
def test_a_person_acts_in_working_days(duty, by):
    """Told on Wednesday 1 April 2026, the day before Easter."""
    assert act_by(duty=Duty(duty), told_on=date(2026, 4, 1), country="DK") == by


@pytest.mark.parametrize(
    "wh, before, backwards", [(5_000, 6_000, True), (6_000, 6_000, False), (7_000, 6_000, False), (0, None, False)]
)
def test_a_meter_that_shows_less_than_before_runs_backwards(wh, before, backwards):
    assert runs_backwards(wh=wh, before=before) is backwards

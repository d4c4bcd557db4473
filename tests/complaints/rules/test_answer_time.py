"""By when a complaint is answered: 10 working days as target, 30 plain days as limit (X-70)."""

from datetime import date

import pytest

from complaints.rules.answer_time import AnswerTime, answer_time, is_late
from contracts import terms


def times(code: str, received_on: date, country: str = "DK") -> AnswerTime:
    return answer_time(route=terms.by_code(code).complaint_route, received_on=received_on, country=country)


@pytest.mark.rule("GE-V-12.1", "X-70")
def test_ten_working_days_and_thirty_days_after_an_ordinary_monday():
    # 4 May 2026 is a Monday. Ascension is 14 May, so the tenth working day after is Tuesday 19 May.
    assert times("gron_variable_2024", date(2026, 5, 4)) == AnswerTime(
        target_on=date(2026, 5, 19), answer_by=date(2026, 6, 3)
    )


@pytest.mark.rule("OR-16.1", "X-70")
def test_target_skips_easter_and_limit_does_not_move_off_a_saturday():
    # Wednesday 1 April 2026; 2, 3 and 6 April are holidays. Working days: 7-10, 13-17, 20 April.
    found = times("orsted_2019", date(2026, 4, 1))
    assert (found.target_on, found.answer_by) == (date(2026, 4, 20), date(2026, 5, 1))
    # 30 days after 2 April is Saturday 2 May, and stays that.
    assert times("orsted_2019", date(2026, 4, 2)).answer_by == date(2026, 5, 2)


@pytest.mark.rule("EP-13.1", "X-70")
def test_christmas_and_new_year_are_not_counted_by_the_target():
    # Friday 18 December 2026: 21-24, 28-31 December are 8 working days; 4 and 5 January the last two.
    found = times("energiplus_2023", date(2026, 12, 18))
    assert (found.target_on, found.answer_by) == (date(2027, 1, 5), date(2027, 1, 17))


@pytest.mark.rule("X-70")
def test_swedish_target_keeps_swedish_holidays():
    # 1 May is a holiday in Sweden and none in Denmark: Monday 27 April 2026 plus ten working days.
    assert times("borgholm", date(2026, 4, 27), country="SE").target_on == date(2026, 5, 12)
    assert times("cerius_2019", date(2026, 4, 27)).target_on == date(2026, 5, 11)


@pytest.mark.parametrize(
    "code",
    ["energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024", "cerius_2019", "borgholm"],
)
@pytest.mark.rule("X-70")
def test_every_document_answers_within_30_days(code):
    assert times(code, date(2026, 1, 31)).answer_by == date(2026, 3, 2)


@pytest.mark.rule("X-70")
def test_the_last_day_is_in_time_and_the_next_is_late():
    assert is_late(answer_by=date(2026, 6, 3), on=date(2026, 6, 3)) is False
    assert is_late(answer_by=date(2026, 6, 3), on=date(2026, 6, 4)) is True

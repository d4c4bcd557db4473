"""Where a complaint goes: levels, last words, and bodies by day, kind of customer and matter."""

from datetime import date

import pytest

from complaints.enums import ComplaintLevel, ComplaintSubject
from complaints.rules.route import bodies_on, has_last_word, may_go_on, next_level, step_at
from contracts import terms

CERIUS = terms.by_code("cerius_2019").complaint_route
BORGHOLM = terms.by_code("borgholm").complaint_route
ENERGIPLUS = terms.by_code("energiplus_2023").complaint_route


def keys(route, day=date(2026, 5, 4), **narrowed) -> list[str]:
    return [body.key for body in bodies_on(route=route, day=day, **narrowed)]


@pytest.mark.rule("CE-11", "X-69")
def test_eu_portal_is_shown_through_19_july_2025_and_never_after_ce_11():
    assert keys(CERIUS, date(2025, 7, 19)) == ["energy_board", "eu_portal"]
    assert keys(CERIUS, date(2025, 7, 20)) == ["energy_board"]


@pytest.mark.rule("CE-10")
def test_board_takes_consumers_only_ce_10():
    assert keys(CERIUS, household=False) == []


@pytest.mark.rule("BO-15")
def test_three_swedish_bodies_each_for_its_own_bo_15():
    assert keys(BORGHOLM) == ["energy_bureau", "disputes_board", "inspectorate"]
    assert keys(BORGHOLM, household=False) == ["inspectorate"]


@pytest.mark.parametrize("subject", [ComplaintSubject.OUTAGE, ComplaintSubject.INVOICE, ComplaintSubject.PAYMENT])
@pytest.mark.rule("BO-15")
def test_inspectorate_is_never_named_for_outage_money_or_other_money_bo_15(subject):
    assert keys(BORGHOLM, subject=subject) == ["energy_bureau", "disputes_board"]


@pytest.mark.rule("BO-15")
def test_inspectorate_is_named_for_what_it_supervises_bo_15():
    assert keys(BORGHOLM, subject=ComplaintSubject.METER) == ["energy_bureau", "disputes_board", "inspectorate"]


@pytest.mark.rule("EP-13.3")
def test_business_terms_name_no_body_ep_13():
    assert keys(ENERGIPLUS) == []


@pytest.mark.rule("CE-04", "CE-06", "CE-09")
def test_cerius_has_a_level_above_with_the_last_word_ce_06_ce_09():
    assert step_at(route=CERIUS, level=ComplaintLevel.FRONTLINE).key == "technical_support"
    assert next_level(route=CERIUS, level=ComplaintLevel.FRONTLINE) == ComplaintLevel.SECOND
    assert step_at(route=CERIUS, level=ComplaintLevel.SECOND).key == "ambassador"
    assert next_level(route=CERIUS, level=ComplaintLevel.SECOND) is None
    assert has_last_word(route=CERIUS, level=ComplaintLevel.FRONTLINE) is False
    assert has_last_word(route=CERIUS, level=ComplaintLevel.SECOND) is True


@pytest.mark.parametrize(
    "code", ["energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024", "borgholm"]
)
@pytest.mark.rule("EP-13.1", "OR-16.1", "GE-V-12.1", "GE-F-12.3", "BO-14")
def test_other_documents_have_one_level_without_a_last_word(code):
    route = terms.by_code(code).complaint_route
    assert next_level(route=route, level=ComplaintLevel.FRONTLINE) is None
    assert has_last_word(route=route, level=ComplaintLevel.FRONTLINE) is False
    assert step_at(route=route, level=ComplaintLevel.SECOND) == route.levels[0]


@pytest.mark.rule("CE-06", "X-70")
def test_a_case_goes_on_after_an_answer_or_after_silence_x_70():
    assert may_go_on(answered=True, late=False) is True
    assert may_go_on(answered=False, late=True) is True
    assert may_go_on(answered=False, late=False) is False

"""The two grid companies: Cerius' complaint route (CE-*) and Borgholm's outage ladder (BO-*)."""

from datetime import date, time
from fractions import Fraction

import pytest

from contracts import terms
from contracts.terms.parts.scope import CustomerKind, Fuel

CERIUS = terms.by_code("cerius_2019")
BORGHOLM = terms.by_code("borgholm")
OUTAGE = BORGHOLM.outage_compensation


def test_grid_documents_have_no_retail_parts():
    for document in (CERIUS, BORGHOLM):
        assert document.kind == "grid"
        assert (document.aconto, document.notice, document.fees, document.security) == (None, None, None, None)
    assert [document.kind for document in terms.ALL].count("retail") == 4


@pytest.mark.parametrize(
    "step, above, to, percent, minimum",
    [
        (1, 12, 24, "12.5", 900),
        (2, 24, 48, "37.5", 1_800),
        (3, 48, 72, "62.5", 2_700),
        (4, 72, 96, "87.5", 3_600),
        (5, 96, 120, "112.5", 4_500),
        (6, 120, 144, "137.5", 5_400),
        (7, 144, 168, "162.5", 6_300),
        (8, 168, 192, "187.5", 7_200),
        (9, 192, 216, "212.5", 8_100),
        (10, 216, 240, "237.5", 9_000),
        (11, 240, 264, "262.5", 9_900),
        (12, 264, 288, "287.5", 10_800),
        (13, 288, None, "300", 11_700),
    ],
)
@pytest.mark.rule("BO-03", "BO-04")
def test_ladder_is_the_printed_table(step, above, to, percent, minimum):
    found = OUTAGE.ladder[step - 1]
    assert (found.step, found.above_hours, found.to_hours) == (step, above, to)
    assert found.percent == Fraction(percent)
    assert found.minimum_minor == minimum * 100


def test_ladder_has_thirteen_steps():
    assert len(OUTAGE.ladder) == 13


@pytest.mark.rule(
    "BO-01",
    "BO-03",
    "BO-05",
    "BO-06",
    "BO-07",
    "BO-08",
    "BO-09",
    "BO-10",
    "X-01",
    "X-02",
    "X-03",
    "X-04",
    "X-05",
    "X-06",
)
def test_outage_figures():
    assert OUTAGE.threshold_hours.value == 12
    assert OUTAGE.threshold_inclusive.value is True
    assert OUTAGE.restored_after_hours.value == 2
    assert OUTAGE.restored_rule_before_threshold.value is False
    assert OUTAGE.cap_percent.value == 300
    assert OUTAGE.cap_after_minimum.value is True
    assert OUTAGE.payout.count == 6
    assert OUTAGE.printed_unit_minor.value == 90_000
    assert OUTAGE.printed_minimum_years.value == (2007, 2017)
    assert OUTAGE.minimum_unit.key == "outage_minimum_unit"
    assert OUTAGE.ladder_step_hours.value == 24
    assert OUTAGE.per_part_floor.value == "higher_of_table_and_statute"
    assert [ground.key for ground in OUTAGE.reductions] == ["worker_safety", "economic_hardship"]
    assert (BORGHOLM.currency, OUTAGE.currency.value) == ("SEK", "SEK")


@pytest.mark.rule("CE-04", "BO-01")
def test_a_grid_company_answers_to_everybody_on_its_net():
    for document in (CERIUS, BORGHOLM):
        assert document.scope.customers.value == (CustomerKind.HOUSEHOLD, CustomerKind.BUSINESS)
        assert document.scope.fuels.value == (Fuel.ELECTRICITY,)


@pytest.mark.rule("BO-14", "BO-15")
def test_borgholm_bodies_have_different_roles():
    bodies = {body.key: body for body in BORGHOLM.complaint_route.external}
    assert list(bodies) == ["energy_bureau", "disputes_board", "inspectorate"]
    assert [body.decides_disputes for body in bodies.values()] == [False, True, False]
    assert bodies["disputes_board"].fee.key == "arn_fee"
    assert [body.fee_refunded_if_upheld for body in bodies.values()] == [False, False, False]
    assert BORGHOLM.complaint_route.levels[0].name == "Customer service"
    assert bodies["energy_bureau"].fee is None
    assert bodies["inspectorate"].never_for == ("outage_compensation", "money_disputes")
    assert BORGHOLM.contact.phone == "0485-883 00"
    assert BORGHOLM.contact.email == "borgholm.energi@borgholm.se"


@pytest.mark.rule("CE-05", "CE-12")
def test_cerius_opening_hours_and_contact():
    hours = CERIUS.contact.hours
    assert (hours.weekdays, hours.opens, hours.closes) == ((1, 2, 3, 4, 5), time(7), time(15))
    assert hours.closed_on_public_holidays.value is True
    assert (CERIUS.contact.phone, CERIUS.contact.email) == ("70 29 20 24", "info@cerius.dk")
    assert CERIUS.identity.registration == "28113285"


@pytest.mark.rule("EP-16.1")
def test_energiplus_opening_hours():
    hours = terms.by_code("energiplus_2023").contact.hours
    assert (hours.weekdays, hours.opens, hours.closes) == ((1, 2, 3, 4, 5), time(9), time(15))


@pytest.mark.rule("CE-04", "CE-06", "CE-09", "CE-10", "CE-11", "X-69")
def test_cerius_route():
    route = CERIUS.complaint_route
    assert [level.key for level in route.levels] == ["technical_support", "ambassador"]
    assert route.levels[1].after_decision_of == ("technical_support", "other_department")
    assert route.levels[1].final_for_company is True
    board, portal = route.external
    assert [(body.key, body.clause) for body in route.external] == [
        ("energy_board", "CE-10"),
        ("eu_portal", "CE-11"),
    ]
    assert (board.address, board.phone, board.email) == (
        "Carl Jacobsens Vej 35, 2500 Valby",
        "41 71 50 00",
        "post@energianke.dk",
    )
    assert portal.hidden_from == date(2025, 7, 20)
    assert (portal.name, portal.email) == ("European Online Dispute Resolution", "info@cerius.dk")
    assert (portal.households_only, portal.fee_refunded_if_upheld) == (True, False)
    assert [level.name for level in route.levels] == ["Technical customer support", "Customer Ambassador"]
    assert route.external_needs_level.value == "technical_support"


@pytest.mark.rule("CE-01", "CE-03")
def test_cerius_report_and_counter():
    report = CERIUS.equal_access_report
    assert (report.month, report.day, report.moved_for_weekends.value) == (6, 1, False)
    assert CERIUS.outage_counter.shown_at_zero.value is True
    assert CERIUS.outage_counter.unknown_is_not_zero.value is True

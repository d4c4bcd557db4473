"""Binding, leaving, moving and changes in plain words, with the dates of the agreement (EP-11.1, GE-F-10)."""

from datetime import date

import pytest

from config.foundation.money import Money
from contracts import terms
from contracts.rules.plain_words import DecidedBy
from contracts.terms.overrides import Overrides
from tests.contracts.rules.plain_words.told import FIGURES_DK, sections, sentence


@pytest.mark.parametrize(
    "code, clause, days",
    [
        ("energiplus_2023", "EP-11.2d", 7),
        ("orsted_2019", "OR-12.5", 10),
        ("gron_variable_2024", "GE-V-10.3c", 14),
        ("gron_fixed_2024", "GE-F-10.3c", 14),
    ],
)
@pytest.mark.rule("EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
def test_moving_names_the_window(code, clause, days):
    said = sentence(code, "moving", clause)
    assert said.params == {"months": 2, "days": days}
    assert said.why == terms.clause(clause).text


@pytest.mark.rule("EP-11.1a")
def test_binding_of_energiplus_runs_from_the_agreed_start():
    said = sentence("energiplus_2023", "binding", "EP-11.1a", Overrides(starts_on=date(2026, 2, 1)))
    assert said.text == "You are bound for %(months)s months, until %(date)s."
    assert said.params == {"months": 36, "date": date(2029, 2, 1)}


@pytest.mark.rule("GE-F-10.1a")
def test_binding_of_gron_fixed_runs_from_conclusion_and_is_clipped():
    own = Overrides(concluded_on=date(2026, 8, 31), starts_on=date(2026, 10, 1))
    said = sentence("gron_fixed_2024", "binding", "GE-F-10.1a", own)
    assert said.params == {"months": 6, "date": date(2027, 2, 28)}
    assert said.decided_by is DecidedBy.TERMS


@pytest.mark.rule("GE-VF-1.2")
def test_binding_date_of_the_agreement_itself_wins():
    own = Overrides(concluded_on=date(2026, 8, 31), binding_ends_on=date(2026, 12, 1))
    assert sentence("gron_fixed_2024", "binding", "GE-F-10.1a", own).params["date"] == date(2026, 12, 1)


@pytest.mark.rule("EP-1.3")
def test_binding_months_of_the_order_confirmation_win():
    said = sentence(
        "energiplus_2023", "binding", "EP-11.1a", Overrides(binding_months=12, starts_on=date(2026, 2, 1))
    )
    assert (said.params, said.decided_by) == ({"months": 12, "date": date(2027, 2, 1)}, DecidedBy.AGREEMENT)


@pytest.mark.rule("GE-V-10.1")
def test_binding_of_gron_variable_is_none():
    (only,) = sections("gron_variable_2024")["binding"].sentences
    assert only.text == "You are not bound for any period."


@pytest.mark.rule("OR-1.2", "OR-13.1a")
def test_binding_of_orsted_is_left_to_the_front_page_until_it_says_something():
    (only,) = sections("orsted_2019")["binding"].sentences
    assert only.text == "Any binding stands on the front page and in About your agreement."
    (bound,) = sections("orsted_2019", Overrides(binding_ends_on=date(2026, 7, 1)))["binding"].sentences
    assert (bound.params, bound.decided_by) == ({"date": date(2026, 7, 1)}, DecidedBy.AGREEMENT)
    (free,) = sections("orsted_2019", Overrides(binding_months=0))["binding"].sentences
    assert (free.text, free.decided_by) == ("You are not bound for any period.", DecidedBy.AGREEMENT)


@pytest.mark.rule("EP-11.1f", "GE-F-10.2a")
def test_leaving_early_names_the_fee_and_its_vat():
    business = sentence("energiplus_2023", "binding", "EP-11.1f")
    assert business.text == "Leaving earlier costs at least %(amount)s plus VAT."
    assert business.params == {"amount": Money(350_000, "DKK")}
    household = sentence("gron_fixed_2024", "binding", "GE-F-10.2a")
    assert household.text == "Leaving earlier costs %(amount)s once."
    assert household.params == {"amount": Money(60_000, "DKK")}


def test_the_supplier_that_may_always_leave_says_so():
    said = sentence("energiplus_2023", "leaving", "EP-11.1c")
    assert said.text == "We may end it at any time, also while you are bound, with %(months)s month's notice."


@pytest.mark.parametrize(
    "code, clause, months", [("energiplus_2023", "EP-11.1b", 1), ("gron_variable_2024", "GE-V-10.1", 1)]
)
@pytest.mark.rule("EP-11.1b", "GE-V-10.1")
def test_notice_of_the_customer(code, clause, months):
    said = sentence(code, "leaving", clause)
    assert said.text == "You may end the agreement with %(months)s month's notice to the end of a month."
    assert said.params == {"months": months}


@pytest.mark.rule("OR-1.2", "OR-13.1a")
def test_notice_of_orsted_comes_from_the_front_page():
    assert sentence("orsted_2019", "leaving", "OR-13.1a").params == {}
    own = sentence("orsted_2019", "leaving", "OR-13.1a", Overrides(notice_months=2))
    assert own.text == "You may end the agreement with %(months)s months' notice to the end of a month."
    assert (own.params, own.decided_by) == ({"months": 2}, DecidedBy.AGREEMENT)


@pytest.mark.rule("EP-13.4", "GE-VF-13.1", "X-21")
def test_changes_take_the_longer_of_terms_and_law():
    assert sentence("energiplus_2023", "changes", "EP-13.4").params == {"days": 14}
    longer = sentence(
        "energiplus_2023", "changes", "EP-13.4", figures=FIGURES_DK | {"business_change_notice_days": 30}
    )
    assert longer.params == {"days": 30}
    household = sentence("gron_fixed_2024", "changes", "GE-VF-13.1")
    assert (household.params, household.decided_by) == ({"months": 3}, DecidedBy.LAW)

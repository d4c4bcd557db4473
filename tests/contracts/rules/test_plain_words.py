"""The page "Your terms in plain words": complete for every retail document, each sentence with its clause."""

import re
from datetime import date, time

import pytest

from config.foundation.money import Money
from contracts import terms
from contracts.rules.plain_words import DecidedBy, Percentage, UnitPrice, plain_words
from contracts.terms.overrides import Overrides
from contracts.terms.parts.payment import CollectionMode

FIGURES_DK = {
    "late_interest_rate": 975,
    "reminder_fee": 10_000,
    "reminder_max_count": 3,
    "reminder_gap_days": 10,
    "business_late_compensation": 31_000,
    "consumer_change_notice_months": 3,
    "business_change_notice_days": 14,
    "security_cap_months": 5,
    "security_reminders": 2,
    "security_deadline_workdays": 15,
    "security_deadline_no_arrears_months": 2,
    "cancellation_notice_workdays": 3,
    "energy_board_fee": 16_000,
}
RETAIL = ("energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024")


def sections(code, overrides=None, figures=FIGURES_DK):
    told = plain_words(terms=terms.by_code(code), overrides=overrides or Overrides(), figures=figures)
    return {section.key: section for section in told}


def sentence(code, section, clause, overrides=None, figures=FIGURES_DK, number=0):
    """Return the n-th sentence of a section that cites a clause."""
    return [said for said in sections(code, overrides, figures)[section].sentences if said.clause == clause][
        number
    ]


@pytest.mark.parametrize("code", RETAIL)
def test_a_retail_document_has_every_section_in_one_order(code):
    assert list(sections(code)) == [
        "agreement",
        "price",
        "paying",
        "fees",
        "invoices",
        "withdrawal",
        "binding",
        "leaving",
        "moving",
        "late",
        "security",
        "changes",
        "complaints",
        "data",
        "grid",
        "contact",
    ]


@pytest.mark.parametrize("code", ["cerius_2019", "borgholm"])
def test_a_grid_document_has_its_own_sections(code):
    assert list(sections(code)) == ["outage", "complaints", "contact"]


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
@pytest.mark.parametrize("figures", [FIGURES_DK, {}], ids=["with figures", "without"])
def test_every_sentence_fills_its_places_and_cites_its_own_document(document, figures):
    own = {clause.id for clause in terms.clauses_of(document.code)}
    for section in plain_words(terms=document, overrides=Overrides(), figures=figures):
        for said in section.sentences:
            assert set(re.findall(r"%\((\w+)\)s", said.text)) <= set(said.params)
            assert said.text % said.params
            assert said.clause in own
            assert said.why


@pytest.mark.parametrize(
    "code, clause, days",
    [
        ("energiplus_2023", "EP-11.2d", 7),
        ("orsted_2019", "OR-12.5", 10),
        ("gron_variable_2024", "GE-V-10.3c", 14),
        ("gron_fixed_2024", "GE-F-10.3c", 14),
    ],
)
def test_moving_names_the_window(code, clause, days):
    said = sentence(code, "moving", clause)
    assert said.params == {"months": 2, "days": days}
    assert said.why == terms.clause(clause).text


def test_binding_of_energiplus_runs_from_the_agreed_start():
    said = sentence("energiplus_2023", "binding", "EP-11.1a", Overrides(starts_on=date(2026, 2, 1)))
    assert said.text == "You are bound for %(months)s months, until %(date)s."
    assert said.params == {"months": 36, "date": date(2029, 2, 1)}


def test_binding_of_gron_fixed_runs_from_conclusion_and_is_clipped():
    own = Overrides(concluded_on=date(2026, 8, 31), starts_on=date(2026, 10, 1))
    said = sentence("gron_fixed_2024", "binding", "GE-F-10.1a", own)
    assert said.params == {"months": 6, "date": date(2027, 2, 28)}
    assert said.decided_by is DecidedBy.TERMS


def test_binding_date_of_the_agreement_itself_wins():
    own = Overrides(concluded_on=date(2026, 8, 31), binding_ends_on=date(2026, 12, 1))
    assert sentence("gron_fixed_2024", "binding", "GE-F-10.1a", own).params["date"] == date(2026, 12, 1)


def test_binding_months_of_the_order_confirmation_win():
    said = sentence(
        "energiplus_2023", "binding", "EP-11.1a", Overrides(binding_months=12, starts_on=date(2026, 2, 1))
    )
    assert (said.params, said.decided_by) == ({"months": 12, "date": date(2027, 2, 1)}, DecidedBy.AGREEMENT)


def test_binding_of_gron_variable_is_none():
    (only,) = sections("gron_variable_2024")["binding"].sentences
    assert only.text == "You are not bound for any period."


def test_binding_of_orsted_is_left_to_the_front_page_until_it_says_something():
    (only,) = sections("orsted_2019")["binding"].sentences
    assert only.text == "Any binding stands on the front page and in About your agreement."
    (bound,) = sections("orsted_2019", Overrides(binding_ends_on=date(2026, 7, 1)))["binding"].sentences
    assert (bound.params, bound.decided_by) == ({"date": date(2026, 7, 1)}, DecidedBy.AGREEMENT)
    (free,) = sections("orsted_2019", Overrides(binding_months=0))["binding"].sentences
    assert (free.text, free.decided_by) == ("You are not bound for any period.", DecidedBy.AGREEMENT)


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
def test_notice_of_the_customer(code, clause, months):
    said = sentence(code, "leaving", clause)
    assert said.text == "You may end the agreement with %(months)s month's notice to the end of a month."
    assert said.params == {"months": months}


def test_notice_of_orsted_comes_from_the_front_page():
    assert sentence("orsted_2019", "leaving", "OR-13.1a").params == {}
    own = sentence("orsted_2019", "leaving", "OR-13.1a", Overrides(notice_months=2))
    assert own.text == "You may end the agreement with %(months)s months' notice to the end of a month."
    assert (own.params, own.decided_by) == ({"months": 2}, DecidedBy.AGREEMENT)


def test_fees_of_orsted_are_all_named():
    fees = sections("orsted_2019")["fees"].sentences
    assert [(said.clause, said.params.get("amount")) for said in fees] == [
        ("OR-6.3d", Money(3_500, "DKK")),
        ("OR-6.3e", Money(625, "DKK")),
        ("OR-6.3g", Money(5_000, "DKK")),
        ("OR-6.3b", Money(2_500, "DKK")),
        ("OR-6.3c", Money(30_000, "DKK")),
        ("OR-6.3f", None),
        ("OR-6.3a", None),
        ("OR-6.3h", None),
    ]


def test_fees_of_the_price_sheet_are_free_until_it_names_them():
    assert sentence("gron_fixed_2024", "fees", "GE-VF-4.16").text == "There is no set-up fee."
    priced = sentence("gron_fixed_2024", "fees", "GE-VF-4.16", Overrides(setup_fee_minor=9_900))
    assert priced.params == {"amount": Money(9_900, "DKK")}


@pytest.mark.parametrize(
    "code, clause, text",
    [
        (
            "energiplus_2023",
            "EP-6.14",
            "With a card we draw the next payment before your balance falls below zero.",
        ),
        ("orsted_2019", "OR-6.2a", "With a card we draw the payment at the start of each month."),
        ("gron_fixed_2024", "GE-VF-4.14", "With a card we draw the payment on the last bank day of the month."),
    ],
)
def test_card_draw_of_each_supplier(code, clause, text):
    number = 1 if clause == "GE-VF-4.14" else 0
    assert sentence(code, "paying", clause, number=number).text == text


def test_card_mode_of_the_agreement_wins():
    own = Overrides(collection_mode=CollectionMode.BEFORE_NEGATIVE)
    said = sentence("gron_variable_2024", "paying", "GE-VF-4.14", own, number=1)
    assert said.text == "With a card we draw the next payment before your balance falls below zero."
    assert said.decided_by is DecidedBy.AGREEMENT


def test_only_orsted_announces_a_draw():
    assert sentence("orsted_2019", "paying", "OR-6.2b").params == {"days": 8}
    for code in ("energiplus_2023", "gron_variable_2024", "gron_fixed_2024"):
        texts = [said.text for said in sections(code)["paying"].sentences]
        assert [text for text in texts if "how it is worked out" in text] == []


def test_cycle_of_the_agreement_wins():
    assert sentence("energiplus_2023", "paying", "EP-6.2").params == {"months": 3}
    own = sentence("energiplus_2023", "paying", "EP-6.2", Overrides(cycle_months=1))
    assert (own.text, own.decided_by) == ("You pay in advance, one month at a time.", DecidedBy.AGREEMENT)


def test_prices_of_the_agreement_are_named_as_quoted():
    own = Overrides(markup_micro=150_000, subscription_minor=2_900)
    said = [s for s in sections("energiplus_2023", own)["price"].sentences if s.decided_by is DecidedBy.AGREEMENT]
    assert [s.params for s in said] == [
        {"markup": UnitPrice(150_000, with_vat=False)},
        {"amount": Money(2_900, "DKK")},
    ]
    household = sections("orsted_2019", Overrides(energy_micro=1_250_000))["price"].sentences
    assert household[2].params == {"price": UnitPrice(1_250_000, with_vat=True)}


def test_late_payment_names_the_figures_of_the_law_or_the_law_alone():
    known = sections("orsted_2019")["late"].sentences
    assert (known[0].params, known[0].decided_by) == ({"rate": Percentage(975)}, DecidedBy.LAW)
    assert known[1].params == {"amount": Money(10_000, "DKK"), "count": 3, "days": 10}
    unknown = sections("orsted_2019", figures={})["late"].sentences
    assert [said.text for said in unknown[:2]] == [
        "Late payment carries interest as the law sets it.",
        "Reminders cost what the law allows.",
    ]


def test_only_a_business_pays_compensation_for_being_late():
    counts = [len(sections(code)["late"].sentences) for code in RETAIL]
    assert counts == [4, 3, 3, 3]
    assert sections("energiplus_2023")["late"].sentences[2].params == {"amount": Money(31_000, "DKK")}


def test_security_names_cap_and_deadlines_and_who_decided_them():
    cap = sentence("orsted_2019", "security", "OR-7.2", number=1)
    assert (cap.params, cap.decided_by) == ({"months": 5}, DecidedBy.LAW)
    own = sentence("gron_fixed_2024", "security", "GE-VF-6.1", number=1)
    assert (own.params, own.decided_by) == ({"months": 5}, DecidedBy.TERMS)
    business = sentence("energiplus_2023", "security", "EP-11.3b")
    assert (business.params, business.decided_by) == ({"days": 15}, DecidedBy.OUR_CHOICE)


def test_past_debt_never_cuts_supply_is_said_by_all_and_chosen_for_orsted():
    text = "We never cut off your supply because of power you have already used."
    found = {
        code: said.decided_by
        for code in RETAIL
        for said in sections(code)["security"].sentences
        if said.text == text
    }
    assert found == {
        "energiplus_2023": DecidedBy.TERMS,
        "orsted_2019": DecidedBy.OUR_CHOICE,
        "gron_variable_2024": DecidedBy.TERMS,
        "gron_fixed_2024": DecidedBy.TERMS,
    }


def test_changes_take_the_longer_of_terms_and_law():
    assert sentence("energiplus_2023", "changes", "EP-13.4").params == {"days": 14}
    longer = sentence(
        "energiplus_2023", "changes", "EP-13.4", figures=FIGURES_DK | {"business_change_notice_days": 30}
    )
    assert longer.params == {"days": 30}
    household = sentence("gron_fixed_2024", "changes", "GE-VF-13.1")
    assert (household.params, household.decided_by) == ({"months": 3}, DecidedBy.LAW)


def test_withdrawal_is_a_household_right():
    (only,) = sections("energiplus_2023")["withdrawal"].sentences
    assert only.text == "A business has no right to withdraw once the agreement is made."
    first = sentence("orsted_2019", "withdrawal", "OR-11.1", Overrides(concluded_on=date(2026, 3, 19)))
    assert first.params == {"days": 14, "concluded": date(2026, 3, 19)}


def test_the_closed_european_portal_is_left_out():
    names = [said.params.get("name") for said in sections("cerius_2019")["complaints"].sentences]
    assert [name for name in names if name] == ["Ankenævnet på Energiområdet"]


def test_opening_hours_are_told_where_the_document_has_them():
    hours = sections("cerius_2019")["contact"].sentences[-1]
    assert hours.params == {"opens": time(7), "closes": time(15)}


def test_outage_ladder_uses_the_unit_of_the_year():
    printed = sections("borgholm", figures={})["outage"].sentences
    ladder = [said for said in printed if said.clause == "BO-04"]
    assert len(ladder) == 13
    assert ladder[1].params == {
        "above": 24,
        "to": 48,
        "percent": Percentage(3_750),
        "amount": Money(180_000, "SEK"),
    }
    later = sections("borgholm", figures={"outage_minimum_unit": 120_000})["outage"].sentences
    second = [said for said in later if said.clause == "BO-04"][1]
    assert (second.params["amount"], second.decided_by) == (Money(240_000, "SEK"), DecidedBy.LAW)

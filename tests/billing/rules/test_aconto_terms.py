"""What the three suppliers' terms say of on-account payments (X-56, X-57, X-58)."""

import pytest

from billing.enums import CollectionMode, MethodKind
from billing.rules.aconto_terms import (
    advance_rule,
    change_threshold,
    collection_clause,
    cycle_range,
    default_cycle,
    default_mode,
    mode_is_offered,
    monthly_fee,
)
from config.foundation.money import Taxed
from contracts import terms

OR, EP, GE = "orsted_2019", "energiplus_2023", "gron_variable_2024"
CARD, DEBIT = MethodKind.CARD, MethodKind.BETALINGSSERVICE


@pytest.mark.parametrize(
    "code, channel, months, mode, clause",
    [
        (OR, CARD, 1, CollectionMode.START_OF_MONTH, "OR-6.2a"),
        (GE, CARD, 1, CollectionMode.LAST_BANK_DAY, "GE-VF-4.14"),
        (EP, CARD, 3, CollectionMode.BEFORE_NEGATIVE, "EP-6.14"),
        (EP, DEBIT, 3, CollectionMode.QUARTERLY, "EP-6.2"),
        (GE, DEBIT, 3, CollectionMode.QUARTERLY, "GE-VF-4.6"),
    ],
)
@pytest.mark.rule("EP-6.11", "EP-6.13", "EP-6.14", "OR-6.2a", "GE-VF-4.14", "X-57")
def test_defaults_follow_terms_and_method(code, channel, months, mode, clause):
    document = terms.by_code(code)
    assert default_cycle(terms=document, channel=channel) == months
    assert default_mode(terms=document, channel=channel, cycle_months=months) is mode
    assert collection_clause(terms=document, mode=mode) == clause


@pytest.mark.rule("GE-VF-4.15", "X-56")
def test_monthly_fee_is_gron_s_alone_and_for_monthly_payers_alone():
    assert monthly_fee(terms=terms.by_code(GE), cycle_months=1) == (Taxed(720, 180), "GE-VF-4.15")
    assert monthly_fee(terms=terms.by_code(GE), cycle_months=3) == (Taxed(0, 0), "")
    assert monthly_fee(terms=terms.by_code(OR), cycle_months=1) == (Taxed(0, 0), "")


@pytest.mark.rule("EP-6.7", "OR-5.1a", "GE-VF-4.12")
def test_ranges_thresholds_and_advance_come_from_the_documents():
    assert cycle_range(terms=terms.by_code(OR)) == (1, 6)
    assert [change_threshold(terms=terms.by_code(code)) for code in (OR, EP, GE)] == [15, 15, 15]
    assert advance_rule(terms=terms.by_code(OR)) is None
    assert [advance_rule(terms=terms.by_code(code)).limit.clause for code in (EP, GE)] == [
        "EP-6.12",
        "GE-VF-4.18",
    ]


@pytest.mark.rule("OR-6.2a", "GE-VF-4.19")
def test_way_of_collecting_that_the_terms_do_not_know_is_not_offered():
    assert mode_is_offered(terms=terms.by_code(GE), channel=CARD, mode=CollectionMode.BEFORE_NEGATIVE)
    assert not mode_is_offered(terms=terms.by_code(OR), channel=CARD, mode=CollectionMode.LAST_BANK_DAY)


@pytest.mark.rule("GE-VF-4.19")
def test_a_top_up_of_the_card_has_a_clause_of_its_own():
    assert collection_clause(terms=terms.by_code(GE), mode=CollectionMode.BEFORE_NEGATIVE) == "GE-VF-4.19"

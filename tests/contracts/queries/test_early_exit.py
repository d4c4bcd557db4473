"""What a switch inside the binding costs, from our own rows: EP-11.1e-f, GE-F-10.2a-b; X-26."""

from datetime import date

import pytest
from django.utils.translation import override

from accounts.enums import CustomerKind
from contracts.queries.early_exit import quote_words, switch_quote
from contracts.rules.early_exit_charge import ExitOption
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY, START, ENDS = date(2026, 5, 20), date(2026, 3, 1), date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def supplied(terms_code, *, starts_on=START, overrides=None, **customer):
    kind = customer.get("kind", CustomerKind.HOUSEHOLD)
    product = energy.product(kind="FIXED", terms_code=terms_code, customer_kind=kind)
    supply = energy.supply(customer=account.customer(**customer), of=product, starts_on=starts_on)
    supply.agreement.overrides = overrides or {}
    supply.agreement.save()
    return supply


def quoted(supply, ends_before=ENDS):
    return switch_quote(agreement=supply.agreement, supplies=[supply], ends_before=ends_before, as_of=TODAY)


def totals(quote):
    return {charge.option: charge.total.gross for charge in quote.charges}


def business(**more):
    return supplied("energiplus_2023", kind=CustomerKind.BUSINESS, cvr="12345674", **more)


@pytest.mark.rule("GE-F-10.2a", "X-53")
def test_household_pays_the_flat_fee_alone():
    assert totals(quoted(supplied("gron_fixed_2024"))) == {ExitOption.FLAT: 60_000}


@pytest.mark.rule("GE-F-10.2a")
def test_household_is_free_after_six_months():
    quote = quoted(supplied("gron_fixed_2024"), date(2026, 9, 1))
    assert (quote.is_free, quote.why.clause) == (True, "GE-F-10.2a")


@pytest.mark.rule("OR-13.1a")
def test_terms_without_a_fee_cost_nothing():
    assert quoted(supplied("orsted_2019")).charges == ()


@pytest.mark.rule("EP-11.1e", "EP-11.1f", "X-26")
def test_business_is_quoted_from_what_it_used_in_the_last_twelve_months_up_to_yesterday():
    """24,000 kWh in the year are 2,000 a month; the binding of 3 years ends on 1 March 2029."""
    supply = business(starts_on=date(2026, 3, 1))
    energy.values(supply, date(2026, 5, 1), date(2026, 5, 10), wh=100_000)
    energy.values(supply, TODAY, TODAY, wh=100_000)
    # 15 June 2026 to 28 February 2029 is 16/30 and 32 months: 24,000 / 12 x 32.5333 = 65,067 kWh at 0.15 kr
    lost_net = 976_005
    assert totals(quoted(supply)) == {
        ExitOption.CALCULATED: lost_net + 244_001,  # 25 % of 976,005 is 244,001.25
        ExitOption.FLAT: 437_500,
    }


@pytest.mark.rule("EP-11.1f")
def test_business_that_used_nothing_pays_the_least():
    assert totals(quoted(business())) == {ExitOption.CALCULATED: 437_500, ExitOption.FLAT: 437_500}


@pytest.mark.rule("EP-1.3", "EP-5.5")
def test_markup_of_the_agreement_itself_counts():
    supply = business(overrides={"markup_micro": 300_000})
    energy.values(supply, date(2026, 5, 1), date(2026, 5, 10), wh=100_000)
    assert totals(quoted(supply))[ExitOption.CALCULATED] == 2 * 976_005 + 488_003  # 25 % is 488,002.5


def test_words_say_why_and_each_way_line_by_line():
    with override("en"):
        words = quote_words(quoted(business()), currency="DKK", locale="en").replace("\xa0", " ")
    first, *ways = words.splitlines()
    assert first.startswith("Supply ends on 14 June 2026, inside the binding")
    assert [line.partition(":")[0] for line in ways if not line.startswith("·")] == ["calculated", "the flat fee"]
    assert sum(line.startswith("· ") for line in ways) == 3

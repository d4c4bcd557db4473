"""Rounding, splitting and VAT, with numbers worked by hand and properties over random amounts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation import money
from config.foundation.money import CurrenciesMixed, Money, Taxed

AMOUNTS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    "numerator, denominator, rounded",
    [
        (5, 2, 3),
        (-5, 2, -3),
        (5, -2, -3),
        (-5, -2, 3),
        (7, 3, 2),
        (8, 3, 3),
        (0, 7, 0),
        (1, 3, 0),
        (-1, 3, 0),
    ],
)
def test_round_half_away_worked(numerator, denominator, rounded):
    assert money.round_half_away(numerator, denominator) == rounded


@given(AMOUNTS, st.integers(1, 10**12))
def test_round_half_away_is_the_nearest_and_mirrors(numerator, denominator):
    rounded = money.round_half_away(numerator, denominator)
    distance = abs(Fraction(numerator, denominator) - rounded)
    assert distance <= Fraction(1, 2)
    if distance == Fraction(1, 2):
        assert abs(rounded) > abs(Fraction(numerator, denominator))
    assert money.round_half_away(-numerator, denominator) == -rounded


@pytest.mark.parametrize(
    "call",
    [
        lambda: money.round_half_away(1.0, 2),
        lambda: money.round_exact(0.5),
        lambda: money.percent_of(100.0, 25),
        lambda: money.percent_of(100, 25.0),
        lambda: money.line_amount(1e7),
        lambda: money.kr(6.25),
        lambda: money.kr(True),
        lambda: money.micro_kr(0.1),
        lambda: money.split_evenly(10.0, 3),
        lambda: Money(1.0, "DKK"),
        lambda: Taxed(1.0, 0),
        lambda: Taxed.of_net(1.0, 25),
        lambda: Taxed.of_gross(1.0, 25),
    ],
)
def test_no_float_is_accepted_near_money(call):
    with pytest.raises(TypeError):
        call()


def test_round_exact_rounds_an_interest_sum_once():
    """law.md §1: 1,000 kr, 60 days at 9.90 % and 46 days at 11.25 %, actual/365: 30.45 kr (30.88 on 360)."""
    by_year = {
        length: sum(
            100_000 * money.fraction_of_percent(rate) * Fraction(days, length)
            for rate, days in (("9.90", 60), ("11.25", 46))
        )
        for length in (365, 360)
    }
    assert money.round_exact(by_year[365]) == 3045
    assert money.round_exact(by_year[360]) == 3088


@pytest.mark.parametrize("written, ore", [("6.25", 625), ("6.2", 620), ("6", 600), ("0.05", 5), ("-300", -30000)])
def test_kr_reads_exactly(written, ore):
    assert money.kr(written) == ore


@pytest.mark.parametrize("written", ["6.255", "6,25", "", "1e3", "1.000,00", " 6", "6.", ".5", "+1", "٣"])
def test_kr_refuses_what_is_not_exact(written):
    with pytest.raises(ValueError, match="not an amount"):
        money.kr(written)


def test_micro_kr_reads_six_decimals_and_refuses_seven():
    assert money.micro_kr("0.1234") == 123_400
    assert money.micro_kr("0.000001") == 1
    with pytest.raises(ValueError, match="6 decimals"):
        money.micro_kr("0.0000001")


@pytest.mark.parametrize(
    "wh, micro, ore",
    [
        (1_000, 1_000_000, 100),  # 1 kWh at 1 kr
        (98_200, 97_600, 958),  # 98.2 kWh at 0.0976 kr = 9.58432 kr
        (161_500, 146_400, 2364),  # 161.5 kWh at 0.1464 kr = 23.6436 kr
        (1, 500_000, 0),  # 1 Wh at 0.50 kr = 0.05 øre
        (-1_000, 625_000, -63),  # a negative line of 62.5 øre
    ],
)
def test_line_amount_worked(wh, micro, ore):
    assert money.line_amount(wh * micro) == ore


def test_line_amount_rounds_the_sum_not_its_terms():
    halves = [5_000_000] * 3
    assert money.line_amount(sum(halves)) == 2
    assert sum(money.line_amount(half) for half in halves) == 3


@given(AMOUNTS, st.integers(1, 400))
def test_split_evenly_adds_up_and_differs_by_one_at_most(total, parts):
    split = money.split_evenly(total, parts)
    assert len(split) == parts
    assert sum(split) == total
    assert max(split) - min(split) <= 1
    assert sorted(map(abs, split), reverse=True) == list(map(abs, split))


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_split_by_weight_adds_up_and_stays_within_one_unit(total, weights):
    split = money.split_by_weight(total, weights)
    assert sum(split) == total
    for part, weight in zip(split, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or part == 0
    assert money.split_by_weight(-total, weights) == tuple(-part for part in split)


@pytest.mark.parametrize("weights", [(), (0, 0), (3, -1)])
def test_split_by_weight_refuses_weights_that_cannot_share(weights):
    with pytest.raises(ValueError, match=r"(?i)weights|empty"):
        money.split_by_weight(10, weights)


def test_split_evenly_refuses_no_parts():
    with pytest.raises(ValueError, match="one part"):
        money.split_evenly(10, 0)


def test_money_adds_subtracts_negates_and_compares():
    assert Money(500, "DKK") - Money(625, "DKK") == Money(-125, "DKK")
    assert -Money(5, "SEK") == Money(-5, "SEK")
    assert abs(Money(-5, "SEK")) == Money(5, "SEK")
    assert Money(1, "DKK") < Money(2, "DKK") <= Money(2, "DKK")
    assert Money(2, "DKK") > Money(1, "DKK") >= Money(1, "DKK")
    assert (bool(Money(0, "DKK")), bool(Money(-1, "DKK"))) == (False, True)
    assert Money(1, "DKK") != Money(1, "SEK")


@pytest.mark.parametrize(
    "mix",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
)
def test_currencies_never_mix(mix):
    with pytest.raises(CurrenciesMixed, match="DKK and SEK cannot be put together"):
        mix(Money(1, "DKK"), Money(1, "SEK"))
    with pytest.raises(TypeError):
        mix(Money(1, "DKK"), 1)


@pytest.mark.parametrize("currency", ["", "kr", "dkk", "KRON"])
def test_a_currency_is_three_capitals(currency):
    with pytest.raises(ValueError, match="three capital letters"):
        Money(1, currency)


@pytest.mark.parametrize(
    "gross, vat, net", [(2900, 580, 2320), (900, 180, 720), (1, 0, 1), (3, 1, 2), (-900, -180, -720)]
)
def test_of_gross_keeps_the_gross(gross, vat, net):
    assert Taxed.of_gross(gross, 25) == Taxed(net=net, vat=vat)
    assert Taxed.of_gross(gross, 25).gross == gross


@pytest.mark.parametrize("net, vat", [(39717, 9929), (2, 1), (1, 0), (-2, -1), (0, 0)])
def test_of_net_keeps_the_net(net, vat):
    assert Taxed.of_net(net, 25) == Taxed(net=net, vat=vat)


@given(AMOUNTS, st.integers(0, 60))
def test_of_gross_is_within_half_a_unit_of_the_exact_vat(gross, percent):
    taxed = Taxed.of_gross(gross, percent)
    assert taxed.gross == gross
    assert abs(taxed.vat - Fraction(gross * percent, 100 + percent)) <= Fraction(1, 2)


def test_taxed_adds_and_negates():
    assert Taxed(720, 180) + Taxed(2320, 580) == Taxed(3040, 760)
    assert Taxed.total([Taxed(720, 180), Taxed(2320, 580), -Taxed(720, 180)]) == Taxed(2320, 580)
    assert Taxed.total([]) == Taxed(0, 0)
    with pytest.raises(TypeError):
        Taxed(1, 0) + 1

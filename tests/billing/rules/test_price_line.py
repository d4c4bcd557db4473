"""Lines of an invoice: one rounding each, VAT of its own, subscriptions by days (EP-5.1, OR-4.2a, OR-6.1a)."""

from datetime import date
from fractions import Fraction

import pytest

from billing.enums import LineKind
from billing.rules.price_line import (
    PeriodPrice,
    average_price,
    energy_line,
    invoice_total,
    subscription_line,
)
from config.foundation.money import Taxed
from config.foundation.period import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
ALWAYS = Period(date(2020, 1, 1))


def kwh_at(wh, micro):
    return wh * 4 * micro


@pytest.mark.parametrize(
    "wh, micro, net, vat",
    [
        (312_000, 60_000, 1872, 468),  # 312 kWh × 0.06 kr = 18.72 kr
        (312_000, 8_000, 250, 63),  # 2.496 kr, VAT of 2.50 kr is 62.5 øre
        (1_000, 5_000, 1, 0),  # half an øre goes away from zero
        (1_000, 4_999, 0, 0),
        (1_000, -5_000, -1, 0),
    ],
)
@pytest.mark.rule("EP-5.1")
def test_energy_line_quoted_without_vat_keeps_its_net(wh, micro, net, vat):
    line = energy_line(kind=LineKind.MARKUP, wh=wh, exact=kwh_at(wh, micro))
    assert line.amount == Taxed(net=net, vat=vat)


@pytest.mark.rule("OR-6.1a")
def test_energy_line_quoted_with_vat_keeps_its_gross():
    # 100 kWh × 1.2345 kr = 123.45 kr with VAT; VAT = 123.45 / 5 = 24.69
    line = energy_line(kind=LineKind.ENERGY, wh=100_000, exact=kwh_at(100_000, 1_234_500), with_vat=True)
    assert line.amount == Taxed(net=9876, vat=2469)
    assert line.amount.gross == 12345


@pytest.mark.rule("EP-5.5")
def test_energy_line_of_negative_spot_gives_money_back_with_its_vat():
    line = energy_line(kind=LineKind.SPOT, wh=10_000, exact=kwh_at(10_000, -448_020))
    assert line.amount == Taxed(net=-448, vat=-112)


def test_energy_line_of_surplus_sold_by_a_household_bears_no_vat():
    line = energy_line(kind=LineKind.SURPLUS, wh=10_000, exact=-kwh_at(10_000, 800_000), vat_percent=0)
    assert line.amount == Taxed(net=-800, vat=0)


def test_energy_line_rounds_the_sum_and_not_the_days():
    # ten days of 0.4 øre are 4 øre; rounded day by day they would be nothing
    exact = sum(kwh_at(100, 40_000) for _ in range(10))
    assert energy_line(kind=LineKind.SPOT, wh=1_000, exact=exact).amount.net == 4


@pytest.mark.parametrize(
    "period, net",
    [
        (OCTOBER, 2320),
        (Period(date(2026, 10, 1), date(2026, 10, 2)), 75),  # 23.20 / 31 = 0.7484
        (Period(date(2026, 10, 16), date(2026, 11, 1)), 1197),  # 16/31 × 23.20 = 11.974
        (Period(date(2026, 2, 1), date(2026, 3, 1)), 2320),
        (Period(date(2026, 1, 15), date(2026, 3, 1)), 3592),  # (17/31 + 1) × 23.20 = 35.923
        (Period(date(2026, 10, 1), date(2026, 10, 1)), 0),
    ],
)
def test_subscription_line_is_pro_rata_by_days_of_each_month(period, net):
    prices = [PeriodPrice(ALWAYS, 23_200_000)]
    line = subscription_line(kind=LineKind.SUBSCRIPTION, prices=prices, period=period)
    assert line.amount.net == net
    assert line.wh is None


@pytest.mark.rule("OR-6.1a")
def test_subscription_line_quoted_with_vat_keeps_its_gross():
    line = subscription_line(
        kind=LineKind.SUBSCRIPTION, prices=[PeriodPrice(ALWAYS, 29_000_000)], period=OCTOBER, with_vat=True
    )
    assert line.amount == Taxed(net=2320, vat=580)


def test_subscription_line_changes_price_on_the_day_and_rounds_once():
    # 15/31 × 29 + 16/31 × 39 = 34.1613
    prices = [
        PeriodPrice(Period(date(2020, 1, 1), date(2026, 10, 16)), 29_000_000),
        PeriodPrice(Period(date(2026, 10, 16)), 39_000_000),
    ]
    assert subscription_line(kind=LineKind.SUBSCRIPTION, prices=prices, period=OCTOBER).amount.net == 3416


def test_subscription_line_keeps_the_sum_anybody_can_redo():
    line = subscription_line(
        kind=LineKind.SUBSCRIPTION,
        prices=[PeriodPrice(ALWAYS, 23_200_000)],
        period=Period(date(2026, 10, 16), date(2026, 11, 1)),
    )
    assert Fraction(line.exact, line.exact_unit) == Fraction(2320 * 16, 31)


def test_invoice_total_adds_the_vat_of_the_lines():
    # 0.02 and 0.02 kr: VAT is half an øre each, 1 + 1, while VAT of 0.04 would be 1
    lines = [energy_line(kind=LineKind.SPOT, wh=1_000, exact=kwh_at(1_000, 20_000)) for _ in range(2)]
    assert invoice_total(lines=lines) == Taxed(net=4, vat=2)


def test_average_price_is_only_shown_where_something_was_used():
    assert average_price(exact=kwh_at(3, 1), wh=2) == 2  # 1.5 rounded away from zero
    assert average_price(exact=0, wh=0) is None

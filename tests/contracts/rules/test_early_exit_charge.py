"""The lines of an early exit: EP-11.1e-f with X-26; GE-F-10.2a-b with X-53 and X-75; sums worked by hand."""

from datetime import date

import pytest

from config.foundation.money import Money, Taxed
from config.foundation.period import Period
from contracts.rules.early_exit_charge import ExitLoss, calculated_charge, flat_charge
from contracts.rules.sentence import DecidedBy, UnitPrice
from contracts.terms.parts.scope import CustomerKind
from tests.contracts.rules.law import agreed


def charged(function, code, start, end, *, loss, **agreement):
    agreement = agreed(code, **agreement)
    return function(
        agreed=agreement,
        part=agreement.terms.early_exit,
        rest=Period(date.fromisoformat(start), date.fromisoformat(end)),
        loss=loss,
        vat_percent=25,
    )


def grosses(charge):
    return [line.amount.gross for line in charge.lines]


@pytest.mark.parametrize(
    "recent_wh, start, end, kwh, net",
    [
        # 24,000 kWh / 12 x 10 months = 20,000 kWh x 0.15 = 3,000.00 kr
        (24_000_000, "2028-05-01", "2029-03-01", 20_000, 300_000),
        # 36 months x 1,000 kWh x 0.15
        (12_000_000, "2026-03-01", "2029-03-01", 36_000, 540_000),
        # 15 of 31 days of January: 1,000 x 15/31 = 483.87, so 484 kWh x 0.15 = 72.60
        (12_000_000, "2029-01-17", "2029-02-01", 484, 7_260),
        # 29 days of a leap February are a whole month
        (12_000_000, "2028-02-01", "2028-03-01", 1_000, 15_000),
        # 10 of 29 days: 344.83, so 345 kWh
        (12_000_000, "2028-02-20", "2028-03-01", 345, 5_175),
        (0, "2026-03-01", "2029-03-01", 0, 0),
    ],
)
@pytest.mark.rule("EP-11.1e", "X-26")
def test_the_lost_markup_is_an_estimate_by_the_month(recent_wh, start, end, kwh, net):
    """The last 12 months' kWh / 12 x the months that are left."""
    line = charged(calculated_charge, "energiplus_2023", start, end, loss=ExitLoss(recent_wh=recent_wh)).lines[0]
    assert (line.why.params["kwh"], line.amount) == (kwh, Taxed.of_net(net, 25))


@pytest.mark.rule("EP-11.1e", "EP-11.1f")
def test_the_lines_reach_the_minimum_exactly():
    """3,000 + 120 + 380 = 3,500 kr, plus VAT 875."""
    loss = ExitLoss(recent_wh=24_000_000, other_loss=12_000)
    charge = charged(calculated_charge, "energiplus_2023", "2028-05-01", "2029-03-01", loss=loss)
    assert [line.amount.net for line in charge.lines] == [300_000, 12_000, 38_000]
    assert charge.total == Taxed(net=350_000, vat=87_500)
    assert [line.why.clause for line in charge.lines] == ["EP-11.1e", "EP-11.1e", "EP-11.1f"]
    assert charge.lines[2].why.params == {"amount": Money(350_000, "DKK")}


@pytest.mark.parametrize("other, lines", [(49_999, 3), (50_000, 2), (50_001, 2)])
@pytest.mark.rule("EP-11.1f")
def test_at_the_minimum_nothing_is_added(other, lines):
    """3,000.00 + 500.00 is the minimum itself."""
    loss = ExitLoss(recent_wh=24_000_000, other_loss=other)
    charge = charged(calculated_charge, "energiplus_2023", "2028-05-01", "2029-03-01", loss=loss)
    assert (len(charge.lines), charge.total.net) == (lines, max(350_000, 300_000 + other))


@pytest.mark.rule("EP-5.5")
def test_the_agreements_own_markup_ranks_first_and_a_negative_one_is_no_loss():
    """The agreement decides the markup."""
    loss = ExitLoss(recent_wh=120_000_000)
    for markup, lost, net in ((80_000, 800_000, 800_000), (-10_000, 0, 350_000)):
        charge = charged(
            calculated_charge, "energiplus_2023", "2028-05-01", "2029-03-01", loss=loss, markup_micro=markup
        )
        assert (charge.lines[0].amount.net, charge.total.net) == (lost, net)
        assert charge.lines[0].why.params["markup"] == UnitPrice(markup, with_vat=False)


@pytest.mark.rule("EP-11.1e")
def test_why_can_be_reckoned_again():
    """Every figure of the sum stands in the sentence."""
    loss = ExitLoss(recent_wh=24_000_000)
    why = charged(calculated_charge, "energiplus_2023", "2028-05-01", "2029-03-01", loss=loss).lines[0].why
    assert why.params == {
        "recent": 24_000,
        "months": 12,
        "kwh": 20_000,
        "start": date(2028, 5, 1),
        "end": date(2029, 2, 28),
        "markup": UnitPrice(150_000, with_vat=False),
        "amount": Money(300_000, "DKK"),
    }
    assert (why.decided_by, why.clause) == (DecidedBy.OUR_CHOICE, "EP-11.1e")


REST = ("2026-05-01", "2026-07-15")  # May, June and 14 of 31 days of July


@pytest.mark.parametrize(
    "documented, lines",
    [
        (None, [60_000]),
        # 29.00 x (2 + 14/31) = 71.0968
        (100_000, [60_000, 7_110]),
        (67_110, [60_000, 7_110]),
        (67_109, [60_000, 7_110, -1]),
        (45_000, [60_000, 7_110, -22_110]),
        (0, [60_000, 7_110, -67_110]),
    ],
)
@pytest.mark.rule("GE-F-10.2b", "X-53")
def test_a_household_pays_at_most_the_documented_loss(documented, lines):
    """Subscriptions by the day, only where a loss is shown, and never above it."""
    loss = ExitLoss(subscription_per_month=2_900, documented_loss=documented)
    charge = charged(flat_charge, "gron_fixed_2024", *REST, loss=loss)
    assert grosses(charge) == lines
    assert charge.total.gross == sum(lines)


@pytest.mark.rule("GE-F-10.2b", "X-53")
def test_the_reduction_names_the_choice_behind_it():
    loss = ExitLoss(subscription_per_month=2_900, documented_loss=45_000)
    fee, subscription, reduction = charged(flat_charge, "gron_fixed_2024", *REST, loss=loss).lines
    assert [line.why.clause for line in (fee, subscription, reduction)] == [
        "GE-F-10.2a",
        "GE-F-10.2b",
        "GE-F-10.2b",
    ]
    assert reduction.why.params == {"amount": Money(45_000, "DKK")}
    assert subscription.why.params["end"] == date(2026, 7, 14)
    assert (reduction.why.decided_by, fee.why.decided_by) == (DecidedBy.OUR_CHOICE, DecidedBy.TERMS)


@pytest.mark.rule("X-53")
def test_a_business_under_the_same_terms_has_no_such_limit():
    """X-53 rests on the law for households."""
    loss = ExitLoss(subscription_per_month=2_900)
    charge = charged(flat_charge, "gron_fixed_2024", *REST, loss=loss, customer=CustomerKind.BUSINESS)
    assert grosses(charge) == [60_000, 7_110]


@pytest.mark.rule("GE-F-10.2a", "X-75")
def test_the_fee_is_charged_once_per_customer_and_exit():
    """Another agreement of the same exit pays no second fee."""
    loss = ExitLoss(subscription_per_month=2_900, documented_loss=100_000, flat_fee_already_charged=True)
    charge = charged(flat_charge, "gron_fixed_2024", *REST, loss=loss)
    assert grosses(charge) == [0, 7_110]
    assert (charge.lines[0].why.decided_by, charge.lines[0].why.clause) == (DecidedBy.OUR_CHOICE, "GE-F-10.2a")


@pytest.mark.parametrize("code, adds_vat", [("gron_fixed_2024", False), ("energiplus_2023", True)])
@pytest.mark.rule("EP-11.1f", "GE-F-10.2a")
def test_the_fee_says_how_it_stands_to_vat(code, adds_vat):
    text = charged(flat_charge, code, *REST, loss=ExitLoss()).lines[0].why.text
    assert text.endswith("plus VAT.") is adds_vat


def test_household_terms_have_no_lost_markup():
    """GE-F-10.2: the flat fee is the only way."""
    with pytest.raises(ValueError, match="lost markup"):
        charged(calculated_charge, "gron_fixed_2024", *REST, loss=ExitLoss())

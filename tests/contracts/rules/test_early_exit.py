"""What leaving costs: EP-8.3, EP-11.1e-f, EP-11.2b, GE-F-10.2a-b; X-26, X-53, X-74, X-75."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.money import Taxed
from contracts.rules.early_exit import Leaving, exit_quote, lawfully_free_from
from contracts.rules.early_exit_charge import ExitLoss, ExitOption
from contracts.rules.sentence import DecidedBy
from contracts.rules.termination import customer_termination
from contracts.terms.parts.agreement import ExitCause
from tests.contracts.rules.law import LAW, agreed, shown

# EP: concluded 15 January, supply from 1 March 2026, free from 1 March 2029.
# GE fixed: concluded 15 January 2026, free from 15 July 2026.
EP = {"concluded": "2026-01-15", "starts": "2026-03-01"}


def quoted(code, ends_before, *, way=Leaving.NOTICE, loss=None, **agreement):
    return exit_quote(
        agreed=agreed(code, **agreement),
        way=way,
        supply_ends_before=date.fromisoformat(ends_before),
        loss=loss or ExitLoss(),
        law=LAW,
        vat_percent=25,
    )


def totals(found):
    return {charge.option: charge.total for charge in found.charges}


@pytest.mark.rule("GE-F-10.2a", "X-53")
def test_a_household_without_a_documented_loss_pays_the_flat_fee_alone():
    """600 kr with VAT in it, and no subscriptions."""
    found = quoted("gron_fixed_2024", "2026-05-01", loss=ExitLoss(subscription_per_month=2_900))
    assert totals(found) == {ExitOption.FLAT: Taxed(net=48_000, vat=12_000)}
    assert [(line.why.clause, line.amount.gross) for line in found.charges[0].lines] == [("GE-F-10.2a", 60_000)]
    assert shown(found.why) == "Supply ends on 2026-04-30, inside the binding that lasts until 2026-07-14."


@pytest.mark.parametrize(
    "ends_before, is_free",
    [("2026-07-14", False), ("2026-07-15", True), ("2026-08-01", True), ("2026-02-01", False)],
)
@pytest.mark.rule("GE-F-10.2a")
def test_the_day_supply_ends_is_the_test(ends_before, is_free):
    """Never the day of the notice; the last bound day is 14 July."""
    assert quoted("gron_fixed_2024", ends_before).is_free is is_free


@pytest.mark.rule("GE-F-10.2a")
def test_notice_in_month_four_to_leave_at_month_six_costs_nothing():
    """GE-F-10.2a; rules.md §9."""
    notice = customer_termination(agreed=agreed("gron_fixed_2024"), given_on=date(2026, 4, 20), law=LAW)
    found = quoted("gron_fixed_2024", notice.ends_before.isoformat())
    assert (found.is_free, found.why.clause) == (True, "GE-F-10.2a")
    assert (
        shown(found.why)
        == "You are free from 2026-07-15, and supply does not end before, so leaving costs nothing."
    )


@pytest.mark.parametrize("cause", list(ExitCause))
@pytest.mark.rule("GE-F-10.2a", "X-74")
def test_ways_out_that_never_cost_a_household(cause):
    """Withdrawal, changed terms, the supplier's own notice and breach."""
    found = quoted("gron_fixed_2024", "2026-02-01", way=cause)
    assert (found.is_free, found.charges, found.why.decided_by) == (True, (), DecidedBy.OUR_CHOICE)


@pytest.mark.parametrize(
    "cause", [ExitCause.LEAVE_ON_CHANGE, ExitCause.SUPPLIER_TERMINATES, ExitCause.SUPPLIER_BREACH]
)
@pytest.mark.rule("EP-13.5", "X-74", "EP-8.3")
def test_ways_out_that_never_cost_a_business(cause):
    """EP-13.5 with X-74, EP-8.3 (the supplier's breach costs nothing)."""
    assert quoted("energiplus_2023", "2027-01-01", way=cause, **EP).is_free


def test_a_business_cannot_have_withdrawn():
    """A cause these terms do not know is a mistake, not a free exit."""
    with pytest.raises(ValueError, match="no way out by withdrawal"):
        quoted("energiplus_2023", "2027-01-01", way=ExitCause.WITHDRAWAL, **EP)


@pytest.mark.parametrize(
    "code, agreement",
    [
        ("gron_variable_2024", {}),
        ("orsted_2019", {"binding_months": 6}),
        ("gron_fixed_2024", {"fuel": "gas"}),  # only electricity is bound
        ("gron_fixed_2024", {"binding_months": 0}),
        ("cerius_2019", {}),
    ],
)
@pytest.mark.parametrize("way", list(Leaving))
@pytest.mark.rule("GE-V-10.1", "OR-13.1a", "GE-F-10.1a", "X-75")
def test_terms_without_a_fee_or_a_binding_charge_nothing(code, agreement, way):
    found = quoted(code, "2026-02-01", way=way, **agreement)
    assert (found.is_free, found.charges) == (True, ())


@pytest.mark.parametrize("code, clause", [("gron_variable_2024", "GE-V-10.1"), ("orsted_2019", "OR-13.1a")])
@pytest.mark.rule("GE-V-10.1", "OR-13.1a")
def test_terms_without_a_fee_say_so_under_the_clause_on_notice(code, clause):
    assert quoted(code, "2026-02-01").why.clause == clause


@pytest.mark.rule("EP-8.3", "EP-11.1e")
def test_a_business_reads_under_the_clause_on_early_exit_why_it_pays():
    assert quoted("energiplus_2023", "2027-01-01", **EP).why.clause == "EP-11.1e"
    assert quoted("energiplus_2023", "2029-03-01", **EP).why.clause == "EP-11.1e"


def test_a_household_is_free_when_the_law_lets_it_leave():
    """law.md §2: an order confirmation with 12 months does not bind a household beyond five and one."""
    bound = {"concluded": "2026-01-15", "binding_months": 12}
    assert lawfully_free_from(agreed=agreed("gron_fixed_2024", **bound), law=LAW) == date(2026, 8, 1)
    found = quoted("gron_fixed_2024", "2026-08-01", **bound)
    assert (found.is_free, found.why.decided_by) == (True, DecidedBy.LAW)
    assert not quoted("gron_fixed_2024", "2026-07-31", **bound).is_free


@pytest.mark.rule("EP-8.3", "GE-F-10.2a")
def test_breach_is_charged_only_where_the_terms_say_so():
    """EP-8.3 sends a breach to clause 11.1; GE-F-10.2a speaks of customers who end it themselves."""
    assert quoted("gron_fixed_2024", "2026-02-01", way=Leaving.CUSTOMER_BREACH).is_free
    found = quoted("energiplus_2023", "2027-01-01", way=Leaving.CUSTOMER_BREACH, **EP)
    assert set(totals(found)) == {ExitOption.FLAT, ExitOption.CALCULATED}


@pytest.mark.parametrize("way", [Leaving.NOTICE, Leaving.SUPPLIER_SWITCH])
@pytest.mark.rule("EP-11.1e", "EP-11.1f")
def test_a_business_gets_both_ways_and_the_supplier_chooses(way):
    """12,000 kWh a year for 26 months at 15 øre are 3,900 kr, above the 3,500."""
    found = quoted("energiplus_2023", "2027-01-01", way=way, loss=ExitLoss(recent_wh=12_000_000), **EP)
    assert [charge.option for charge in found.charges] == [ExitOption.CALCULATED, ExitOption.FLAT]
    assert totals(found) == {
        ExitOption.CALCULATED: Taxed(net=390_000, vat=97_500),
        ExitOption.FLAT: Taxed(net=350_000, vat=87_500),
    }


@pytest.mark.rule("EP-11.2b")
def test_a_business_that_moves_and_leaves_pays_the_flat_fee():
    """3,500 kr plus VAT, whatever the markup would be."""
    found = quoted("energiplus_2023", "2027-01-01", way=Leaving.MOVE, loss=ExitLoss(recent_wh=90_000_000), **EP)
    assert totals(found) == {ExitOption.FLAT: Taxed(net=350_000, vat=87_500)}


@pytest.mark.rule("GE-F-10.2a")
def test_a_household_that_moves_and_leaves_pays_as_for_any_exit():
    assert totals(quoted("gron_fixed_2024", "2026-05-01", way=Leaving.MOVE)) == {
        ExitOption.FLAT: Taxed(48_000, 12_000)
    }


@pytest.mark.rule("EP-11.1e")
def test_the_rest_of_a_binding_never_begins_before_supply():
    """An agreement that never started is reckoned for its 36 months, 1,000 kWh and 150 kr each."""
    found = quoted("energiplus_2023", "2026-02-01", loss=ExitLoss(recent_wh=12_000_000), **EP)
    assert found.charges[0].total.net == 540_000


@given(
    st.dates(date(2026, 1, 16), date(2026, 9, 30)),
    st.one_of(st.none(), st.integers(0, 200_000)),
    st.integers(0, 10_000),
    st.booleans(),
)
@pytest.mark.rule("GE-F-10.2b", "X-53")
def test_no_household_pays_more_than_the_fee_or_the_documented_loss(ends_before, documented, per_month, before):
    loss = ExitLoss(subscription_per_month=per_month, documented_loss=documented, flat_fee_already_charged=before)
    found = quoted("gron_fixed_2024", ends_before.isoformat(), loss=loss)
    for charge in found.charges:
        assert 0 <= charge.total.gross <= (60_000 if documented is None else documented)
        assert charge.total == Taxed.total([line.amount for line in charge.lines])


@given(st.dates(date(2026, 3, 1), date(2029, 2, 28)), st.integers(0, 500_000_000), st.integers(0, 5_000_000))
@pytest.mark.rule("EP-11.1f")
def test_a_business_never_pays_less_than_the_minimum(ends_before, recent_wh, other):
    """At least 3,500 kr without VAT, and a sum of what is lost."""
    loss = ExitLoss(recent_wh=recent_wh, other_loss=other)
    calculated, flat = quoted("energiplus_2023", ends_before.isoformat(), loss=loss, **EP).charges
    assert calculated.total.net == max(
        350_000, sum(line.amount.net for line in calculated.lines[: 1 + bool(other)])
    )
    assert flat.total == Taxed(net=350_000, vat=87_500)

"""What is paid after a withdrawal: OR-11.2, GE-VF-1.3; law.md §2 (forbrugeraftaleloven § 25)."""

from datetime import date

import pytest

from config.foundation.money import Taxed
from config.foundation.period import Period
from contracts.rules.sentence import DecidedBy
from contracts.rules.withdrawal_charge import StartRequest, withdrawal_charge
from tests.contracts.rules.law import agreed, shown

ASKED = StartRequest(on_durable_medium=True, told_of_payment=True)


def charge(code="orsted_2019", *, request=ASKED, withdrawn="2026-02-10", starts="2026-02-01"):
    return withdrawal_charge(
        agreed=agreed(code, concluded="2026-01-30", starts=starts),
        request=request,
        withdrawn_on=date.fromisoformat(withdrawn),
        subscription_per_month=2_900,
        vat_percent=25,
    )


@pytest.mark.rule("OR-11.2")
def test_an_early_start_that_was_asked_for_is_paid_by_its_days():
    """1 to 9 February are 9 of 28 days; 29.00 x 9/28 = 9.3214, with VAT in it (1.86)."""
    found = charge()
    assert found.delivered == Period(date(2026, 2, 1), date(2026, 2, 10))
    assert found.subscription == Taxed(net=746, vat=186)
    assert shown(found.why[0]) == (
        "You asked us to start at once: you pay for what was delivered from 2026-02-01 to 2026-02-09, and no fee."
    )


@pytest.mark.parametrize(
    "request_made, withdrawn, told",
    [
        (None, "2026-02-10", "did not expressly ask"),
        (StartRequest(on_durable_medium=False, told_of_payment=True), "2026-02-10", "did not expressly ask"),
        (StartRequest(on_durable_medium=True, told_of_payment=False), "2026-02-10", "did not expressly ask"),
        (ASKED, "2026-02-01", "Nothing was delivered"),
        (ASKED, "2026-01-31", "Nothing was delivered"),
    ],
)
@pytest.mark.rule("OR-11.2")
def test_without_an_express_request_or_delivery_nothing_is_owed(request_made, withdrawn, told):
    """OR-11.2; law.md §2: on a durable medium, and told that it would be paid for."""
    found = charge(request=request_made, withdrawn=withdrawn)
    assert (found.delivered, found.subscription) == (None, Taxed(0, 0))
    assert told in found.why[0].text


@pytest.mark.parametrize("code, by", [("orsted_2019", DecidedBy.TERMS), ("gron_fixed_2024", DecidedBy.LAW)])
@pytest.mark.rule("OR-11.2", "GE-VF-1.3")
def test_where_the_terms_are_silent_on_payment_the_law_decides(code, by):
    """OR-11.2 says it itself; GE-VF-1.3 leaves it to forbrugeraftaleloven § 25."""
    assert charge(code).why[0].decided_by is by


def test_terms_without_withdrawal_have_no_charge():
    with pytest.raises(ValueError, match="no withdrawal"):
        charge("energiplus_2023")

"""The pages of a withdrawal say the last day, how it was counted, and what leaving leads to."""

from datetime import date

import pytest
from django.utils.translation import override

from contracts.operations import agreement as agreements
from contracts.queries.withdrawal import Standing
from contracts.queries.withdrawal_page import leavings, withdrawal_page
from tests.builders import energy
from tests.contracts.operations.test_withdrawal import ASKED, BY, LAST_DAY, conclude, local, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    energy.figures_of_the_law()
    with override("en"):
        yield


@pytest.mark.rule("GE-VF-1.3")
def test_a_day_that_moves_is_counted_aloud():
    shown = withdrawal_page(conclude(concluded=date(2026, 3, 19)), at=local(date(2026, 3, 20)), locale="en")
    assert (shown.standing, shown.last_day, shown.withdrawn_on) == (Standing.OPEN, date(2026, 4, 7), None)
    assert len(shown.reasons) == 2
    assert "is not a working day" in shown.reasons[1].text


def test_after_it_the_day_it_was_sent_is_shown():
    agreement = conclude()
    withdraw(agreement, local(LAST_DAY, 23, 30))
    agreement.refresh_from_db()
    assert withdrawal_page(agreement, at=local(LAST_DAY, 23, 59), locale="en").withdrawn_on == LAST_DAY


@pytest.mark.rule("OR-11.2")
def test_the_share_of_the_subscription_is_shown_before_it_is_owed():
    agreement = conclude("orsted_2019", starts_on=date(2026, 3, 5), start_request=ASKED)
    agreements.start(agreement=agreement, by=BY, as_of=date(2026, 3, 5))
    [leaving] = leavings([agreement], withdrawn_on=date(2026, 3, 10), locale="en")
    assert (leaving.share.minor, leaving.share.currency) == (500, "DKK")
    assert "you pay for what was delivered from" in leaving.paid[0].text

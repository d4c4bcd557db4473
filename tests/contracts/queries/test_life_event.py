"""No text presses for payment from the day a death is told, unless it was not so."""

from datetime import date, timedelta

import pytest

from contracts.operations import life_event as operations
from contracts.queries.life_event import life_event_rows, running_life_events, stops_dunning
from contracts.rules.life_event import Happening
from tests.builders import account
from tests.contracts.operations.test_life_event import TODAY, WHO, report

pytestmark = pytest.mark.django_db

YESTERDAY, LATER = TODAY - timedelta(days=1), date(2027, 1, 1)


@pytest.mark.rule("GE-V-10.3d", "GE-F-10.3d", "EP-11.2e", "OR-14.1")
def test_it_rests_from_the_day_a_death_is_told():
    karen, other = account.customer(), account.customer()
    made = report(karen)
    assert [stops_dunning(karen, as_of=day) for day in (YESTERDAY, TODAY, LATER)] == [False, True, True]
    assert not stops_dunning(other, as_of=TODAY)
    operations.confirm(life_event=made, proof="Attest", **WHO)
    assert stops_dunning(karen, as_of=LATER)


@pytest.mark.parametrize("kind", [Happening.RECONSTRUCTION, Happening.BANKRUPTCY, Happening.DEBT_RELIEF])
def test_an_insolvency_stops_no_text(kind):
    karen = account.customer()
    report(karen, kind)
    assert not stops_dunning(karen, as_of=TODAY)


def test_what_was_not_so_neither_runs_nor_stops_anything():
    karen = account.customer()
    operations.take_back(life_event=report(karen), **WHO)
    assert (list(running_life_events(karen)), stops_dunning(karen, as_of=TODAY)) == ([], False)


def test_empty_fields_are_no_rows():
    told = report(account.customer(), contact=operations.SeesToIt())
    assert "" not in [value for _label, value in life_event_rows(told, locale="da")]
    assert len(life_event_rows(told, locale="da")) == 4

"""An owner's termination: OR-13.2 with X-32; rules.md §9."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import terms
from contracts.rules.owner_termination import HAPPENED, VerifiableEvent, owner_end
from tests.contracts.rules.law import shown

PART = terms.by_code("orsted_2019").owner_termination
NOTICE_ENDS = date(2026, 8, 1)  # the last day of the notice is 31 July


def event(kind, on):
    return VerifiableEvent(kind=kind, told_on=date.fromisoformat(on), verifiable_on=date.fromisoformat(on))


def ended(*events, stops=None):
    return owner_end(
        part=PART,
        notice_ends_before=NOTICE_ENDS,
        events=events,
        supply_stops_on=date.fromisoformat(stops) if stops else None,
    )


@pytest.mark.rule("OR-13.2")
def test_without_an_event_the_agreement_runs_on():
    """Status awaiting the owner's event."""
    found = ended()
    assert (found.awaits_event, found.ends_before, found.charges_end_before) == (True, None, None)
    assert found.why[0].clause == "OR-13.2"


@pytest.mark.parametrize("kind", PART.events.value)
@pytest.mark.parametrize(
    "on, ends_before, decides",
    [
        ("2026-07-10", "2026-08-01", False),  # before the notice ends
        ("2026-08-01", "2026-08-01", False),
        ("2026-08-02", "2026-08-02", True),
        ("2026-10-20", "2026-10-20", True),
    ],
)
@pytest.mark.rule("OR-13.2", "X-32")
def test_each_event_counts_but_never_before_the_notice_ends(kind, on, ends_before, decides):
    """OR-13.2 a-c with X-32."""
    found = ended(event(kind, on))
    assert found.ends_before == date.fromisoformat(ends_before)
    assert (found.decided_by is not None) is decides


@pytest.mark.rule("OR-13.2")
def test_the_earliest_of_three_counts():
    """The first that could be verified."""
    sold, cut, new = (
        event("no_longer_registered_owner", "2026-09-20"),
        event("supply_cut_off", "2026-09-01"),
        event("new_supply_agreement", "2026-10-01"),
    )
    assert (ended(sold, cut, new).ends_before, ended(sold, cut, new).decided_by) == (date(2026, 9, 1), cut)
    assert ended(sold, new).decided_by == sold


@pytest.mark.rule("OR-13.2")
def test_of_two_on_one_day_the_one_the_terms_name_first():
    """OR-13.2; rules.md §9: two events the same day, in whichever order they came."""
    new, sold = event("new_supply_agreement", "2026-09-01"), event("no_longer_registered_owner", "2026-09-01")
    assert ended(sold, new).decided_by == ended(new, sold).decided_by == new


@pytest.mark.rule("X-32")
def test_what_counts_is_when_it_could_be_verified_not_when_someone_did():
    """The message and the means to check it were there on 5 August."""
    late_check = VerifiableEvent(
        kind="supply_cut_off",
        told_on=date(2026, 8, 3),
        verifiable_on=date(2026, 8, 5),
        verified_on=date(2026, 9, 30),
    )
    assert ended(late_check).ends_before == date(2026, 8, 5)


@pytest.mark.parametrize(
    "events, stops, charges_end",
    [
        ((), "2026-08-10", "2026-08-10"),  # no event yet, supply is gone all the same
        ((event("new_supply_agreement", "2026-09-01"),), "2026-08-20", "2026-08-20"),
        ((event("new_supply_agreement", "2026-09-01"),), "2026-09-10", "2026-09-01"),
        ((event("new_supply_agreement", "2026-07-01"),), "2026-07-05", "2026-07-05"),
    ],
)
@pytest.mark.rule("X-32")
def test_charges_stop_with_supply_at_the_latest(events, stops, charges_end):
    """At the switch or the cut-off."""
    assert ended(*events, stops=stops).charges_end_before == date.fromisoformat(charges_end)


@pytest.mark.rule("OR-13.2")
def test_why_names_event_and_notice():
    """Both dates of the maximum are told."""
    assert [shown(step) for step in ended(event("supply_cut_off", "2026-08-05")).why] == [
        "Supply is cut off, as could be checked on 2026-08-05.",
        "Your notice ends on 2026-07-31; the later of the two counts, so the last day is 2026-08-04.",
    ]


@pytest.mark.rule("OR-13.2")
def test_every_event_of_the_terms_has_its_words():
    """OR-13.2 a-c."""
    assert set(HAPPENED) == set(PART.events.value)


def test_an_event_the_terms_do_not_name_is_a_mistake():
    with pytest.raises(ValueError, match="no event 'moved'"):
        ended(event("moved", "2026-08-05"))


@pytest.mark.rule("OR-13.2")
def test_nothing_is_verifiable_before_it_is_told():
    """Told and could verify."""
    with pytest.raises(ValueError, match="before it is told"):
        VerifiableEvent(kind="supply_cut_off", told_on=date(2026, 8, 5), verifiable_on=date(2026, 8, 4))


@given(
    st.lists(
        st.tuples(st.sampled_from(PART.events.value), st.dates(date(2026, 6, 1), date(2027, 6, 1))), min_size=1
    )
)
@pytest.mark.rule("OR-13.2")
def test_one_more_event_never_makes_it_later(drawn):
    """The earliest counts, and the notice is always kept."""
    events = [event(kind, on.isoformat()) for kind, on in drawn]
    ends = [ended(*events[: count + 1]).ends_before for count in range(len(events))]
    assert ends == sorted(ends, reverse=True)
    assert min(ends) >= NOTICE_ENDS

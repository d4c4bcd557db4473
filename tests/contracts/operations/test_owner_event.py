"""The first event that could be verified fixes the end of an owner's agreement, never before its notice ends."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Event, Receipt, StaffTask
from contracts.enums import AgreementState, EventSource, MarketProcess, OwnerEventKind, TerminationState
from contracts.models import OwnerEvent, Supply, Termination
from contracts.operations import owner_event as operations
from contracts.operations import owner_termination as owners
from contracts.operations.owner_event import Seen
from contracts.operations.termination_refusal import DaysOutOfOrder, EndedOtherwise, EventUnknown, NotWaiting
from contracts.runs import agreement_day
from tests.builders import energy
from tests.builders.owner import BY, NOTICE_ENDS, TODAY, give, running
from tests.contracts.operations.test_supplier_switch import note, notice

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 10)


def seen(on="2026-06-03", **said):
    day = date.fromisoformat(on)
    standard = {
        "kind": OwnerEventKind.NEW_OWNER, "told_on": day, "verifiable_on": day,
        "source": EventSource.LAND_REGISTER, "reference": "Skøde 12-345",
    }  # fmt: skip
    return Seen(**(standard | said))


def verify(given, as_of=JUNE, **said):
    return operations.verify(given=given, seen=seen(**said), by=BY, as_of=as_of)


def ends_of(agreement):
    agreement.refresh_from_db()
    return agreement.state, agreement.ends_before, agreement.supplies.get().ends_before


@pytest.mark.rule("OR-13.2", "X-32")
def test_the_day_it_could_be_verified_counts_not_the_day_somebody_did():
    """The notice ended with April; from 3 June the land register said so, and on 10 June somebody looked."""
    agreement = running()
    given = give(agreement)
    made = verify(given)
    ended = date(2026, 6, 3)
    assert ends_of(agreement) == (AgreementState.TERMINATING, ended, ended)
    assert (made.told_on, made.verifiable_on, made.verified_on, made.source, made.reference) == (
        ended, ended, JUNE, "LAND_REGISTER", "Skøde 12-345",
    )  # fmt: skip
    told = Event.objects.get(kind="contracts.termination.owner_event_verified")
    assert (told.clause, told.data["reference"], told.data["ends_before"]) == (
        "OR-13.2",
        "Skøde 12-345",
        "2026-06-03",
    )
    kept = Receipt.objects.get(cause__contains=":verified-")
    assert kept.title.endswith("2. juni 2026")
    assert agreement_day.run(supplier=agreement.supplier, as_of=JUNE)["ended"] == 1
    assert Termination.objects.get().state == TerminationState.DONE


@pytest.mark.rule("OR-13.2", "X-32")
def test_an_event_before_the_notice_ends_leaves_the_notice_its_length():
    agreement = running()
    verify(give(agreement), as_of=date(2026, 4, 2), on="2026-04-01")
    assert ends_of(agreement) == (AgreementState.TERMINATING, NOTICE_ENDS, NOTICE_ENDS)


@pytest.mark.rule("OR-13.2")
def test_of_two_verified_events_the_earlier_brings_the_end_forward():
    agreement = running()
    given = give(agreement)
    verify(
        given,
        as_of=date(2026, 4, 20),
        on="2026-04-20",
        kind=OwnerEventKind.NEW_SUPPLY,
        supply_stops_on=date(2026, 7, 1),
    )
    assert ends_of(agreement)[1] == NOTICE_ENDS
    verify(given, as_of=date(2026, 4, 21), on="2026-04-21")
    assert ends_of(agreement)[1] == NOTICE_ENDS
    assert OwnerEvent.objects.filter(state="VERIFIED").count() == 2


@pytest.mark.rule("OR-13.2")
def test_a_later_one_changes_nothing_and_an_earlier_one_does():
    agreement = running()
    given = give(agreement)
    Termination.objects.update(notice_ends_before=date(2026, 3, 10))
    verify(given, as_of=date(2026, 4, 1), on="2026-04-01")
    Termination.objects.update(ends_before=date(2026, 4, 20))
    agreement.ends_before = date(2026, 4, 20)
    agreement.save()
    Supply.objects.update(ends_before=date(2026, 4, 20))
    verify(given, as_of=date(2026, 4, 2), on="2026-03-28", kind=OwnerEventKind.CUT_OFF)
    assert ends_of(agreement) == (AgreementState.TERMINATING, date(2026, 3, 28), date(2026, 3, 28))
    assert Termination.objects.get().ends_before == date(2026, 3, 28)


@pytest.mark.rule("X-32")
def test_supply_stops_with_the_cut_off_though_the_notice_ends_later():
    agreement = running()
    given = give(agreement)
    cut = date(2026, 4, 10)
    verify(given, as_of=cut, on="2026-04-09", kind=OwnerEventKind.CUT_OFF, supply_stops_on=cut)
    assert ends_of(agreement) == (AgreementState.TERMINATING, NOTICE_ENDS, cut)


@pytest.mark.rule("OR-13.2")
def test_what_was_told_is_what_is_verified_with_the_day_it_was_told():
    given = give(running())
    told = owners.tell_event(given=given, kind="NO_LONGER_REGISTERED_OWNER", words="Solgt.", by=BY, as_of=TODAY)
    made = verify(given, on="2026-06-03")
    assert (made.pk, made.told_on, made.words) == (told.pk, TODAY, "Solgt.")
    assert not StaffTask.objects.exclude(state="DONE").filter(kind__startswith="owner-event").exists()


@pytest.mark.rule("OR-13.2")
def test_what_cannot_be_verified_is_rejected_with_its_reason_and_the_notice_waits_on():
    agreement = running()
    given = give(agreement)
    owners.tell_event(given=given, kind="SUPPLY_CUT_OFF", words="Slukket.", by=BY, as_of=TODAY)
    operations.reject(
        given=given,
        kind=OwnerEventKind.CUT_OFF,
        reason="Netselskabet leverer stadig.",
        by=BY,
        as_of=date(2026, 3, 9),
    )
    assert ends_of(agreement) == (AgreementState.ACTIVE, None, None)
    assert OwnerEvent.objects.get().state == "REJECTED"
    assert "Netselskabet leverer stadig." in dict(Receipt.objects.get(cause__contains=":rejected-").rows).values()
    assert set(StaffTask.objects.exclude(state="DONE").values_list("kind", flat=True)) == {"owner-event"}
    with pytest.raises(EventUnknown):
        operations.reject(given=given, kind=OwnerEventKind.CUT_OFF, reason="x", by=BY, as_of=TODAY)


@pytest.mark.parametrize(
    "days",
    [
        {"told_on": date(2026, 6, 4), "verifiable_on": date(2026, 6, 3)},
        {"told_on": date(2026, 6, 4), "verifiable_on": date(2026, 6, 11)},
    ],
)
def test_days_out_of_order_are_refused(days):
    given = give(running())
    with pytest.raises(DaysOutOfOrder):
        verify(given, **days)
    assert not OwnerEvent.objects.exists()


def test_a_notice_that_is_no_owners_waits_for_nothing():
    given = give(running())
    owners.undo(given=given, by=BY, as_of=TODAY)
    with pytest.raises(NotWaiting):
        verify(given)


def test_it_is_taken_back_until_it_takes_effect():
    agreement = running()
    given = give(agreement)
    verify(given, as_of=date(2026, 4, 2), on="2026-04-01")
    given.refresh_from_db()
    owners.undo(given=given, by=BY, as_of=date(2026, 4, 30))
    assert ends_of(agreement) == (AgreementState.ACTIVE, None, None)


def test_not_when_supply_stops_anyway():
    given = give(running())
    verify(
        given, as_of=date(2026, 4, 2), on="2026-04-01", kind="NEW_SUPPLY_AGREEMENT", supply_stops_on=NOTICE_ENDS
    )
    given.refresh_from_db()
    with pytest.raises(EndedOtherwise):
        owners.undo(given=given, by=BY, as_of=date(2026, 4, 3))


def test_a_day_that_has_passed_asks_a_person_about_the_invoices():
    given = give(running())
    verify(given)
    assert StaffTask.objects.filter(kind="owner-end-past", subject_id=given.pk).exists()


# --- the market


def market(agreement, effective_on, *, process=MarketProcess.SUPPLIER_SWITCH, on=date(2026, 6, 3)):
    message = notice(
        agreement.supplies.get(),
        effective_on,
        process=process,
        written_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC),
    )
    return message, note(message, as_of=on)


@pytest.mark.rule("OR-13.2", "X-32")
@pytest.mark.parametrize("process", [MarketProcess.SUPPLIER_SWITCH, MarketProcess.MOVE_IN])
def test_a_new_supply_in_the_market_verifies_itself_and_the_message_is_its_source(process):
    """Told on 3 June of a supply from 20 June: the agreement ends on 3 June, and so does what is charged."""
    agreement = running()
    give(agreement)
    message, state = market(agreement, date(2026, 6, 20), process=process)
    assert state == "MATCHED"
    made = OwnerEvent.objects.get()
    assert (made.kind, made.source, made.reference, made.message_id) == (
        "NEW_SUPPLY_AGREEMENT", "MARKET", message.message_id, message.pk,
    )  # fmt: skip
    assert ends_of(agreement) == (AgreementState.TERMINATING, date(2026, 6, 3), date(2026, 6, 3))
    assert not StaffTask.objects.exclude(state="DONE").exists()


@pytest.mark.rule("X-32")
def test_charges_stop_at_the_switch_though_the_notice_ends_later():
    agreement = running()
    give(agreement)
    market(agreement, date(2026, 4, 10), on=date(2026, 3, 20))
    assert ends_of(agreement) == (AgreementState.TERMINATING, date(2026, 4, 10), date(2026, 4, 10))


@pytest.mark.rule("OR-13.2")
def test_a_cut_off_in_the_market_verifies_itself():
    agreement = running()
    given = give(agreement)
    market(agreement, date(2026, 6, 20), process=MarketProcess.END_OF_SUPPLY)
    assert OwnerEvent.objects.get().kind == "SUPPLY_CUT_OFF"
    given.refresh_from_db()
    with pytest.raises(EndedOtherwise):
        owners.undo(given=given, by=BY, as_of=TODAY)


def test_where_the_agreement_supplies_another_place_too_a_person_looks():
    agreement = running()
    other = energy.metering_point(agreement.supplier)
    Supply.objects.create(
        supplier=agreement.supplier, agreement=agreement, metering_point=other, starts_on=agreement.starts_on
    )
    give(agreement)
    first = agreement.supplies.order_by("pk").first()
    note(notice(first, date(2026, 6, 20), process=MarketProcess.MOVE_IN), as_of=date(2026, 6, 3))
    assert not OwnerEvent.objects.exists()
    assert StaffTask.objects.filter(kind="market-message-differs").exists()


def test_without_an_owners_notice_a_move_in_is_left_to_a_person_as_before():
    agreement = running()
    market(agreement, date(2026, 6, 20), process=MarketProcess.MOVE_IN)
    assert ends_of(agreement) == (AgreementState.ACTIVE, None, None)
    assert StaffTask.objects.get().kind == "market-message-differs"

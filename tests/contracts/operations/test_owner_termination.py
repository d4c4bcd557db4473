"""An owner's notice waits while the agreement runs on; news is kept, and a wish for a cut-off passed on."""

from datetime import date

import pytest

from accounts.models import Event, Receipt, StaffTask
from contracts.enums import AgreementState, OwnerEventKind, TerminationState
from contracts.models import Agreement, Termination
from contracts.operations import agreement as agreements
from contracts.operations import owner_termination as operations
from contracts.operations import termination
from contracts.operations.termination import NotRunning
from contracts.operations.termination_refusal import EventUnknown, NoOwnerClause, NotWaiting
from contracts.queries.move import supplies_to_move
from contracts.queries.product_change import supplies_to_change
from contracts.queries.termination import may_be_terminated
from contracts.rules.termination import NoticeForm
from tests.builders.owner import BY, LAST_DAY, NOTICE_ENDS, TODAY, give, running

pytestmark = pytest.mark.django_db


def tasks():
    return set(StaffTask.objects.exclude(state="DONE").values_list("kind", flat=True))


@pytest.mark.rule("OR-13.2", "OR-12.4", "X-32")
def test_the_agreement_and_its_supply_go_on_while_an_owners_notice_waits():
    agreement = running()
    given = give(agreement)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before) == (AgreementState.ACTIVE, None)
    assert list(agreement.supplies.values_list("ends_before", flat=True)) == [None]
    assert (given.state, given.ends_before, given.notice_ends_before) == (
        TerminationState.AWAITING, None, NOTICE_ENDS,
    )  # fmt: skip
    assert given.clauses[0] == "OR-13.2"
    told = Event.objects.get(kind="contracts.termination.given")
    assert (told.clause, told.customer_id) == ("OR-13.2", agreement.customer_id)


@pytest.mark.rule("OR-13.2")
def test_staff_are_asked_to_look_by_the_day_the_notice_ends():
    agreement = running()
    given = give(agreement)
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer_id, task.clause) == (
        "owner-event", given.pk, agreement.customer_id, "OR-13.2",
    )  # fmt: skip
    assert task.due_at.date() == NOTICE_ENDS


def test_nothing_else_ends_or_changes_the_agreement_meanwhile():
    agreement = running()
    give(agreement)
    assert not may_be_terminated(agreement)
    assert supplies_to_change(agreement, as_of=TODAY) == []
    assert not supplies_to_move(agreement.customer).exists()
    with pytest.raises(NotRunning):
        give(agreement)
    with pytest.raises(NotRunning):
        termination.give_for_supplier(agreement=agreement, by=BY, as_of=TODAY, reason="Lukkes.")


def test_terms_without_the_clause_know_no_owners_notice():
    agreement = running("gron", "gron_variable_2024")
    with pytest.raises(NoOwnerClause):
        operations.give(
            agreement=agreement, last_day=LAST_DAY, accepted=0, form=NoticeForm.LETTER, by=BY, as_of=TODAY
        )
    assert not Termination.objects.exists()


@pytest.mark.rule("OR-13.2")
def test_what_has_happened_is_kept_with_its_day_and_its_first_telling_counts():
    given = give(running())
    told = operations.tell_event(
        given=given, kind=OwnerEventKind.NEW_OWNER, words="Solgt til Bo.", by=BY, as_of=date(2026, 4, 1)
    )
    again = operations.tell_event(
        given=given, kind=OwnerEventKind.NEW_OWNER, words="Skødet er klar.", by=BY, as_of=date(2026, 4, 9)
    )
    assert (again.pk, again.told_on, again.words) == (told.pk, date(2026, 4, 1), "Solgt til Bo.\nSkødet er klar.")
    assert tasks() == {"owner-event", "owner-event-told"}
    assert Event.objects.filter(kind="contracts.termination.owner_event_told").count() == 2
    assert Receipt.objects.count() == 2


def test_an_event_the_terms_do_not_name_is_refused():
    with pytest.raises(EventUnknown) as refused:
        operations.tell_event(given=give(running()), kind="death", words="x", by=BY, as_of=TODAY)
    assert refused.value.clause == "OR-13.2"


@pytest.mark.rule("OR-13.2d")
def test_a_wish_to_have_supply_cut_is_passed_on_the_same_day_with_its_fee():
    agreement = running()
    given = give(agreement)
    operations.wish_cut_off(given=given, by=BY, as_of=TODAY)
    operations.wish_cut_off(given=given, by=BY, as_of=date(2026, 3, 6))
    task = StaffTask.objects.get(kind="cut-off-wish")
    assert (task.due_at.date(), task.clause) == (TODAY, "OR-13.2d")
    assert agreement.supplies.get().metering_point.gsrn in task.explanation
    kept = Receipt.objects.get(cause__endswith=":cut-off")
    assert dict(kept.rows)["Det koster en afbrydelse"] == "netselskabets eget gebyr"
    assert {clause for _said, clause in kept.reasons} == {"OR-13.2d"}
    given.refresh_from_db()
    assert given.cut_off_wished_on == TODAY
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ACTIVE


def test_it_is_taken_back_while_it_waits_and_nobody_is_asked_any_more():
    agreement = running()
    given = give(agreement)
    operations.undo(given=given, by=BY, as_of=date(2026, 8, 1))
    agreement.refresh_from_db()
    assert (agreement.state, given.state, given.undone_on) == ("ACTIVE", "UNDONE", date(2026, 8, 1))
    assert tasks() == set()
    assert may_be_terminated(agreement)
    assert Receipt.objects.count() == 2


@pytest.mark.rule("OR-13.2d")
def test_a_cut_off_that_was_passed_on_is_stopped_when_the_notice_is_taken_back():
    given = give(running())
    operations.wish_cut_off(given=given, by=BY, as_of=TODAY)
    StaffTask.objects.filter(kind="cut-off-wish").update(state="DONE", outcome="Ringede til netselskabet.")
    given.refresh_from_db()
    operations.undo(given=given, by=BY, as_of=date(2026, 3, 6))
    assert tasks() == {"cut-off-recalled"}


def test_a_cut_off_that_was_not_passed_on_yet_needs_no_stopping():
    given = give(running())
    operations.wish_cut_off(given=given, by=BY, as_of=TODAY)
    given.refresh_from_db()
    operations.undo(given=given, by=BY, as_of=TODAY)
    assert tasks() == set()


def test_after_it_is_taken_back_nothing_is_told_of_it():
    given = give(running())
    operations.undo(given=given, by=BY, as_of=TODAY)
    with pytest.raises(NotWaiting):
        operations.wish_cut_off(given=given, by=BY, as_of=TODAY)
    with pytest.raises(NotWaiting):
        operations.tell_event(given=given, kind=OwnerEventKind.CUT_OFF, words="x", by=BY, as_of=TODAY)


def test_a_notice_that_waits_falls_away_with_a_withdrawal():
    given = give(running())
    termination.note_withdrawal(agreement=given.agreement, by=BY, as_of=TODAY)
    given.refresh_from_db()
    assert given.state == TerminationState.UNDONE


def test_it_is_done_when_something_else_ends_the_agreement():
    agreement = running()
    given = give(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(state="TERMINATING", ends_before=date(2026, 6, 1))
    agreements.end(agreement=Agreement.objects.get(pk=agreement.pk), by=BY, as_of=date(2026, 6, 1))
    given.refresh_from_db()
    assert (given.state, given.ends_before) == (TerminationState.DONE, date(2026, 6, 1))

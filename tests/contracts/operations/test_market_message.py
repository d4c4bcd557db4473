"""Requests to the market are laid ready once, answers and notices are kept once, and people are asked once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import TaskState
from accounts.models import Event, StaffTask
from config.foundation.transition import ForbiddenTransition
from contracts.enums import MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models import MarketMessage
from contracts.operations import market_message as operations
from contracts.operations.market_message import MarketDayTooEarly, PointNotSupplied
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY, FIRST = date(2026, 5, 20), date(2026, 7, 1)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
BY = "test"


@pytest.fixture
def supply():
    energy.figures_of_the_law()
    return energy.supply()


def prepare(supply, *, process=MarketProcess.END_OF_SUPPLY, effective_on=FIRST, **other):
    about = {"agreement": supply.agreement, "metering_point": supply.metering_point, "as_of": TODAY, **other}
    return operations.prepare(process=process, effective_on=effective_on, by=BY, **about)


def received(at, number="1", **told):
    """Keep a notification to a supplier, and return it."""
    standard = {"process": MarketProcess.MOVE_OUT, "gsrn": "5" * 18, "effective_on": FIRST}
    operations.receive(
        supplier=at,
        kind=MarketMessageKind.NOTIFICATION,
        message_id=f"m-{number}",
        transaction_id=f"t-{number}",
        **{**standard, **told},
    )
    return MarketMessage.objects.get(supplier=at, message_id=f"m-{number}")


# --- what we ask


def test_request_is_laid_ready_for_its_agreement(supply):
    made = prepare(supply)
    made.refresh_from_db()
    assert (made.direction, made.kind, made.state) == ("OUT", "REQUEST", "PREPARED")
    assert (made.agreement, made.metering_point, made.gsrn) == (
        supply.agreement,
        supply.metering_point,
        supply.metering_point.gsrn,
    )
    assert (made.effective_on, made.refers_to, made.sent_at, made.settled_at) == (FIRST, "", None, None)
    assert Event.objects.get(subject_id=made.pk).kind == "contracts.market_message.prepared"


def test_same_request_again_is_the_same_message(supply, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as nudges:
        first, again = prepare(supply), prepare(supply)
    assert first == again
    assert (MarketMessage.objects.count(), Event.objects.count(), len(nudges)) == (1, 1, 1)


def test_what_was_asked_in_time_is_the_same_message_when_the_day_has_come(supply):
    first = prepare(supply)
    assert prepare(supply, as_of=FIRST) == first


def test_ids_come_from_what_is_asked_and_nothing_else(supply):
    first = prepare(supply)
    ids = (first.message_id, first.transaction_id)
    first.delete()
    again = prepare(supply)
    assert (again.message_id, again.transaction_id) == ids
    assert len({*ids}) == 2


@pytest.mark.parametrize(
    "other", [{"effective_on": FIRST + timedelta(days=1)}, {"process": MarketProcess.MOVE_OUT}]
)
def test_another_day_or_process_is_another_message(supply, other):
    assert prepare(supply) != prepare(supply, **other)


def test_another_supplier_with_the_same_numbers_has_other_ids(supply):
    there = energy.supply(customer=account.customer(account.supplier("orsted")))
    type(there.agreement).objects.filter(pk=there.agreement_id).update(number=supply.agreement.number)
    type(there.metering_point).objects.filter(pk=there.metering_point_id).update(gsrn=supply.metering_point.gsrn)
    there.refresh_from_db()
    assert prepare(supply).message_id != prepare(there).message_id


def test_request_that_was_rejected_may_be_made_again(supply):
    first = prepare(supply)
    MarketMessage.objects.filter(pk=first.pk).update(state=MarketMessageState.REJECTED, settled_at=NOW)
    second = prepare(supply)
    assert second.pk != first.pk
    assert second.message_id != first.message_id
    assert prepare(supply) == second


def test_request_needs_a_supply_of_the_agreement(supply):
    with pytest.raises(PointNotSupplied):
        prepare(supply, metering_point=energy.metering_point())
    assert not MarketMessage.objects.exists()


@pytest.mark.parametrize(
    "process, first",
    [
        (MarketProcess.SUPPLIER_SWITCH, date(2026, 5, 21)),
        (MarketProcess.MOVE_OUT, date(2026, 5, 21)),
        (MarketProcess.MOVE_IN, date(2026, 5, 15)),
    ],
)
def test_market_is_not_asked_for_a_day_it_does_not_take(supply, process, first):
    prepare(supply, process=process, effective_on=first)
    with pytest.raises(MarketDayTooEarly, match=f"{first.day}"):
        prepare(supply, process=process, effective_on=first - timedelta(days=1))
    assert MarketMessage.objects.count() == 1


def test_sent_is_noted_once(supply):
    made = prepare(supply)
    operations.note_sent(message=made, content="{}", by=BY, as_of=TODAY)
    made.refresh_from_db()
    sent_at = made.sent_at
    operations.note_sent(message=made, content="other", by=BY, as_of=TODAY)
    made.refresh_from_db()
    assert (made.state, made.content, made.sent_at) == (MarketMessageState.SENT, "{}", sent_at)
    assert Event.objects.filter(kind="contracts.market_message.sent").count() == 1


def test_what_it_waited_for_is_done_when_it_is_sent(supply):
    made = prepare(supply)
    task = operations.ask(message=made, kind=operations.INCOMPLETE, title="Venter", why="CPR", as_of=TODAY)
    assert (task.customer, task.due_at.isoformat()) == (supply.agreement.customer, "2026-05-21T16:00:00+02:00")
    operations.note_sent(message=made, content="{}", by=BY, as_of=TODAY)
    task.refresh_from_db()
    assert task.state == TaskState.DONE


# --- what we are told


def test_a_transaction_is_kept_once():
    at = account.supplier()
    told = {"kind": MarketMessageKind.CONFIRMATION, "message_id": "m", "process": MarketProcess.MOVE_IN}
    answers = [
        operations.receive(supplier=at, transaction_id="t1", **told),
        operations.receive(supplier=at, transaction_id="t1", **told),
        operations.receive(supplier=at, transaction_id="t2", **told),
        operations.receive(supplier=account.supplier("orsted"), transaction_id="t1", **told),
    ]
    assert answers == [True, False, True, True]
    assert set(MarketMessage.objects.values_list("state", "direction")) == {("RECEIVED", "IN")}


def test_what_fits_nothing_is_left_to_a_person_once():
    message = received(account.supplier())
    task = operations.leave_unmatched(message=message, why="Ukendt.", by=BY, as_of=TODAY)
    assert (message.state, message.settled_at is not None) == (MarketMessageState.UNMATCHED, True)
    assert (task.kind, task.explanation, task.customer) == ("market-message-unmatched", "Ukendt.", None)
    with pytest.raises(ForbiddenTransition):
        operations.leave_unmatched(message=message, why="Ukendt.", by=BY, as_of=TODAY)
    assert StaffTask.objects.count() == 1


def test_message_matches_the_rows_it_is_about(supply):
    message = received(supply.supplier)
    operations.match(
        message=message, agreement=supply.agreement, metering_point=supply.metering_point, by=BY, as_of=TODAY
    )
    assert (message.state, message.agreement) == (MarketMessageState.MATCHED, supply.agreement)
    assert Event.objects.filter(customer=supply.agreement.customer, customer_may_see=False).count() == 1


# --- what the database holds to


def test_database_holds_a_message_to_its_supplier(supply):
    message = received(account.supplier("orsted"))
    message.agreement = supply.agreement
    with pytest.raises(IntegrityError, match="same_supplier"):
        message.save()


@pytest.mark.parametrize(
    "wrong, name",
    [
        ({"state": "SENT"}, "of_ours_asks_and_one_to_us_tells"),
        ({"direction": "OUT"}, "of_ours_asks_and_one_to_us_tells"),
        ({"kind": "REQUEST"}, "of_ours_asks_and_one_to_us_tells"),
        ({"kind": "REJECTION"}, "a_market_rejection_says_why"),
        ({"kind": "OTHER"}, "market_message_kind_is_known"),
        ({"process": "OTHER"}, "market_message_process_is_known"),
        ({"effective_on": None}, "say_where_and_when"),
        ({"gsrn": ""}, "say_where_and_when"),
        ({"state": "MATCHED"}, "settled_when_it_waits_for_nothing"),
        ({"settled_at": NOW}, "settled_when_it_waits_for_nothing"),
    ],
)
def test_database_refuses_what_no_message_can_be(wrong, name):
    message = received(account.supplier())
    for field, value in wrong.items():
        setattr(message, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MarketMessage.objects.bulk_create([_copy(message)])


def _copy(message):
    message.pk, message.message_id, message._state.adding = None, "copy", True
    return message


def test_database_refuses_a_sent_request_without_its_moment(supply):
    made = prepare(supply)
    with pytest.raises(IntegrityError, match="a_sent_market_message_says_when"):
        MarketMessage.objects.filter(pk=made.pk).update(state=MarketMessageState.SENT)


def test_database_refuses_a_step_that_is_not_allowed(supply):
    message = received(supply.supplier)
    operations.match(message=message, agreement=None, metering_point=None, by=BY, as_of=TODAY)
    with pytest.raises(IntegrityError, match="cannot go from MATCHED to UNMATCHED"):
        MarketMessage.objects.filter(pk=message.pk).update(state=MarketMessageState.UNMATCHED)

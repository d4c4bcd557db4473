"""Answers are noted at the request they refer to; what fits none, or says the opposite, is left to a person."""

from datetime import date

import pytest

from accounts.enums import TaskState
from accounts.models import StaffTask
from contracts.enums import MarketMessageKind as Kind
from contracts.enums import MarketMessageState as State
from contracts.enums import MarketProcess
from contracts.models import MarketMessage
from contracts.operations import market_answer, market_message
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY, FIRST = date(2026, 5, 20), date(2026, 7, 1)
BY = "test"


@pytest.fixture
def request_():
    energy.figures_of_the_law()
    supply = energy.supply()
    made = market_message.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=MarketProcess.SUPPLIER_SWITCH,
        effective_on=FIRST,
        by=BY,
        as_of=TODAY,
    )
    market_message.note_sent(message=made, content="{}", by=BY, as_of=TODAY)
    made.refresh_from_db()
    return made


def answer(request, kind=Kind.CONFIRMATION, *, number="1", at=None, **told):
    """Keep an answer to a request, note it, and return it."""
    standard = {"refers_to": request.transaction_id, "process": request.process, "gsrn": request.gsrn}
    if kind == Kind.REJECTION:
        standard |= {"reason_code": "D64", "reason_text": "D64 Kunde-id mangler"}
    at = at or request.supplier
    market_message.receive(
        supplier=at, kind=kind, message_id=f"m-{number}", transaction_id=f"t-{number}", **{**standard, **told}
    )
    message = MarketMessage.objects.get(supplier=at, message_id=f"m-{number}")
    market_answer.note_answer(message=message, by=BY, as_of=TODAY)
    request.refresh_from_db()
    message.refresh_from_db()
    return message


def test_confirmation_is_noted_at_its_request(request_):
    message = answer(request_)
    assert (request_.state, message.state) == (State.CONFIRMED, State.MATCHED)
    assert (message.agreement, message.metering_point) == (request_.agreement, request_.metering_point)
    assert request_.settled_at is not None
    assert not StaffTask.objects.exists()


def test_rejection_is_noted_with_its_reason_and_asks_a_person(request_):
    message = answer(request_, Kind.REJECTION)
    assert (request_.state, message.state) == (State.REJECTED, State.MATCHED)
    assert (request_.reason_code, request_.reason_text) == ("D64", "D64 Kunde-id mangler")
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.explanation, task.customer) == (
        "market-message-rejected",
        request_.pk,
        "D64 Kunde-id mangler",
        request_.agreement.customer,
    )


def test_rejection_need_not_name_the_metering_point(request_):
    assert answer(request_, Kind.REJECTION, gsrn="").state == State.MATCHED
    assert request_.state == State.REJECTED


def test_answer_may_overtake_our_note_that_it_was_sent(request_):
    MarketMessage.objects.filter(pk=request_.pk).delete()
    made = market_message.prepare(
        agreement=request_.agreement,
        metering_point=request_.metering_point,
        process=MarketProcess.SUPPLIER_SWITCH,
        effective_on=FIRST,
        by=BY,
        as_of=TODAY,
    )
    answer(made)
    assert made.state == State.CONFIRMED
    market_message.note_sent(message=made, content="late", by=BY, as_of=TODAY)
    made.refresh_from_db()
    assert (made.state, made.content) == (State.CONFIRMED, "")


@pytest.mark.parametrize("kind, state", [(Kind.CONFIRMATION, State.CONFIRMED), (Kind.REJECTION, State.REJECTED)])
def test_same_answer_in_another_message_changes_nothing_more(request_, kind, state):
    answer(request_, kind)
    settled_at, tasks = request_.settled_at, StaffTask.objects.count()
    assert answer(request_, kind, number="2").state == State.MATCHED
    assert (request_.state, request_.settled_at, StaffTask.objects.count()) == (state, settled_at, tasks)


@pytest.mark.parametrize(
    "told",
    [
        {"refers_to": ""},
        {"refers_to": "somebody-elses"},
        {"process": MarketProcess.MOVE_IN},
        {"gsrn": "571313180100000021"},
    ],
)
def test_answer_to_something_else_is_left_to_a_person(request_, told):
    message = answer(request_, **told)
    assert (message.state, request_.state) == (State.UNMATCHED, State.SENT)
    assert StaffTask.objects.get().kind == "market-message-unmatched"


def test_answer_to_another_suppliers_request_is_not_ours(request_):
    message = answer(request_, at=account.supplier("orsted"))
    assert (message.state, request_.state) == (State.UNMATCHED, State.SENT)
    assert StaffTask.objects.get().supplier == account.supplier("orsted")


@pytest.mark.parametrize("first, then", [(Kind.CONFIRMATION, Kind.REJECTION), (Kind.REJECTION, Kind.CONFIRMATION)])
def test_opposite_answer_is_left_to_a_person_and_the_first_one_stands(request_, first, then):
    answer(request_, first)
    stood = request_.state
    message = answer(request_, then, number="2")
    assert (message.state, request_.state) == (State.UNMATCHED, stood)
    assert StaffTask.objects.filter(kind="market-message-unmatched", subject_id=message.pk).count() == 1


def test_nobody_need_ask_for_an_answer_that_came(request_):
    task = market_message.ask(
        message=request_, kind=market_message.UNANSWERED, title="Intet svar", why="", as_of=TODAY
    )
    answer(request_)
    task.refresh_from_db()
    assert (task.state, task.outcome != "") == (TaskState.DONE, True)

"""A complaint from receipt to answer, contest and close: number, clock, queue, messages, refusals."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.enums import DeadlineState, StaffJob, TaskState
from accounts.models import Deadline, Event, Message, StaffTask
from billing.models import PaymentHold
from complaints.enums import ComplaintLevel, ComplaintState, StatementBy
from complaints.models import Complaint, Statement
from complaints.operations import complaint as operations
from config.foundation.transition import ForbiddenTransition
from contracts.operations import statute
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db

DAY = build.RECEIVED_ON
ANSWER = "Vi har set på regningen, og du har ret."


def stine():
    return account.staff(StaffJob.COMPLAINTS)


def clock(case: Complaint) -> Deadline:
    return Deadline.objects.filter(subject_id=case.pk, rule="complaint-answer").latest("started_on")


@pytest.mark.rule("CE-04", "GE-V-12.1", "X-70")
def test_receipt_gives_number_clock_task_and_message_ce_04():
    case = build.complaint()

    assert (case.number, case.state, case.level) == ("K000001", ComplaintState.RECEIVED, ComplaintLevel.FRONTLINE)
    zone = ZoneInfo("Europe/Copenhagen")
    assert (clock(case).due_at, clock(case).warn_on) == (
        datetime(2026, 6, 3, 23, 59, tzinfo=zone),
        date(2026, 5, 19),
    )
    assert (clock(case).clause, clock(case).state) == ("GE-V-12.1", DeadlineState.OPEN)
    task = StaffTask.objects.get()
    assert (task.kind, task.due_at, task.subject_id) == (
        "complaint-answer",
        datetime(2026, 5, 19, 23, 59, tzinfo=zone),
        case.pk,
    )
    sent = Message.objects.get()
    assert (sent.kind, sent.reason, sent.clause) == (
        "complaint_received",
        f"complaint_received:{case.pk}",
        "GE-V-12.1",
    )
    assert Event.objects.get(kind="complaints.complaint.received").data == {
        "number": "K000001",
        "answer_by": "2026-06-03",
    }


def test_numbers_are_counted_per_supplier():
    orsted = account.customer(account.supplier("orsted", terms_code="orsted_2019"))
    numbers = [build.complaint().number, build.complaint(orsted).number, build.complaint().number]
    assert numbers == ["K000001", "K000001", "K000002"]


def test_same_form_sent_twice_is_one_case():
    customer = account.customer()
    first, second = build.complaint(customer), build.complaint(customer)
    assert (first, Message.objects.count(), StaffTask.objects.count()) == (second, 1, 1)


@pytest.mark.rule("EP-13.2", "GE-V-12.1")
def test_receipt_holds_no_payment_ep_13_2():
    build.complaint()
    assert PaymentHold.objects.count() == 0


@pytest.mark.rule("GE-VF-11.5")
def test_card_and_personal_numbers_are_masked_everywhere_they_are_said():
    secret = "Kort 4242 4242 4242 4242, cpr 010190-1234"
    hidden = "Kort •••• 4242, cpr 010190-••••"
    case = build.complaint(text=secret, wanted=secret)
    operations.add(complaint=case, text=secret, by="karen", as_of=DAY)
    operations.note(complaint=case, text=secret, by=stine(), as_of=DAY)
    assert [case.text, case.wanted, *Statement.objects.values_list("text", flat=True)] == [hidden] * 4


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nothing_said_is_refused(words):
    with pytest.raises(operations.NothingSaid):
        build.complaint(text=words)
    assert Complaint.objects.count() == 0


def test_letter_runs_from_the_day_it_came():
    case = build.complaint(came_on=date(2026, 4, 30))
    assert (case.received_on, clock(case).due_at.date()) == (date(2026, 4, 30), date(2026, 5, 30))
    assert Event.objects.get(kind="complaints.complaint.received").business_date == DAY


def test_answer_stops_clock_and_queue_and_tells_the_customer():
    case, staff = build.complaint(), stine()
    statement = operations.answer(complaint=case, text=ANSWER, by=staff, as_of=date(2026, 5, 11))

    assert (case.state, case.answered_on) == (ComplaintState.ANSWERED, date(2026, 5, 11))
    assert (clock(case).state, clock(case).met_on) == (DeadlineState.MET, date(2026, 5, 11))
    assert StaffTask.objects.get().state == TaskState.DONE
    assert (statement.said_by, statement.author) == (StatementBy.STAFF, "Stine Support")
    assert Event.objects.get(kind="complaints.complaint.answered").actor_user == staff


@pytest.mark.rule("GE-V-12.1")
def test_answer_names_the_body_outside_with_its_price_ce_10():
    statute.load()
    case = build.complaint()
    operations.answer(complaint=case, text=ANSWER, by=stine(), as_of=DAY)
    body = Message.objects.get(kind="complaint_answered").body
    assert [part in body for part in (ANSWER, "Ankenævnet på Energiområdet", "160", "post@energianke.dk")] == [
        True
    ] * 4


def test_answer_to_a_business_names_no_consumer_board_law_8():
    business = account.customer(kind="BUSINESS", cvr="41627484")
    operations.answer(complaint=build.complaint(business), text=ANSWER, by=stine(), as_of=DAY)
    assert ("Ankenævnet" in Message.objects.get(kind="complaint_answered").body) is False


def test_staff_note_is_not_for_the_customer():
    case = build.complaint()
    assert operations.note(complaint=case, text="Ring først.", by=stine(), as_of=DAY).customer_may_see is False
    assert Message.objects.count() == 1


@pytest.mark.rule("CE-06")
def test_contest_before_the_answer_is_refused_ce_06():
    with pytest.raises(operations.NotYetAnswered):
        operations.contest(complaint=build.complaint(), text="Nej.", by="karen", as_of=date(2026, 6, 3))


@pytest.mark.rule("CE-06", "X-70")
def test_silence_past_the_limit_opens_the_next_level_x_70():
    case = build.complaint(build.cerius())
    operations.contest(complaint=case, text="I svarede ikke.", by="karen", as_of=date(2026, 6, 4))
    assert (case.state, case.level) == (ComplaintState.RECEIVED, ComplaintLevel.SECOND)
    assert (clock(case).started_on, clock(case).state) == (date(2026, 6, 4), DeadlineState.OPEN)
    assert Deadline.objects.filter(state=DeadlineState.OPEN).count() == 1


@pytest.mark.rule("CE-06", "CE-09")
def test_contested_answer_goes_to_the_ambassador_whose_word_is_the_last_ce_06_ce_09():
    case, staff = build.complaint(build.cerius()), stine()
    operations.answer(complaint=case, text=ANSWER, by=staff, as_of=date(2026, 5, 8))
    operations.contest(complaint=case, text="Nej.", by="karen", as_of=date(2026, 5, 9))
    assert (case.level, case.answered_on) == (ComplaintLevel.SECOND, None)
    operations.answer(complaint=case, text=ANSWER, by=staff, as_of=date(2026, 5, 20))

    with pytest.raises(operations.LastWordSaid) as refusal:
        operations.contest(complaint=case, text="Stadig nej.", by="karen", as_of=date(2026, 5, 21))
    assert (refusal.value.code, refusal.value.clause) == ("last-word-said", "CE-06")


def test_contest_with_one_level_is_looked_at_again_with_a_new_clock():
    case = build.complaint()
    operations.answer(complaint=case, text=ANSWER, by=stine(), as_of=DAY)
    operations.contest(complaint=case, text="Nej.", by="karen", as_of=DAY)
    assert (case.level, case.state) == (ComplaintLevel.FRONTLINE, ComplaintState.RECEIVED)
    # The first clock began this very day, so the second begins the day after.
    assert (clock(case).started_on, clock(case).state) == (date(2026, 5, 5), DeadlineState.OPEN)
    assert StaffTask.objects.exclude(state=TaskState.DONE).count() == 1
    assert Message.objects.filter(kind="complaint_received").count() == 2


def test_closed_case_stops_its_clock_and_opens_when_contested():
    case = build.complaint()
    operations.close(complaint=case, reason="Trukket tilbage.", by=stine(), as_of=DAY)
    assert (case.state, clock(case).state) == (ComplaintState.CLOSED, DeadlineState.CANCELLED)
    operations.contest(complaint=case, text="Alligevel.", by="karen", as_of=date(2026, 5, 6))
    assert (case.state, case.closed_on) == (ComplaintState.RECEIVED, None)


def test_answered_case_is_not_answered_twice():
    case, staff = build.complaint(), stine()
    operations.answer(complaint=case, text=ANSWER, by=staff, as_of=DAY)
    with pytest.raises(ForbiddenTransition):
        operations.answer(complaint=case, text=ANSWER, by=staff, as_of=DAY)
    assert Statement.objects.count() == 1

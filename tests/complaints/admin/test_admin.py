"""The desk of complaints: found, answered, noted, held and lifted by the operation; others see and do nothing."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import EnquiryState, StaffJob
from accounts.models import Enquiry, Event
from billing.enums import HoldState
from billing.models import PaymentHold
from complaints.enums import ComplaintState
from complaints.models import Complaint, Statement
from config.foundation import clock
from tests.builders import account, billing, desk
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 5)


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def case():
    return build.complaint(account.customer(name="Karen Holm", email="karen@holm.example"))


def at_desk(*jobs, code="gron"):
    return account.signed_in(account.staff(*jobs, at=account.supplier(code)))


def do(client, row, **said):
    return client.post(desk.path(type(row), row.pk, "change"), said | desk.no_inlines("statements"))


@pytest.mark.parametrize("asked", ["K000001", "Karen Holm", "karen@holm.example", "100"])
def test_case_is_found_by_number_name_and_e_mail(case, asked):
    assert desk.rows(at_desk(StaffJob.COMPLAINTS), Complaint, q=asked) == [case]


def test_case_is_not_found_by_words_it_does_not_have(case):
    assert desk.rows(at_desk(StaffJob.COMPLAINTS), Complaint, q="Bo Berg") == []


def test_answer_goes_through_the_operation_with_its_author(case):
    answer = do(at_desk(StaffJob.COMPLAINTS), case, act="answer", words="Du har ret.")
    case.refresh_from_db()
    assert (answer.status_code, case.state, case.answered_on) == (302, ComplaintState.ANSWERED, TODAY)
    assert Statement.objects.get().author == "Stine Support"
    assert Event.objects.get(kind="complaints.complaint.answered").actor == "Stine Support"


def test_answer_without_words_is_not_sent(case):
    page = do(at_desk(StaffJob.COMPLAINTS), case, act="answer", words=" ")
    assert (page.status_code, list(page.context["adminform"].form.errors)) == (200, ["words"])
    assert Statement.objects.count() == 0


def test_note_and_close(case):
    client = at_desk(StaffJob.COMPLAINTS)
    do(client, case, act="note", words="Ring først.")
    do(client, case, act="close", words="Trukket tilbage.")
    case.refresh_from_db()
    assert (case.state, Statement.objects.get().customer_may_see) == (ComplaintState.CLOSED, False)


def test_hold_is_agreed_on_a_claim_and_lifted(case):
    claim = billing.due_item(billing.billing_account(case.customer))
    client = at_desk(StaffJob.COMPLAINTS)
    do(
        client,
        case,
        act="hold",
        words="Vi ser på den.",
        waits=f"claim:{claim.pk}",
        amount="300.50",
        until="2026-06-01",
    )
    hold = PaymentHold.objects.get()
    assert (hold.amount, hold.due_item, hold.ends_before, hold.placed_by) == (
        30_050,
        claim,
        date(2026, 6, 1),
        "Stine Support",
    )
    do(client, case, act="lift", words="Afgjort.")
    hold.refresh_from_db()
    assert (hold.state, hold.lifted_on) == (HoldState.LIFTED, TODAY)


def test_hold_larger_than_the_claim_is_refused_and_the_words_stand_in_the_form(case):
    claim = billing.due_item(billing.billing_account(case.customer), amount=100)
    page = do(
        at_desk(StaffJob.COMPLAINTS),
        case,
        act="hold",
        words="Vi ser på den.",
        waits=f"claim:{claim.pk}",
        amount="2",
        until="2026-06-01",
    )
    form = page.context["adminform"].form
    assert (page.status_code, PaymentHold.objects.count()) == (200, 0)
    assert (form["words"].value(), form["act"].value()) == ("Vi ser på den.", "hold")
    assert len(form.non_field_errors()) == 1
    assert form.non_field_errors()[0] in page.content.decode()


def test_anothers_claim_is_not_among_the_choices(case):
    claim = billing.due_item()
    page = do(
        at_desk(StaffJob.COMPLAINTS),
        case,
        act="hold",
        words="x",
        waits=f"claim:{claim.pk}",
        amount="1",
        until="2026-06-01",
    )
    assert list(page.context["adminform"].form.errors) == ["waits"]


@pytest.mark.parametrize(
    "job,may_change",
    [
        (StaffJob.COMPLAINTS, True),
        (StaffJob.SUPERVISOR, True),
        (StaffJob.SUPPORT, False),
        (StaffJob.BILLING, False),
        (StaffJob.COLLECTIONS, False),
        (StaffJob.COMPLIANCE, False),
    ],
)
def test_every_job_looks_and_only_two_decide(case, job, may_change):
    client = at_desk(job)
    assert client.get(desk.path(Complaint, case.pk, "change")).status_code == 200
    assert do(client, case, act="answer", words="Svar.").status_code == (302 if may_change else 403)
    assert Statement.objects.count() == int(may_change)


@pytest.mark.parametrize("model", [Complaint, Statement, Enquiry])
def test_nothing_is_added_or_deleted_by_hand(case, model):
    client = at_desk(StaffJob.SUPERVISOR)
    row = {Complaint: case, Statement: None, Enquiry: build.enquiry()}[model]
    pk = row.pk if row else 1
    assert client.post(desk.path(model, "add"), {}).status_code == 403
    assert client.post(desk.path(model, pk, "delete"), {"post": "yes"}).status_code == 403


def test_staff_of_another_supplier_see_and_change_nothing(case):
    account.supplier("orsted", terms_code="orsted_2019")
    client = at_desk(StaffJob.SUPERVISOR, code="orsted")
    assert desk.rows(client, Complaint) == []
    assert client.get(desk.path(Complaint, case.pk, "change")).status_code == 302
    do(client, case, act="answer", words="Svar.")
    assert Statement.objects.count() == 0


def test_opening_a_case_stands_in_the_customers_log(case):
    at_desk(StaffJob.COMPLAINTS).get(desk.path(Complaint, case.pk, "change"))
    assert Event.objects.get(kind="accounts.customer.viewed").customer == case.customer


def test_question_is_answered_or_taken_up(case):
    client = at_desk(StaffJob.SUPPORT)
    first = build.enquiry(case.customer)
    second = build.enquiry(case.customer, text="Det er for dårligt.")
    do(client, first, act="answer", words="I juni.")
    do(client, second, act="take-up", subject="TREATMENT")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (EnquiryState.ANSWERED, EnquiryState.CLOSED)
    assert Complaint.objects.count() == 2


def test_who_comes_second_is_told_and_gets_the_words_back(case):
    asked = build.enquiry(case.customer)
    client = at_desk(StaffJob.COMPLAINTS)
    do(client, asked, act="answer", words="Ja.")
    page = client.get(do(client, asked, act="answer", words="Nej, desværre.")["Location"])
    asked.refresh_from_db()
    assert asked.answer == "Ja."
    assert "Nej, desværre." in str(list(page.context["messages"])[-1])


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_row_and_three(count, django_assert_num_queries):
    for _ in range(count):
        build.complaint()
    client = at_desk(StaffJob.COMPLAINTS)
    client.get(desk.path(Complaint))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(desk.rows(client, Complaint)) == count


LIST_QUERIES = 7

"""Help and complaints as a customer meets it: list, writing, what was typed stays, strangers get 404."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import AccessRole, StaffJob
from accounts.models import Upload
from billing.models import Invoice
from complaints.models import Complaint, Statement
from complaints.operations import complaint as operations
from config.foundation import clock
from contracts.operations import statute
from tests.builders import account, billing
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db

TODAY = build.RECEIVED_ON
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SAID = {"subject": "INVOICE", "text": "Den er for høj.", "wanted": "Se på den."}


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def karen():
    return account.customer()


@pytest.fixture
def client(karen):
    return account.signed_in(account.holder(karen))


def invoice(of, number=1):
    pays = billing.billing_account(of)
    return Invoice.objects.create(
        supplier=of.supplier,
        billing_account=pays,
        number=number,
        issued_on=date(2026, 4, 15),
        due_on=date(2026, 5, 1),
        period_starts_on=date(2026, 3, 1),
        period_ends_before=date(2026, 4, 1),
        currency="DKK",
        wh=1_000,
        net=80,
        vat=20,
        gross=100,
        clause="GE-VF-4.1",
    )


def page_of(case):
    return f"/klage/{case.public_id}/"


def test_complaint_is_received_and_its_page_opens(client, karen):
    answer = client.post("/klage/ny/", SAID)
    case = Complaint.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(case))
    assert (case.customer, case.text, case.wanted, case.received_on) == (
        karen,
        "Den er for høj.",
        "Se på den.",
        TODAY,
    )
    page = client.get(page_of(case))
    assert page.status_code == 200
    assert [said.paragraphs[0] for said in page.context["case"].statements] == ["Den er for høj."]
    assert page.context["case"].answer_by == date(2026, 6, 3)
    assert page.context["case"].payment.clause.id == "GE-V-12.1"


def test_invoice_is_offered_only_to_its_owner(client, karen):
    own, others = invoice(karen), invoice(account.customer(), number=2)
    refused = client.post("/klage/ny/", SAID | {"invoice": others.public_id})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["invoice"])
    assert client.post("/klage/ny/", SAID | {"invoice": own.public_id}).status_code == 302
    assert Complaint.objects.get().invoice == own


def test_link_from_an_invoice_fills_in_the_form(client, karen):
    own = invoice(karen)
    form = client.get(f"/klage/ny/?invoice={own.public_id}").context["form"]
    assert (form["invoice"].value(), form["subject"].value()) == (str(own.public_id), "INVOICE")


def test_what_was_typed_stays_when_something_is_missing(client):
    answer = client.post("/klage/ny/", SAID | {"text": ""})
    assert answer.status_code == 422
    assert (answer.context["form"]["wanted"].value(), list(answer.context["form"].errors)) == (
        "Se på den.",
        ["text"],
    )
    assert Complaint.objects.count() == 0


def test_attachment_is_kept_clean_and_handed_back(client):
    client.post("/klage/ny/", SAID | {"attachment": SimpleUploadedFile("brev.pdf", PDF)})
    case, kept = Complaint.objects.get(), Upload.objects.get()
    assert (kept.subject_id, kept.state, kept.original_name) == (case.pk, "AVAILABLE", "brev.pdf")
    assert client.get(page_of(case)).context["case"].attached[0].available is True
    assert client.get(f"/fil/{kept.public_id}/").status_code == 200


def test_attachment_that_is_not_taken_is_refused_beside_its_field(client):
    answer = client.post("/klage/ny/", SAID | {"attachment": SimpleUploadedFile("x.exe", b"MZ\x90\x00")})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["attachment"])
    assert (Complaint.objects.count(), Upload.objects.count()) == (0, 0)


def test_something_is_added_and_an_answer_contested(client, karen):
    case = build.complaint(karen)
    assert client.post(page_of(case), {"text": "Og en ting til."}).status_code == 302
    operations.answer(complaint=case, text="Nej.", by=account.staff(StaffJob.COMPLAINTS), as_of=TODAY)
    assert client.get(page_of(case)).context["case"].may_contest is True
    client.post(page_of(case), {"text": "Jo."})
    case.refresh_from_db()
    assert case.state == "RECEIVED"
    assert [row.said_by for row in Statement.objects.order_by("pk")] == ["CUSTOMER", "STAFF", "CUSTOMER"]


def test_last_word_offers_no_form_and_refuses_a_forged_one():
    of = build.cerius()
    case, staff = build.complaint(of), account.staff(StaffJob.COMPLAINTS)
    operations.answer(complaint=case, text="Nej.", by=staff, as_of=TODAY)
    operations.contest(complaint=case, text="Jo.", by="karen", as_of=TODAY)
    operations.answer(complaint=case, text="Nej.", by=staff, as_of=TODAY)
    client = account.signed_in(account.holder(of))
    assert client.get(page_of(case)).context["case"].may_contest is False
    answer = client.post(page_of(case), {"text": "Jo!"})
    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Jo!")


def test_staff_notes_are_not_shown(client, karen):
    case = build.complaint(karen)
    operations.note(complaint=case, text="Hemmeligt.", by=account.staff(StaffJob.COMPLAINTS), as_of=TODAY)
    assert ("Hemmeligt" in client.get(page_of(case)).content.decode()) is False


def test_strangers_get_404_and_owner_200(client, karen):
    case = build.complaint(karen)
    stranger = account.signed_in(account.holder(account.customer()))
    assert [stranger.get(page_of(case)).status_code, stranger.post(page_of(case), {"text": "x"}).status_code] == [
        404,
        404,
    ]
    assert client.get(page_of(case)).status_code == 200
    assert account.client_at("gron.localhost").get(page_of(case)).status_code == 302


def test_other_suppliers_host_knows_nothing_of_the_case(karen):
    case = build.complaint(karen)
    other = account.customer(account.supplier("orsted", terms_code="orsted_2019"))
    assert account.signed_in(account.holder(other)).get(page_of(case)).status_code == 404


def test_reader_looks_but_does_not_complain(karen):
    case = build.complaint(karen)
    reader = account.signed_in(account.holder(karen, role=AccessRole.READER, email="laeser@post.example"))
    assert reader.get(page_of(case)).status_code == 200
    assert [reader.post(page_of(case), {"text": "x"}).status_code, reader.get("/klage/ny/").status_code] == [
        403,
        403,
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_one_case_and_three(client, karen, rows, django_assert_max_num_queries):
    statute.load()
    for number in range(rows):
        build.complaint(karen, text=f"Sag {number}")
        build.enquiry(karen, text=f"Spørgsmål {number}")
    client.get("/klage/")
    with django_assert_max_num_queries(12) as seen:
        page = client.get("/klage/")
    assert len(page.context["cases"]) == rows * 2
    assert len(seen) == LIST_QUERIES


LIST_QUERIES = 8  # session, login, access, complaints, clocks, questions, agreement, figures of the law


def test_complaint_text_is_inert_on_the_page(client):
    client.post("/klage/ny/", SAID | {"text": "<script>alert(1)</script>"})
    page = client.get(page_of(Complaint.objects.get())).content.decode()
    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_late_case_says_so_and_offers_both_ways(client, karen):
    case = build.complaint(karen, as_of=date(2026, 4, 1))
    shown = client.get(page_of(case)).context["case"]
    assert (shown.answer_by, shown.is_late, shown.may_add, shown.may_contest) == (
        date(2026, 5, 1),
        True,
        True,
        True,
    )
    assert client.get("/klage/").context["cases"][0].state_kind == "warn"

    client.post(page_of(case), {"text": "Jeg venter ikke længere.", "contest": "1"})
    assert client.get(page_of(case)).context["case"].answer_by == date(2026, 6, 3)


def test_case_in_time_is_not_late_on_its_last_day(client, karen):
    case = build.complaint(karen, as_of=date(2026, 4, 4))
    shown = client.get(page_of(case)).context["case"]
    assert (shown.answer_by, shown.is_late, shown.may_contest) == (TODAY, False, False)

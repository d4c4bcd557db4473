"""Inbox, profile, documents and uploads: own rows only, attachments that cannot run, roles."""

from datetime import date

import pytest

from accounts.enums import AccessRole
from accounts.models import Access, Customer, Event, Message
from accounts.operations import document, message, upload
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
PDF = b"%PDF-1.7\ntrailer<<>>\n%%EOF\n"


def told(of: Customer, reason: str = "x") -> Message:
    return message.queue("contact_changed", customer=of, reason=reason, context={}, as_of=TODAY)


def kept(of: Customer):
    return document.keep(
        customer=of, kind="invoice", cause=f"test:{of.pk}", file_name="Regning Ærø 1.pdf",
        content_type="application/pdf", content=PDF, as_of=TODAY,
    )  # fmt: skip


def test_inbox_shows_own_messages_newest_first_and_search_narrows():
    karen, bo = account.customer(), account.customer()
    first, second = told(karen, "a"), told(karen, "b")
    told(bo)
    Message.objects.filter(pk=second.pk).update(subject="Om din regning")
    client = account.signed_in(account.holder(karen))

    letters = client.get("/beskeder/").context["letters"]
    assert [letter.subject for letter in letters] == ["Om din regning", first.subject]
    assert [letter.subject for letter in client.get("/beskeder/?q=REGNING").context["letters"]] == [
        "Om din regning"
    ]
    assert client.get("/beskeder/?q=%00").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_costs_the_same_for_one_and_three(count, django_assert_num_queries):
    karen = account.customer()
    for number in range(count):
        told(karen, f"r{number}")
    client = account.signed_in(account.holder(karen))
    client.get("/beskeder/")
    with django_assert_num_queries(5):
        client.get("/beskeder/")


def test_message_is_read_once_and_only_by_its_customer():
    karen = account.customer()
    letter = told(karen)
    path = f"/beskeder/{letter.public_id}/"

    assert account.signed_in(account.holder()).get(path).status_code == 404
    assert Message.objects.get().read_at is None
    client = account.signed_in(account.holder(karen))
    assert client.get(path).status_code == 200
    first_time = Message.objects.get().read_at
    client.get(path)
    assert Message.objects.get().read_at == first_time


def test_message_says_which_clause_it_rests_on_in_words():
    karen = account.customer()
    letter = told(karen)
    Message.objects.filter(pk=letter.pk).update(clause="GE-VF-4.8")
    client = account.signed_in(account.holder(karen))

    shown = client.get(f"/beskeder/{letter.public_id}/").content.decode()
    assert shown.count("Betingelserne, punkt 4</b>: Faktura den 15.</p>") == 1
    Message.objects.filter(pk=letter.pk).update(clause="")
    assert client.get(f"/beskeder/{letter.public_id}/").content.decode().count("Betingelserne, punkt") == 0


def test_address_in_a_message_can_be_followed_and_nothing_else_in_it_is_markup():
    karen = account.customer()
    letter = told(karen)
    Message.objects.filter(pk=letter.pk).update(body="Se den her:\nhttps://gron.example/\n\n<b>Hilsen</b>")

    shown = account.signed_in(account.holder(karen)).get(f"/beskeder/{letter.public_id}/").content.decode()

    assert (
        shown.count('Se den her:<br><a href="https://gron.example/" rel="nofollow">https://gron.example/</a>') == 1
    )
    assert shown.count("&lt;b&gt;Hilsen&lt;/b&gt;") == 1


def test_document_is_a_download_that_cannot_run_and_only_its_owners():
    karen = account.customer()
    path = f"/dokument/{kept(karen).public_id}/"
    assert account.signed_in(account.holder()).get(path).status_code == 404

    answer = account.signed_in(account.holder(karen)).get(path)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PDF, "application/pdf")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Regning%20%C3%86r%C3%B8%201.pdf"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")


def test_upload_comes_back_under_our_name_to_its_owner_only():
    karen = account.customer()
    taken = upload.take_in(customer=karen, name="../ond.exe", content=PDF, by="test", as_of=TODAY)
    path = f"/fil/{taken.public_id}/"
    assert account.signed_in(account.holder()).get(path).status_code == 404
    answer = account.signed_in(account.holder(karen)).get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="{taken.public_id}.pdf"'


def test_foreign_supplier_with_own_session_sees_nothing():
    karen = account.customer(account.supplier("gron"))
    account.supplier("orsted")
    client = account.signed_in(account.holder(karen))
    for path in (f"/beskeder/{told(karen).public_id}/", f"/dokument/{kept(karen).public_id}/"):
        assert client.get(path, headers={"host": "orsted.localhost"}).status_code == 302


def test_profile_changes_contact_details_and_tells_the_address():
    karen = account.customer()
    client = account.signed_in(account.holder(karen))
    data = {"phone": "70 11 22 33", "street": "Ny vej 2", "postcode": "8000", "city": "Aarhus", "language": "en"}

    answer = client.post("/profil/", data | {"name": "Forged", "number": "1", "email": "ond@post.example"})

    after = Customer.objects.get()
    assert (answer.status_code, answer.cookies["language"].value) == (302, "en")
    assert (after.phone, after.city, after.language) == ("70 11 22 33", "Aarhus", "en")
    assert (after.name, after.number, after.email) == (karen.name, karen.number, karen.email)
    assert Event.objects.get(kind="accounts.customer.contact_changed").customer == karen
    assert Message.objects.get(kind="contact_changed").to_address == karen.email
    client.post("/profil/", data)
    assert Message.objects.count() == 1


def test_profile_with_something_missing_answers_422_with_what_was_typed():
    answer = account.signed_in(account.holder()).post("/profil/", {"phone": "70 11 22 33", "language": "da"})
    assert (answer.status_code, 'value="70 11 22 33"' in answer.content.decode()) == (422, True)


def test_reader_may_look_and_not_change():
    client = account.signed_in(account.holder(role=AccessRole.READER))
    assert (client.get("/profil/").status_code, client.post("/profil/", {}).status_code) == (200, 403)


def test_access_that_ended_shows_nothing():
    client = account.signed_in(account.holder())
    Access.objects.update(ends_before=date(2025, 1, 1))
    assert [client.get(path).status_code for path in ("/profil/", "/beskeder/")] == [404, 404]


def test_person_with_two_customers_chooses_and_strangers_are_refused():
    own, helped, foreign = account.customer(), account.customer(), account.customer()
    karen = account.holder(own)
    Access.objects.create(
        supplier=own.supplier, customer=helped, user=karen, role=AccessRole.HELPER, starts_on=date(2024, 1, 1),
        granted_by="test",
    )  # fmt: skip
    client = account.signed_in(karen)
    assert client.get("/profil/").context["profile"]["number"] == own.number
    assert client.post("/kunde/", {"customer": str(helped.public_id)}).status_code == 302
    assert client.get("/profil/").context["profile"]["number"] == helped.number
    for bad in (str(foreign.public_id), "no-uuid", ""):
        assert client.post("/kunde/", {"customer": bad}).status_code == 404
    assert client.get("/profil/").context["profile"]["number"] == helped.number


def test_new_login_without_customer_is_led_to_tell_which_one(rf):
    from accounts.adapters import AccountAdapter

    request = rf.get("/")
    request.user, request.today = account.user(), TODAY
    assert AccountAdapter(request).get_login_redirect_url(request) == "/foerste-gang/"
    request.user = account.holder(account.customer())
    assert AccountAdapter(request).get_login_redirect_url(request) == "/overblik/"

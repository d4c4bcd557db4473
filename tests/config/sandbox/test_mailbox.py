"""The mailbox shows every mail, SMS and letter, and nothing in them can act."""

import smtplib
import socket
from email.message import EmailMessage

import httpx
import pytest

from tests.builders import card_world


@pytest.fixture
def handle():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with card_world.sandbox(smtp_port=port) as running:
        yield running


def post(handle, *, to="kunde@example.dk", subject="Din regning", html=""):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Grøn <svar@gron.example>", to, subject
    mail.set_content("Kære kunde\nBeløb: 1.234,50 kr.")
    if html:
        mail.add_alternative(html, subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="regning.pdf")
    with smtplib.SMTP("127.0.0.1", handle.smtp_port) as smtp:
        smtp.send_message(mail)


def listed(handle, **query):
    return httpx.get(f"{handle.base_url}/mailbox.json", params=query).json()["messages"]


def test_mail_is_kept_with_text_html_and_attachment(handle):
    post(handle, html="<p>Kære kunde</p>")
    (mail,) = listed(handle, to="KUNDE@example.dk")
    assert (mail["subject"], mail["to"], mail["channel"]) == ("Din regning", ["kunde@example.dk"], "email")
    assert mail["from"] == "Grøn <svar@gron.example>"
    assert mail["text"].splitlines() == ["Kære kunde", "Beløb: 1.234,50 kr."]
    assert mail["html"].strip() == "<p>Kære kunde</p>"
    assert mail["attachments"] == [{"name": "regning.pdf", "type": "application/pdf", "size": 4}]


def test_newest_first_and_searched_by_recipient(handle):
    for number, to in enumerate(["a@x.dk", "b@x.dk", "a@x.dk"]):
        post(handle, to=to, subject=str(number))
    assert [mail["subject"] for mail in listed(handle)] == ["2", "1", "0"]
    assert [mail["subject"] for mail in listed(handle, to="a@x.dk")] == ["2", "0"]
    page = httpx.get(f"{handle.base_url}/mailbox", params={"to": "b@x.dk"}).text
    assert ("b@x.dk</td>" in page, "a@x.dk</td>" in page) == (True, False)


def test_html_of_a_mail_is_shown_cut_off(handle):
    post(handle, subject="<b>hej</b>", html="<script>alert(1)</script><img src=http://x.example/>")
    identifier = listed(handle)[0]["id"]
    page = httpx.get(f"{handle.base_url}/mailbox/{identifier}")
    assert "&lt;b&gt;hej&lt;/b&gt;" in page.text
    assert "alert(1)" not in page.text
    part = httpx.get(f"{handle.base_url}/mailbox/{identifier}/html")
    assert part.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("path", ["/rest/mtsms", "/sms"])
def test_sms_comes_in_by_the_gateway_door(handle, path):
    body = {"sender": "Gron", "message": "Din kode er 123456", "recipients": [{"msisdn": 4512345678}]}
    headers = {"Authorization": "Token t"}
    answer = httpx.post(f"{handle.base_url}{path}", json=body, headers=headers)
    assert (answer.status_code, len(answer.json()["ids"])) == (200, 1)
    (sms,) = listed(handle, channel="sms")
    assert (sms["to"], sms["text"]) == (["4512345678"], "Din kode er 123456")


@pytest.mark.parametrize(
    "headers, body, status",
    [
        ({}, {"message": "x", "recipients": [{"msisdn": 1}]}, 401),
        ({"Authorization": "Token t"}, {"message": "x", "recipients": []}, 400),
        ({"Authorization": "Token t"}, {"message": "x", "recipients": [{"msisdn": "+45"}]}, 400),
        ({"Authorization": "Token t"}, {"message": "", "recipients": [{"msisdn": 1}]}, 400),
    ],
)
def test_wrong_sms_is_refused(handle, headers, body, status):
    assert httpx.post(f"{handle.base_url}/sms", json=body, headers=headers).status_code == status
    assert listed(handle) == []


def test_letter_is_kept(handle):
    body = {"to": "Åse Ås, Byvej 1", "subject": "Opsigelse", "text": "Kære Åse"}
    assert httpx.post(f"{handle.base_url}/letters", json=body).status_code == 201
    (letter,) = listed(handle, channel="letter")
    assert (letter["to"], letter["subject"]) == (["Åse Ås, Byvej 1"], "Opsigelse")


def test_unknown_message_is_404(handle):
    assert httpx.get(f"{handle.base_url}/mailbox/mail_none").status_code == 404

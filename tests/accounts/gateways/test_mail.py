"""Mails over real SMTP on loopback: what arrives, and what each answer of the server means."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection

from accounts.gateways.mail import Attachment, Mail, MailDelayed, MailRefused, MailUnknown, send

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Box:
    """A mail server that keeps what it gets, or answers as told."""

    def __init__(self):
        self.kept, self.at_recipient, self.at_data, self.hang_up = [], "250 OK", "250 OK", False

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server, _session, envelope):
        if self.hang_up:
            server.transport.abort()
        if self.at_data.startswith("250"):
            self.kept.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.at_data


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def connection(box):
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield get_connection(SMTP, host="127.0.0.1", port=port, use_tls=False, username="", password="", timeout=5)
    server.stop()


def letter(**changes):
    plain = {
        "message_id": "<1@gron.example>",
        "sender_name": "Grøn, Elforsyning",
        "sender_email": "kundeservice@gron.example",
        "to": "karen@post.example",
        "subject": "Din regning for marts – 341,49 kr.",
        "body": "Kære Karen\n\nDu skylder 341,49 kr.",
    }
    return Mail(**plain | changes)


def test_mail_arrives_as_it_was_written(box, connection):
    assert send(letter(), connection=connection) == "<1@gron.example>"
    came = box.kept[0]
    assert (came["From"], came["To"]) == ('"Grøn, Elforsyning" <kundeservice@gron.example>', "karen@post.example")
    assert (came["Subject"], came["Message-ID"]) == ("Din regning for marts – 341,49 kr.", "<1@gron.example>")
    assert came.get_content().replace("\r\n", "\n").strip() == "Kære Karen\n\nDu skylder 341,49 kr."
    assert (came.get_content_type(), came["Auto-Submitted"]) == ("text/plain", "auto-generated")


def test_two_mails_share_one_connection(box, connection):
    send(letter(), connection=connection)
    send(letter(message_id="<2@gron.example>"), connection=connection)
    assert [came["Message-ID"] for came in box.kept] == ["<1@gron.example>", "<2@gron.example>"]


@pytest.mark.parametrize(
    "where,answer,meaning",
    [
        ("at_recipient", "550 no such user", MailRefused),
        ("at_recipient", "450 busy", MailDelayed),
        ("at_data", "554 not wanted", MailRefused),
        ("at_data", "451 try later", MailDelayed),
    ],
)
def test_answer_of_the_server_means(box, connection, where, answer, meaning):
    setattr(box, where, answer)
    with pytest.raises(meaning):
        send(letter(), connection=connection)
    assert box.kept == []


def test_server_that_hangs_up_after_the_mail_leaves_it_unknown(box, connection):
    box.hang_up = True
    with pytest.raises(MailUnknown):
        send(letter(), connection=connection)


def test_nobody_at_the_port_means_later():
    nobody = get_connection(SMTP, host="127.0.0.1", port=1, use_tls=False, timeout=2)
    with pytest.raises(MailDelayed):
        send(letter(), connection=nobody)


@pytest.mark.parametrize("field", ["subject", "to", "sender_name", "message_id"])
def test_line_break_cannot_add_a_header(box, connection, field):
    with pytest.raises(MailRefused):
        send(letter(**{field: "x\r\nBcc: ond@post.example"}), connection=connection)
    assert box.kept == []


def test_a_file_goes_with_the_mail(box, connection):
    file = Attachment(name="ordre.pdf", content_type="application/pdf", content=b"%PDF-1.7")
    send(letter(attachment=file), connection=connection)
    [part] = box.kept[0].iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("ordre.pdf", "application/pdf")
    assert part.get_content() == b"%PDF-1.7"

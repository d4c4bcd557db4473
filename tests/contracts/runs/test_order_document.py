"""The order confirmation is a PDF that is made once, kept, and mailed with the right to withdraw."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from accounts.gateways import typst
from accounts.models import Document, Message
from accounts.runs import message
from contracts.runs import order_document
from tests.builders import energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def make(made, as_of=TODAY):
    count = order_document.make_missing(supplier=made.supplier, as_of=as_of)
    made.refresh_from_db()
    return count


@pytest.mark.rule("EP-1.2", "GE-VF-1.2", "OR-1.2")
def test_it_is_made_once_kept_and_sent_as_it_is():
    made = order.confirmed(order.household_product())
    assert (make(made), make(made, date(2026, 4, 1))) == (1, 0)
    kept = Document.objects.get()
    content = bytes(kept.content)
    assert made.document == kept
    assert (content[:5], kept.sha256) == (b"%PDF-", hashlib.sha256(content).hexdigest())
    assert made.agreement.number in kept.file_name
    sent = Message.objects.get(kind="agreement_concluded")
    assert sent.document == kept

    message.send_one(message_id=sent.pk, at=datetime(2026, 3, 19, 12, tzinfo=UTC))
    [letter] = mail.outbox
    assert letter.attachments[0].filename == kept.file_name
    assert bytes(letter.attachments[0].content) == content


def test_an_order_that_waits_for_credit_has_none_yet():
    made = order.confirmed(order.business_product())
    assert make(made) == 0
    assert not Document.objects.exists()


def test_one_that_cannot_be_made_does_not_stop_the_others(monkeypatch):
    product = order.household_product()
    first, second = order.confirmed(product), order.confirmed(product)
    real, tries = typst.make_pdf, []

    def fails_once(**given):
        tries.append(given)
        if len(tries) == 1:
            raise typst.DocumentNotMade("broken")
        return real(**given)

    monkeypatch.setattr(typst, "make_pdf", fails_once)
    assert make(first) == 1
    second.refresh_from_db()
    assert (first.document, second.document is None) == (None, False)
    assert make(first) == 1


def test_a_worker_is_asked_only_when_something_is_missing(monkeypatch):
    asked = []
    monkeypatch.setattr(order_document, "send_task_after_commit", lambda name, **to: asked.append((name, to)))
    made = order.confirmed(order.household_product())
    order_document.ask_for_missing(supplier=made.supplier)
    make(made)
    order_document.ask_for_missing(supplier=made.supplier)
    assert asked == [("contracts.make_order_documents", {"supplier_id": made.supplier_id})]

"""A document is kept once per cause, exactly as it was, and nobody can change it."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Document
from accounts.operations import document
from tests.builders import account

pytestmark = pytest.mark.django_db


def keep(content=b"first", of=None):
    return document.keep(
        customer=of or account.customer(),
        kind="invoice",
        cause="invoice:17",
        file_name="1.pdf",
        content_type="application/pdf",
        content=content,
        as_of=date(2026, 3, 15),
    )


def test_same_cause_gives_the_first_document():
    first = keep()
    again = keep(b"second", of=first.customer)
    assert (again.pk, bytes(again.content)) == (first.pk, b"first")
    assert first.sha256 == hashlib.sha256(b"first").hexdigest()


@pytest.mark.parametrize("change", [lambda rows: rows.update(file_name="x"), lambda rows: rows.delete()])
def test_database_refuses_to_change_or_delete(change):
    keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Document.objects.all())
    assert Document.objects.get().file_name == "1.pdf"

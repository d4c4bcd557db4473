"""Keeping the document of an invoice: the first bytes stay, whoever comes second."""

from datetime import date

import pytest

from accounts.models import Document
from billing.models import Invoice
from billing.operations import invoice_document
from tests.builders import energy

pytestmark = pytest.mark.django_db


def test_the_first_document_stays():
    home = energy.supply()
    made = Invoice.objects.create(
        supplier=home.supplier, billing_account=home.billed.billing_account, number=1, issued_on=date(2026, 2, 15),
        due_on=date(2026, 3, 2), period_starts_on=date(2026, 1, 1), period_ends_before=date(2026, 2, 1),
        currency="DKK", wh=0, net=0, vat=0, gross=0, clause="GE-VF-4.8",
    )  # fmt: skip
    given = {"invoice": made, "file_name": "r.pdf", "as_of": date(2026, 2, 15)}
    first = invoice_document.keep(content=b"%PDF one", **given)
    second = invoice_document.keep(content=b"%PDF two", **given)
    made.refresh_from_db()
    assert (second.pk, bytes(second.content), made.document_id) == (first.pk, b"%PDF one", first.pk)
    assert Document.objects.count() == 1

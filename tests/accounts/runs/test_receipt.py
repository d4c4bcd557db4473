"""The document of a receipt is made when it is asked for, once, in the language the receipt was given in."""

from datetime import date

import pytest

from accounts.models import Document
from accounts.operations import receipt
from accounts.operations.receipt import Told
from accounts.queries.receipt import print_data
from accounts.runs.receipt import document_of
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def given():
    told = Told(
        title="Vi har din opsigelse", rows=[("Sidste dag", "30. april")], reasons=[("Løbende måned.", "GE-V-10.1")]
    )
    karen = account.customer(name="Karen Holm")
    return receipt.give(customer=karen, subject=karen, fact="given", tell=lambda _locale: told, as_of=TODAY)


def test_the_document_is_kept_as_it_was_made(given):
    made = document_of(receipt=given, as_of=TODAY)
    assert bytes(made.content).startswith(b"%PDF-")
    assert (made.kind, made.content_type, made.file_name) == (
        "receipt",
        "application/pdf",
        f"kvittering-{given.pk}.pdf",
    )
    assert document_of(receipt=given, as_of=date(2027, 1, 1)).pk == made.pk
    assert Document.objects.count() == 1


def test_it_prints_who_when_what_and_why(given):
    data = print_data(given)
    assert data["title"] == "Vi har din opsigelse"
    assert data["customer"]["lines"][0] == "Karen Holm"
    assert {"label": "Sidste dag", "value": "30. april"} in data["rows"]
    assert data["reasons"] == ["Løbende måned."]

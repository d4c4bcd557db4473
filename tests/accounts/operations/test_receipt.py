"""A receipt says what was said, once per fact, in the customer's language; it is sent and never changed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.models import Message, Receipt
from accounts.operations import receipt
from accounts.operations.receipt import Told
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def give(of, fact="given", title="Opsigelse"):
    told = Told(
        title=title, rows=[("Sidste dag", "30. april 2026"), ("Tom", "")], reasons=[("Fordi.", "GE-V-10.1")]
    )
    return receipt.give(customer=of, subject=of, fact=fact, tell=lambda _locale: told, as_of=TODAY)


def test_a_fact_is_told_once_and_mailed_with_its_rows():
    karen = account.customer()
    first, again = give(karen), give(karen, title="Noget andet")
    assert (again.pk, again.title) == (first.pk, "Opsigelse")
    assert first.rows == [["Sidste dag", "30. april 2026"]]
    assert first.reasons == [["Fordi.", "GE-V-10.1"]]
    [letter] = Message.objects.filter(customer=karen)
    assert (letter.kind, letter.subject, letter.legal) == ("receipt", "Opsigelse", True)
    assert "Sidste dag: 30. april 2026\n" in letter.body
    assert "Fordi." in letter.body


def test_the_words_are_asked_for_in_the_customers_language():
    asked = []

    def tell(locale):
        asked.append((locale, get_language()))
        return Told(title="x", rows=[])

    receipt.give(
        customer=account.customer(language="en"), subject=account.customer(), fact="a", tell=tell, as_of=TODAY
    )
    assert asked == [("en", "en")]


@pytest.mark.parametrize("change", [lambda rows: rows.update(title="x"), lambda rows: rows.delete()])
def test_database_refuses_to_change_or_delete(change):
    give(account.customer())
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Receipt.objects.all())
    assert Receipt.objects.get().title == "Opsigelse"

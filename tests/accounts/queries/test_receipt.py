"""A customer's receipts, newest first, each with where it is read."""

from datetime import date

import pytest

from accounts.operations import receipt
from accounts.operations.receipt import Told
from accounts.queries.receipt import receipt_link, receipt_page, receipts_of
from tests.builders import account

pytestmark = pytest.mark.django_db


def test_own_receipts_newest_first_with_their_link():
    karen, bo = account.customer(), account.customer()
    first, second, _his = (
        receipt.give(
            customer=of,
            subject=of,
            fact=fact,
            tell=lambda _locale, fact=fact: Told(title=fact, rows=[("a", "b")], reasons=[("c", "GE-V-10.1")]),
            as_of=date(2026, 3, 2),
        )
        for of, fact in ((karen, "one"), (karen, "two"), (bo, "one"))
    )
    assert list(receipts_of(karen)) == [second, first]
    link = receipt_link(first, locale="da")
    assert (link.url, link.label) == (f"/kvittering/{first.public_id}/", "one, 2. marts 2026")
    page = receipt_page(first)
    assert [(row.label, row.value) for row in page.rows] == [("a", "b")]
    assert [(reason.sentence, reason.clause) for reason in page.reasons] == [("c", "GE-V-10.1")]
    assert page.document_url == f"/kvittering/{first.public_id}/pdf/"

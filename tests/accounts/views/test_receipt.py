"""A receipt is read and saved by its customer alone."""

from datetime import date

import pytest

from accounts.operations import receipt
from accounts.operations.receipt import Told
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_the_page_shows_the_receipt_with_its_clauses_and_gives_it_as_pdf():
    karen, bo = account.customer(), account.customer()
    told = Told(
        title="Vi har din opsigelse", rows=[("Sidste dag", "30. april")], reasons=[("Løbende måned.", "GE-V-10.1")]
    )
    given = receipt.give(customer=karen, subject=karen, fact="given", tell=lambda _locale: told, as_of=TODAY)
    address = f"/kvittering/{given.public_id}/"

    hers = account.signed_in(account.holder(karen))
    page = hers.get(address).content.decode()
    assert page.count("<h1>Vi har din opsigelse</h1>") == 1
    assert "30. april" in page
    assert "Løbende måned.</p> <details>" in page
    saved = hers.get(f"{address}pdf/")
    assert saved["Content-Type"] == "application/pdf"
    assert saved.content.startswith(b"%PDF-")

    his = account.signed_in(account.holder(bo))
    assert [his.get(each).status_code for each in (address, f"{address}pdf/")] == [404, 404]

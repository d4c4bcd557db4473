"""The receipts say what was told, what we do, and what follows by the terms, in the reader's language."""

import pytest

from accounts.models import Receipt
from contracts.operations import life_event as operations
from contracts.rules.life_event import Happening
from tests.builders import account
from tests.contracts.operations.test_life_event import WHO, report

pytestmark = pytest.mark.django_db


def reasons(kept):
    return [clause for _said, clause in kept.reasons]


@pytest.mark.rule("GE-VF-7.2", "GE-V-10.3d")
def test_each_step_gives_one_receipt_and_only_what_stands_has_consequences():
    made = report(account.customer(), Happening.BANKRUPTCY)
    operations.confirm(life_event=made, proof="Dekret", **WHO)
    operations.end(life_event=made, reason="Ophævet", **WHO)
    told, confirmed, ended = Receipt.objects.order_by("pk")
    assert [kept.cause.rsplit(":", 1)[1] for kept in (told, confirmed, ended)] == ["told", "confirmed", "ended"]
    assert reasons(told) == reasons(confirmed) == ["GE-V-10.3d", "GE-VF-7.2"]
    assert reasons(ended) == []
    assert len({told.title, confirmed.title, ended.title}) == 3


def test_a_receipt_lists_who_told_and_who_sees_to_it():
    report(account.customer())
    values = [value for _label, value in Receipt.objects.get().rows]
    assert {"Bo Holm, søn", "Bo Holm", "bo@post.example", "Skovvej 2"} <= set(values)


def test_what_was_not_so_says_so():
    made = report(account.customer())
    operations.reject(life_event=made, reason="Navnebror", **WHO)
    assert Receipt.objects.get(cause__endswith=":rejected").reasons == []

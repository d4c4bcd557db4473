"""The timeline is only ever added to."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event
from accounts.operations import event
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_event_says_who_what_why_and_by_which_clause():
    karen = account.customer()
    user = account.holder(karen, name="Karen Holm")
    event.record(
        "x.done", supplier=karen.supplier, customer=karen, subject=karen, by=user, as_of=TODAY, reason="why",
        clause="OR-6.2b", amount=1250,
    )  # fmt: skip
    row = Event.objects.get()
    assert (row.actor, row.actor_user, row.subject_type, row.subject_id) == (
        "Karen Holm", user, "accounts.customer", karen.pk,
    )  # fmt: skip
    assert (row.reason, row.clause, row.data, row.business_date) == ("why", "OR-6.2b", {"amount": 1250}, TODAY)


@pytest.mark.parametrize("change", [lambda rows: rows.update(kind="y"), lambda rows: rows.delete()])
def test_database_refuses_to_rewrite_history(change):
    event.record("x", supplier=account.supplier(), by="job:test", as_of=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Event.objects.all())


def test_event_of_one_supplier_cannot_name_a_customer_of_another():
    with pytest.raises(IntegrityError), transaction.atomic():
        event.record(
            "x", supplier=account.supplier("orsted"), customer=account.customer(), by="job:test", as_of=TODAY
        )

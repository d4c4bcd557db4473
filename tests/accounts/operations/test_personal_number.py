"""A personal number is kept encrypted, shown masked, and stands in no timeline."""

from datetime import date

import pytest
from django.conf import settings

from accounts.models import Event
from accounts.operations.personal_number import PersonalNumberWrong, keep
from config.foundation import crypto
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


@pytest.mark.rule("OR-12.6")
def test_it_is_encrypted_and_masked_and_the_timeline_says_by_which_clause():
    customer = account.customer()
    keep(customer=customer, number="010190-1234", clause="OR-12.6", by="test", as_of=TODAY)
    customer.refresh_from_db()
    token = bytes(customer.cpr_encrypted).decode()
    assert crypto.decrypt(token, keys=settings.FIELD_KEYS) == "0101901234"
    assert customer.cpr_masked == "010190-••••"
    told = Event.objects.get(kind="accounts.customer.personal_number_kept")
    assert (told.customer, told.clause, told.data) == (customer, "OR-12.6", {})


def test_what_cannot_be_one_is_refused_and_nothing_kept():
    customer = account.customer()
    with pytest.raises(PersonalNumberWrong):
        keep(customer=customer, number="3102901234", clause="OR-12.6", by="test", as_of=TODAY)
    customer.refresh_from_db()
    assert customer.cpr_encrypted is None

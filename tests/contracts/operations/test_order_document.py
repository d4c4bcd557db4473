"""The bytes of a confirmation are kept once, whatever comes after."""

from datetime import date

import pytest

from accounts.models import Document, Message
from contracts.operations import order_document
from tests.builders import energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.rule("EP-1.2", "GE-VF-1.2")
def test_the_first_confirmation_stays():
    energy.figures_of_the_law()
    made = order.confirmed(order.household_product())
    first = order_document.keep(order=made, content=b"%PDF-1", by="test", as_of=TODAY)
    again = order_document.keep(order=made, content=b"%PDF-2", by="test", as_of=date(2026, 4, 1))
    assert (first, bytes(again.content)) == (again, b"%PDF-1")
    assert (Document.objects.count(), Message.objects.filter(kind="agreement_concluded").count()) == (1, 1)


def test_an_order_that_is_not_confirmed_has_none():
    energy.figures_of_the_law()
    made = order.filled_in(order.household_product())
    with pytest.raises(ValueError, match="confirmed"):
        order_document.keep(order=made, content=b"", by="test", as_of=TODAY)

"""The receipt of an owner's notice says what it waits for, and never a last day it does not have."""

import pytest

from accounts.models import Message, Receipt
from tests.builders.owner import give, running

pytestmark = pytest.mark.django_db


@pytest.mark.rule("OR-13.2")
def test_it_says_that_the_agreement_runs_on_and_why():
    give(running())
    kept = Receipt.objects.get()
    rows = dict(kept.rows)
    assert "Sidste dag" not in rows
    assert rows["Får virkning"] == "når en ny levering, en afbrydelse eller en ny ejer er bekræftet"
    assert kept.reasons[0][1] == "OR-13.2"
    assert Message.objects.filter(kind="receipt", subject=kept.title).exists()

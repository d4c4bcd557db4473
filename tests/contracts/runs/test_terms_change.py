"""Telling goes on where it stopped: who was told is not told again, and the change is told when all are."""

from datetime import date

import pytest

from accounts.models import Message
from contracts.enums import ChangeState
from contracts.models import TermsChangeNotice
from contracts.operations import terms_change as operations
from contracts.runs import terms_change as runs
from tests.builders import energy
from tests.contracts.operations.test_terms_change import TODAY, agreement_of, approved, variable

pytestmark = pytest.mark.django_db


def test_a_run_that_died_half_way_tells_the_rest(monkeypatch):
    energy.figures_of_the_law()
    product = variable()
    for _customer in range(3):
        agreement_of(product)
    change = approved(product)
    tell, told = operations.tell, []

    def die_at_the_third(**given):
        if len(told) == 2:
            raise RuntimeError("the worker died")
        told.append(tell(**given))

    monkeypatch.setattr(operations, "tell", die_at_the_third)
    with pytest.raises(RuntimeError):
        runs.run(supplier=product.supplier, as_of=TODAY)
    monkeypatch.setattr(operations, "tell", tell)
    change.refresh_from_db()
    assert (change.state, TermsChangeNotice.objects.count()) == (ChangeState.PROPOSED, 2)
    assert runs.run(supplier=product.supplier, as_of=date(2026, 3, 6)) == {"told": 1}
    assert Message.objects.filter(kind="terms_changed").count() == 3

"""The receipt of a notice lists what leaving costs, and says who gave it."""

from datetime import date

import pytest
from django.utils.translation import override

from contracts.models import Agreement, Termination
from contracts.operations.termination_receipt import facts
from tests.builders import account, energy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("net, vat, said", [(0, 0, "ingenting"), (48_000, 12_000, "600,00\xa0kr.")])
def test_what_leaving_costs_stands_with_vat(net, vat, said):
    supply = energy.supply(customer=account.customer())
    given = Termination(
        agreement=Agreement.objects.get(pk=supply.agreement_id),
        given_on=date(2026, 3, 5),
        ends_before=date(2026, 5, 1),
        exit_net=net,
        exit_vat=vat,
    )
    with override("da"):
        listed = dict(facts(given, locale="da"))
    assert (listed["Sidste dag"], listed["Det koster at forlade aftalen"]) == ("30. april 2026", said)

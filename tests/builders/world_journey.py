"""What the people of the world do with their agreements: a row for every page and every model of the journeys."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.operations import approval
from contracts.enums import ChangeKind
from contracts.models import Product
from contracts.operations import terms_change
from contracts.operations.terms_change import Draft
from contracts.runs import terms_change as telling
from tests.builders import account


def change(product: Product, *, as_of: date) -> None:
    """Tell a product's customers of a change half a year ahead."""
    asks, approves = (account.staff(email=f"{name}@minside.example") for name in ("proposes", "agrees"))
    draft = Draft(
        product=product,
        kind=ChangeKind.OTHER_ADVERSE,
        reason="external_costs",
        takes_effect_on=as_of + timedelta(days=182),
        words={"da": "Vi svarer på hverdage til kl. 15."},
    )
    made = terms_change.propose(draft=draft, by=asks, as_of=as_of)
    approval.approve(approval=made.approval, by=approves, as_of=as_of)
    telling.run(supplier=product.supplier, as_of=as_of)

"""What the people of the world do with their agreements: a row for every page and every model of the journeys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from accounts.operations import approval
from contracts.enums import ChangeKind
from contracts.models import Product
from contracts.operations import termination as terminations
from contracts.operations import terms_change
from contracts.operations.terms_change import Draft
from contracts.queries.termination import exit_days, first_free
from contracts.rules.termination import NoticeForm
from contracts.runs import terms_change as telling
from tests.builders import account

if TYPE_CHECKING:
    from tests.builders.world import Home


def notice(home: Home, *, as_of: date) -> None:
    """Let a customer give notice and take it back: the agreement runs on, and the notice has been."""
    assert home.supply is not None
    agreement = home.supply.agreement
    given = terminations.give(
        agreement=agreement,
        last_day=first_free(exit_days(agreement, as_of=as_of)).last_day,
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        by=home.user,
        as_of=as_of,
    )
    terminations.undo(termination=given, by=home.user, as_of=as_of)


def change(product: Product, *, as_of: date) -> None:
    """Tell a product's customers of a change half a year ahead."""
    asks, approves = (account.staff(email=f"{name}@minside.example") for name in ("asks", "approves"))
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

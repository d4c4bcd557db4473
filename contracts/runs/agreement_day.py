"""The agreements' own day: orders, moves, changes, what begins and is over, changed terms, the market asked."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from accounts.models import Supplier
from config.foundation.rare_rows import rare_rows
from contracts.enums import AgreementState, ProductChangeState
from contracts.models import Agreement, ProductChange
from contracts.operations import agreement as operations
from contracts.operations import product_change
from contracts.runs import (
    assignment,
    force_majeure,
    market_request,
    move_day,
    order_day,
    owner_termination,
    terms_change,
)

JOB = "job:agreements"
RARE = (owner_termination.run, force_majeure.run, assignment.run, market_request.ask_due)
"""What most days have nothing to do; the market is asked when all else of the day is settled."""


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Move, start and end what is due on or before `as_of`; a change of product does both in one."""
    ordered = order_day.run(supplier=supplier, as_of=as_of)
    moved = move_day.run(supplier=supplier, as_of=as_of)
    changed = _change_products(supplier, as_of)
    own = Agreement.objects.filter(supplier=supplier).select_related("supplier", "customer")
    starting = Q(state=AgreementState.ORDERED, starts_on__lte=as_of)
    ending = Q(state=AgreementState.TERMINATING, ends_before__lte=as_of)
    due = rare_rows(own.filter(starting | ending).order_by("pk"))
    beginners = [agreement for agreement in due if agreement.state == AgreementState.ORDERED]
    leavers = [agreement for agreement in due if agreement.state == AgreementState.TERMINATING]
    for agreement in beginners:
        operations.start(agreement=agreement, by=JOB, as_of=as_of)
    for agreement in leavers:
        operations.end(agreement=agreement, by=JOB, as_of=as_of)
    told = terms_change.run(supplier=supplier, as_of=as_of)
    counts = {"started": len(beginners) + changed, "ended": len(leavers) + changed, **ordered, **moved, **told}
    for rare in RARE:
        counts |= rare(supplier=supplier, as_of=as_of)
    return counts


def _change_products(supplier: Supplier, as_of: date) -> int:
    asked = ProductChange.objects.filter(
        supplier=supplier, state=ProductChangeState.ASKED, starts_on__lte=as_of
    ).select_related("agreement__customer", "following", "to_product", "supplier")
    due = rare_rows(asked.order_by("pk"))
    for change in due:
        product_change.take_effect(change=change, by=JOB, as_of=as_of)
    return len(due)

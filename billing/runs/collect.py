"""Draw everything that is due: each claim by itself, and one bad account does not stop the others."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import date

from accounts.enums import Severity
from accounts.models import Supplier
from accounts.operations import alarm
from accounts.operations.event import Actor
from billing.gateways.card import CardProvider
from billing.models import DueItem
from billing.operations import payment_method
from billing.queries.payment import to_collect, without_card
from billing.runs import aconto, payment_janitor
from billing.runs.charge import charge
from billing.runs.provider import card_provider
from config.foundation.refusal import Refused

logger = logging.getLogger(__name__)

CHUNK = 100
NAME = "job:collect"


def run(
    *, supplier: Supplier, as_of: date, provider: CardProvider | None = None, by: Actor = NAME
) -> dict[str, int]:
    """
    Claim the payments on account whose day has come, then draw every card claim due by `as_of`.

    A claim needs no lease of its own: the intent written first is the claim on it, and the database lets
    only one be live. Payments that wait in vain for their holder are given up first. Who has no card that
    works is told at once how to add one.
    """
    provider = provider or card_provider()
    counts: Counter[str] = Counter(aconto.claim_due(supplier=supplier, as_of=as_of, by=by))
    counts["cancelled"] = payment_janitor.give_up_unapproved(supplier=supplier, as_of=as_of, provider=provider)
    for due_item in chunks(supplier=supplier, as_of=as_of):
        try:
            payment = charge(due_item_id=due_item.pk, provider=provider, by=by, as_of=as_of)
            counts[payment.state.lower()] += 1
        except Refused:
            counts["refused"] += 1
        except Exception:
            counts["parked"] += 1
            _park(due_item)
    counts["told"] = tell_without_card(supplier=supplier, as_of=as_of)
    return dict(counts)


def chunks(*, supplier: Supplier, as_of: date) -> Iterator[DueItem]:
    """Return the claims to draw, a chunk at a time, each seen once even when it stays open."""
    seen = 0
    while rows := list(to_collect(supplier=supplier, as_of=as_of).order_by("pk").filter(pk__gt=seen)[:CHUNK]):
        yield from rows
        seen = rows[-1].pk


def tell_without_card(*, supplier: Supplier, as_of: date) -> int:
    """Tell those we would draw today that they have no card that works, once per claim."""
    rows = without_card(supplier=supplier, as_of=as_of).select_related("billing_account__customer__supplier")
    return sum(payment_method.tell_missing(due_item=due_item, as_of=as_of) for due_item in rows)


def _park(due_item: DueItem) -> None:
    logger.exception("claim %s could not be drawn", due_item.pk)
    alarm.sound(
        supplier=due_item.supplier,
        kind="collection-failed",
        ref=f"due_item:{due_item.pk}",
        text="A claim could not be drawn; see the log.",
        severity=Severity.WARNING,
    )

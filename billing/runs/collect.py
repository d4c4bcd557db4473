"""Draw everything that is due: each claim by itself, and one bad account does not stop the others."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date
from functools import partial

from django.db.models import QuerySet

from accounts.enums import Severity
from accounts.models import Supplier
from accounts.operations import alarm
from accounts.operations.event import Actor
from billing.gateways.card import CardProvider
from billing.models import DueItem
from billing.operations import payment_method
from billing.queries.payment import open_by_card, to_collect, without_card
from billing.runs import aconto, payment_janitor
from billing.runs.charge import charge
from billing.runs.provider import card_provider
from config.foundation.refusal import Refused
from config.foundation.stint import Stint

logger = logging.getLogger(__name__)

NAME = "job:collect"


def run(
    *,
    supplier: Supplier,
    as_of: date,
    provider: CardProvider | None = None,
    by: Actor = NAME,
    stint: Stint | None = None,
) -> dict[str, int]:
    """
    Claim the payments on account whose day has come, then draw every card claim due by `as_of`.

    A claim needs no lease of its own: it lies in one share, and the intent written first is the claim on
    it, of which the database lets only one be live. Payments that wait in vain for their holder are given
    up first. Who has no card that works is told at once how to add one.
    """
    stint, provider = stint or Stint(), provider or card_provider()
    counts: Counter[str] = Counter(aconto.claim_due(supplier=supplier, as_of=as_of, by=by, stint=stint))
    counts["cancelled"] = payment_janitor.give_up_unapproved(
        supplier=supplier, as_of=as_of, provider=provider, stint=stint
    )
    if not open_by_card(supplier=supplier, as_of=as_of, share=stint.share).exists():
        return dict(counts)  # as on most days: nothing to draw, and nobody to tell
    due = partial(to_collect, supplier=supplier, as_of=as_of, share=stint.share)
    for due_item in stint.each("draws", due):
        try:
            payment = charge(due_item_id=due_item.pk, provider=provider, by=by, as_of=as_of)
            counts[payment.state.lower()] += 1
        except Refused:
            counts["refused"] += 1
        except Exception:
            counts["parked"] += 1
            _park(due_item)
    counts["told"] = tell_without_card(supplier=supplier, as_of=as_of, stint=stint)
    return dict(counts)


def tell_without_card(*, supplier: Supplier, as_of: date, stint: Stint | None = None) -> int:
    """Tell those we would draw today that they have no card that works, once per claim."""
    stint = stint or Stint()

    def rows() -> QuerySet[DueItem]:
        found = without_card(supplier=supplier, as_of=as_of, share=stint.share)
        return found.select_related("billing_account__customer__supplier")

    return sum(
        payment_method.tell_missing(due_item=due_item, as_of=as_of) for due_item in stint.each("untold", rows)
    )


def _park(due_item: DueItem) -> None:
    logger.exception("claim %s could not be drawn", due_item.pk)
    alarm.sound(
        supplier=due_item.supplier,
        kind="collection-failed",
        ref=f"due_item:{due_item.pk}",
        text="A claim could not be drawn; see the log.",
        severity=Severity.WARNING,
    )

"""The orders' own part of the day: those nobody answered expire, the credit bureau is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.models import Supplier
from config.foundation.rare_rows import rare_rows
from contracts.operations import order as operations
from contracts.queries.order import orders_unanswered
from contracts.runs import credit_check, order_document

JOB = "job:orders"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Expire what is too old, ask about credit, and have the documents made whose own nudge was lost."""
    due = rare_rows(orders_unanswered(supplier, begun_before=as_of - operations.DAYS_TO_ANSWER))
    expired = sum(operations.expire(order=order, by=JOB, as_of=as_of) for order in due)
    asked = credit_check.ask_due(supplier=supplier, as_of=as_of)
    order_document.ask_for_missing(supplier=supplier)
    return {**({"orders_expired": expired} if expired else {}), **asked}

"""The arrears' part of the day: holds end, and orders that ask whether their customer owes are answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.models import Supplier
from billing.queries.arrears import owes_overdue
from billing.runs import payment_hold
from config.foundation.rare_rows import rare_rows
from contracts.operations import credit_check
from contracts.queries.order import checks_without_arrears

JOB = "job:arrears"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """End the holds that are due, then say of every agreement that waits whether its customer is in arrears."""
    ended = payment_hold.expire_due(supplier=supplier, as_of=as_of)
    waiting = rare_rows(checks_without_arrears(supplier))
    for check in waiting:
        owes = owes_overdue(check.agreement.customer, as_of=as_of)
        credit_check.record_arrears(check=check, owes=owes, by=JOB, as_of=as_of)
    return {**ended, **({"arrears_told": len(waiting)} if waiting else {})}

"""The agreements' own part of the day: start those whose first day has come, end those whose last has passed."""

from collections.abc import Mapping
from datetime import date

from accounts.models import Supplier
from contracts.enums import AgreementState
from contracts.models import Agreement
from contracts.operations import agreement as operations

JOB = "job:agreements"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Start and end what is due on or before `as_of`."""
    own = Agreement.objects.filter(supplier=supplier).select_related("supplier", "customer")
    starting = own.filter(state=AgreementState.ORDERED, starts_on__lte=as_of)
    ending = own.filter(state=AgreementState.TERMINATING, ends_before__lte=as_of)
    counts = {"started": 0, "ended": 0}
    for agreement in starting.order_by("pk"):
        operations.start(agreement=agreement, by=JOB, as_of=as_of)
        counts["started"] += 1
    for agreement in ending.order_by("pk"):
        operations.end(agreement=agreement, by=JOB, as_of=as_of)
        counts["ended"] += 1
    return counts

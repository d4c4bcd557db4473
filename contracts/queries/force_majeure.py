"""Which events beyond control last, who has not been told of one, and which clocks still have to rest for it."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import DeadlineState
from accounts.models import Customer, Deadline, DeadlinePause, Message, Supplier
from accounts.operations.event import subject_type
from contracts.enums import AgreementState
from contracts.models import Agreement, ForceMajeure

RUNS = [AgreementState.ORDERED, AgreementState.PENDING_CREDIT, AgreementState.ACTIVE, AgreementState.TERMINATING]


def lasting(*, supplier_id: int, as_of: date) -> QuerySet[ForceMajeure]:
    """Return the periods of a supplier that last on a day."""
    begun = ForceMajeure.objects.filter(supplier_id=supplier_id, starts_on__lte=as_of)
    return begun.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=as_of))


def not_all_told(supplier: Supplier) -> QuerySet[ForceMajeure]:
    """Return the periods of which somebody may not have been told."""
    return ForceMajeure.objects.filter(supplier=supplier, told_on__isnull=True).order_by("pk")


def reason_of(period: ForceMajeure) -> str:
    """Return the fact the message tells, by which nobody is told twice."""
    return f"force_majeure:{period.pk}"


def to_tell(period: ForceMajeure) -> QuerySet[Customer]:
    """Return the customers with an agreement who have not been told."""
    agreed = Agreement.objects.filter(customer=OuterRef("pk"), state__in=RUNS)
    told = Message.objects.filter(customer=OuterRef("pk"), reason=reason_of(period))
    theirs = Customer.objects.filter(Exists(agreed), ~Exists(told), supplier_id=period.supplier_id)
    return theirs.order_by("pk")


def to_suspend(period: ForceMajeure) -> QuerySet[Deadline]:
    """Return the running clocks that have to rest because of it."""
    named = Deadline.objects.filter(
        supplier_id=period.supplier_id, state=DeadlineState.OPEN, rule__in=period.rules
    )
    return named.select_related("supplier").order_by("pk")


def pauses_of(period: ForceMajeure) -> QuerySet[DeadlinePause]:
    """Return the pauses it has caused and that are not over."""
    mine = DeadlinePause.objects.filter(
        cause_type=subject_type(period), cause_id=period.pk, ends_before__isnull=True
    )
    return mine.select_related("deadline__supplier").order_by("pk")

"""Which assignments are approved and not told, whom they concern, and which take effect."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.enums import ApprovalState
from accounts.models import Customer, Message, Supplier
from contracts.enums import AssignmentState
from contracts.models import Agreement, Assignment, Product
from contracts.queries.terms_change import CONCERNED


def concerned(product: Product, *, takes_effect_on: date) -> QuerySet[Agreement]:
    """Return the product's agreements that still run on the day."""
    own = Agreement.objects.filter(product=product, state__in=CONCERNED).exclude(ends_before__lte=takes_effect_on)
    return own.select_related("customer", "product").order_by("pk")


def reason_of(assignment: Assignment) -> str:
    """Return the fact the message tells, by which nobody is told twice."""
    return f"agreement_assigned:{assignment.pk}"


def to_tell(*, supplier: Supplier) -> QuerySet[Assignment]:
    """Return the assignments a second person has approved and that are not told to everybody yet."""
    approved = [ApprovalState.APPROVED, ApprovalState.RUNNING]
    found = Assignment.objects.filter(
        supplier=supplier, state=AssignmentState.PROPOSED, approval__state__in=approved
    )
    return found.select_related("product", "approval", "supplier").order_by("pk")


def not_told(assignment: Assignment) -> QuerySet[Customer]:
    """Return the customers it concerns who have not been told."""
    agreed = Agreement.objects.filter(customer=OuterRef("pk"), product=assignment.product, state__in=CONCERNED)
    running = agreed.exclude(ends_before__lte=assignment.takes_effect_on)
    told = Message.objects.filter(customer=OuterRef("pk"), reason=reason_of(assignment))
    theirs = Customer.objects.filter(Exists(running), ~Exists(told), supplier_id=assignment.supplier_id)
    return theirs.order_by("pk")


def to_take_effect(*, supplier: Supplier, as_of: date) -> QuerySet[Assignment]:
    """Return the assignments everybody was told of and whose day has come."""
    found = Assignment.objects.filter(supplier=supplier, state=AssignmentState.TOLD, takes_effect_on__lte=as_of)
    return found.select_related("product", "supplier").order_by("pk")

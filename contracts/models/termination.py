"""Termination: a notice that ends an agreement on a day, and what it costs to leave before the binding is over."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import NoticeBy, TerminationState
from contracts.models.agreement import Agreement

UNDER_WAY = [TerminationState.AWAITING, TerminationState.GIVEN]
"""A notice that was given and has neither taken effect nor been taken back."""


class Termination(models.Model):
    """
    Given on a day by one of the parties; it takes effect with the agreement's last day, or is taken back before.

    An owner's notice waits, without a last day, for an event that can be verified; `notice_ends_before` is the
    day it takes effect at the earliest, and tells it from every other notice (OR-13.2, X-32).
    `exit_net` and `exit_vat` are what was quoted and agreed to for leaving inside the binding, in minor units,
    reckoned the way `exit_option` says; both are 0 where leaving is free (EP-11.1f, GE-F-10.2a).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terminations")
    state = models.CharField(max_length=10, choices=TerminationState, default=TerminationState.GIVEN)
    given_by = models.CharField(max_length=10, choices=NoticeBy, default=NoticeBy.CUSTOMER)
    form = models.CharField(max_length=14)
    given_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    notice_ends_before = models.DateField(null=True, blank=True)
    cut_off_wished_on = models.DateField(null=True, blank=True)
    exit_option = models.CharField(max_length=12, blank=True)
    exit_net = models.BigIntegerField(default=0)
    exit_vat = models.BigIntegerField(default=0)
    clauses = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    undone_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="termination_names_its_supplier"),
            models.CheckConstraint(
                condition=Q(state__in=TerminationState.values), name="termination_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_before__gt=F("given_on")), name="a_termination_takes_effect_after_it_is_given"
            ),
            models.CheckConstraint(
                condition=~Q(state=TerminationState.UNDONE) | Q(undone_on__isnull=False),
                name="an_undone_termination_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=TerminationState.UNDONE)
                | Q(state=TerminationState.AWAITING, ends_before__isnull=True, notice_ends_before__isnull=False)
                | (~Q(state=TerminationState.AWAITING) & Q(ends_before__isnull=False)),
                name="only_an_owners_termination_waits_for_its_day",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=UNDER_WAY),
                name="one_termination_of_an_agreement_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.ends_before}"

"""OwnerEvent: what lets an owner's notice take effect, from the day we are told of it until it is verified."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import EventSource, OwnerEventKind, OwnerEventState
from contracts.models.market_message import MarketMessage
from contracts.models.termination import Termination


class OwnerEvent(models.Model):
    """
    One of the terms' events with its three days, and by what it was verified.

    `verifiable_on` is the day the message and the means to check it were there: it counts, not the day somebody
    did check (X-32). `supply_stops_on` is the first day without supply, where the event says one.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    termination = models.ForeignKey(Termination, on_delete=models.PROTECT, related_name="owner_events")
    kind = models.CharField(max_length=30, choices=OwnerEventKind)
    state = models.CharField(max_length=10, choices=OwnerEventState, default=OwnerEventState.TOLD)
    told_on = models.DateField()
    verifiable_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    supply_stops_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=14, choices=EventSource, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    message = models.ForeignKey(
        MarketMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="owner_events"
    )
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OwnerEventKind.values), name="owner_event_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OwnerEventState.values), name="owner_event_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=OwnerEventState.VERIFIED)
                | Q(
                    source__in=EventSource.values,
                    verifiable_on__isnull=False,
                    verified_on__isnull=False,
                    verifiable_on__gte=F("told_on"),
                    verified_on__gte=F("verifiable_on"),
                ),
                name="a_verified_event_was_told_then_verifiable_then_verified",
            ),
            models.CheckConstraint(
                condition=~Q(state=OwnerEventState.VERIFIED) | ~Q(reference=""),
                name="a_verified_event_names_its_source",
            ),
            models.UniqueConstraint(
                fields=["termination", "kind"],
                condition=Q(state=OwnerEventState.TOLD),
                name="one_open_claim_of_a_kind_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.told_on} {self.pk}"

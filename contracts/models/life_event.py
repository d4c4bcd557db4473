"""LifeEvent: a death, a reconstruction, a bankruptcy or a debt relief we were told of, and who sees to it now."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier
from contracts.enums import LifeEventKind, LifeEventState


class LifeEvent(models.Model):
    """
    Told by somebody, confirmed by staff with the proof they saw; the contact sees to the estate, or administers.

    What it changes about whom we write to stands on the customer, once a death is confirmed.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="life_events")
    kind = models.CharField(max_length=14, choices=LifeEventKind)
    state = models.CharField(max_length=10, choices=LifeEventState, default=LifeEventState.REPORTED)
    happened_on = models.DateField()
    told_on = models.DateField()
    told_by = models.CharField(max_length=160)
    contact_name = models.CharField(max_length=160, blank=True)
    contact_address = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)
    proof = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="life_event_names_its_supplier"),
            models.CheckConstraint(condition=Q(kind__in=LifeEventKind.values), name="life_event_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=LifeEventState.values), name="life_event_state_is_known"),
            models.CheckConstraint(
                condition=Q(happened_on__lte=F("told_on")), name="a_life_event_is_told_after_it_happened"
            ),
            models.CheckConstraint(
                condition=~Q(state=LifeEventState.CONFIRMED) | (Q(confirmed_on__isnull=False) & ~Q(proof="")),
                name="a_confirmed_life_event_names_its_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LifeEventState.REJECTED, LifeEventState.ENDED])
                | Q(closed_on__isnull=False),
                name="a_closed_life_event_says_when",
            ),
            models.UniqueConstraint(
                fields=["customer", "kind"],
                condition=Q(state__in=[LifeEventState.REPORTED, LifeEventState.CONFIRMED]),
                name="one_running_life_event_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["customer", "-id"], name="life_event_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on} {self.pk}"

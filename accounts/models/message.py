"""Message: what we told a customer, in an outbox that is also their inbox and our proof."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import Channel, Language, MessageState
from accounts.models.customer import Customer
from accounts.models.document import Document
from accounts.models.supplier import Supplier


class Message(models.Model):
    """
    One message on one channel, sent at most once per (customer, reason, channel).

    The words are rendered when it is queued, so that what was said stays what was said.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="messages", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=60, help_text="Which template, e.g. aconto-announced")
    template_version = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=160, help_text="The business fact it tells, e.g. aconto-announced:17")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    language = models.CharField(max_length=2, choices=Language)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    clause = models.CharField(max_length=40, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    legal = models.BooleanField(default=False, help_text="A notice the customer cannot switch off")
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    business_date = models.DateField()
    queued_at = models.DateTimeField(db_default=Now())
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="message_names_its_supplier"),
            models.UniqueConstraint(
                fields=["customer", "reason", "channel"], name="a_fact_is_told_once_per_channel"
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False)
                | ~Q(state__in=[MessageState.SENT, MessageState.DELIVERED, MessageState.BOUNCED]),
                name="a_sent_message_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-id"], name="message_inbox"),
            models.Index(
                fields=["id"],
                name="message_outbox",
                condition=Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

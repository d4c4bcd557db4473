"""Payment methods, payments as intents, the provider calls they made, and what the provider told us."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import Currency
from accounts.models import Supplier
from billing.enums import EventState, MethodKind, MethodState, PaymentState, ReceiptKind
from billing.models.account import BillingAccount
from billing.models.due_item import DueItem

LIVE_STATES = [
    PaymentState.PREPARED,
    PaymentState.SENT,
    PaymentState.UNKNOWN,
    PaymentState.REQUIRES_ACTION,
    PaymentState.SUCCEEDED,
]
UNANSWERED_STATES = [PaymentState.PREPARED, PaymentState.SENT, PaymentState.UNKNOWN]


class PaymentMethod(models.Model):
    """How a billing account pays. Of a card we hold tokens and last digits, never its number (GE-VF-11.5)."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="payment_methods")
    kind = models.CharField(max_length=16, choices=MethodKind)
    state = models.CharField(max_length=12, choices=MethodState, default=MethodState.PROVISIONAL)
    invalid_reason = models.CharField(max_length=60, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    enrolment_token = models.CharField(max_length=120, blank=True)
    customer_token = models.CharField(max_length=120, blank=True)
    method_token = models.CharField(max_length=120, blank=True)
    brand = models.CharField(max_length=20, blank=True)
    last4 = models.CharField(max_length=4, blank=True)
    expires_month = models.PositiveSmallIntegerField(null=True, blank=True)
    expires_year = models.PositiveSmallIntegerField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="payment_method_names_its_supplier"),
            models.UniqueConstraint(
                fields=["billing_account"],
                condition=Q(state=MethodState.ACTIVE),
                name="one_active_payment_method_per_account",
            ),
            models.UniqueConstraint(
                fields=["provider", "enrolment_token"],
                condition=~Q(enrolment_token=""),
                name="an_enrolment_makes_one_method",
            ),
            models.CheckConstraint(condition=Q(state__in=MethodState.values), name="method_state_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=MethodKind.CARD, state=MethodState.ACTIVE)
                | (~Q(method_token="") & Q(consented_at__isnull=False)),
                name="an_active_card_has_a_token_and_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state=MethodState.INVALID) | ~Q(invalid_reason=""),
                name="an_invalid_method_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.last4}".strip()


class Payment(models.Model):
    """
    The intent to draw one claim, committed before anything is asked of the provider.

    `unknown` is an outcome of its own: nothing else may happen to the claim until it is resolved.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="payments")
    due_item = models.ForeignKey(DueItem, on_delete=models.PROTECT, related_name="payments")
    method = models.ForeignKey(PaymentMethod, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(help_text="1 for the first try of the claim, then 2, 3 …")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    state = models.CharField(max_length=16, choices=PaymentState, default=PaymentState.PREPARED)
    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=120, blank=True)
    failure_code = models.CharField(max_length=60, blank=True)
    may_retry = models.BooleanField(default=True)
    action_url = models.CharField(max_length=500, blank=True)
    business_date = models.DateField()
    prepared_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due_item"], condition=Q(state__in=LIVE_STATES), name="a_claim_has_one_live_payment"
            ),
            models.UniqueConstraint(fields=["due_item", "number"], name="tries_of_a_claim_are_numbered"),
            models.UniqueConstraint(
                fields=["provider", "provider_id"],
                condition=~Q(provider_id=""),
                name="a_provider_payment_is_ours_once",
            ),
            models.UniqueConstraint(fields=["id", "supplier"], name="payment_names_its_supplier"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_for_an_amount"),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.SUCCEEDED) | ~Q(provider_id=""),
                name="a_paid_payment_names_the_providers",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "next_try_at"],
                name="payment_unfinished",
                condition=Q(state__in=UNANSWERED_STATES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_item_id}/{self.number}"


class PaymentAttempt(models.Model):
    """One call to the provider about a payment, with the key that makes it safe to repeat."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    call = models.CharField(max_length=20, help_text="charge or find")
    idempotency_key = models.CharField(max_length=120)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="calls_of_a_payment_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}/{self.number} {self.call}"


class ProviderEvent(models.Model):
    """The inbox of webhooks: stored once by the provider's id, handled afterwards."""

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=120, blank=True)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=EventState, default=EventState.RECEIVED)
    received_at = models.DateTimeField(db_default=Now())
    handled_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="a_provider_event_is_kept_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="provider_event_waiting", condition=Q(state=EventState.RECEIVED)),
        ]

    def __str__(self) -> str:
        return self.event_id


class IncomingPayment(models.Model):
    """Money that arrived without our drawing it: a transfer, a slip, a Betalingsservice payment."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="incoming_payments")
    due_item = models.ForeignKey(
        DueItem, null=True, blank=True, on_delete=models.PROTECT, related_name="incoming_payments"
    )
    kind = models.CharField(max_length=16, choices=ReceiptKind)
    reference = models.CharField(max_length=120, help_text="The bank's own reference of the payment")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    received_on = models.DateField()
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "reference"], name="an_incoming_payment_is_recorded_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_incoming_payment_is_an_amount"),
        ]

    def __str__(self) -> str:
        return self.reference

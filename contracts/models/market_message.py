"""MarketMessage: one transaction with the energy market, ours to it or the market's to us."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import MarketDirection, MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models.agreement import Agreement
from contracts.models.metering_point import MeteringPoint

OUTGOING = [
    MarketMessageState.PREPARED,
    MarketMessageState.SENT,
    MarketMessageState.CONFIRMED,
    MarketMessageState.REJECTED,
]
INCOMING = [MarketMessageState.RECEIVED, MarketMessageState.MATCHED, MarketMessageState.UNMATCHED]

WAITING = [MarketMessageState.PREPARED, MarketMessageState.SENT, MarketMessageState.RECEIVED]


class MarketMessage(models.Model):
    """
    A request of ours and its answer, or an answer or notification of the market.

    A message may hold several transactions; each is a row of its own. `refers_to` is the transaction an answer
    belongs to. `written_at` is what the message says of itself; a switch counts from then (EP-11.5a).
    `content` holds the transaction as it stood in the message; of a request without the customer's number.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=MarketDirection)
    kind = models.CharField(max_length=12, choices=MarketMessageKind)
    process = models.CharField(max_length=16, choices=MarketProcess)
    message_id = models.CharField(max_length=64)
    transaction_id = models.CharField(max_length=64)
    refers_to = models.CharField(max_length=64, blank=True)
    gsrn = models.CharField(max_length=18, blank=True)
    metering_point = models.ForeignKey(
        MeteringPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="market_messages"
    )
    effective_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=MarketMessageState)
    reason_code = models.CharField(max_length=8, blank=True)
    reason_text = models.TextField(blank=True)
    content = models.TextField(blank=True)
    written_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was answered, or matched or not")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "direction", "message_id", "transaction_id"],
                name="a_market_message_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(direction=MarketDirection.OUT, kind=MarketMessageKind.REQUEST, state__in=OUTGOING)
                | Q(direction=MarketDirection.IN, state__in=INCOMING) & ~Q(kind=MarketMessageKind.REQUEST),
                name="a_market_message_of_ours_asks_and_one_to_us_tells",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MarketMessageKind.values), name="market_message_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(process__in=MarketProcess.values), name="market_message_process_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[MarketMessageKind.REQUEST, MarketMessageKind.NOTIFICATION])
                | (Q(effective_on__isnull=False) & ~Q(gsrn="")),
                name="a_market_request_and_notification_say_where_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MarketMessageKind.REQUEST)
                | Q(agreement__isnull=False, metering_point__isnull=False),
                name="a_market_request_is_made_for_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MarketMessageKind.REJECTION) | ~Q(reason_code=""),
                name="a_market_rejection_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=MarketMessageState.SENT) | Q(sent_at__isnull=False),
                name="a_sent_market_message_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WAITING, settled_at__isnull=True)
                | ~Q(state__in=WAITING) & Q(settled_at__isnull=False),
                name="a_market_message_is_settled_when_it_waits_for_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "transaction_id"], name="market_message_transaction"),
            models.Index(
                fields=["supplier", "state"],
                name="market_message_waiting",
                condition=Q(state__in=WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.transaction_id}"

"""Order: what somebody wants to buy, filled in page by page until it is confirmed or expires unanswered."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import CustomerKind, Language
from accounts.models import Customer, Document, Supplier
from contracts.enums import MadeAt, OrderState, PriceArea
from contracts.models.agreement import Agreement
from contracts.models.product import Product


class Order(models.Model):
    """
    A draft until it is confirmed, which makes its one agreement; `customer` is None for somebody new until then.

    An order nobody answers expires, and who it was for is wiped from it. The document is the confirmation,
    which is never changed.

    Source: EP-1.1, EP-1.2, OR-1.1, GE-0.1, GE-VF-1.1.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    kind = models.CharField(max_length=10, choices=CustomerKind)
    made_at = models.CharField(max_length=12, choices=MadeAt, default=MadeAt.DISTANCE)
    begun_on = models.DateField()
    moves_in = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    gsrn = models.CharField(max_length=18, blank=True)
    street = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    price_area = models.CharField(max_length=4, choices=PriceArea, blank=True)
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    cvr = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="order"
    )
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_is_known"),
            models.CheckConstraint(
                condition=Q(
                    state=OrderState.CONFIRMED,
                    agreement__isnull=False,
                    customer__isnull=False,
                    confirmed_on__isnull=False,
                )
                | (~Q(state=OrderState.CONFIRMED) & Q(agreement__isnull=True)),
                name="a_confirmed_order_has_its_agreement",
            ),
        ]
        indexes = [
            models.Index(
                fields=["supplier", "begun_on"], name="order_not_answered", condition=Q(state=OrderState.DRAFT)
            ),
            models.Index(
                fields=["supplier"],
                name="order_without_its_document",
                condition=Q(state=OrderState.CONFIRMED, document__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begun_on} {self.product_id}"

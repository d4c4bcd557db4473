"""TermsChange: a change of a product's prices or terms; TermsChangeNotice: what one customer was told of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Approval, Message, Supplier
from contracts.enums import ChangeKind, ChangeState
from contracts.models.agreement import Agreement
from contracts.models.product import Product
from contracts.models.termination import Termination


class TermsChange(models.Model):
    """
    Prepared by one person, approved by another, told to each customer by itself, and in force from its day on.

    `words` say the difference in each language; `prices` are new parts of the product's price (component,
    price_area, amount_micro, with_vat, clause). `index_base` and `index_now` are the price index where that is
    the reason (OR-17.1), in hundredths.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="changes")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ChangeKind)
    reason = models.CharField(max_length=40)
    index_base = models.PositiveIntegerField(null=True, blank=True)
    index_now = models.PositiveIntegerField(null=True, blank=True)
    takes_effect_on = models.DateField()
    words = models.JSONField(default=dict)
    prices = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.PROPOSED)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="terms_change_names_its_supplier"),
            models.CheckConstraint(condition=Q(state__in=ChangeState.values), name="terms_change_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="terms_change_kind_is_known"),
            models.CheckConstraint(
                condition=Q(index_base__isnull=True, index_now__isnull=True)
                | Q(index_base__gt=0, index_now__isnull=False),
                name="a_price_index_has_both_its_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.takes_effect_on}"


class TermsChangeNotice(models.Model):
    """What a customer was told, until when they may leave for it (None: no such right), and whether they did."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey(TermsChange, on_delete=models.PROTECT, related_name="notices")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="change_notices")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField()
    leave_by = models.DateField(null=True, blank=True)
    termination = models.OneToOneField(
        Termination, null=True, blank=True, on_delete=models.PROTECT, related_name="change_notice"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "agreement"], name="a_change_is_told_once_per_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.told_on}"

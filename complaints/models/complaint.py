"""Complaint: a case with its number and clock; Statement: what each side said."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier
from billing.models import Invoice, PaymentHold
from complaints.enums import ComplaintLevel, ComplaintState, ComplaintSubject, StatementBy


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def of(self, customer: Customer) -> "ComplaintQuerySet":
        return self.filter(customer=customer)


class Complaint(models.Model):
    """A customer is not satisfied. It changes nothing in collection unless a hold is agreed (EP-13.2)."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="complaints")
    number = models.CharField(max_length=20)
    subject = models.CharField(max_length=12, choices=ComplaintSubject)
    invoice = models.ForeignKey(Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    wanted = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=ComplaintLevel, default=ComplaintLevel.FRONTLINE)
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED)
    received_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    hold = models.OneToOneField(PaymentHold, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="case_number_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="complaint_names_its_supplier"),
            models.CheckConstraint(condition=Q(state__in=ComplaintState.values), name="complaint_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.ANSWERED) | Q(answered_on__isnull=False),
                name="an_answered_complaint_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.CLOSED) | Q(closed_on__isnull=False),
                name="a_closed_complaint_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Statement(models.Model):
    """One thing said in a case; staff notes that are not for the customer are marked."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="statements")
    said_by = models.CharField(max_length=8, choices=StatementBy)
    author = models.CharField(max_length=120)
    text = models.TextField()
    customer_may_see = models.BooleanField(default=True)
    said_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.said_on}"

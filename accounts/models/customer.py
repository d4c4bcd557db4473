"""Customer: who has the agreement; Access: who may act for them."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from accounts.enums import AccessRole, CustomerKind, Language
from accounts.models.supplier import Supplier
from accounts.models.user import User


class DateRange(Func):
    """PostgreSQL's half-open daterange of two date columns; a null end runs on."""

    function = "DATERANGE"
    output_field = DateRangeField()


class CustomerQuerySet(models.QuerySet["Customer"]):
    def of(self, supplier: Supplier) -> "CustomerQuerySet":
        return self.filter(supplier=supplier)


class Customer(models.Model):
    """
    A household or a business at one supplier.

    After a death `estate_since` is set: from then on whoever sees to the estate is written to, and never the
    customer's own address. Without an `estate_email` a message waits for a person, who sends it as a letter.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="customers")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=CustomerKind, default=CustomerKind.HOUSEHOLD)
    name = models.CharField(max_length=160)
    sort_name = models.CharField(max_length=200, help_text="Sorting key: æøå, åäö and aa in their order")
    email = models.EmailField(blank=True)
    by_letter = models.BooleanField(db_default=False, help_text="Has no e-mail: what we tell them goes on paper")
    phone = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    cvr = models.CharField(max_length=12, blank=True)
    cpr_encrypted = models.BinaryField(null=True, blank=True)
    cpr_masked = models.CharField(max_length=11, blank=True)
    payout_account_encrypted = models.BinaryField(null=True, blank=True)
    payout_account_masked = models.CharField(max_length=20, blank=True)
    estate_since = models.DateField(null=True, blank=True)
    estate_contact = models.CharField(max_length=160, blank=True, db_default="")
    estate_email = models.EmailField(blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="customer_number_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="customer_names_its_supplier"),
            models.CheckConstraint(
                condition=~Q(kind=CustomerKind.BUSINESS) | ~Q(cvr=""), name="a_business_has_a_cvr_number"
            ),
            models.CheckConstraint(
                condition=Q(estate_since__isnull=False) | Q(estate_contact="", estate_email=""),
                name="only_an_estate_has_somebody_who_sees_to_it",
            ),
        ]
        indexes = [models.Index(fields=["supplier", "sort_name"], name="customer_by_name")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Access(models.Model):
    """
    A user may act for a customer in a role, from a day until (not including) another.

    One that ends on the day it began holds on no day: it was given and taken away at once.
    """

    public_id = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="accesses")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="accesses")
    role = models.CharField(max_length=10, choices=AccessRole, default=AccessRole.HOLDER)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "accesses"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=AccessRole.values), name="access_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="access_does_not_end_before_it_starts",
            ),
            ExclusionConstraint(
                name="one_access_of_a_role_at_a_time",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_before"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.starts_on}"

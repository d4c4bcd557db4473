"""User: one login at one supplier, or a member of staff."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from accounts.enums import Language
from accounts.models.supplier import Supplier


class UserManager(BaseUserManager["User"]):
    """Creates logins; the same e-mail may exist once at each supplier and once among staff."""

    def create_user(
        self, email: str, password: str | None = None, *, supplier: Supplier | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), supplier=supplier, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A login. Customers belong to one supplier; staff (supplier is null) work for those in StaffRole."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(db_default=Now())

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "supplier", Lower("email"), name="one_login_per_email_and_supplier", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(is_staff=False) | Q(supplier__isnull=True), name="staff_belong_to_no_supplier"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

"""Invitation: somebody is asked to act for a customer, and has not answered yet, or has."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from accounts.enums import AccessRole, InvitationState
from accounts.models.customer import Access, Customer
from accounts.models.supplier import Supplier
from accounts.models.user import User


class Invitation(models.Model):
    """An offer of a role to whoever reads mail at an address; open until a moment, and answered once."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=AccessRole)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_on = models.DateField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.WAITING)
    access = models.OneToOneField(Access, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "customer",
                Lower("email"),
                condition=Q(state=InvitationState.WAITING),
                name="one_waiting_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=InvitationState.values), name="invitation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=AccessRole.values) & ~Q(role=AccessRole.HOLDER),
                name="nobody_is_invited_to_be_the_customer",
            ),
            models.CheckConstraint(
                condition=Q(access__isnull=False) | ~Q(state=InvitationState.ACCEPTED),
                name="an_accepted_invitation_has_its_access",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.get_role_display()}"

"""EmailChange: a login got another address, which the old one may still take back."""

from django.db import models
from django.db.models import Q

from accounts.enums import EmailChangeState
from accounts.models.supplier import Supplier
from accounts.models.user import User


class EmailChange(models.Model):
    """The addresses before and after, and until when whoever reads mail at the old one can undo it."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    old_email = models.EmailField()
    new_email = models.EmailField()
    changed_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EmailChangeState, default=EmailChangeState.MADE)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EmailChangeState.values), name="email_change_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.changed_at} {self.state}"

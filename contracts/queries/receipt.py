"""Which receipts stand on the page of an agreement."""

from django.db.models import Q, QuerySet

from accounts.models import Receipt
from accounts.operations.event import subject_type
from contracts.models import Agreement, Termination, Withdrawal


def receipts_of_agreement(agreement: Agreement) -> QuerySet[Receipt]:
    """Return the receipts of what was done with the agreement, newest first."""
    acts = Q()
    for model in (Termination, Withdrawal):
        done = model._default_manager.filter(agreement=agreement)
        acts |= Q(subject_type=subject_type(model()), subject_id__in=done.values("pk"))
    return Receipt.objects.filter(acts, customer_id=agreement.customer_id).order_by("-id")

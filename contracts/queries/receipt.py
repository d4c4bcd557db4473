"""Which receipts stand on the page of an agreement."""

from django.db.models import QuerySet

from accounts.models import Receipt
from accounts.operations.event import subject_type
from contracts.models import Agreement, Termination


def receipts_of_agreement(agreement: Agreement) -> QuerySet[Receipt]:
    """Return the receipts of what was done with the agreement, newest first."""
    notices = Termination.objects.filter(agreement=agreement)
    return Receipt.objects.filter(
        customer_id=agreement.customer_id,
        subject_type=subject_type(Termination()),
        subject_id__in=notices.values("pk"),
    ).order_by("-id")

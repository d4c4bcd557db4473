"""Which receipts stand on the page of an agreement."""

from django.db.models import Q, QuerySet

from accounts.models import Receipt
from accounts.operations.event import subject_type
from contracts.models import Agreement, ProductChange, Termination


def receipts_of_agreement(agreement: Agreement) -> QuerySet[Receipt]:
    """Return the receipts of what was done with the agreement, newest first."""
    notices = Termination.objects.filter(agreement=agreement)
    changes = ProductChange.objects.filter(Q(agreement=agreement) | Q(following=agreement))
    about = Q(subject_type=subject_type(Termination()), subject_id__in=notices.values("pk"))
    about |= Q(subject_type=subject_type(ProductChange()), subject_id__in=changes.values("pk"))
    return Receipt.objects.filter(about, customer_id=agreement.customer_id).order_by("-id")

"""Which receipts stand on the page of an agreement, and on that of moves."""

from django.db.models import Q, QuerySet

from accounts.models import Customer, Receipt
from accounts.operations.event import subject_type
from contracts.models import Agreement, Assignment, Move, Order, ProductChange, Termination, Withdrawal


def receipts_of_agreement(agreement: Agreement) -> QuerySet[Receipt]:
    """Return the receipts of what was done with the agreement, newest first."""
    acts = Q()
    for model in (Order, Termination, Withdrawal, Assignment):
        done = model._default_manager.filter(agreement=agreement)
        acts |= Q(subject_type=subject_type(model()), subject_id__in=done.values("pk"))
    moves = Move.objects.filter(supplies__supply__agreement=agreement)
    acts |= Q(subject_type=subject_type(Move()), subject_id__in=moves.values("pk"))
    changes = ProductChange.objects.filter(Q(agreement=agreement) | Q(following=agreement))
    acts |= Q(subject_type=subject_type(ProductChange()), subject_id__in=changes.values("pk"))
    return Receipt.objects.filter(acts, customer_id=agreement.customer_id).order_by("-id")


def receipts_of_moves(customer: Customer) -> QuerySet[Receipt]:
    """Return the receipts of a customer's moves, newest first."""
    return Receipt.objects.filter(customer=customer, subject_type=subject_type(Move())).order_by("-id")

"""Give a receipt: a customer's act with what follows from it, kept as it was said and sent to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import translation

from accounts.models import Customer, Receipt
from accounts.operations import message
from accounts.operations.event import subject_type

KIND = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a receipt says, in the reader's language: pairs of label and value, and of sentence and clause id."""

    title: str
    rows: Sequence[tuple[str, str]]
    reasons: Sequence[tuple[str, str]] = ()


def give(
    *, customer: Customer, subject: Model, fact: str, tell: Callable[[str], Told], as_of: date, clause: str = ""
) -> Receipt:
    """
    Write the receipt of a fact about a subject and queue it as a message; the same fact is told once.

    `tell` is asked for the words with the customer's language in force, and is given its code.
    """
    cause = f"{subject_type(subject)}:{subject.pk}:{fact}"
    language = customer.language or customer.supplier.language
    with translation.override(language):
        told = tell(language)
    receipt, created = Receipt.objects.get_or_create(
        cause=cause,
        defaults={
            "supplier_id": customer.supplier_id,
            "customer": customer,
            "subject_type": subject_type(subject),
            "subject_id": subject.pk,
            "language": language,
            "title": told.title[:200],
            "rows": [[label, value] for label, value in told.rows if value],
            "reasons": [[sentence, of] for sentence, of in told.reasons],
            "business_date": as_of,
        },
    )
    if created:
        context = {"title": receipt.title, "rows": receipt.rows, "reasons": receipt.reasons}
        message.queue(
            KIND,
            customer=customer,
            reason=f"receipt:{cause}",
            context=context,
            as_of=as_of,
            clause=clause,
            legal=True,
        )
    return receipt

"""Record what happened, who did it and by which clause, in the same transaction as the act."""

from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import Customer, Event, Supplier, User

Actor = User | str
"""Who acts: a signed-in user, or the name of a job such as "job:collect"."""


def actor_name(by: Actor) -> str:
    """Return how an actor is written in the timeline."""
    return by if isinstance(by, str) else by.get_full_name()


def subject_type(subject: Model) -> str:
    """Return the name a row's kind is stored under, e.g. "billing.invoice"."""
    return subject._meta.label_lower


def record(
    kind: str,
    *,
    supplier: Supplier | None,
    by: Actor,
    as_of: date,
    customer: Customer | None = None,
    subject: Model | None = None,
    reason: str = "",
    clause: str = "",
    customer_may_see: bool = True,
    **data: Any,
) -> Event:
    """Write one event. `data` holds plain JSON values that explain it (amounts in minor units, ISO dates)."""
    return Event.objects.create(
        supplier=supplier,
        customer=customer,
        kind=kind,
        subject_type=subject_type(subject) if subject else "",
        subject_id=subject.pk if subject else None,
        actor=actor_name(by),
        actor_user=by if isinstance(by, User) else None,
        reason=reason,
        clause=clause,
        data=data,
        business_date=as_of,
        customer_may_see=customer_may_see,
    )

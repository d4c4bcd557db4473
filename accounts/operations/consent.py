"""Write down what a customer has said yes to, and take it back when they say so."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.enums import ConsentKind
from accounts.models import Consent, Customer
from accounts.operations import event


@transaction.atomic
def give(
    *, customer: Customer, kind: ConsentKind, by: event.Actor, as_of: date, scope: str = "", clause: str = ""
) -> Consent:
    """Keep a yes with its moment and what it is for; one that holds already is kept as it is."""
    consent, created = Consent.objects.get_or_create(
        customer=customer,
        kind=kind,
        scope=scope,
        ended_on=None,
        defaults={"supplier_id": customer.supplier_id, "clause": clause, "given_on": as_of},
    )
    if created:
        _record("accounts.consent.given", consent, by, as_of)
    return consent


@transaction.atomic
def end(*, consent: Consent, by: event.Actor, as_of: date) -> None:
    """Let a consent hold no longer; ending it twice changes nothing."""
    if Consent.objects.filter(pk=consent.pk, ended_on__isnull=True).update(ended_on=as_of):
        _record("accounts.consent.ended", consent, by, as_of)


def _record(kind: str, consent: Consent, by: event.Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=consent.supplier,
        customer=consent.customer,
        subject=consent,
        by=by,
        as_of=as_of,
        clause=consent.clause,
        consent=consent.kind,
        scope=consent.scope,
    )

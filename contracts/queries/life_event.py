"""What we were told has happened to a customer, in words, and whether texts that press for payment rest."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer
from config.foundation.formats import date_text
from contracts.enums import LifeEventKind, LifeEventState
from contracts.models import LifeEvent

RUNNING = [LifeEventState.REPORTED, LifeEventState.CONFIRMED]

TITLES = {
    LifeEventKind.DEATH: gettext_lazy("The customer has died"),
    LifeEventKind.RECONSTRUCTION: gettext_lazy("A reconstruction has begun"),
    LifeEventKind.BANKRUPTCY: gettext_lazy("A petition for bankruptcy has been filed"),
    LifeEventKind.DEBT_RELIEF: gettext_lazy("A debt relief has begun"),
}


def life_events_of(customer: Customer) -> QuerySet[LifeEvent]:
    """Return what was told of the customer, newest first."""
    return LifeEvent.objects.filter(customer=customer, supplier_id=customer.supplier_id).order_by("-id")


def running_life_events(customer: Customer) -> QuerySet[LifeEvent]:
    """Return what was told and is neither over nor found to be wrong."""
    return life_events_of(customer).filter(state__in=RUNNING)


def stops_dunning(customer: Customer, *, as_of: date) -> bool:
    """
    Return whether no text that presses for payment may be written to the customer on a day.

    From the day a death is told: the proof may take days, and a reminder to the deceased cannot be taken back. It
    rests for good unless it was found to be wrong. What is owed stays owed; a person writes to the estate.

    Source: GE-V-10.3d, GE-F-10.3d, EP-11.2e, OR-14.1.
    """
    told = LifeEvent.objects.filter(customer=customer, kind=LifeEventKind.DEATH, told_on__lte=as_of)
    return told.exclude(state=LifeEventState.REJECTED).exists()


def life_event_rows(told: LifeEvent, *, locale: str) -> list[tuple[str, str]]:
    """Return what was told as pairs of label and value, in the language in force; what is empty is left out."""
    rows = [
        (_("What happened"), str(TITLES[LifeEventKind(told.kind)])),
        (_("When"), date_text(told.happened_on, locale=locale)),
        (_("Told"), date_text(told.told_on, locale=locale)),
        (_("Told by"), told.told_by),
        (_("Who sees to it"), told.contact_name),
        (_("Address"), told.contact_address),
        (_("E-mail"), told.contact_email),
        (_("Phone"), told.contact_phone),
        (_("In your words"), told.words),
    ]
    return [(label, value) for label, value in rows if value]

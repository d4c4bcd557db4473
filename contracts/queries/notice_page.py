"""The pages of what a customer has to tell: each thing with its clause, and the receipts of what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer, Receipt
from accounts.operations.event import subject_type
from contracts.enums import NoticeKind
from contracts.models import LifeEvent, Notice, Supply
from contracts.queries.metering_point import place_of
from contracts.queries.notice import TITLES, terms_told_by
from contracts.queries.terms_page import Spoken, spoken
from contracts.rules.notice import Duty, duty_sentence
from contracts.rules.plain_words import grid
from contracts.terms.document import Terms

ADDRESSES = {
    Duty.CONSUMPTION: "contracts:tell-us-consumption",
    Duty.METER_FAULT: "contracts:tell-us-meter-fault",
    Duty.READING: "contracts:tell-us-reading",
    Duty.TAX_STATUS: "contracts:tell-us-heating",
    Duty.ACCESS: "contracts:tell-us-access",
    Duty.REOPENING: "contracts:tell-us-reopening",
    Duty.HINDRANCE: "contracts:tell-us-hindrance",
}
OF_THE_GRID = frozenset({Duty.ACCESS, Duty.REOPENING, Duty.METER_FAULT, Duty.READING})


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """One thing to tell: the name of its address, its title, what the terms say of it, and a checklist."""

    address: str
    title: str
    said: Spoken | None
    checklist: tuple[Spoken, ...]


def duties_page(*, customer: Customer, locale: str) -> tuple[DutyView, ...]:
    """Return everything there is to tell."""
    document = terms_told_by(customer, None)
    return tuple(_view(duty, document, locale=locale) for duty in Duty)


def duty_page(*, duty: Duty, customer: Customer, locale: str) -> DutyView:
    """Return one thing to tell; where it is about the grid, with all one owes the grid company beside it."""
    return _view(duty, terms_told_by(customer, None), locale=locale, whole=duty in OF_THE_GRID)


def meters_of(supplies: Sequence[Supply], *, optional: bool) -> list[tuple[str, str]]:
    """Return the meters as a form offers them; none of them where the notice need not be about one."""
    found = [(str(supply.public_id), _meter(supply)) for supply in supplies]
    return [("", _("None of them")), *found] if optional and len(found) > 1 else found


def notice_receipts(customer: Customer) -> QuerySet[Receipt]:
    """Return the receipts of what the customer told us, newest first."""
    told = [subject_type(Notice()), subject_type(LifeEvent())]
    return Receipt.objects.filter(customer=customer, subject_type__in=told).order_by("-id")


def _view(duty: Duty, document: Terms, *, locale: str, whole: bool = False) -> DutyView:
    sentence = duty_sentence(duty=duty, terms=document)
    everything = grid.duties(document) if whole else ()
    return DutyView(
        address=ADDRESSES[duty],
        title=str(TITLES[NoticeKind(duty.value)]),
        said=spoken(sentence, currency=document.currency, locale=locale) if sentence else None,
        checklist=tuple(spoken(each, currency=document.currency, locale=locale) for each in everything),
    )


def _meter(supply: Supply) -> str:
    place = place_of(supply.metering_point)
    return f"{place.address} ({place.metering_point})"

"""The page on which a death or an insolvency is told: what follows from each, and what was told before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer
from contracts.enums import LifeEventKind, LifeEventState
from contracts.models import LifeEvent
from contracts.queries.life_event import TITLES, life_event_rows, running_life_events
from contracts.queries.notice import terms_told_by
from contracts.queries.notice_page import DutyView
from contracts.queries.terms_page import Spoken, spoken
from contracts.rules.life_event import Happening, consequences, duty_to_tell
from contracts.rules.sentence import Sentence
from contracts.terms.document import Terms

TITLE = gettext_lazy("A death, a bankruptcy or a debt relief")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One kind of event: its title, what we do, and what the terms say follows."""

    title: str
    act: str
    said: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """Something that was told: its key, its rows, its state in words, and whether it may be taken back."""

    public_id: str
    title: str
    rows: list[tuple[str, str]]
    state: str
    may_be_taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventPage:
    """Why it has to be told, what follows from each kind, and what was told and still stands."""

    title: str
    said: Spoken | None
    outcomes: tuple[Outcome, ...]
    told: tuple[ToldView, ...]


def life_event_page(*, customer: Customer, locale: str) -> LifeEventPage:
    """Return the page in the reader's language."""
    document = terms_told_by(customer, None)
    duty = duty_to_tell(terms=document)
    return LifeEventPage(
        title=str(TITLE),
        said=spoken(duty, currency=document.currency, locale=locale) if duty else None,
        outcomes=tuple(_outcome(kind, document, locale) for kind in Happening),
        told=tuple(_told(each, locale) for each in running_life_events(customer)),
    )


def life_event_duty(*, customer: Customer, locale: str) -> DutyView:
    """Return the line that leads to the page from the list of things to tell."""
    document = terms_told_by(customer, None)
    duty = duty_to_tell(terms=document)
    said = spoken(duty, currency=document.currency, locale=locale) if duty else None
    return DutyView(address="contracts:life-event", title=str(TITLE), said=said, checklist=())


def act_words(kind: LifeEventKind) -> str:
    """Say what we do ourselves once it is confirmed."""
    if kind == LifeEventKind.DEATH:
        return _(
            "We write to whoever sees to the estate, no reminder is sent to the deceased, and their login is "
            "closed. The agreement runs on until the estate gives notice."
        )
    return _("The agreement runs on, and we write to you as before.")


def _outcome(kind: Happening, document: Terms, locale: str) -> Outcome:
    stored, said = LifeEventKind(kind.value), consequences(kind=kind, terms=document)
    return Outcome(title=str(TITLES[stored]), act=act_words(stored), said=_spoken(said, document, locale))


def _spoken(sentences: Iterable[Sentence], document: Terms, locale: str) -> tuple[Spoken, ...]:
    return tuple(spoken(each, currency=document.currency, locale=locale) for each in sentences)


def _told(event: LifeEvent, locale: str) -> ToldView:
    return ToldView(
        public_id=str(event.public_id),
        title=str(TITLES[LifeEventKind(event.kind)]),
        rows=life_event_rows(event, locale=locale),
        state=str(event.get_state_display()),
        may_be_taken_back=event.state == LifeEventState.REPORTED,
    )

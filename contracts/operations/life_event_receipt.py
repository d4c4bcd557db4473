"""The receipts of a death or an insolvency: told, confirmed, found to be wrong, over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations import receipt
from accounts.operations.receipt import Told
from contracts.enums import LifeEventKind
from contracts.models import LifeEvent
from contracts.queries.life_event import TITLES, life_event_rows
from contracts.queries.life_event_page import act_words
from contracts.queries.notice import terms_told_by
from contracts.queries.receipt_words import sentence_words
from contracts.rules.life_event import Happening, consequences


def told(life_event: LifeEvent, *, as_of: date) -> None:
    """Give the receipt of what was told, with what follows from it once the proof is seen."""
    then = gettext_lazy("When we have seen the proof")
    _give(life_event, "told", lambda what: _("We have been told: %(what)s") % {"what": what}, as_of, then=then)


def confirmed(life_event: LifeEvent, *, as_of: date) -> None:
    """Say that it is noted and what happens now; after a death this is the first message to the estate."""
    then = gettext_lazy("What happens now")
    _give(life_event, "confirmed", lambda what: _("We have noted: %(what)s") % {"what": what}, as_of, then=then)


def rejected(life_event: LifeEvent, *, as_of: date) -> None:
    """Say that it was not so, and that everything is as before."""
    _give(
        life_event,
        "rejected",
        lambda what: _("Nothing changes, it was not so: %(what)s") % {"what": what},
        as_of,
    )


def ended(life_event: LifeEvent, *, as_of: date) -> None:
    """Say that it is over."""
    _give(life_event, "ended", lambda what: _("We have noted that it is over: %(what)s") % {"what": what}, as_of)


def _give(life_event: LifeEvent, fact: str, title: Callable[[str], str], as_of: date, *, then: Any = "") -> None:
    """Give a receipt; what follows by the terms, and what we do, stand on it under the label `then`."""
    kind, document = LifeEventKind(life_event.kind), terms_told_by(life_event.customer, None)
    sentences = consequences(kind=Happening(kind.value), terms=document) if then else ()

    def words(locale: str) -> Told:
        acts = [(str(then), act_words(kind))] if then else []
        return Told(
            title=title(str(TITLES[kind])),
            rows=[*life_event_rows(life_event, locale=locale), *acts],
            reasons=sentence_words(sentences, currency=document.currency, locale=locale),
        )

    receipt.give(
        customer=life_event.customer,
        subject=life_event,
        fact=fact,
        tell=words,
        as_of=as_of,
        clause=life_event.clause,
    )

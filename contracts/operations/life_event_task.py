"""What staff do on the day a death or an insolvency is told: read the meter, see the proof; later, a new login."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import TaskState
from accounts.models import StaffTask
from accounts.operations import staff_task
from accounts.operations.event import Actor, subject_type
from config.foundation.zone import zone_of
from contracts.enums import LifeEventKind
from contracts.models import LifeEvent
from contracts.queries.life_event import TITLES, life_event_rows
from contracts.queries.metering_point import place_of
from contracts.queries.notice import running_supplies, terms_told_by
from contracts.queries.receipt_words import sentence_words
from contracts.rules.life_event import Happening, consequences, meter_is_read_at_once

METER, CHECK, LOGIN = "life-event-meter", "life-event-check", "life-event-login"
END_OF_DAY = time(23, 59)


def ask_on_report(life_event: LifeEvent, *, as_of: date) -> None:
    """Ask for the reading and for the proof, both today."""
    with translation.override(life_event.supplier.language):
        what = {"what": TITLES[LifeEventKind(life_event.kind)], "customer": life_event.customer.name}
        _ask(life_event, CHECK, _("See the proof: %(what)s, %(customer)s") % what, _facts(life_event), as_of)
        meters = _meters(life_event, as_of)
        if meters and meter_is_read_at_once(terms=terms_told_by(life_event.customer, None)):
            _ask(life_event, METER, _("Have the meter read today: %(customer)s") % what, meters, as_of)


def ask_for_login(life_event: LifeEvent, *, as_of: date) -> None:
    """Ask for a way in for whoever sees to the estate; the login of the deceased is closed."""
    with translation.override(life_event.supplier.language):
        title = _("Give the estate a way in: %(customer)s") % {"customer": life_event.customer.name}
        _ask(life_event, LOGIN, title, _facts(life_event), as_of)


def finish(life_event: LifeEvent, *, kinds: Sequence[str], outcome: str, by: Actor, as_of: date) -> None:
    """Finish the open tasks of these kinds: what they asked for is answered."""
    mine = StaffTask.objects.filter(
        kind__in=kinds, subject_type=subject_type(life_event), subject_id=life_event.pk
    ).exclude(state=TaskState.DONE)
    for task in mine.select_related("supplier", "customer"):
        staff_task.finish(task=task, outcome=outcome, by=by, as_of=as_of)


def _facts(life_event: LifeEvent) -> str:
    language = life_event.supplier.language
    document = terms_told_by(life_event.customer, None)
    rows = [f"{label}: {value}" for label, value in life_event_rows(life_event, locale=language)]
    sentences = consequences(kind=Happening(life_event.kind), terms=document)
    said = sentence_words(sentences, currency=document.currency, locale=language)
    return "\n".join([*rows, *(f"{sentence} ({clause})" for sentence, clause in said)])


def _meters(life_event: LifeEvent, as_of: date) -> str:
    places = [place_of(each.metering_point) for each in running_supplies(life_event.customer, as_of=as_of)]
    return "\n".join(f"{place.metering_point}, {place.address}, {place.grid_company}" for place in places)


def _ask(life_event: LifeEvent, kind: str, title: str, explanation: str, as_of: date) -> None:
    supplier = life_event.supplier
    staff_task.ask(
        supplier=supplier,
        customer=life_event.customer,
        kind=kind,
        subject=life_event,
        title=title[:200],
        due_at=datetime.combine(as_of, END_OF_DAY, zone_of(supplier.time_zone)),
        explanation=explanation,
        clause=life_event.clause,
    )

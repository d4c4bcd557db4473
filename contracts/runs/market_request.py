"""Ask the market for what the journeys have led to; what comes too late or was taken back goes to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import StaffTask, Supplier
from accounts.operations import staff_task
from accounts.operations.event import subject_type
from config.foundation.formats import date_text
from config.foundation.rare_rows import rare_rows
from contracts.models import MarketMessage, Supply
from contracts.operations import market_message
from contracts.operations.market_message import MarketDayTooEarly
from contracts.queries.market_request import ToAsk, anything_to_ask, asked_in_vain, to_ask

JOB = "job:market-requests"
LATE, IN_VAIN = "market-request-late", "market-request-in-vain"


def ask_due(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """
    Lay ready every request that is due on or before `as_of`; a supplier without a number is not in the market.

    What was taken back keeps its row of notice or move, so its request in vain is looked for with the others.

    Source: EP-11.2f, OR-12.3, OR-13.2d, GE-V-10.3, GE-F-10.3; law.md §5.
    """
    if not supplier.gln or not anything_to_ask(supplier, as_of=as_of):
        return {}
    asked = sum(_ask(wanted, as_of) for wanted in to_ask(supplier, as_of=as_of))
    for message in rare_rows(asked_in_vain(supplier, as_of=as_of)):
        _ask_to_take_back(message, as_of)
    return {"asked": asked} if asked else {}


def _ask(wanted: ToAsk, as_of: date) -> bool:
    try:
        market_message.prepare(
            agreement=wanted.supply.agreement,
            metering_point=wanted.supply.metering_point,
            process=wanted.process,
            effective_on=wanted.effective_on,
            by=JOB,
            as_of=as_of,
        )
    except MarketDayTooEarly as refused:
        _tell_late(wanted, str(refused), as_of)
        return False
    return True


def _tell_late(wanted: ToAsk, why: str, as_of: date) -> None:
    supply = wanted.supply
    if _was_asked(LATE, supply):
        return
    supplier = supply.agreement.supplier
    with translation.override(supplier.language):
        words = {
            "process": wanted.process.label,
            "number": supply.metering_point.gsrn,
            "day": date_text(wanted.effective_on, locale=supplier.language),
        }
        staff_task.ask(
            supplier=supplier,
            kind=LATE,
            subject=supply,
            title=_("Too late for the market: %(process)s, %(number)s, %(day)s") % words,
            explanation=f"{why}\n{_('Agree with DataHub or the grid company on what can still be done.')}",
            due_at=market_message.afternoon(as_of + timedelta(days=1), supplier=supplier),
            customer=supply.agreement.customer,
        )


def _ask_to_take_back(message: MarketMessage, as_of: date) -> None:
    if _was_asked(IN_VAIN, message):
        return
    with translation.override(message.supplier.language):
        why = _("This was asked of the market and taken back by the customer since. Take it back there as well.")
    title = gettext_lazy("Take a request to the market back")
    market_message.ask(message=message, kind=IN_VAIN, title=title, why=why, as_of=as_of)


def _was_asked(kind: str, subject: Supply | MarketMessage) -> bool:
    """A person who has seen to it is not asked again."""
    about = StaffTask.objects.filter(kind=kind, subject_type=subject_type(subject), subject_id=subject.pk)
    return about.exists()

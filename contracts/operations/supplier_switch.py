"""Another supplier takes a metering point over: our supply ends the day before, and the binding is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations import event, staff_task
from accounts.operations.event import Actor
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text
from config.foundation.transition import advance
from contracts.enums import AgreementState
from contracts.models import Agreement, MarketMessage, MeteringPoint, Supply
from contracts.operations import market_message
from contracts.operations.owner_event import verify_by_market
from contracts.queries.early_exit import quote_words, switch_quote
from contracts.rules.early_exit import ExitQuote
from contracts.rules.step import AGREEMENT_STEPS

EARLY_EXIT, LATE = "early-exit", "market-message-late"
TIME_TO_DECIDE = timedelta(days=5)
RUNNING = (AgreementState.ACTIVE, AgreementState.TERMINATING)


@transaction.atomic
def note_switch(*, message: MarketMessage, supply: Supply, by: Actor, as_of: date) -> None:
    """
    Let the supply end the day before another supplier takes its metering point over, as the message says.

    The agreement ends with its last supply, and not later than it was to end anyway. Inside the binding a task
    asks whether the exit is charged, with the quote; nothing is charged here. What had ended by then stays.
    When the agreement does not run yet, or no more, the message is left to a person.

    Source: EP-11.1e; rules.md §7; field.md §3.6.
    """
    day = _day_of(message)
    agreement, supplies = _locked(supply)
    leaving = next(each for each in supplies if each.pk == supply.pk)
    about: dict[str, Any] = {"agreement": agreement, "metering_point": leaving.metering_point}
    if not _ended_by(leaving, day):
        if agreement.state not in RUNNING:
            why = _not_running(agreement)
            market_message.leave_unmatched(message=message, why=why, by=by, as_of=as_of, **about)
            return
        _end(message, agreement, leaving, supplies, by, as_of)
    market_message.match(message=message, by=by, as_of=as_of, **about)


def _day_of(message: MarketMessage) -> date:
    assert message.effective_on is not None  # noqa: S101 -- the database refuses a notification without its day
    return message.effective_on


def _locked(found: Supply) -> tuple[Agreement, list[Supply]]:
    """Lock the agreement first and then its supplies by key, the order every journey takes, and read them anew."""
    agreements = Agreement.objects.select_for_update(of=("self",))
    agreement = agreements.select_related("supplier", "customer", "product").get(pk=found.agreement_id)
    supplies = Supply.objects.select_for_update(of=("self",)).select_related("metering_point")
    return agreement, list(supplies.filter(agreement=agreement).order_by("pk"))


def _ended_by(supply: Supply, day: date) -> bool:
    return supply.ends_before is not None and supply.ends_before <= day


def _end(
    message: MarketMessage,
    agreement: Agreement,
    leaving: Supply,
    supplies: Sequence[Supply],
    by: Actor,
    as_of: date,
) -> None:
    leaving.ends_before = day = _day_of(message)
    leaving.save(update_fields=["ends_before"])
    goes_on = any(not _ended_by(supply, day) for supply in supplies)
    if not goes_on:
        _end_agreement(agreement, day)
        verify_by_market(message=message, agreement=agreement, by=by, as_of=as_of)
    quote = switch_quote(agreement=agreement, supplies=[leaving], ends_before=day, as_of=as_of)
    _record(message, agreement, goes_on, quote, by, as_of)
    if not quote.is_free:
        _ask_about_exit(agreement, leaving.metering_point, day, quote, as_of)
    if day < as_of:
        _ask_about_the_past(message, agreement, day, as_of)


def _record(
    message: MarketMessage, agreement: Agreement, goes_on: bool, quote: ExitQuote, by: Actor, as_of: date
) -> None:
    event.record(
        "contracts.agreement.switched_away",
        supplier=agreement.supplier,
        customer=agreement.customer,
        subject=agreement,
        by=by,
        as_of=as_of,
        clause=quote.why.clause,
        number=agreement.number,
        gsrn=message.gsrn,
        ends_before=_day_of(message).isoformat(),
        agreement_goes_on=goes_on,
        message_id=message.message_id,
        exit_gross={str(charge.option): charge.total.gross for charge in quote.charges},
    )


def _end_agreement(agreement: Agreement, day: date) -> None:
    if agreement.state == AgreementState.ACTIVE:
        advance(agreement, to=AgreementState.TERMINATING, allowed=AGREEMENT_STEPS, ends_before=day)
    elif agreement.ends_before is None or agreement.ends_before > day:
        agreement.ends_before = day
        agreement.save(update_fields=["ends_before"])


def _ask_about_exit(agreement: Agreement, point: MeteringPoint, day: date, quote: ExitQuote, as_of: date) -> None:
    supplier = agreement.supplier
    with translation.override(supplier.language):
        last_day = date_text(day - ONE_DAY, locale=supplier.language)
        words = quote_words(quote, currency=supplier.currency, locale=supplier.language)
        facts = _("Metering point %(gsrn)s, last day of supply %(day)s. Decide whether to charge it, and how.")
        staff_task.ask(
            supplier=supplier,
            kind=EARLY_EXIT,
            subject=agreement,
            title=_("Another supplier took over inside the binding: %(number)s") % {"number": agreement.number},
            explanation=f"{facts % {'gsrn': point.gsrn, 'day': last_day}}\n{words}",
            clause=quote.why.clause,
            due_at=market_message.afternoon(as_of + TIME_TO_DECIDE, supplier=supplier),
            customer=agreement.customer,
        )


def _ask_about_the_past(message: MarketMessage, agreement: Agreement, day: date, as_of: date) -> None:
    with translation.override(agreement.supplier.language):
        why = _("Supply of agreement %(number)s ended before %(day)s, and we were told afterwards.") % {
            "number": agreement.number,
            "day": date_text(day, locale=agreement.supplier.language),
        }
    market_message.ask(
        message=message,
        kind=LATE,
        title=gettext_lazy("Look at what was invoiced after the end of supply"),
        why=why,
        as_of=as_of,
    )


def _not_running(agreement: Agreement) -> str:
    with translation.override(agreement.supplier.language):
        return _("The agreement %(number)s does not run, so it cannot end: it is %(state)s.") % {
            "number": agreement.number,
            "state": agreement.get_state_display(),
        }

"""What the market answers to a request of ours: it confirms it or rejects it, and we note which."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations.event import Actor
from config.foundation.transition import advance
from contracts.enums import MarketMessageKind, MarketMessageState
from contracts.models import MarketMessage
from contracts.operations import market_message
from contracts.queries.market_message import request_of
from contracts.rules.step import MARKET_MESSAGE_STEPS

OUTCOMES = {
    MarketMessageKind.CONFIRMATION: MarketMessageState.CONFIRMED,
    MarketMessageKind.REJECTION: MarketMessageState.REJECTED,
}


@transaction.atomic
def note_answer(*, message: MarketMessage, by: Actor, as_of: date) -> None:
    """
    Note an answer at the request it refers to; the same answer again changes nothing more.

    One that refers to nothing of ours or to something else, or says the opposite of an earlier one, is left to a
    person.
    """
    found = request_of(message)
    request = _locked(found) if found else None
    with translation.override(message.supplier.language):
        why = _misfit(message, request)
    if request is None or why:
        market_message.leave_unmatched(message=message, why=why, by=by, as_of=as_of)
        return
    market_message.match(
        message=message, agreement=request.agreement, metering_point=request.metering_point, by=by, as_of=as_of
    )
    if request.state != OUTCOMES[MarketMessageKind(message.kind)]:
        _settle(request, message, by, as_of)


def _locked(request: MarketMessage) -> MarketMessage:
    rows = MarketMessage.objects.select_for_update(of=("self",))
    return rows.select_related("supplier", "agreement__customer", "metering_point").get(pk=request.pk)


def _misfit(message: MarketMessage, request: MarketMessage | None) -> str:
    """Return why an answer does not fit, or an empty text."""
    if request is None:
        return _("The answer refers to no request of ours.")
    if request.process != message.process or message.gsrn not in ("", request.gsrn):
        return _("The answer is about another process or metering point than the request it refers to.")
    settled = request.state in OUTCOMES.values()
    if settled and request.state != OUTCOMES[MarketMessageKind(message.kind)]:
        return _("The request has been answered before, and the other way.")
    return ""


def _settle(request: MarketMessage, message: MarketMessage, by: Actor, as_of: date) -> None:
    advance(
        request,
        to=OUTCOMES[MarketMessageKind(message.kind)],
        allowed=MARKET_MESSAGE_STEPS,
        reason_code=message.reason_code,
        reason_text=message.reason_text,
        settled_at=Now(),
    )
    kind = f"contracts.market_message.{request.state.lower()}"
    market_message.record(kind, message=request, by=by, as_of=as_of, reason=message.reason_text)
    came = gettext_lazy("The answer came.")
    market_message.no_longer_ask(message=request, kind=market_message.UNANSWERED, outcome=came, by=by, as_of=as_of)
    if request.state == MarketMessageState.REJECTED:
        title = gettext_lazy("Request rejected by the market")
        market_message.ask(
            message=request, kind=market_message.REJECTED, title=title, why=message.reason_text, as_of=as_of
        )

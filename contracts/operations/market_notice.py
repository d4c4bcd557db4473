"""What the market tells us unasked: a switch ends our supply, anything else is compared with our books."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations.event import Actor
from contracts.enums import MarketProcess
from contracts.models import MarketMessage, Supply
from contracts.operations import market_message
from contracts.operations.owner_event import verified_for_owner
from contracts.operations.supplier_switch import note_switch
from contracts.queries.market_message import point_of, supply_on_the_eve

DIFFERS = "market-message-differs"


@transaction.atomic
def note_notification(*, message: MarketMessage, by: Actor, as_of: date) -> None:
    """
    Act on a notification, or compare it with our books and ask a person where they differ.

    Only a switch to another supplier ends a supply by itself. That somebody else moved in, or that supply ended,
    is a move or a notice nobody told us of: whose it is, and what it costs, a person finds out; an owner's notice
    that waits for just that is told of, and takes effect. So it is with a switch that is taken back, and with a
    message that fits no supply of ours on the day before.
    """
    point, day = point_of(message), message.effective_on
    supply = supply_on_the_eve(point, effective_on=day) if point and day else None
    if supply is None:
        why = _nothing_supplied(message)
        market_message.leave_unmatched(message=message, why=why, by=by, as_of=as_of, metering_point=point)
    elif message.process == MarketProcess.SUPPLIER_SWITCH:
        note_switch(message=message, supply=supply, by=by, as_of=as_of)
    else:
        market_message.match(message=message, agreement=supply.agreement, metering_point=point, by=by, as_of=as_of)
        verified = verified_for_owner(message=message, supply=supply, by=by, as_of=as_of)
        if message.process == MarketProcess.REVERSAL or (supply.ends_before != day and not verified):
            _ask(message, supply, as_of)


def _nothing_supplied(message: MarketMessage) -> str:
    with translation.override(message.supplier.language):
        return _("We supply nothing at this metering point on the day before.")


def _ask(message: MarketMessage, supply: Supply, as_of: date) -> None:
    with translation.override(message.supplier.language):
        why = _("The market says that our supply changes that day, and our agreement %(number)s does not.") % {
            "number": supply.agreement.number
        }
    market_message.ask(
        message=message,
        kind=DIFFERS,
        title=gettext_lazy("The market and our books differ"),
        why=why,
        as_of=as_of,
    )

"""Announce a draw in time, and announce it anew when the notice came too late for its day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.operations import event, message
from accounts.operations.event import Actor
from billing.enums import InstalmentState
from billing.models import AcontoInstalment
from billing.queries.aconto import mode_of, notice_day, notice_needed
from billing.queries.payment import min_side_link
from billing.rules.collection_day import is_announced_in_time, lawful_collection_day
from billing.rules.step import INSTALMENT_STEPS
from config.foundation.formats import date_text, kwh_text, money_text, period_text, unit_price_text
from config.foundation.period import Period
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class NoticeNotNeeded(Refused):
    """The terms ask for no notice of this draw."""

    code = "notice-not-needed"


class NoticeNotProven(Refused):
    """The draw must be announced first, and the notice must be old enough."""

    code = "notice-not-proven"
    clause = "OR-6.2b"


@transaction.atomic
def announce(*, instalment: AcontoInstalment, by: Actor, as_of: date) -> None:
    """
    Tell the customer amount, day and calculation; a day the notice is too late for moves to a lawful one.

    :raises NoticeNotNeeded: when the terms ask for none
    """
    notice = notice_needed(plan=instalment.plan)
    if notice is None:
        raise NoticeNotNeeded(_("This payment needs no notice."))
    day = lawful_collection_day(
        wanted=instalment.collect_on,
        notice_sent_on=as_of,
        notice_days=notice.count,
        mode=mode_of(instalment.plan),
        country=instalment.supplier.country,
    )
    moved_from = instalment.collect_on
    sent = message.queue(
        "aconto_announced",
        customer=instalment.billing_account.customer,
        reason=f"aconto_announced:{instalment.pk}:{day.isoformat()}",
        context=_words(instalment, day),
        as_of=as_of,
        clause=notice.clause,
        legal=True,
    )
    advance(
        instalment,
        to=InstalmentState.ANNOUNCED,
        allowed=INSTALMENT_STEPS,
        collect_on=day,
        announced_on=as_of,
        announcement=sent,
        calculation=instalment.calculation | {"notice_days": notice.count},
    )
    _record(instalment, moved_from, notice.clause, by, as_of)


@transaction.atomic
def announce_anew(*, instalment: AcontoInstalment, by: Actor, as_of: date) -> bool:
    """Announce again when the notice was sent too late for its day; True when it was."""
    notice = notice_needed(plan=instalment.plan)
    sent_on = notice_day(instalment=instalment)
    if notice is None or sent_on is None or instalment.state != InstalmentState.ANNOUNCED:
        return False
    if is_announced_in_time(notice_sent_on=sent_on, collect_on=instalment.collect_on, notice_days=notice.count):
        return False
    advance(instalment, to=InstalmentState.PLANNED, allowed=INSTALMENT_STEPS, announced_on=None, announcement=None)
    announce(instalment=instalment, by=by, as_of=as_of)
    return True


def check_announced(*, instalment: AcontoInstalment) -> None:
    """
    Refuse a draw whose notice is missing, unsent or too young.

    :raises NoticeNotProven: then
    """
    notice = notice_needed(plan=instalment.plan)
    if notice is None:
        return
    sent_on = notice_day(instalment=instalment)
    if not is_announced_in_time(
        notice_sent_on=sent_on, collect_on=instalment.collect_on, notice_days=notice.count
    ):
        raise NoticeNotProven(_("This payment must be announced at least 8 days before it is drawn."))


def _words(instalment: AcontoInstalment, day: date) -> dict[str, object]:
    customer = instalment.billing_account.customer
    locale = customer.language or customer.supplier.language
    parts, currency = instalment.calculation, instalment.currency
    period = Period(instalment.period_starts_on, instalment.period_ends_before)
    return {
        "amount": money_text(instalment.amount, currency, locale=locale),
        "day": date_text(day, locale=locale),
        "period": period_text(period, locale=locale),
        "year": kwh_text(parts["year_wh"], locale=locale),
        "use": kwh_text(parts["wh"], locale=locale),
        "days": parts["days"],
        "price": unit_price_text(parts["price_micro"], currency, locale=locale),
        "energy": money_text(parts["energy"], currency, locale=locale),
        "fixed": money_text(parts["fixed"], currency, locale=locale) if parts["fixed"] else "",
        "fee": money_text(parts["fee"], currency, locale=locale) if parts["fee"] else "",
        "link": min_side_link(supplier=customer.supplier),
    }


def _record(instalment: AcontoInstalment, moved_from: date, clause: str, by: Actor, as_of: date) -> None:
    moved = moved_from != instalment.collect_on
    event.record(
        "billing.aconto.announced",
        supplier=instalment.supplier,
        customer=instalment.billing_account.customer,
        subject=instalment,
        by=by,
        as_of=as_of,
        clause=clause,
        amount=instalment.amount,
        collect_on=instalment.collect_on.isoformat(),
        moved_from=moved_from.isoformat() if moved else "",
    )

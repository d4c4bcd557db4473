"""Composes the overview from all four apps: where one stands, what comes, what needs doing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.models import Customer
from billing.enums import MethodKind, MethodState, PaymentState
from billing.queries.consumption import Consumption
from billing.queries.consumption_chart import Drawn, chart_of
from billing.queries.overview import Coming, Overview, Standing, overview_of
from billing.queries.payment_words import drawn_from, due_label, expires, why_refused
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from config.foundation.page_path import path_of
from config.foundation.period import ONE_DAY
from config.foundation.request import Request
from config.home_letter import hindrances, letters, letters_of
from contracts.enums import Fuel
from contracts.models import Supply
from contracts.queries.agreement import agreement_card
from contracts.queries.metering_point import is_sold, place_of, points_of

FIRST_VALUES_AFTER = timedelta(days=3)
EXPIRES_SOON = timedelta(days=45)


@require_safe
def home(request: Request) -> HttpResponse:
    """Show what a customer should see first: money, the next payment, use, and what waits for them."""
    customer = acting_customer(request)
    locale = get_language() or "da"
    overview = overview_of(customer=customer, as_of=request.today, locale=locale)
    return render(request, "config/home.html", {"home": _page(customer, overview, request.today, locale)})


def _page(customer: Customer, overview: Overview, today: date, locale: str) -> dict[str, Any]:
    running = overview.running
    shown = [supply.metering_point for supply in running or overview.supplies[:1]]
    rows = letters_of(customer, as_of=today)
    main = next((standing.use for standing in overview.standings if standing.use), None)
    return {
        "name": customer.name,
        "places": _places(shown),
        "measured_until": overview.measured_until if running else None,
        "moved_out": _moved_out(overview),
        "hindrances": hindrances(rows),
        "accounts": [_account(standing, overview, today, locale) for standing in overview.standings],
        "consumption": _consumption(main, locale),
        "first_values": _first_values(running, today),
        "todo": [*_payments_to_see_to(overview, locale, today), *letters(rows)],
        "invoices": overview.invoices,
        "agreement": _agreement(overview, customer, today, locale),
        "help_links": _help_links(running),
    }


def _places(points: Sequence[Any]) -> list[Any]:
    """Return each address once, with the number of the meter that measures what is used there."""
    used = [place_of(point) for point in points_of_used(points)]
    return list({place.address: place for place in reversed(used)}.values())[::-1]


def points_of_used(points: Sequence[Any]) -> list[Any]:
    """Leave out meters of what is sold, unless there is nothing else."""
    return [point for point in points if not is_sold(point)] or list(points)


def _moved_out(overview: Overview) -> date | None:
    """Return the last day of supply when all of it has ended."""
    ends = [supply.ends_before for supply in overview.supplies if supply.ends_before]
    if overview.running or not ends:
        return None
    return max(ends) - ONE_DAY


def _first_values(running: Sequence[Supply], today: date) -> date | None:
    """Return when the first values may be expected; None when that day is past."""
    expected = [supply.starts_on + FIRST_VALUES_AFTER for supply in running]
    return min((day for day in expected if day >= today), default=None)


def _account(standing: Standing, overview: Overview, today: date, locale: str) -> dict[str, Any]:
    position, account = standing.position, standing.account
    several = len(overview.standings) > 1
    url = f"{path_of('billing:payment')}?account={account.public_id}"
    return {
        "label": capfirst(Fuel(account.fuel).label) if several else "",
        "owes": {"you_owe": "you", "we_owe_you": "us"}.get(position.words, ""),
        "amount": Money(abs(position.balance), account.currency),
        "note": _note(position.unbilled, account.currency, locale),
        "url": url,
        "payment": _next_payment(standing, url),
        "month": _month(standing.use, today),
    }


def _note(unbilled: int, currency: str, locale: str) -> str:
    if not unbilled:
        return ""
    amount = money_text(Money(unbilled, currency), locale=locale)
    return _("%(amount)s of use that is not invoiced yet is counted in, an estimate.") % {"amount": amount}


def _next_payment(standing: Standing, url: str) -> dict[str, Any] | None:
    if not standing.coming:
        return None
    first = standing.coming[0]
    failed = first.payment_state in (PaymentState.FAILED, PaymentState.REQUIRES_ACTION)
    return {
        "amount": Money(first.amount, standing.account.currency),
        "day": first.due_on if first.is_claim else first.day,
        "method": _how(first, standing),
        "last_day": first.due_on if _pays_by_hand(standing) else None,
        "state": "failed" if failed else "planned",
        "url": url,
    }


def _how(coming: Coming, standing: Standing) -> str:
    if coming.payment_state in (PaymentState.SENT, PaymentState.UNKNOWN, PaymentState.PREPARED):
        return _("On its way: the bank has not answered yet.")
    if coming.payment_state == PaymentState.REQUIRES_ACTION:
        return _("Your bank wants you to approve the payment yourself.")
    if coming.payment_state == PaymentState.FAILED:
        return why_refused(coming.payment_code)
    return drawn_from(standing.method)


def _pays_by_hand(standing: Standing) -> bool:
    method = standing.method
    return method is None or method.kind == MethodKind.SLIP or method.state != MethodState.ACTIVE


def _payments_to_see_to(overview: Overview, locale: str, today: date) -> Iterator[dict[str, Any]]:
    for standing in overview.standings:
        url = f"{path_of('billing:payment')}?account={standing.account.public_id}"
        for coming in standing.coming:
            if coming.is_claim:
                yield from _claim_to_see_to(coming, standing, url, locale)
        yield from _method_to_see_to(standing, today, locale)


def _claim_to_see_to(coming: Coming, standing: Standing, url: str, locale: str) -> Iterator[dict[str, Any]]:
    told = {
        "what": due_label(coming.kind),
        "amount": money_text(Money(coming.amount, standing.account.currency), locale=locale),
    }
    if coming.payment_state == PaymentState.REQUIRES_ACTION:
        title = _("%(what)s of %(amount)s needs your approval") % told
        text = _("Your bank wants you to approve the payment yourself.")
        yield {"kind": "warn", "title": title, "text": text, "url": url, "action": _("Approve")}
    elif coming.payment_state == PaymentState.FAILED:
        title = _("%(what)s of %(amount)s was not paid") % told
        yield {
            "kind": "bad",
            "title": title,
            "text": why_refused(coming.payment_code),
            "url": url,
            "action": _("Pay now"),
        }


def _method_to_see_to(standing: Standing, today: date, locale: str) -> Iterator[dict[str, Any]]:
    method = standing.method
    if method is None or method.kind != MethodKind.CARD or standing.account.closed_on:
        return
    url = f"{path_of('billing:payment-method')}?account={standing.account.public_id}"
    ends = expires(method)
    if method.state == MethodState.INVALID:
        text = _("Save another card, so that your payments go through.")
        title = _("Your card does not work")
        yield {"kind": "bad", "title": title, "text": text, "url": url, "action": _("Change card")}
    elif ends is not None and ends - EXPIRES_SOON <= today:
        last = date_text(ends - ONE_DAY, locale=locale, style="day")
        title = _("Your card expires on %(day)s") % {"day": last}
        text = _("Save a new one, so that your payments go through.")
        yield {"kind": "warn", "title": title, "text": text, "url": url, "action": _("Change card")}


def _month(use: Consumption | None, today: date) -> dict[str, Any] | None:
    if use is None:
        return None
    return {
        "start": use.period.starts_on,
        "current": use.period.contains(today),
        "wh": use.wh,
        "cost": use.cost,
        "estimate": not use.final,
        "more_percent": use.more_percent,
        "url": _consumption_url(use),
    }


def _consumption(use: Consumption | None, locale: str) -> dict[str, Any] | None:
    if use is None:
        return None
    month = date_text(use.period.starts_on, locale=locale, style="month")
    chart: Drawn = chart_of(use, title=_("Consumption, %(month)s") % {"month": month}, locale=locale)
    url = _consumption_url(use)
    return {
        "start": use.period.starts_on,
        "wh": use.wh,
        "cost": use.cost,
        "final": use.final,
        "chart": chart,
        "url": url,
        "csv_url": url.replace(path_of("billing:consumption"), path_of("billing:consumption-csv"), 1),
    }


def _consumption_url(use: Consumption) -> str:
    return f"{path_of('billing:consumption')}?view=month&start={use.period.starts_on.isoformat()}"


def _agreement(overview: Overview, customer: Customer, today: date, locale: str) -> dict[str, Any] | None:
    """Return the agreement for what is used at the first home."""
    points = points_of_used(points_of(overview.running))
    supply = next((each for each in overview.running if each.metering_point in points[:1]), None)
    if supply is None:
        return None
    card = agreement_card(
        supply=supply,
        parts=overview.price_terms,
        as_of=today,
        currency=customer.supplier.currency,
        locale=locale,
    )
    own = supply.agreement.public_id
    links = [
        {"url": path_of("contracts:agreement-one", own), "label": _("See the agreement")},
        {"url": path_of("contracts:terms", own), "label": _("Your terms in plain words")},
    ]
    return {"card": card, "links": links}


def _help_links(running: Sequence[Supply]) -> list[dict[str, str]]:
    return [
        *([{"url": path_of("contracts:move"), "label": _("I am moving")}] if running else []),
        {"url": path_of("complaints:enquiry-new"), "label": _("Write to us")},
        {"url": path_of("complaints:complaint-new"), "label": _("Complain about something")},
        {"url": path_of("complaints:route"), "label": _("Who can help you with a complaint")},
    ]

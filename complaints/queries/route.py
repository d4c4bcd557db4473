"""The supplier's way of a complaint as a page shows it: steps, bodies outside, times, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import CustomerKind
from accounts.models import Customer, Supplier
from complaints.rules.route import bodies_on
from config.foundation.formats import money_text
from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement
from contracts.queries.statute import statute_rows
from contracts.rules.statute import exact_figures, figures_on
from contracts.terms.clause import Clause
from contracts.terms.document import Terms
from contracts.terms.parts.complaint import ComplaintLevel, ComplaintRoute, ExternalBody


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Somebody a complaint may be brought to, how to reach them, and what to know first."""

    name: str
    about: str
    clause: Clause
    phone: str = ""
    email: str = ""
    address: str = ""
    website: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A sentence and the clause it rests on."""

    text: str
    clause: Clause


@dataclass(frozen=True, kw_only=True)
class Route:
    """The whole way: own desks in order, bodies outside, how long an answer takes, what it does to payments."""

    own: tuple[Stop, ...]
    outside: tuple[Stop, ...]
    answer: Reason
    answer_days: int
    payment: Reason | None
    outages: Reason | None


def terms_of(customer: Customer) -> Terms:
    """Return the terms of the customer's latest agreement, else those the supplier's own pages follow."""
    latest = Agreement.objects.filter(customer=customer).order_by("-starts_on", "-pk")
    code = latest.values_list("terms_code", flat=True).first()
    return terms.by_code(code or customer.supplier.terms_code)


def route_of(*, supplier: Supplier, customer: Customer | None, as_of: date) -> Route:
    """Return the way of a complaint at a supplier, narrowed to one customer when there is one."""
    document = terms_of(customer) if customer else terms.by_code(supplier.terms_code)
    route = document.complaint_route
    return Route(
        own=tuple(own_stop(level) for level in route.levels),
        outside=outside_stops(document, customer=customer, as_of=as_of),
        answer=answer_reason(route),
        answer_days=route.answer_limit_days.value,
        payment=payment_reason(route),
        outages=_outages(document),
    )


def outside_stops(
    document: Terms, *, customer: Customer | None, as_of: date, subject: str = ""
) -> tuple[Stop, ...]:
    """Return the bodies outside that take up this customer's matter on a day, with what they cost."""
    household = customer is None or customer.kind == CustomerKind.HOUSEHOLD
    bodies = bodies_on(route=document.complaint_route, day=as_of, household=household, subject=subject)
    prices = _prices(document, bodies, as_of)
    return tuple(_body(body, prices) for body in bodies)


def own_stop(level: ComplaintLevel) -> Stop:
    """Return one desk of the company."""
    return Stop(
        name=_(level.name),
        about=_(level.about),
        clause=terms.clause(level.clause),
        phone=level.phone,
        email=level.email,
        address=level.address,
        website=level.website,
    )


def answer_reason(route: ComplaintRoute) -> Reason:
    """Say how long an answer takes (X-70)."""
    words = {"days": route.answer_limit_days.value, "workdays": route.answer_target_workdays.value}
    text = _("You have an answer within %(days)s days; we aim at %(workdays)s working days.") % words
    return Reason(text=text, clause=terms.clause(route.answer_limit_days.clause))


def payment_reason(route: ComplaintRoute) -> Reason | None:
    """Say that a complaint does not postpone payment, where the terms say so (EP-13.2, OR-16.1)."""
    if route.suspends_payment is None or route.suspends_payment.value:
        return None
    text = _("A complaint does not postpone payment unless we expressly agree on it.")
    return Reason(text=text, clause=terms.clause(route.suspends_payment.clause))


def _outages(document: Terms) -> Reason | None:
    """Say that the number of power cuts is not known: without a feed it is never told as none (CE-01)."""
    if document.outage_counter is None:
        return None
    text = _("We do not know right now how many power cuts there are.")
    return Reason(text=text, clause=terms.clause(document.outage_counter.unknown_is_not_zero.clause))


def _prices(document: Terms, bodies: tuple[ExternalBody, ...], as_of: date) -> dict[str, Money]:
    keys = tuple(figure.key for body in bodies for figure in (body.fee, body.minimum_value) if figure)
    if not keys:
        return {}
    rows = statute_rows(country=document.country, keys=keys)
    figures = exact_figures(figures_on(rows, country=document.country, day=as_of))
    return {key: Money(minor, document.currency) for key, minor in figures.items()}


def _written(amount: Money) -> str:
    return money_text(amount, locale=get_language() or "da", whole=amount.minor % 100 == 0)


def _body(body: ExternalBody, prices: dict[str, Money]) -> Stop:
    return Stop(
        name=body.name,
        about=_(body.role),
        clause=terms.clause(body.clause),
        phone=body.phone,
        email=body.email,
        address=body.address,
        website=body.website,
        notes=tuple(_notes(body, prices)),
    )


def _notes(body: ExternalBody, prices: dict[str, Money]) -> list[str]:
    notes = [_("For private consumers only.")] if body.households_only else []
    if body.fee and body.fee.key in prices:
        back = (
            _("It costs %(amount)s, which you get back if you are right.")
            if body.fee_refunded_if_upheld
            else _("It costs %(amount)s, which you do not get back.")
        )
        notes.append(back % {"amount": _written(prices[body.fee.key])})
    if body.minimum_value and body.minimum_value.key in prices:
        least = _("The dispute must be worth at least %(amount)s.")
        notes.append(least % {"amount": _written(prices[body.minimum_value.key])})
    return notes

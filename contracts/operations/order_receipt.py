"""The receipt of an order: what was ordered, on which days, what was said yes to, and why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from accounts.operations import receipt
from accounts.operations.receipt import Told
from config.foundation.formats import date_text
from contracts import terms
from contracts.enums import PriceArea
from contracts.models import Agreement, Order
from contracts.queries.agreement import price_rows
from contracts.queries.metering_point import grouped
from contracts.queries.order import Offer, prices_of
from contracts.queries.receipt_words import place_words, reasons_of
from contracts.rules.sentence import Sentence, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_


def give(*, order: Order, offer: Offer, said_start: bool, as_of: date) -> None:
    """
    Give the receipt of a confirmed order; it is sent at once, whatever the agreement waits for.

    Source: EP-1.2, GE-0.1 (it says which part of the terms is the customer's), OR-11.2; law.md §2.
    """
    agreement = order.agreement
    if agreement is None or order.customer is None:
        raise ValueError("Only a confirmed order has a receipt.")

    def told(locale: str) -> Told:
        return Told(
            title=_("We have your order: %(product)s") % {"product": order.product.name},
            rows=facts(agreement, order=order, offer=offer, said_start=said_start, locale=locale),
            reasons=reasons_of(_reasons(order, offer), agreement=agreement, locale=locale),
        )

    receipt.give(customer=order.customer, subject=order, fact="confirmed", tell=told, as_of=as_of)


def facts(
    agreement: Agreement, *, order: Order, offer: Offer, said_start: bool, locale: str
) -> list[tuple[str, str]]:
    """Return what the receipt lists: product, price, place and days, and the ticks that were made."""
    document = terms.by_code(agreement.terms_code)
    right = offer.right
    return [
        (_("Agreement"), f"{order.product.name}, {agreement.number}"),
        *_prices(order, document, locale),
        (_("Address"), place_words(agreement)),
        (_("Metering point"), grouped(order.gsrn)),
        (_("First day"), date_text(agreement.starts_on, locale=locale)),
        (_("Bound until"), date_text(offer.bound_until, locale=locale) if offer.bound_until else _("no binding")),
        (_("Withdraw by"), date_text(right.last_day, locale=locale) if right else ""),
        (_("Terms"), f"{_(document.title)}, {_(document.version)}"),
        (_("You asked us to begin"), _("before the time to withdraw is over") if said_start else ""),
        (_("It waits for"), _("a credit check; we write to you") if offer.waits_for_credit else ""),
    ]


def _reasons(order: Order, offer: Offer) -> tuple[Sentence, ...]:
    """Return how the last day to withdraw was counted, what an early start means, and the power of attorney."""
    document = terms.by_code(order.product.terms_code)
    found = list(offer.right.why) if offer.right else []
    part = document.withdrawal
    if offer.starts_inside and part and part.pay_for_delivered:
        text = N_("You asked us to start at once: if you withdraw, you pay for what was delivered until then.")
        found.append(say(text, clause=part.pay_for_delivered.clause))
    mandate = document.conclusion.power_of_attorney if document.conclusion else None
    if mandate:
        text = N_("We act for you towards the grid company and Energinet in the switch, and in nothing else.")
        found.append(say(text, clause=mandate.clause))
    credit = document.conclusion.credit_approval if document.conclusion else None
    if credit and credit.value:
        text = N_("The agreement waits for a credit check.")
        found.append(say(text, clause=credit.clause))
    return tuple(found)


def _prices(order: Order, document: Terms, locale: str) -> list[tuple[str, str]]:
    rows = price_rows(
        product=order.product,
        parts=prices_of([order.product]),
        areas=[order.price_area] if order.price_area else list(PriceArea.values),
        day=order.starts_on or order.begun_on,
        currency=document.currency,
        locale=locale,
    )
    return [(row.label, f"{row.value} {row.note}".strip()) for row in rows]

"""Plain words about the agreement itself: whom it covers, its price and the right to withdraw."""

from __future__ import annotations

from collections.abc import Iterator

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Sentence, UnitPrice, holds, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.overrides import Overrides
from contracts.terms.parts.agreement import Conclusions
from contracts.terms.parts.figure import Vat
from contracts.terms.parts.scope import CustomerKind, Source


def about(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say whom the terms cover and which paper counts first.

    Source: EP-1.1-1.3, OR-1.1-1.3, GE-0.1, GE-VF-1.1-1.2.
    """
    return tuple(_about(terms))


def _about(terms: Terms) -> Iterator[Sentence]:
    if terms.kind != "retail":
        return
    customers = terms.scope.customers
    if CustomerKind.BUSINESS in customers.value:
        yield say(
            N_("These terms are for businesses: most of the power is used for business."), clause=customers.clause
        )
    else:
        yield say(
            N_("These terms are for households: most of the power is used privately."), clause=customers.clause
        )
    rank = terms.scope.precedence
    if rank and rank.value[0] is Source.FRONT_PAGE:
        yield say(
            N_("The front page of your agreement counts first, then About your agreement, then the terms."),
            clause=rank.clause,
        )
    elif rank:
        yield say(N_("Your order confirmation counts before the terms."), clause=rank.clause)
    variant = terms.scope.variant_on_receipt
    if variant:
        yield say(N_("Your sign-up receipt shows which part of the terms is yours."), clause=variant.clause)
    privacy = terms.scope.privacy_policy_applies
    if holds(privacy):
        yield say(N_("Our privacy policy of the day applies as well."), clause=privacy.clause)


def price(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say what the price is made of, and the agreement's own figures.

    Source: EP-5.1-5.5, OR-4.1-4.6, OR-6.1a, GE-VF-5.3.
    """
    return tuple(_price(terms, overrides))


def _price(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.price
    if part is None:
        return
    yield say(
        N_("You pay for three things: the electricity, its transport, and taxes to the state."),
        clause=part.parts.clause,
    )
    with_vat = part.quoted_vat.value is Vat.INCLUDED
    said = N_("Prices are shown with VAT.") if with_vat else N_("Prices are shown without VAT, which is added.")
    yield say(said, clause=part.quoted_vat.clause)
    yield from _own_prices(terms, overrides, with_vat=with_vat)
    if part.pass_through_margin_minor.value == 0:
        yield quote(
            N_("Transport and taxes are passed on exactly as we are charged; we earn nothing on them."),
            part=part.pass_through_margin_minor,
        )
    if holds(part.pass_through_changes_at_once):
        yield quote(
            N_("When the grid company or the state changes a rate, it applies to you from the same day."),
            part=part.pass_through_changes_at_once,
        )
    if holds(part.subscription_per_metering_point):
        yield say(
            N_("You pay one electricity subscription for each meter."),
            clause=part.subscription_per_metering_point.clause,
        )
    if holds(part.special_tax_on_request):
        yield say(
            N_("Tell us if you heat with electricity: you may pay a lower electricity tax."),
            clause=part.special_tax_on_request.clause,
        )


def _own_prices(terms: Terms, overrides: Overrides, *, with_vat: bool) -> Iterator[Sentence]:
    part = terms.price
    if part is None:
        return
    if overrides.energy_micro is not None:
        yield say(
            N_("Your electricity price is %(price)s."),
            clause=part.settled_by.clause,
            decided_by=DecidedBy.AGREEMENT,
            price=UnitPrice(overrides.energy_micro, with_vat),
        )
    if overrides.markup_micro is not None:
        yield say(
            N_("You pay the market price of each hour plus %(markup)s."),
            clause=part.settled_by.clause,
            decided_by=DecidedBy.AGREEMENT,
            markup=UnitPrice(overrides.markup_micro, with_vat),
        )
    elif part.markup:
        yield say(
            N_("You pay the purchase price of each hour plus the markup in your agreement."),
            clause=part.markup.clause,
        )
    if overrides.subscription_minor is not None:
        yield say(
            N_("Your subscription is %(amount)s a month."),
            clause=part.settled_by.clause,
            decided_by=DecidedBy.AGREEMENT,
            amount=Money(overrides.subscription_minor, terms.currency),
        )


def withdrawal(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say how long the customer may withdraw and how; businesses have no such right.

    Source: OR-11.1-11.2, GE-VF-1.3.
    """
    return tuple(_withdrawal(terms, overrides))


def _withdrawal(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.withdrawal
    if part is None:
        if terms.kind == "retail":
            yield say(
                N_("A business has no right to withdraw once the agreement is made."),
                clause=terms.scope.customers.clause,
            )
        return
    days, clause = part.period.count, part.period.clause
    if overrides.concluded_on:
        yield say(
            N_("You may change your mind within %(days)s days of %(concluded)s, without giving a reason."),
            clause=clause,
            days=days,
            concluded=overrides.concluded_on,
        )
    else:
        yield say(
            N_("You may change your mind within %(days)s days of making the agreement, without a reason."),
            clause=clause,
            days=days,
        )
    if Conclusions.ANY not in part.concluded_by.value:
        yield say(
            N_("This holds when the agreement was made at a distance or away from our premises."),
            clause=part.concluded_by.clause,
        )
    if holds(part.dispatch_in_time):
        yield say(
            N_("It is enough that you send your message before the time is up; any clear statement will do."),
            clause=part.dispatch_in_time.clause,
        )
    for channel in part.channels:
        yield say(N_("You may for example use %(address)s."), clause=channel.clause, address=channel.address)
    if holds(part.pay_for_delivered):
        yield say(
            N_("If you asked us to start at once, you pay for what was delivered until then."),
            clause=part.pay_for_delivered.clause,
        )

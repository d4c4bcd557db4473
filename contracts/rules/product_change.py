"""What a change of product leads to: when it starts, whether it binds anew, and whether it is an early exit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.foundation.calendar import ONE_DAY, add_months, first_of_next_month
from contracts.rules.agreed import Agreed
from contracts.rules.binding import binding_end
from contracts.rules.sentence import Sentence, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import Clock
from contracts.terms.parts.figure import Months, Policy

NEXT_MONTH = "first_of_next_month"


class NotAsked(ValueError):
    """A product is changed only when the customer asks for it: a mistake in the program, never a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRequest:
    """
    What the customer said yes to on the day `concluded_on`.

    `is_new_agreement` is true for an express new agreement with a new price whose end date was shown first.
    `starts_on` and `binding_months` are what the new order confirmation states, if it does.
    """

    concluded_on: date
    by_customer: bool
    is_new_agreement: bool = False
    starts_on: date | None = None
    binding_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductAnswer:
    """
    What the change leads to.

    `starts_on` is None where the new order confirmation has to state it; `free_from` is the first day the
    customer is not bound afterwards. Leaving a binding is quoted as an early exit before the customer says yes.
    Withdrawing from a change with a period of its own brings back the former product and `former_free_from`.
    """

    starts_on: date | None
    free_from: date | None
    former_free_from: date | None
    leaves_binding: bool
    may_be_withdrawn: bool
    why: tuple[Sentence, ...]


def product_change(*, agreed: Agreed, following: Terms, request: ProductRequest) -> ProductAnswer:
    """
    Return what a change from this agreement's product to one under the terms `following` leads to.

    Variable to variable never binds and starts on the first of the next month. Fixed to fixed binds anew from
    its conclusion, if it is an express new agreement; else the old date stays. Variable to fixed binds as any
    new agreement. Fixed to variable inside the binding leaves it.

    Source: GE-V-10.2 with X-50 and X-55, GE-F-10.1c with X-54, GE-VF-5.1-5.2, GE-VF-1.3 with X-77.

    :raises NotAsked: when the customer did not ask for the change
    """
    if not request.by_customer:
        raise NotAsked("Nobody is moved to another product without asking for it.")
    starts_on, start_steps = _start(agreed, following, request)
    free_from, binding_step = _binding(agreed, following, request, starts_on or request.concluded_on)
    own_period = following.withdrawal.product_change_opens_own if following.withdrawal else None
    return ProductAnswer(
        starts_on=starts_on,
        free_from=free_from,
        former_free_from=agreed.free_from,
        leaves_binding=free_from is None and agreed.is_bound_on(starts_on or request.concluded_on),
        may_be_withdrawn=own_period is not None and own_period.value and agreed.is_household,
        why=(*start_steps, binding_step),
    )


def offer_from(*, agreed: Agreed) -> date | None:
    """
    Return the day from which a customer may ask for the supplier's offer of another product; None: any day.

    It runs from the start of supply, not from the conclusion, and nobody is moved without asking.

    Source: GE-VF-5.1.
    """
    part = agreed.terms.product_change
    if part is None or part.offer_after is None:
        return None
    by_conclusion = part.offer_runs_from is not None and part.offer_runs_from.value is Clock.CONCLUSION
    return add_months(agreed.concluded_on if by_conclusion else agreed.starts_on, part.offer_after.count)


def _start(agreed: Agreed, following: Terms, request: ProductRequest) -> tuple[date | None, tuple[Sentence, ...]]:
    part = following.product_change
    if part is None or part.starts is None or part.starts.value != NEXT_MONTH or _is_fixed(agreed.terms):
        return request.starts_on, ()
    starts_on = first_of_next_month(request.concluded_on)
    text = N_("Asked for on %(asked)s, the new product starts on %(day)s.")
    return starts_on, (quote(text, part=part.starts, asked=request.concluded_on, day=starts_on),)


def _binding(
    agreed: Agreed, following: Terms, request: ProductRequest, starts_on: date
) -> tuple[date | None, Sentence]:
    """Return the first day the customer is free under the new product, and why."""
    free_from = binding_end(
        binding=following.binding,
        fuel=agreed.fuel,
        concluded_on=request.concluded_on,
        starts_on=starts_on,
        own_months=request.binding_months,
    )
    if free_from is None:
        return None, _unbound(following)
    clause, renewal = _binding_clause(following), _renewal(agreed, following)
    if renewal:
        months, runs_from = renewal
        clause = months.clause
        if not request.is_new_agreement:
            return agreed.free_from, _kept(runs_from, agreed.free_from)
        if request.binding_months is None:
            by_conclusion = runs_from.value is Clock.CONCLUSION
            free_from = add_months(request.concluded_on if by_conclusion else starts_on, months.count)
    return free_from, say(N_("The new product binds you until %(day)s."), clause=clause, day=free_from - ONE_DAY)


def _renewal(agreed: Agreed, following: Terms) -> tuple[Months, Policy[Clock]] | None:
    """Return for how long a change between two fixed prices binds anew, and from when; None for any other."""
    part = following.product_change
    if part is None or not _is_fixed(agreed.terms):
        return None
    months, runs_from = part.binding_months_fixed_to_fixed, part.binding_runs_from
    return (months, runs_from) if months and runs_from else None


def _kept(part: Policy[Clock], free_from: date | None) -> Sentence:
    if free_from is None:
        return quote(N_("The change does not bind you."), part=part)
    text = N_("This is no new agreement, so your binding stays as it was, until %(day)s.")
    return quote(text, part=part, day=free_from - ONE_DAY)


def _unbound(following: Terms) -> Sentence:
    text = N_("The new product does not bind you.")
    part = following.product_change
    if part and part.binding_on_variable:
        return quote(text, part=part.binding_on_variable)
    return say(text, clause=_binding_clause(following))


def _binding_clause(terms: Terms) -> str:
    return terms.binding.fuels.clause if terms.binding else terms.scope.customers.clause


def _is_fixed(terms: Terms) -> bool:
    """Return whether a change from these terms' product is one from a fixed price, as the terms say it."""
    return terms.product_change is not None and terms.product_change.binding_months_fixed_to_fixed is not None

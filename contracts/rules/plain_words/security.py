"""Plain words about security, cancellation, disconnection and supply afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Sentence, holds, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.figure import Months, Policy
from contracts.terms.parts.scope import Fuel
from contracts.terms.parts.security import Procedure, Security


def security(*, terms: Terms, figures: Mapping[str, int]) -> tuple[Sentence, ...]:
    """
    Say when security may be asked for, the most it can be, and what stands before a cancellation.

    Source: EP-6.15, EP-7.1-7.4, EP-11.3-11.4, OR-7.2, OR-8.1, GE-VF-6.1, GE-V-10.4-10.5; law.md §6.
    """
    part = terms.security
    return () if part is None else (*_demand(part, figures), *_cancellation(terms))


def _demand(part: Security, figures: Mapping[str, int]) -> Iterator[Sentence]:
    if holds(part.reason_required):
        yield say(
            N_("We may ask for security if there is reason to expect that bills will not be paid."),
            clause=part.reason_required.clause,
        )
    trigger = part.negative_balance
    if trigger:
        yield say(
            N_(
                "With a card: if you owe us for more than %(days)s days or more than %(amount)s, "
                "we may look into it."
            ),
            clause=trigger.limit.clause,
            days=trigger.days.count,
            amount=Money(trigger.limit.minor, trigger.limit.currency),
        )
    cap = part.cap_months
    months = cap.count if isinstance(cap, Months) else figures.get(cap.key)
    if months:
        yield say(
            N_("It is never more than our risk, nor more than %(months)s months' payment."),
            clause=cap.clause,
            decided_by=DecidedBy.TERMS if isinstance(cap, Months) else DecidedBy.LAW,
            months=months,
        )
    else:
        yield say(N_("It is never more than our risk, nor more than the law allows."), clause=cap.clause)
    yield from _deadlines(part, figures)


def _deadlines(part: Security, figures: Mapping[str, int]) -> Iterator[Sentence]:
    by_law = part.procedure.kind.value is Procedure.STATUTORY_HOUSEHOLD
    if part.procedure.reminders_first and part.procedure.reminders_first.key in figures:
        yield say(
            N_("If you owe us for earlier use, you get at least %(count)s reminders first."),
            clause=part.procedure.reminders_first.clause,
            decided_by=DecidedBy.LAW,
            count=figures[part.procedure.reminders_first.key],
        )
    unhurried = part.procedure.deadline_without_arrears
    if unhurried and unhurried.key in figures:
        yield say(
            N_("If you owe us nothing, you have at least %(months)s months to provide it."),
            clause=unhurried.clause,
            decided_by=DecidedBy.LAW,
            months=figures[unhurried.key],
        )
    for text, period in (
        (N_("You then have at least %(days)s working days to provide it."), part.procedure.deadline_days),
        (
            N_("Without it we may cancel, and tell you at least %(days)s working days before."),
            part.procedure.cancellation_notice_days,
        ),
    ):
        days = period.value if isinstance(period, Policy) else figures.get(period.key)
        if days:
            by = DecidedBy.LAW if by_law else DecidedBy.OUR_CHOICE
            yield say(text, clause=period.clause, decided_by=by, days=days)


def _cancellation(terms: Terms) -> Iterator[Sentence]:
    if terms.breach:
        never, other = terms.breach.past_debt_never_cancels, terms.breach.other_assurance_blocks
        if holds(never):
            yield quote(N_("We never cut off your supply because of power you have already used."), part=never)
        if holds(other):
            yield quote(N_("We do not cancel when we have agreed on another way to secure payment."), part=other)
    if terms.disconnection:
        switched, costs = terms.disconnection.not_if_other_supplier, terms.disconnection.costs_borne_by_customer
        if holds(switched):
            yield quote(N_("Your supply is not cut off if another supplier delivers."), part=switched)
        if holds(costs):
            yield say(N_("A disconnection is paid for by you."), clause=costs.clause)
    blocked = terms.re_supply.blocked_by if terms.re_supply else None
    if blocked:
        yield say(
            N_("After a cancellation, debt for electricity and gas must be paid before we supply you again.")
            if Fuel.GAS in blocked.value
            else N_("After a cancellation, debt for electricity must be paid before we supply you again."),
            clause=blocked.clause,
        )

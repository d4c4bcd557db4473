"""Plain words about the grid: a customer's duties, power cuts and what a grid company promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Percentage, Sentence, holds, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.outage import LadderStep, OutageCompensation


def duties(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say what the customer owes the grid company.

    Source: EP-2.1-2.2, OR-2.1-2.3, GE-VF-2.1-2.2.
    """
    part = terms.grid_duties
    if part is None:
        return ()
    return tuple(say(duty.text, clause=part.clause) for duty in part.duties)


def outage(*, terms: Terms, figures: Mapping[str, int]) -> tuple[Sentence, ...]:
    """
    Say what a power cut gives a right to, and what the grid company publishes.

    Source: BO-01-BO-13, CE-01-CE-03.
    """
    return (*_counter(terms), *_compensation(terms.outage_compensation, figures))


def _counter(terms: Terms) -> Iterator[Sentence]:
    if terms.outage_counter and holds(terms.outage_counter.shown_at_zero):
        yield say(
            N_("We show how many power cuts there are now, also when there are none."),
            clause=terms.outage_counter.shown_at_zero.clause,
        )
    report = terms.equal_access_report
    if report:
        yield say(N_("Each year by 1 June we publish a report on equal access to the grid."), clause=report.clause)


def _compensation(part: OutageCompensation | None, figures: Mapping[str, int]) -> Iterator[Sentence]:
    if part is None:
        return
    yield say(
        N_("An unplanned power cut of %(hours)s hours or more gives you compensation."),
        clause=part.threshold_hours.clause,
        hours=part.threshold_hours.value,
    )
    unit = figures.get(part.minimum_unit.key, part.printed_unit_minor.value)
    for step in part.ladder:
        yield _step(part, step, unit)
    yield say(
        N_("You never get more than %(percent)s of your yearly network cost."),
        clause=part.cap_percent.clause,
        percent=Percentage(part.cap_percent.value * 100),
    )
    yield say(
        N_("A power cut has ended when the power has worked for %(hours)s hours without a break."),
        clause=part.restored_after_hours.clause,
        hours=part.restored_after_hours.value,
    )
    yield say(
        N_("You need not apply; it is paid within %(months)s months from the end of the month the cut was known."),
        clause=part.payout.clause,
        months=part.payout.count,
    )
    if part.reductions:
        yield say(
            N_("A person may lower the amount for one of these reasons, and tells you which:"),
            clause=part.reductions[0].clause,
        )
    for ground in part.reductions:
        yield say(ground.text, clause=ground.clause)
    if holds(part.deducted_from_damages):
        yield say(
            N_("You may also have a right to damages; the compensation is deducted."),
            clause=part.deducted_from_damages.clause,
        )


def _step(part: OutageCompensation, step: LadderStep, unit: int) -> Sentence:
    """Say one step; its least amount is the year's unit times the step (X-03)."""
    percent = Percentage(int(step.percent * 100))
    least = Money(unit * step.step, part.currency.value)
    if step.to_hours is None:
        return say(
            N_("More than %(above)s hours: %(percent)s of your yearly network cost."),
            clause=part.ladder_clause,
            above=step.above_hours,
            percent=percent,
        )
    return say(
        N_("%(above)s to %(to)s hours: %(percent)s of your yearly network cost, at least %(amount)s."),
        clause=part.ladder_clause,
        decided_by=DecidedBy.LAW if unit != part.printed_unit_minor.value else DecidedBy.TERMS,
        above=step.above_hours,
        to=step.to_hours,
        percent=percent,
        amount=least,
    )

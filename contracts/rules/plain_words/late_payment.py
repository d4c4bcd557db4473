"""Plain words about paying late: interest, reminders, compensation and set-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Percentage, Sentence, holds, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.payment import LatePayment


def late(*, terms: Terms, figures: Mapping[str, int]) -> tuple[Sentence, ...]:
    """
    Say what paying late costs, with the law's figures where they are known.

    Source: EP-5.7-5.9, OR-6.1d-e, GE-VF-5.4, GE-VF-5.6; law.md §1.
    """
    return tuple(_late(terms, figures))


def _late(terms: Terms, figures: Mapping[str, int]) -> Iterator[Sentence]:
    part = terms.late_payment
    if part is None:
        return
    if part.interest.key in figures:
        yield say(
            N_("Late payment carries interest of %(rate)s a year from the day after the last day to pay."),
            clause=part.interest.clause,
            decided_by=DecidedBy.LAW,
            rate=Percentage(figures[part.interest.key]),
        )
    else:
        said = N_("Late payment carries interest as the law sets it.")
        yield say(said, clause=part.interest.clause, decided_by=DecidedBy.LAW)
    yield _reminders(part, figures, currency=terms.currency)
    business = part.business_compensation
    if business and business.key in figures:
        yield say(
            N_("A business also pays %(amount)s once for a claim that is late."),
            clause=business.clause,
            decided_by=DecidedBy.LAW,
            amount=Money(figures[business.key], terms.currency),
        )
    if holds(part.set_off_due_claims):
        yield say(
            N_("What is due to you may be set against what you owe us, when both are due."),
            clause=part.set_off_due_claims.clause,
        )


def _reminders(part: LatePayment, figures: Mapping[str, int], *, currency: str) -> Sentence:
    clause = part.reminder_fee.clause
    known = [figures.get(figure.key) for figure in (part.reminder_fee, part.reminder_count, part.reminder_gap)]
    if None in known:
        return say(N_("Reminders cost what the law allows."), clause=clause, decided_by=DecidedBy.LAW)
    return say(
        N_("A reminder costs %(amount)s without VAT, at most %(count)s times and %(days)s days apart."),
        clause=clause,
        decided_by=DecidedBy.LAW,
        amount=Money(figures[part.reminder_fee.key], currency),
        count=figures[part.reminder_count.key],
        days=figures[part.reminder_gap.key],
    )

"""When an agreement ends by notice, of the customer or of the supplier, and which rule had the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.foundation.calendar import ONE_DAY, add_months, end_of_month
from contracts.rules.agreed import Agreed
from contracts.rules.sentence import DecidedBy, Sentence, quote, say
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import Notice

ONE_MONTH = N_("%(months)s month's notice from %(given)s, to the end of a month, is %(day)s.")
SEVERAL_MONTHS = N_("%(months)s months' notice from %(given)s, to the end of a month, is %(day)s.")


class NoticeUnknown(LookupError):
    """Neither terms nor agreement nor law say how long the notice is: a gap in the data of the agreement."""


class NoticeForm(StrEnum):
    """How a notice came in."""

    SELF_SERVICE = "self_service"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"


class _Party(StrEnum):
    CUSTOMER = "customer's"
    SUPPLIER = "supplier's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination:
    """The last day of the agreement, which rule decided it, and the steps of the arithmetic."""

    last_day: date
    why: tuple[Sentence, ...]

    @property
    def ends_before(self) -> date:
        return self.last_day + ONE_DAY

    @property
    def decided_by(self) -> DecidedBy:
        return self.why[-1].decided_by

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses behind the steps, each once, in their order."""
        return tuple(dict.fromkeys(step.clause for step in self.why))


def form_suffices(*, agreed: Agreed, form: NoticeForm) -> bool:
    """
    Return whether a notice in this form counts; where writing is asked for, a call does not.

    Source: EP-11.1d (in writing); OR-13, GE-V-10.1, GE-F-10.1b (any form).
    """
    writing = _notice(agreed).in_writing
    return writing is None or not writing.value or form is not NoticeForm.PHONE


def customer_termination(*, agreed: Agreed, given_on: date, law: Sequence[StatuteRow]) -> Termination:
    """
    Return when the agreement ends if the customer gives notice on this day, early or late.

    The notice runs to the end of a month, and an early one ends the agreement no earlier than the binding.
    For a household the law sets the latest end: a month's notice to the end of a month once five months have
    passed since the agreement was made. The last step of `why` says which of them decided.

    Source: EP-11.1b with X-76, OR-13.1a, GE-V-10.1, GE-F-10.1b with X-52; law.md §2 (§ 28).

    :raises NoticeUnknown: when a business agreement states no notice anywhere
    """
    ended = _by_agreement(agreed, party=_Party.CUSTOMER, given_on=given_on, law=law)
    by_law = latest_end_by_law(agreed=agreed, given_on=given_on, law=law)
    if by_law is None or ended.last_day <= by_law:
        return ended
    steps = _law_steps(agreed, given_on=given_on, by_law=by_law, law=law)
    return Termination(last_day=by_law, why=(*ended.why, *steps))


def earliest_last_day(*, agreed: Agreed, given_on: date, law: Sequence[StatuteRow]) -> date:
    """
    Return the last day by the notice alone, whatever the binding: the first a customer can buy themself out to.

    Source: EP-11.1b and EP-11.1f, GE-F-10.1b with GE-F-10.2a (a fee is for supply that ends inside the binding).

    :raises NoticeUnknown: when a business agreement states no notice anywhere
    """
    months, _decided_by, _clause = _months(
        agreed, _notice(agreed), party=_Party.CUSTOMER, given_on=given_on, law=law
    )
    return end_of_month(add_months(given_on, months))


def latest_end_by_law(*, agreed: Agreed, given_on: date, law: Sequence[StatuteRow]) -> date | None:
    """
    Return the day on which the law lets a household end the agreement, whatever it says; None for a business.

    Source: law.md §2 (forbrugeraftaleloven § 28: one month to the end of a month once five have passed).
    """
    if not agreed.is_household:
        return None
    after, months = _figures(agreed, given_on, law)
    return end_of_month(add_months(max(given_on, add_months(agreed.concluded_on, after)), months))


def _law_steps(agreed: Agreed, *, given_on: date, by_law: date, law: Sequence[StatuteRow]) -> Iterator[Sentence]:
    after, months = _figures(agreed, given_on, law)
    start, clause = max(given_on, add_months(agreed.concluded_on, after)), _notice(agreed).clause
    yield say(
        N_("The law lets every household give notice once %(after)s months have passed: from %(start)s."),
        clause=clause,
        decided_by=DecidedBy.LAW,
        after=after,
        start=add_months(agreed.concluded_on, after),
    )
    yield say(
        ONE_MONTH if months == 1 else SEVERAL_MONTHS,
        clause=clause,
        decided_by=DecidedBy.LAW,
        months=months,
        given=start,
        day=by_law,
    )


def _figures(agreed: Agreed, day: date, law: Sequence[StatuteRow]) -> tuple[int, int]:
    """Return after how many months the law lets a household give notice, and how many months that notice has."""
    after = figure_on(law, key="consumer_termination_after_months", country=agreed.terms.country, day=day)
    months = figure_on(law, key="consumer_termination_notice_months", country=agreed.terms.country, day=day)
    return after.exact, months.exact


def supplier_termination(*, agreed: Agreed, given_on: date) -> Termination:
    """
    Return when the agreement ends if the supplier gives notice on this day.

    Source: EP-11.1c (at any time), OR-13.1a, GE-V-10.1, GE-F-10.1b (no earlier than the binding).

    :raises NoticeUnknown: when neither terms nor agreement state the supplier's notice
    """
    return _by_agreement(agreed, party=_Party.SUPPLIER, given_on=given_on, law=())


def _by_agreement(agreed: Agreed, *, party: _Party, given_on: date, law: Sequence[StatuteRow]) -> Termination:
    notice = _notice(agreed)
    months, decided_by, clause = _months(agreed, notice, party=party, given_on=given_on, law=law)
    by_notice = end_of_month(add_months(given_on, months))
    counted = say(
        ONE_MONTH if months == 1 else SEVERAL_MONTHS,
        clause=clause,
        decided_by=decided_by,
        months=months,
        given=given_on,
        day=by_notice,
    )
    free_from = agreed.free_from if _shares_clause(notice, party) else None
    by_binding = end_of_month(free_from - ONE_DAY) if free_from else by_notice
    if free_from is None or by_binding <= by_notice:
        return Termination(last_day=by_notice, why=(counted,))
    text = N_("The binding lasts until %(until)s, and the agreement ends with that month: %(day)s.")
    until = free_from - ONE_DAY
    held = (
        quote(text, part=notice.earliest_end, until=until, day=by_binding)
        if notice.earliest_end
        else say(text, clause=notice.clause, decided_by=DecidedBy.AGREEMENT, until=until, day=by_binding)
    )
    return Termination(last_day=by_binding, why=(counted, held))


def _months(
    agreed: Agreed, notice: Notice, *, party: _Party, given_on: date, law: Sequence[StatuteRow]
) -> tuple[int, DecidedBy, str]:
    """Return the months of notice, who says so, and where: the agreement, else the terms, else the law."""
    own = agreed.overrides.notice_months
    stated = notice.customer.months if party is _Party.CUSTOMER else notice.supplier.months
    if own is not None and _shares_clause(notice, party):
        return own, DecidedBy.AGREEMENT, notice.clause
    if stated:
        return stated.count, DecidedBy.TERMS, stated.clause
    if party is _Party.CUSTOMER and agreed.is_household:
        return _figures(agreed, given_on, law)[1], DecidedBy.LAW, notice.clause
    raise NoticeUnknown(f"Neither the agreement nor the terms {agreed.terms.code} state the {party} notice.")


def _shares_clause(notice: Notice, party: _Party) -> bool:
    """
    Return whether the customer's clause speaks of this party too.

    Where one clause gives both their notice (or leaves both to the agreement), the agreement's own notice and
    the binding hold for both; a supplier with a clause of its own (EP-11.1c) is bound by neither.
    """
    customer, supplier = notice.customer.months, notice.supplier.months
    same = (customer and customer.clause) == (supplier and supplier.clause)
    return same or party is _Party.CUSTOMER


def _notice(agreed: Agreed) -> Notice:
    if agreed.terms.notice is None:
        raise NoticeUnknown(f"The terms {agreed.terms.code} know no agreement to end.")
    return agreed.terms.notice

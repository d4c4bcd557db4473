"""When an agreement can end, and what each of these days costs: what the page offers and the operation checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.foundation.calendar import ONE_DAY, add_months, end_of_month
from contracts.enums import AgreementState, TerminationState
from contracts.models import Agreement, Termination
from contracts.queries.agreed import agreed_of, exit_loss_of
from contracts.queries.statute import statute_rows
from contracts.rules.agreed import Agreed
from contracts.rules.early_exit import ExitQuote, Leaving, exit_quote
from contracts.rules.early_exit_charge import ExitCharge, ExitLoss
from contracts.rules.sentence import Sentence
from contracts.rules.statute import StatuteRow, figure_on
from contracts.rules.termination import customer_termination, earliest_last_day, supplier_termination

LATER = 6
"""How many month ends after the first free one are offered."""
VAT_RATE = "vat_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDay:
    """A last day that can be chosen: why it can, what it costs, and the way the cost is reckoned."""

    last_day: date
    inside_binding: bool
    why: tuple[Sentence, ...]
    quote: ExitQuote
    charge: ExitCharge | None

    @property
    def ends_before(self) -> date:
        return self.last_day + ONE_DAY

    @property
    def gross(self) -> int:
        return self.charge.total.gross if self.charge else 0

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses behind the day and its cost, each once."""
        lines = [line.why.clause for line in self.charge.lines] if self.charge else []
        return tuple(dict.fromkeys([*(step.clause for step in self.why), self.quote.why.clause, *lines]))


def exit_days(agreement: Agreement, *, as_of: date, longest: int = LATER) -> list[ExitDay]:
    """
    Return the last days a customer who gives notice today can choose: month ends, the earliest first.

    Those before the first free one are inside the binding and are bought with what the terms charge.

    :raises NoticeUnknown: when a business agreement states no notice anywhere
    """
    agreed, law = agreed_of(agreement), statute_rows(country=_country(agreement))
    regular = customer_termination(agreed=agreed, given_on=as_of, law=law)
    first = min(earliest_last_day(agreed=agreed, given_on=as_of, law=law), regular.last_day)
    reckoning = _Reckoning(agreed, law, exit_loss_of(agreement, as_of=as_of), as_of)
    last = end_of_month(add_months(regular.last_day, longest))
    return [
        reckoning.day(last_day, why=regular.why, inside=last_day < regular.last_day)
        for last_day in _month_ends(first, last)
        if last_day >= as_of
    ]


def exit_day(agreement: Agreement, *, last_day: date, as_of: date) -> ExitDay:
    """Return what leaving inside the binding with this last day costs, whatever the reason to leave."""
    law = statute_rows(country=_country(agreement))
    reckoning = _Reckoning(agreed_of(agreement), law, exit_loss_of(agreement, as_of=as_of), as_of)
    return reckoning.day(last_day, why=(), inside=True)


def first_free(days: Sequence[ExitDay]) -> ExitDay:
    """Return the earliest day that is not bought: what a notice leads to when nothing else is chosen."""
    return next(day for day in days if not day.inside_binding)


def supplier_last_day(agreement: Agreement, *, as_of: date) -> tuple[date, tuple[Sentence, ...]]:
    """Return the last day of an agreement the supplier gives notice of today, and why."""
    ended = supplier_termination(agreed=agreed_of(agreement), given_on=as_of)
    return ended.last_day, ended.why


def running_termination(agreement: Agreement) -> Termination | None:
    """Return the notice that has been given and has not taken effect."""
    return Termination.objects.filter(agreement=agreement, state=TerminationState.GIVEN).first()


def awaiting_termination(agreement: Agreement) -> Termination | None:
    """Return the owner's notice that waits for an event, while the agreement runs on (OR-13.2)."""
    return Termination.objects.filter(agreement=agreement, state=TerminationState.AWAITING).first()


def may_be_terminated(agreement: Agreement) -> bool:
    """Return whether notice can be given of the agreement: it runs, and nobody has done so."""
    return agreement.state == AgreementState.ACTIVE and awaiting_termination(agreement) is None


def vat_percent_on(law: Sequence[StatuteRow], *, country: str, day: date) -> int:
    """Return the VAT of a day in whole per cent."""
    return figure_on(law, key=VAT_RATE, country=country, day=day).exact // 100


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """What every day of one page is reckoned with."""

    agreed: Agreed
    law: Sequence[StatuteRow]
    loss: ExitLoss
    as_of: date

    def day(self, last_day: date, *, why: tuple[Sentence, ...], inside: bool) -> ExitDay:
        quote = exit_quote(
            agreed=self.agreed,
            way=Leaving.NOTICE,
            supply_ends_before=last_day + ONE_DAY,
            loss=self.loss,
            law=self.law,
            vat_percent=vat_percent_on(self.law, country=self.agreed.terms.country, day=self.as_of),
        )
        # Where the terms let the supplier choose, ours is always the one that costs the customer less.
        charge = min(quote.charges, key=lambda each: each.total.gross, default=None)
        return ExitDay(last_day=last_day, inside_binding=inside, why=why, quote=quote, charge=charge)


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = end_of_month(day + timedelta(days=1))


def _country(agreement: Agreement) -> str:
    return str(agreement.supplier.country)

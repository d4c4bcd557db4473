"""The lines of what leaving early costs: the flat fee with subscriptions, or what the supplier loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from config.foundation.calendar import ONE_DAY
from config.foundation.money import Money, Percent, Taxed, line_amount, round_exact
from config.foundation.period import Period
from contracts.rules.agreed import Agreed
from contracts.rules.quoted_amount import taxed
from contracts.rules.sentence import Sentence, UnitPrice, quote, say
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import EarlyExit, LostMarkup
from contracts.terms.parts.figure import Vat

WH_PER_KWH = 1000


class ExitOption(StrEnum):
    """How the charge is reckoned; where the terms give both, the supplier chooses and the choice is stored."""

    FLAT = "flat"
    CALCULATED = "calculated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitLoss:
    """
    What the supplier loses by an exit, in minor units.

    `recent_wh` is the consumption of the months the terms estimate from, `subscription_per_month` is quoted as
    the terms quote, `other_loss` is without VAT, and `documented_loss` is the direct loss with VAT that the
    supplier can show (None: it showed none).
    """

    recent_wh: int = 0
    other_loss: int = 0
    subscription_per_month: int = 0
    documented_loss: int | None = None
    flat_fee_already_charged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitLine:
    """One line of the charge, with the clause and the arithmetic behind it."""

    amount: Taxed
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCharge:
    """The lines of one way to reckon the charge, and their sum."""

    option: ExitOption
    lines: tuple[ExitLine, ...]

    @property
    def total(self) -> Taxed:
        return Taxed.total([line.amount for line in self.lines])


def flat_charge(
    *, agreed: Agreed, part: EarlyExit, rest: Period, loss: ExitLoss, vat_percent: Percent
) -> ExitCharge:
    """
    Return the flat fee once, with the subscriptions that are left where the terms and the law let them be charged.

    A household never pays more than the documented loss; without one it pays the fee alone.

    Source: EP-11.1f, EP-11.2b; GE-F-10.2a-b with X-53 and X-75.
    """
    lines = [_fee_line(part, loss, vat_percent)]
    capped = part.household_total_cap if agreed.is_household else None
    if capped is None or loss.documented_loss is not None:
        lines += _subscription_lines(agreed, part, rest, loss.subscription_per_month, vat_percent)
    charged = Taxed.total([line.amount for line in lines]).gross
    if capped and loss.documented_loss is not None and charged > loss.documented_loss:
        reduction = Taxed.of_gross(loss.documented_loss - charged, vat_percent)
        limit = Money(loss.documented_loss, agreed.terms.currency)
        text = N_("You never pay more than the %(amount)s we can show that we lose.")
        lines.append(ExitLine(amount=reduction, why=quote(text, part=capped, amount=limit)))
    return ExitCharge(option=ExitOption.FLAT, lines=tuple(lines))


def calculated_charge(
    *, agreed: Agreed, part: EarlyExit, rest: Period, loss: ExitLoss, vat_percent: Percent
) -> ExitCharge:
    """
    Return the markup lost on the consumption expected in the rest of the binding, other loss, and the minimum.

    The expected consumption is a whole number of kWh, so that the sum can be done again by hand.

    Source: EP-11.1e, EP-11.1f with X-26; EP-8.3.

    :raises ValueError: when these terms have no such way
    """
    if part.lost_markup is None:
        raise ValueError(f"The terms {agreed.terms.code} do not charge a lost markup.")
    lines = list(_loss_lines(agreed, part.lost_markup, rest, loss, vat_percent))
    lines += _minimum_line(part, lines, vat_percent)
    return ExitCharge(option=ExitOption.CALCULATED, lines=tuple(lines))


def _fee_line(part: EarlyExit, loss: ExitLoss, vat_percent: Percent) -> ExitLine:
    fee = part.flat_fee
    if part.once_per and loss.flat_fee_already_charged:
        text = N_("The fee for leaving early has been charged already, and is charged once.")
        return ExitLine(amount=Taxed(0, 0), why=quote(text, part=part.once_per))
    text = N_("Leaving inside the binding costs %(amount)s once.")
    if fee.vat is Vat.ADDED:
        text = N_("Leaving inside the binding costs %(amount)s once, plus VAT.")
    return ExitLine(
        amount=taxed(minor=fee.minor, vat=fee.vat, vat_percent=vat_percent),
        why=say(text, clause=fee.clause, amount=Money(fee.minor, fee.currency)),
    )


def _subscription_lines(
    agreed: Agreed, part: EarlyExit, rest: Period, per_month: int, vat_percent: Percent
) -> Iterator[ExitLine]:
    allowed = part.remaining_subscriptions
    if allowed is None or not allowed.value or not per_month:
        return
    quoted = agreed.terms.price.quoted_vat.value if agreed.terms.price else Vat.INCLUDED
    yield ExitLine(
        amount=taxed(minor=round_exact(per_month * rest.in_months()), vat=quoted, vat_percent=vat_percent),
        why=quote(
            N_("The subscription of %(amount)s a month, by the day from %(start)s to %(end)s."),
            part=part.subscriptions_by_day or allowed,
            amount=Money(per_month, agreed.terms.currency),
            start=rest.starts_on,
            end=rest.end - ONE_DAY,
        ),
    )


def _loss_lines(
    agreed: Agreed, part: LostMarkup, rest: Period, loss: ExitLoss, vat_percent: Percent
) -> Iterator[ExitLine]:
    vat = Vat.ADDED if part.vat_added.value else Vat.NONE
    kwh = round_exact(loss.recent_wh * rest.in_months() / (part.estimate_months.value * WH_PER_KWH))
    markup = _markup(agreed)
    lost = max(0, line_amount(kwh * WH_PER_KWH * markup))
    why = quote(
        N_(
            "%(recent)s kWh in the last %(months)s months make %(kwh)s kWh from %(start)s to %(end)s; "
            "we lose %(amount)s at a markup of %(markup)s."
        ),
        part=part.estimate_months,
        recent=round_exact(Fraction(loss.recent_wh, WH_PER_KWH)),
        months=part.estimate_months.value,
        kwh=kwh,
        start=rest.starts_on,
        end=rest.end - ONE_DAY,
        markup=UnitPrice(markup, with_vat=False),
        amount=Money(lost, agreed.terms.currency),
    )
    yield ExitLine(amount=taxed(minor=lost, vat=vat, vat_percent=vat_percent), why=why)
    if part.other_loss.value and loss.other_loss:
        amount = Money(loss.other_loss, agreed.terms.currency)
        why = say(N_("We also lose %(amount)s that we can show."), clause=part.other_loss.clause, amount=amount)
        yield ExitLine(amount=taxed(minor=loss.other_loss, vat=vat, vat_percent=vat_percent), why=why)


def _minimum_line(part: EarlyExit, lines: list[ExitLine], vat_percent: Percent) -> Iterator[ExitLine]:
    fee, total = part.flat_fee, Taxed.total([line.amount for line in lines])
    missing = fee.minor - (total.gross if fee.vat is Vat.INCLUDED else total.net)
    if part.flat_fee_is_minimum.value and missing > 0:
        yield ExitLine(
            amount=taxed(minor=missing, vat=fee.vat, vat_percent=vat_percent),
            why=say(
                N_("Up to %(amount)s, the least that leaving inside the binding costs."),
                clause=part.flat_fee_is_minimum.clause,
                amount=Money(fee.minor, fee.currency),
            ),
        )


def _markup(agreed: Agreed) -> int:
    """Return the markup of the agreement in micro-kr per kWh, else that of the terms' product."""
    if agreed.overrides.markup_micro is not None:
        return agreed.overrides.markup_micro
    if agreed.terms.price is None or agreed.terms.price.markup is None:
        raise ValueError(f"Neither the agreement nor the terms {agreed.terms.code} state a markup.")
    return agreed.terms.price.markup.micro_kr_per_kwh

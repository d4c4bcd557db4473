"""Plain words about being bound, leaving, moving, and what happens when terms change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from config.foundation.calendar import add_months
from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Sentence, holds, quote, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.overrides import Overrides
from contracts.terms.parts.agreement import Binding, Clock, EarlyExit, Notice
from contracts.terms.parts.figure import Policy, Vat
from contracts.terms.parts.scope import Fuel

LIABLE_UNTIL = {
    "when_notified_and_registered": N_("You pay for the old address until the move-out is told and registered."),
    "earliest_registrable_after_notice": N_(
        "You pay for the old address until the earliest date that can be registered after your notice."
    ),
}


def binding(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say how long the customer is bound, with the date, and what leaving earlier costs.

    Source: EP-11.1a-f, OR-13.1a, GE-V-10.1, GE-F-10.1a, GE-F-10.2a-b.
    """
    return tuple(_binding(terms, overrides))


def _binding(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.binding
    if part is None:
        return
    clause = part.months.clause if part.months else part.runs_from.clause
    months = overrides.binding_months
    by = DecidedBy.TERMS if months is None else DecidedBy.AGREEMENT
    if months is None and part.months:
        months = part.months.count
    ends_on = overrides.binding_ends_on or _binding_end(part, months, overrides)
    if months == 0:
        yield say(N_("You are not bound for any period."), clause=clause, decided_by=by)
        return
    yield _bound(clause, by, months=months, ends_on=ends_on)
    if Fuel.GAS in terms.scope.fuels.value and Fuel.GAS not in part.fuels.value:
        yield say(N_("The binding is for electricity; gas is not bound."), clause=part.fuels.clause)
    if terms.early_exit:
        yield from _early_exit(terms.early_exit)
    change = terms.product_change
    if change and change.binding_months_fixed_to_fixed:
        yield say(
            N_("A new fixed-price agreement binds you for %(months)s more months; you see the date first."),
            clause=change.binding_months_fixed_to_fixed.clause,
            months=change.binding_months_fixed_to_fixed.count,
        )


def _bound(clause: str, by: DecidedBy, *, months: int | None, ends_on: date | None) -> Sentence:
    if months and ends_on:
        text = N_("You are bound for %(months)s months, until %(date)s.")
        return say(text, clause=clause, decided_by=by, months=months, date=ends_on)
    if months:
        return say(N_("You are bound for %(months)s months."), clause=clause, decided_by=by, months=months)
    if ends_on:
        return say(
            N_("You are bound until %(date)s."), clause=clause, decided_by=DecidedBy.AGREEMENT, date=ends_on
        )
    return say(N_("Any binding stands on the front page and in About your agreement."), clause=clause)


def _binding_end(part: Binding, months: int | None, overrides: Overrides) -> date | None:
    start = overrides.concluded_on if part.runs_from.value is Clock.CONCLUSION else overrides.starts_on
    return add_months(start, months) if months and start else None


def _early_exit(part: EarlyExit) -> Iterator[Sentence]:
    fee = part.flat_fee
    amount = Money(fee.minor, fee.currency)
    if fee.vat is Vat.ADDED:
        yield say(N_("Leaving earlier costs at least %(amount)s plus VAT."), clause=fee.clause, amount=amount)
    else:
        yield say(N_("Leaving earlier costs %(amount)s once."), clause=fee.clause, amount=amount)
    if part.lost_markup and holds(part.lost_markup.allowed):
        yield say(
            N_("Instead we may ask for the markup we lose in the months that are left, and other loss."),
            clause=part.lost_markup.allowed.clause,
        )
    if holds(part.remaining_subscriptions) and part.household_total_cap:
        yield quote(
            N_("Subscriptions for the rest of the binding come on top only where we can show such a loss."),
            part=part.household_total_cap,
        )
    yield quote(
        N_("Leaving because we change the terms never costs a fee, nor does it when we end the agreement."),
        part=part.never_on,
    )


def leaving(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say how the agreement is ended by either side and when the last bill comes.

    Source: EP-11.1b-d, EP-11.5a, OR-13.1a-b, OR-13.2, GE-V-10.1, GE-F-10.1b, GE-V-10.6a.
    """
    return tuple(_leaving(terms, overrides))


def _leaving(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.notice
    if part is None:
        return
    yield from _notice(part, overrides)
    if holds(part.in_writing):
        yield say(
            N_("Notice must be in writing: here on Min side or by e-mail, not by telephone."),
            clause=part.in_writing.clause,
        )
    owner = terms.owner_termination
    if owner:
        yield say(
            N_("If you own the home, your notice takes effect at a new supply, a cut-off or a new owner."),
            clause=owner.events.clause,
        )
    last = terms.final_settlement
    if last:
        yield say(
            N_("Your last bill comes within %(days)s days after the agreement has ended."),
            clause=last.final.clause,
            days=last.final.count,
        )


def _notice(part: Notice, overrides: Overrides) -> Iterator[Sentence]:
    own = overrides.notice_months
    stated = part.customer.months
    if own is None and stated is None:
        yield say(N_("Your notice stands on the front page and in About your agreement."), clause=part.clause)
        return
    months = own if own is not None else (stated.count if stated else 0)
    yield say(
        N_("You may end the agreement with %(months)s month's notice to the end of a month.")
        if months == 1
        else N_("You may end the agreement with %(months)s months' notice to the end of a month."),
        clause=stated.clause if stated else part.clause,
        decided_by=DecidedBy.TERMS if own is None else DecidedBy.AGREEMENT,
        months=months,
    )
    if part.earliest_end:
        yield quote(
            N_("You may give notice early, but the agreement ends no earlier than your binding."),
            part=part.earliest_end,
        )
    supplier = part.supplier
    if supplier.months and part.customer.during_binding and not part.customer.during_binding.value:
        yield say(
            N_("We may end it at any time, also while you are bound, with %(months)s month's notice."),
            clause=supplier.months.clause,
            months=supplier.months.count,
        )
    elif supplier.months:
        yield say(
            N_("We may end the agreement with %(months)s month's notice to the end of a month."),
            clause=supplier.months.clause,
            months=supplier.months.count,
        )


def moving(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say when to tell about a move and what follows.

    Source: EP-11.2a-f, OR-12.1-12.7, GE-V-10.3a-d, GE-F-10.3a-d.
    """
    return tuple(_moving(terms))


def _moving(terms: Terms) -> Iterator[Sentence]:
    part = terms.move_notice
    if part is None:
        return
    yield say(
        N_("Tell us at the earliest %(months)s months and at the latest %(days)s working days before you move."),
        clause=part.latest.clause,
        months=part.earliest.count,
        days=part.latest.count,
    )
    yield quote(
        N_("If you tell us later, we still accept it, from the earliest date that can be registered."),
        part=part.too_late,
    )
    if holds(part.agreement_follows):
        yield say(
            N_("Your agreement moves with you unless you end it at the same time."),
            clause=part.agreement_follows.clause,
        )
    yield say(N_("At the new address you pay the price of that area."), clause=part.price_at_new_address.clause)
    yield quote(LIABLE_UNTIL[part.liability_ends.value], part=part.liability_ends)
    if part.required_data:
        yield say(
            N_("Tell us the new address, the date of the move and your personal number."),
            clause=part.required_data.clause,
        )
    if holds(part.fixed_price_kept):
        yield quote(
            N_("A fixed electricity price is kept; transport and taxes follow the new address."),
            part=part.fixed_price_kept,
        )
    if holds(part.self_reading_on_the_day):
        yield say(
            N_("If your meter is not read remotely, read it on the very day you move."),
            clause=part.self_reading_on_the_day.clause,
        )
    exit_fee = terms.early_exit
    if exit_fee and holds(exit_fee.on_move_flat_only):
        yield say(
            N_("Leaving us because you move inside the binding costs %(amount)s plus VAT."),
            clause=exit_fee.on_move_flat_only.clause,
            amount=Money(exit_fee.flat_fee.minor, exit_fee.flat_fee.currency),
        )
    if terms.life_events:
        yield say(
            N_("After a death, or when a reconstruction, bankruptcy or debt relief begins, tell us at once."),
            clause=terms.life_events.reported_at_once.clause,
        )


def changes(*, terms: Terms, figures: Mapping[str, int]) -> tuple[Sentence, ...]:
    """
    Say how prices and terms may change and the way out.

    Source: EP-13.4-14.1, OR-17.1-17.2, GE-VF-13.1-13.2; law.md §5.
    """
    return tuple(_changes(terms, figures))


def _changes(terms: Terms, figures: Mapping[str, int]) -> Iterator[Sentence]:
    part = terms.change_notice
    if part is None:
        return
    months = figures.get(part.statute.key) if part.statute.key == "consumer_change_notice_months" else None
    if part.minimum:
        own = part.minimum.value if isinstance(part.minimum, Policy) else part.minimum.count
        days = max(own, figures.get(part.statute.key, 0))
        yield say(
            N_("We tell you at least %(days)s days before a material change to your disadvantage."),
            clause=part.minimum.clause,
            days=days,
        )
    elif months:
        yield say(
            N_("We tell you at least %(months)s months before a change to your disadvantage."),
            clause=part.statute.clause,
            decided_by=DecidedBy.LAW,
            months=months,
        )
    else:
        yield say(
            N_("We tell you about a change to your disadvantage with the notice the law sets."),
            clause=part.statute.clause,
            decided_by=DecidedBy.LAW,
        )
    if part.reasons:
        yield say(
            N_("We change prices and terms only for outside costs, inflation, law, new products or incentives."),
            clause=part.reasons.clause,
        )
    if holds(part.leave.free_of_charge):
        said = (
            N_("If you do not accept a material change, you may leave without notice and without a fee.")
            if part.leave.scope.value == "material_adverse"
            else N_("If you do not accept a change, you may leave without notice and without a fee.")
        )
        yield quote(said, part=part.leave.free_of_charge)

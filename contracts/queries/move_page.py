"""The pages of a move: what can move, what it leads to, and the moves that were told, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Customer
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, kwh_text
from config.foundation.money import Money
from contracts import terms
from contracts.enums import MoveState
from contracts.models import Move, MoveSupply, Supply
from contracts.queries.agreed import agreed_of
from contracts.queries.metering_point import place_of
from contracts.queries.move import AgreementMove, MovePlan, may_be_undone, moves_of
from contracts.queries.termination_page import CostLine
from contracts.queries.terms_page import Spoken, spoken
from contracts.rules.move import late_start, reading_wanted, settled_by, what_follows
from contracts.rules.move_notice import MoveTiming
from contracts.rules.sentence import Sentence

WH_PER_KWH = 1000
STATE_KINDS = {MoveState.HELD: "info", MoveState.TOLD: "info", MoveState.DONE: "good"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementConsequence:
    """What the move does to one agreement; the cost lines stand where it ends with the move."""

    product: str
    leaves: bool
    reasons: tuple[Spoken, ...]
    lines: tuple[CostLine, ...]
    cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveConsequence:
    """What a move leads to, ready for its page; `old_last_day` is None while it waits for the registration."""

    moves_on: date
    is_early: bool
    is_late: bool
    held_until: date | None
    old_last_day: date | None
    starts_on: date | None
    undo_until: date | None
    cost: Money
    agreements: tuple[AgreementConsequence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterToRead:
    """An old meter that the customer reads on the day of the move."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCard:
    """A move that was told, with the way back while there is one."""

    title: str
    state: str
    state_kind: str
    to: str
    held_until: date | None
    old_last_day: date | None
    starts_on: date | None
    undo_url: str
    meters: tuple[MeterToRead, ...]


def choices_of(supplies: Sequence[Supply]) -> list[tuple[str, str]]:
    """Return the metering points as a form offers them."""
    return [(str(supply.public_id), supply_label(supply)) for supply in supplies]


def supply_label(supply: Supply) -> str:
    """Return what is supplied where, and by which number."""
    place = place_of(supply.metering_point)
    return f"{supply.agreement.product.name}: {place.address} ({place.metering_point})"


def consequence_of(plan: MovePlan, *, told_on: date, locale: str) -> MoveConsequence:
    """Return what the move leads to."""
    leaves = plan.leaves_altogether
    ends = plan.ends_before
    effect = (ends or plan.moves_on) if leaves else plan.starts_on
    currency = terms.by_code(plan.agreements[0].agreement.terms_code).currency
    return MoveConsequence(
        moves_on=plan.moves_on,
        is_early=plan.timing is MoveTiming.EARLY,
        is_late=plan.timing is MoveTiming.LATE,
        held_until=plan.held_until,
        old_last_day=ends - ONE_DAY if ends else None,
        starts_on=None if leaves else plan.starts_on,
        undo_until=effect - ONE_DAY if effect > told_on else None,
        cost=Money(plan.gross, currency),
        agreements=tuple(_agreement(each, plan, locale) for each in plan.agreements),
    )


def reasons_of_plan(each: AgreementMove, *, plan: MovePlan) -> tuple[Sentence, ...]:
    """Return what the rules say of a move of one agreement: window, days, what follows or costs, last bill."""
    agreed = agreed_of(each.agreement)
    late = [late_start(part=each.part, starts_on=plan.starts_on)] if plan.starts_on > plan.moves_on else []
    goes = [*what_follows(part=each.part, is_fixed_price=each.is_fixed_price), *late]
    by_hand = any(not supply.metering_point.remotely_read for supply in each.supplies)
    reading = reading_wanted(part=each.part, moves_on=plan.moves_on) if by_hand else None
    _day, settled = settled_by(agreed=agreed, ends_before=plan.registrable_on)
    return (
        *each.answer.why,
        *(each.leaving if each.leaves else goes),
        *([reading] if reading else []),
        settled,
    )


def cards_of(customer: Customer, *, as_of: date, locale: str) -> list[MoveCard]:
    """Return the moves a customer has told, newest first; two queries."""
    supplies = MoveSupply.objects.select_related("supply__metering_point__grid_company").order_by("pk")
    rows = moves_of(customer).prefetch_related(Prefetch("supplies", supplies))
    return [_card(move, as_of, locale) for move in rows]


def _agreement(each: AgreementMove, plan: MovePlan, locale: str) -> AgreementConsequence:
    currency = terms.by_code(each.agreement.terms_code).currency
    lines = each.charge.lines if each.charge else ()
    shown = [why for why in reasons_of_plan(each, plan=plan) if why not in [line.why for line in lines]]
    return AgreementConsequence(
        product=each.agreement.product.name,
        leaves=each.leaves,
        reasons=tuple(spoken(why, currency=currency, locale=locale) for why in shown),
        lines=tuple(
            CostLine(
                spoken=spoken(line.why, currency=currency, locale=locale),
                amount=Money(line.amount.gross, currency),
            )
            for line in lines
        ),
        cost=Money(each.gross, currency),
    )


def _card(move: Move, as_of: date, locale: str) -> MoveCard:
    state = MoveState(move.state)
    rows = list(move.supplies.all())
    return MoveCard(
        title=_("You move on %(day)s") % {"day": date_text(move.moves_on, locale=locale)},
        state=capfirst(str(state.label)),
        state_kind=STATE_KINDS.get(state, ""),
        to=f"{move.street}, {move.postcode} {move.city}",
        held_until=move.held_until if state == MoveState.HELD else None,
        old_last_day=move.ends_before - ONE_DAY if move.ends_before else None,
        starts_on=move.starts_on,
        undo_url=reverse("contracts:move-undone", args=[move.public_id])
        if may_be_undone(move, as_of=as_of)
        else "",
        meters=tuple(_meter(row, move, as_of, locale) for row in rows if _is_read_by_hand(row, move)),
    )


def _is_read_by_hand(row: MoveSupply, move: Move) -> bool:
    return move.state != MoveState.UNDONE and not row.supply.metering_point.remotely_read


def _meter(row: MoveSupply, move: Move, as_of: date, locale: str) -> MeterToRead:
    read = row.read_kwh
    return MeterToRead(
        label=place_of(row.supply.metering_point).address,
        value="" if read is None else kwh_text(read * WH_PER_KWH, locale=locale),
        url=reverse("contracts:move-reading", args=[row.public_id]) if as_of >= move.moves_on else "",
    )

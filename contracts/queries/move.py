"""Which supplies can move, and what a move of some of them leads to: the page shows it, the operation does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from accounts.enums import CustomerKind
from accounts.models import Customer
from contracts import terms
from contracts.enums import AgreementState, ProductKind, TerminationState
from contracts.models import Agreement, Move, Supply
from contracts.models.move import OPEN
from contracts.queries.agreed import agreed_of, exit_loss_of
from contracts.queries.statute import statute_rows
from contracts.queries.termination import vat_percent_on
from contracts.rules.agreed import Agreed
from contracts.rules.early_exit import ExitQuote, Leaving, exit_quote
from contracts.rules.early_exit_charge import ExitCharge
from contracts.rules.move import flat_fee_alone, move_in_day
from contracts.rules.move_notice import MoveAnswer, MoveTiming, missing_data, move_answer
from contracts.rules.sentence import Sentence
from contracts.rules.statute import StatuteRow
from contracts.terms.parts.moving import MoveNotice

WITH_MOVES = [document.code for document in terms.ALL if document.move_notice]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMove:
    """What a move does to one agreement; `quote` and `charge` stand where it ends with the move."""

    agreement: Agreement
    supplies: tuple[Supply, ...]
    answer: MoveAnswer
    quote: ExitQuote | None
    charge: ExitCharge | None

    @property
    def part(self) -> MoveNotice:
        return part_of(self.agreement)

    @property
    def leaves(self) -> bool:
        return self.quote is not None

    @property
    def is_fixed_price(self) -> bool:
        return bool(self.agreement.product.kind == ProductKind.FIXED)

    @property
    def gross(self) -> int:
        return self.charge.total.gross if self.charge else 0

    @property
    def leaving(self) -> tuple[Sentence, ...]:
        """Return why leaving costs what it costs."""
        lines = self.charge.lines if self.charge else ()
        part = terms.by_code(self.agreement.terms_code).early_exit
        flat = flat_fee_alone(part=part) if part and lines else None
        return (
            *([self.quote.why] if self.quote else ()),
            *(line.why for line in lines),
            *([flat] if flat else ()),
        )

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses behind the day and the cost, each once."""
        return tuple(dict.fromkeys(step.clause for step in (*self.answer.why, *self.leaving)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """A move as it would be done now; `starts_on` is the first day at the new address for what goes along."""

    moves_on: date
    starts_on: date
    agreements: tuple[AgreementMove, ...]

    @property
    def timing(self) -> MoveTiming:
        """Return the timing by the strictest of the agreements."""
        found = {each.answer.timing for each in self.agreements}
        return next(
            timing for timing in (MoveTiming.LATE, MoveTiming.EARLY, MoveTiming.IN_TIME) if timing in found
        )

    @property
    def held_until(self) -> date | None:
        return max((each.answer.held_until for each in self.agreements if each.answer.held_until), default=None)

    @property
    def registrable_on(self) -> date:
        return max(each.answer.registrable_on for each in self.agreements)

    @property
    def ends_before(self) -> date | None:
        """Return the first day not paid for at the old address; None while that waits for the registration."""
        ends = [each.answer.old_address_ends_before for each in self.agreements]
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None

    @property
    def leaves_altogether(self) -> bool:
        return all(each.leaves for each in self.agreements)

    @property
    def gross(self) -> int:
        return sum(each.gross for each in self.agreements)

    @property
    def clauses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause for each in self.agreements for clause in each.clauses))


def supplies_to_move(customer: Customer) -> QuerySet[Supply]:
    """Return the supplies of the customer's running agreements that no move has hold of, in order of key."""
    own = Supply.objects.filter(agreement__customer=customer, supplier_id=customer.supplier_id)
    running = own.filter(
        agreement__state=AgreementState.ACTIVE, agreement__terms_code__in=WITH_MOVES, ends_before__isnull=True
    )
    related = ("agreement__product", "agreement__customer__supplier", "agreement__supplier", "metering_point")
    free = running.exclude(agreement__terminations__state=TerminationState.AWAITING)
    return free.exclude(moves__move__state__in=OPEN).select_related(*related).order_by("pk")


def plan_of(
    *, supplies: Sequence[Supply], to: Mapping[int, str], moves_on: date, told_on: date, registering: bool = False
) -> MovePlan:
    """
    Return what moving these supplies leads to; `to` has the new metering point by key, empty where none follows.

    An agreement none of whose supplies goes on ends with the move. One told early is planned as it stands until
    `registering`, when its window has opened.
    """
    country = supplies[0].agreement.supplier.country
    reckoning = _Reckoning(statute_rows(country=country), moves_on, told_on, registering)
    ordered = sorted(supplies, key=lambda supply: (supply.agreement_id, supply.pk))
    return MovePlan(
        moves_on=moves_on,
        starts_on=move_in_day(moves_on=moves_on, told_on=told_on, country=country, law=reckoning.law),
        agreements=tuple(
            reckoning.agreement(tuple(same), to) for _key, same in groupby(ordered, key=lambda s: s.agreement_id)
        ),
    )


def part_of(agreement: Agreement) -> MoveNotice:
    """Return what the agreement's terms say of moves; who is asked has been found by `supplies_to_move`."""
    part = terms.by_code(agreement.terms_code).move_notice
    if part is None:
        raise ValueError(f"The terms {agreement.terms_code} know no moves.")
    return part


def wants_personal_number(supplies: Sequence[Supply], *, customer: Customer) -> bool:
    """Return whether the terms need the customer's personal number and we do not have it (OR-12.6)."""
    if customer.kind != CustomerKind.HOUSEHOLD or customer.cpr_encrypted:
        return False
    have = {"new_address", "move_date"}
    return any(missing_data(part=part_of(supply.agreement), given=have) for supply in supplies)


def moves_of(customer: Customer) -> QuerySet[Move]:
    """Return the moves a customer has told, newest first."""
    return Move.objects.filter(customer=customer, supplier_id=customer.supplier_id).order_by("-pk")


def may_be_undone(move: Move, *, as_of: date) -> bool:
    """Return whether a move can be taken back on a day: until it takes effect."""
    return move.state in OPEN and as_of < takes_effect_on(move)


def takes_effect_on(move: Move) -> date:
    """Return the first day on which a move is no longer to be undone."""
    return move.starts_on or move.ends_before or move.moves_on


def comes_after(agreement: Agreement, *, day: date) -> bool:
    """Return whether the agreement is told to move on that day or later."""
    theirs = Q(supplies__supply__agreement=agreement, state__in=OPEN)
    return Move.objects.filter(theirs, moves_on__gte=day).exists()


def open_moves_due(*, supplier_id: int, as_of: date) -> QuerySet[Move]:
    """Return the moves to register, because their window has opened, and those whose day has come."""
    own = Move.objects.filter(supplier_id=supplier_id).select_related("customer__supplier", "supplier")
    held = Q(state=OPEN[0], held_until__lte=as_of)
    told = Q(state=OPEN[1], ends_before__lte=as_of)
    return own.filter(held | told).order_by("pk")


def following_supplies(*, supplier_id: int, as_of: date) -> QuerySet[Supply]:
    """Return the supplies that have begun at a new address; `moved_here__supply` is what each of them follows."""
    return Supply.objects.filter(
        supplier_id=supplier_id, moved_here__supplier_id=supplier_id, starts_on__lte=as_of
    )


class _Reckoning:
    """What every agreement of one plan is reckoned with."""

    def __init__(self, law: Sequence[StatuteRow], moves_on: date, told_on: date, registering: bool) -> None:
        self.law, self.moves_on, self.told_on, self.registering = law, moves_on, told_on, registering

    def agreement(self, supplies: tuple[Supply, ...], to: Mapping[int, str]) -> AgreementMove:
        agreement = supplies[0].agreement
        agreed = agreed_of(agreement)
        answer = self._answer(agreed)
        stays = agreement.supplies.filter(ends_before__isnull=True).exclude(pk__in=[each.pk for each in supplies])
        leaves = not any(to[each.pk] for each in supplies) and not stays.exists()
        quote = self._quote(agreement, agreed, answer.registrable_on) if leaves else None
        # Where the terms let the supplier choose, ours is always the one that costs the customer less.
        charge = min(quote.charges, key=lambda each: each.total.gross, default=None) if quote else None
        return AgreementMove(agreement=agreement, supplies=supplies, answer=answer, quote=quote, charge=charge)

    def _answer(self, agreed: Agreed) -> MoveAnswer:
        """Answer; who tells it here registers it, so it stands from the first day that can be registered."""
        first = self._answered(agreed, registered_on=None)
        if first.timing is MoveTiming.EARLY and not self.registering:
            return first
        return self._answered(agreed, registered_on=first.registrable_on)

    def _answered(self, agreed: Agreed, *, registered_on: date | None) -> MoveAnswer:
        return move_answer(
            agreed=agreed,
            moves_on=self.moves_on,
            told_on=self.told_on,
            registered_on=registered_on,
            law=self.law,
        )

    def _quote(self, agreement: Agreement, agreed: Agreed, ends_before: date) -> ExitQuote:
        return exit_quote(
            agreed=agreed,
            way=Leaving.MOVE,
            supply_ends_before=ends_before,
            loss=exit_loss_of(agreement, as_of=self.told_on),
            law=self.law,
            vat_percent=vat_percent_on(self.law, country=agreed.terms.country, day=self.told_on),
        )

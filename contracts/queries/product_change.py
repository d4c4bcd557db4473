"""What a customer may change to, from when and at what cost: what the page offers and the operation checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from config.foundation.calendar import ONE_DAY, first_of_next_month
from contracts import terms
from contracts.enums import ProductChangeState, ProductKind
from contracts.models import Agreement, PriceTerm, Product, ProductChange, Supply
from contracts.queries.agreed import agreed_of
from contracts.queries.statute import statute_rows
from contracts.queries.termination import ExitDay, exit_day, may_be_terminated
from contracts.rules.agreed import Agreed
from contracts.rules.product_change import ProductAnswer, ProductRequest, product_change
from contracts.rules.statute import StatuteRow
from contracts.rules.withdrawal import MadeAt, withdrawal_right


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOption:
    """A product on a first day: what the change leads to, what it costs, and until when one may withdraw."""

    product: Product
    starts_on: date
    answer: ProductAnswer
    exit: ExitDay | None
    withdraw_by: date | None

    @property
    def value(self) -> str:
        """Return how a form names the option."""
        return f"{self.product.code} {self.starts_on.isoformat()}"

    @property
    def gross(self) -> int:
        return self.exit.gross if self.exit else 0

    @property
    def binds_anew(self) -> bool:
        """Whether the customer is bound in a way they are not today, which they say yes to by itself."""
        return self.answer.free_from is not None and self.answer.free_from != self.answer.former_free_from

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses behind the change and its cost, each once."""
        leaving = self.exit.clauses if self.exit else ()
        return tuple(dict.fromkeys([*(step.clause for step in self.answer.why), *leaving]))


def running_change(agreement: Agreement) -> ProductChange | None:
    """Return the change that has been asked for and has not begun."""
    asked = ProductChange.objects.filter(agreement=agreement, state=ProductChangeState.ASKED)
    return asked.select_related("to_product", "from_product", "following", "supplier").first()


def change_before(agreement: Agreement) -> ProductChange | None:
    """Return the change by which the agreement's product began, if it has begun and stands."""
    done = ProductChange.objects.filter(following=agreement, state=ProductChangeState.DONE)
    return done.select_related("to_product", "from_product", "agreement__customer__supplier", "supplier").first()


def began_by_change(agreement: Agreement) -> bool:
    """Return whether a change of product led to the agreement: that is what is withdrawn from then (X-77)."""
    standing = [ProductChangeState.ASKED, ProductChangeState.DONE]
    return ProductChange.objects.filter(following=agreement, state__in=standing).exists()


def may_be_withdrawn(change: ProductChange, *, as_of: date) -> bool:
    """Return whether the customer may withdraw from a change that has begun (GE-VF-1.3, X-77)."""
    return change.withdraw_by is not None and as_of <= change.withdraw_by


def may_be_changed(agreement: Agreement, *, as_of: date) -> bool:
    """Return whether another product can be asked for: the agreement runs, and nothing else is on its way."""
    return bool(supplies_to_change(agreement, as_of=as_of))


def supplies_to_change(agreement: Agreement, *, as_of: date) -> list[Supply]:
    """
    Return the supplies that go over to another product, none while a notice or a move is on its way.

    A change that was asked for already does not stand in the way: the last one asked for counts (GE-V-10.2).
    """
    change = running_change(agreement)
    if change is None and not may_be_terminated(agreement):
        return []
    ends = change.starts_on if change else None
    rows = Supply.objects.filter(agreement=agreement).exclude(ends_before__lte=as_of)
    found = list(rows.select_related("metering_point").order_by("pk"))
    moving = any(supply.starts_on > as_of or supply.ends_before != ends for supply in found)
    return [] if moving else found


def change_options(agreement: Agreement, *, as_of: date) -> list[ChangeOption]:
    """
    Return what the agreement's product can be changed to when it is asked for today, by name and first day.

    A change begins on the first of the next month. Where that leaves a binding, the first of a month that
    does not is offered beside it; where the terms sell no way out of the binding, that day alone.

    Source: GE-V-10.2 with X-55, GE-F-10.1c with X-54, GE-VF-5.1-5.2.
    """
    if not may_be_changed(agreement, as_of=as_of):
        return []
    asking = _Asking(agreement, as_of)
    return [option for product in _sold(agreement, as_of=as_of) for option in asking.options(product)]


def _sold(agreement: Agreement, *, as_of: date) -> list[Product]:
    """Return the other products the supplier sells today to such a customer, for the same fuel and direction."""
    own = agreement.product
    rows = Product.objects.filter(
        supplier_id=agreement.supplier_id,
        fuel=own.fuel,
        customer_kind=agreement.customer.kind,
        sold_from__lte=as_of,
    ).exclude(sold_before__lte=as_of)
    bought = ~Q(kind=ProductKind.SURPLUS)
    rows = rows.filter(Q(kind=own.kind) if own.kind == ProductKind.SURPLUS else bought)
    return list(rows.exclude(pk=own.pk).order_by("name", "pk"))


class _Asking:
    """What every option of one agreement is reckoned with on one day."""

    def __init__(self, agreement: Agreement, as_of: date) -> None:
        self.agreement, self.as_of = agreement, as_of
        self.agreed = agreed_of(agreement)
        self._exits: dict[date, ExitDay] = {}

    def options(self, product: Product) -> list[ChangeOption]:
        option = self._option(product, first_of_next_month(self.as_of))
        free_from = self.agreed.free_from
        if not option.answer.leaves_binding or free_from is None:
            return [option]
        later = self._option(product, first_of_next_month(free_from - ONE_DAY))
        if self.agreed.terms.early_exit is None:
            return [later]
        return [option, later] if option.gross else [option]

    def _option(self, product: Product, day: date) -> ChangeOption:
        answer = product_change(
            agreed=self.agreed,
            following=terms.by_code(product.terms_code),
            request=ProductRequest(
                concluded_on=self.as_of,
                by_customer=True,
                is_new_agreement=self._has_another_price(product, day),
                starts_on=day,
            ),
        )
        starts_on = answer.starts_on or day
        return ChangeOption(
            product=product,
            starts_on=starts_on,
            answer=answer,
            exit=self._exit(starts_on) if answer.leaves_binding else None,
            withdraw_by=self._withdraw_by(product, starts_on) if answer.may_be_withdrawn else None,
        )

    def _exit(self, starts_on: date) -> ExitDay:
        if starts_on not in self._exits:
            last_day = starts_on - ONE_DAY
            self._exits[starts_on] = exit_day(self.agreement, last_day=last_day, as_of=self.as_of)
        return self._exits[starts_on]

    def _withdraw_by(self, product: Product, starts_on: date) -> date | None:
        following = Agreed(
            terms=terms.by_code(product.terms_code),
            customer=self.agreed.customer,
            concluded_on=self.as_of,
            starts_on=starts_on,
            fuel=self.agreed.fuel,
        )
        right = withdrawal_right(agreed=following, made_at=MadeAt.DISTANCE, informed_on=self.as_of, law=self._law)
        return right.last_day if right else None

    def _has_another_price(self, product: Product, day: date) -> bool:
        """Return whether it is a new price: without one the change binds nobody anew (X-54)."""
        own = self.agreement.product
        return product.kind != own.kind or self._price(product, day) != self._price(own, day)

    def _price(self, product: Product, day: date) -> set[tuple[str, str, int, bool]]:
        return {
            (part.component, part.price_area, part.amount_micro, part.with_vat)
            for part in self._parts
            if part.product_id == product.pk and part.starts_on <= day
            if part.ends_before is None or part.ends_before > day
        }

    @cached_property
    def _parts(self) -> Sequence[PriceTerm]:
        return list(PriceTerm.objects.filter(supplier_id=self.agreement.supplier_id))

    @cached_property
    def _law(self) -> Sequence[StatuteRow]:
        return statute_rows(country=self.agreed.terms.country)

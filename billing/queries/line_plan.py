"""Which lines a supply gets on its invoice, whose price each is and how it is quoted; the same for all alike."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from billing.enums import ChargeKind, LineKind
from billing.queries.invoice_due import OpenSupply
from billing.queries.price_book import PriceBook, ProductPrice
from billing.rules.charge_code import ELECTRICITY_TAX, ENERGINET_GLN, SYSTEM_TARIFF, TRANSMISSION_TARIFF
from billing.rules.cost_day import EXACT_PER_ORE, Component
from billing.rules.price_line import PeriodPrice, subscription_line
from config.foundation.period import Period
from contracts import terms
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind

K, C = LineKind, Component

NO_VAT = 0
"""Of surplus bought from a household: it is not registered for VAT."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """
    A line before its amount: `component` is what it sums, or None for a subscription, which has its `exact`.

    `source` is the JSON kept with the line: owner, code, name and dated prices.
    """

    kind: LineKind
    component: Component | None
    exact: int
    exact_unit: int
    with_vat: bool
    vat_percent: int
    clause: str
    source: str


@dataclass(frozen=True, slots=True)
class _Clauses:
    """Where the supplier's terms speak of transport, of the parts of the price, of its own, and of less tax."""

    passed_on: str
    parts: str
    settled: str
    reduced: str


def planned_lines(*, supply: OpenSupply, period: Period, book: PriceBook) -> tuple[PlannedLine, ...]:
    """Return the lines of a supply's part of an invoice in the order they are shown."""
    vat = book.vat_percent(day=period.starts_on)
    clauses = _clauses(supply.terms_code)
    if supply.point_kind == MeteringPointKind.PRODUCTION:
        source = {"owner": "market", "area": supply.price_area}
        surplus = _energy(K.SURPLUS, C.SPOT, vat=NO_VAT, clause=clauses.parts, source=source)
        return (surplus, *_subscription(supply, period, book, vat))
    lines = [*_own(supply, period, book, vat, clauses), *_subscription(supply, period, book, vat)]
    if supply.fuel == Fuel.ELECTRICITY:
        lines += _grid(supply, period, book, vat, clauses)
    return tuple(lines)


def plan_key(*, supply: OpenSupply, period: Period) -> tuple[Any, ...]:
    """Supplies that agree in this get the same planned lines."""
    return (
        supply.terms_code,
        supply.product_id,
        supply.point_kind,
        supply.price_area,
        supply.grid_gln,
        supply.tariff_code,
        supply.subscription_code,
        period.starts_on,
        period.ends_before,
    )


def quoting_periods(*, supply: OpenSupply, period: Period, book: PriceBook) -> tuple[Period, ...]:
    """Split a period where a price of the product turns from quoted without to quoted with VAT, or back."""
    turns = {period.starts_on}
    for component in (PriceComponent.ENERGY, PriceComponent.MARKUP, PriceComponent.SUBSCRIPTION):
        steps = _product_steps(supply, period, book, component)
        pairs = pairwise(steps)
        turns |= {later.period.starts_on for earlier, later in pairs if earlier.with_vat != later.with_vat}
    starts = sorted(turns)
    return tuple(Period(first, end) for first, end in zip(starts, [*starts[1:], period.ends_before], strict=True))


def _own(
    supply: OpenSupply, period: Period, book: PriceBook, vat: int, clauses: _Clauses
) -> Iterator[PlannedLine]:
    if supply.product_kind == ProductKind.SPOT:
        source = {"owner": "market", "area": supply.price_area}
        # whoever states a markup states in the same place that it comes on top of the market price
        markups = _product_steps(supply, period, book, PriceComponent.MARKUP)
        clause = markups[-1].clause if markups else clauses.settled
        yield _energy(K.SPOT, C.SPOT, vat=vat, clause=clause, source=source)
        parts = [(K.MARKUP, C.MARKUP, PriceComponent.MARKUP)]
    else:
        parts = [(K.ENERGY, C.ENERGY, PriceComponent.ENERGY)]
    for kind, component, part in parts:
        steps = _product_steps(supply, period, book, part)
        clause = steps[-1].clause if steps else clauses.settled
        with_vat = bool(steps and steps[-1].with_vat)
        yield _energy(kind, component, vat=vat, clause=clause, source=_own_source(steps), with_vat=with_vat)


def _subscription(supply: OpenSupply, period: Period, book: PriceBook, vat: int) -> Iterator[PlannedLine]:
    steps = _product_steps(supply, period, book, PriceComponent.SUBSCRIPTION)
    if steps:
        prices = [PeriodPrice(step.period, step.micro) for step in steps]
        last = steps[-1]
        yield _fixed(K.SUBSCRIPTION, prices, period, vat, last.with_vat, last.clause, _own_source(steps))


def _grid(
    supply: OpenSupply, period: Period, book: PriceBook, vat: int, clauses: _Clauses
) -> Iterator[PlannedLine]:
    on = clauses.passed_on
    yield _passed_on(K.GRID_TARIFF, C.GRID, supply.grid_gln, supply.tariff_code, period, book, vat, on)
    if supply.subscription_code:
        yield from _grid_subscription(supply, period, book, vat, on)
    yield _passed_on(K.SYSTEM_TARIFF, C.SYSTEM, ENERGINET_GLN, SYSTEM_TARIFF, period, book, vat, on)
    yield _passed_on(
        K.TRANSMISSION_TARIFF, C.TRANSMISSION, ENERGINET_GLN, TRANSMISSION_TARIFF, period, book, vat, on
    )
    yield _passed_on(K.TAX, C.TAX, ENERGINET_GLN, ELECTRICITY_TAX, period, book, vat, clauses.parts)
    reduced = {"owner": "state", "code": "electricity_tax_reduced"}
    yield _energy(K.TAX_REDUCED, C.TAX_REDUCED, vat=vat, clause=clauses.reduced, source=reduced)


def _grid_subscription(
    supply: OpenSupply, period: Period, book: PriceBook, vat: int, clause: str
) -> Iterator[PlannedLine]:
    code = supply.subscription_code
    charge = book.charge(gln=supply.grid_gln, code=code, kind=ChargeKind.SUBSCRIPTION)
    steps = [step for step in charge if step.period.overlaps(period)]
    if steps:
        prices = [PeriodPrice(step.period, step.micro[0]) for step in steps]
        percent = vat if steps[-1].vat else 0
        source = _charge_source(supply.grid_gln, code, period, book, ChargeKind.SUBSCRIPTION)
        yield _fixed(K.GRID_SUBSCRIPTION, prices, period, percent, False, clause, source)  # noqa: FBT003


def _passed_on(
    kind: LineKind,
    component: Component,
    gln: str,
    code: str,
    period: Period,
    book: PriceBook,
    vat: int,
    clause: str,
) -> PlannedLine:
    steps = [s for s in book.charge(gln=gln, code=code, kind=ChargeKind.TARIFF) if s.period.overlaps(period)]
    percent = vat if not steps or steps[-1].vat else 0
    return _energy(kind, component, vat=percent, clause=clause, source=_charge_source(gln, code, period, book))


def _energy(
    kind: LineKind,
    component: Component,
    *,
    vat: int,
    clause: str,
    source: dict[str, Any],
    with_vat: bool = False,
) -> PlannedLine:
    return PlannedLine(kind, component, 0, EXACT_PER_ORE, with_vat, vat, clause, _json(source))


def _fixed(
    kind: LineKind,
    prices: Sequence[PeriodPrice],
    period: Period,
    vat: int,
    with_vat: bool,
    clause: str,
    source: dict[str, Any],
) -> PlannedLine:
    line = subscription_line(kind=kind, prices=prices, period=period, vat_percent=vat, with_vat=with_vat)
    return PlannedLine(kind, None, line.exact, line.exact_unit, with_vat, vat, clause, _json(source))


def _product_steps(supply: OpenSupply, period: Period, book: PriceBook, component: str) -> list[ProductPrice]:
    steps = book.product_steps(product_id=supply.product_id, component=component, area=supply.price_area)
    return sorted((s for s in steps if s.period.overlaps(period)), key=lambda step: step.period.starts_on)


def _own_source(steps: Sequence[ProductPrice]) -> dict[str, Any]:
    return {"owner": "supplier", "prices": [_dated(step.period, (step.micro,)) for step in steps]}


def _charge_source(
    gln: str, code: str, period: Period, book: PriceBook, kind: ChargeKind = ChargeKind.TARIFF
) -> dict[str, Any]:
    steps = [step for step in book.charge(gln=gln, code=code, kind=kind) if step.period.overlaps(period)]
    return {
        "owner": "state" if code == ELECTRICITY_TAX else "grid",
        "gln": gln,
        "code": code,
        "name": steps[-1].name if steps else code,
        "prices": [_dated(step.period, step.micro) for step in steps],
    }


def _dated(period: Period, micro: Sequence[int]) -> dict[str, Any]:
    return {"from": period.starts_on.isoformat(), "micro": list(micro)}


def _json(source: dict[str, Any]) -> str:
    return json.dumps(source, ensure_ascii=False, separators=(",", ":"))


def _clauses(terms_code: str) -> _Clauses:
    price = terms.by_code(terms_code).price
    if price is None:
        raise ValueError(f"The terms {terms_code} have no price.")
    special = price.special_tax_on_request
    return _Clauses(
        passed_on=price.pass_through_margin_minor.clause,
        parts=price.parts.clause,
        settled=price.settled_by.clause,
        reduced=special.clause if special else price.parts.clause,
    )

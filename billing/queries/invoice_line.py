"""Work out the lines of many invoices at once: exact sums in, rounded amounts with their VAT out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from billing.queries import cost_sum
from billing.queries.cost_sum import CostSums
from billing.queries.invoice_due import DueAccount, OpenSupply
from billing.queries.line_plan import PlannedLine, plan_key, planned_lines, quoting_periods
from billing.queries.price_book import PriceBook
from billing.rules.cost_day import Component
from billing.rules.line_amount import net_and_vat, rounded
from config.foundation.period import Period

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """
    Columns, one element per line, in the order of invoices and of lines on them.

    `invoice` is the place of the account in the chunk, `plan` the place of the line's plan in `plans`.
    """

    invoice: Ints
    plan: Ints
    supply: Ints
    starts_on: Ints
    ends_before: Ints
    wh: Ints
    exact: Ints
    exact_unit: Ints
    vat_percent: Ints
    net: Ints
    vat: Ints
    plans: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ChunkLines:
    """The lines of the accounts that can be invoiced, and the first missing day of those that cannot."""

    accounts: list[DueAccount]
    lines: Lines
    wh: Ints
    estimated: NDArray[np.bool_]
    waiting: list[tuple[DueAccount, date]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a supply with one way of quoting: a row of the cost sums."""

    account: int
    supply: OpenSupply
    period: Period


def chunk_lines(due: Sequence[DueAccount], *, book: PriceBook) -> ChunkLines:
    """Return the lines of a chunk of accounts; an account with a day missing anywhere waits whole."""
    parts = _parts(due, book)
    found = cost_sum.sums(supplies=[part.supply.id for part in parts], periods=[part.period for part in parts])
    missing = _first_missing(parts, found)
    ready = [number for number in range(len(due)) if number not in missing]
    place = {number: new for new, number in enumerate(ready)}
    rows = np.array([row for row, part in enumerate(parts) if part.account in place], np.intp)
    owner = np.array([place[parts[row].account] for row in rows], np.int64)
    wh, estimated = np.zeros(len(ready), np.int64), np.zeros(len(ready), bool)
    np.add.at(wh, owner, found.wh[rows])
    np.logical_or.at(estimated, owner, found.estimated[rows])
    lines = _lines([parts[row] for row in rows], rows, owner, found, book)
    waiting = [(due[number], day) for number, day in sorted(missing.items())]
    return ChunkLines([due[number] for number in ready], lines, wh, estimated, waiting)


def _parts(due: Sequence[DueAccount], book: PriceBook) -> list[_Part]:
    stretches: dict[tuple[object, ...], tuple[Period, ...]] = {}
    parts = []
    for number, account in enumerate(due):
        for supply, period in account.parts:
            key = (supply.product_id, supply.price_area, period.starts_on, period.ends_before)
            if key not in stretches:
                stretches[key] = quoting_periods(supply=supply, period=period, book=book)
            parts += [_Part(number, supply, stretch) for stretch in stretches[key]]
    return parts


def _first_missing(parts: Sequence[_Part], found: CostSums) -> dict[int, date]:
    missing: dict[int, date] = {}
    for part, day in zip(parts, found.missing, strict=True):
        if day is not None:
            missing[part.account] = min(day, missing.get(part.account, day))
    return missing


def _lines(parts: Sequence[_Part], rows: NDArray[np.intp], owner: Ints, found: CostSums, book: PriceBook) -> Lines:
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(plan_key(supply=part.supply, period=part.period), []).append(number)
    plans: list[PlannedLine] = []
    blocks = []
    for members in groups.values():
        example = parts[members[0]]
        for order, plan in enumerate(planned_lines(supply=example.supply, period=example.period, book=book)):
            blocks.append(_block(np.array(members), rows, plan, len(plans), order, found))
            plans.append(plan)
    return _joined(blocks, parts, owner, tuple(plans))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """One planned line for all parts that get it."""

    part: Ints
    order: Ints
    plan: Ints
    wh: Ints
    exact: Ints


def _block(
    members: Ints, rows: NDArray[np.intp], plan: PlannedLine, number: int, order: int, found: CostSums
) -> _Block:
    mine = rows[members]
    if plan.component is None:
        wh, exact = np.zeros(len(mine), np.int64), np.full(len(mine), plan.exact, np.int64)
        kept = np.arange(len(mine))
    else:
        wh, exact = _wh(found, plan.component)[mine], found.exact[plan.component][mine]
        kept = np.flatnonzero(wh)  # nothing used, no line
    same = np.ones(len(kept), np.int64)
    return _Block(members[kept], same * order, same * number, wh[kept], exact[kept])


def _wh(found: CostSums, component: Component) -> Ints:
    if component == Component.TAX:
        return found.wh - found.reduced_wh
    return found.reduced_wh if component == Component.TAX_REDUCED else found.wh


def _joined(
    blocks: Sequence[_Block], parts: Sequence[_Part], owner: Ints, plans: tuple[PlannedLine, ...]
) -> Lines:
    column = {name: _concatenated([getattr(block, name) for block in blocks]) for name in _Block.__slots__}
    part = column["part"]
    sort = np.lexsort((column["order"], part))
    column, part = {name: values[sort] for name, values in column.items()}, part[sort]
    plan, exact = column["plan"], column["exact"]
    unit = np.array([each.exact_unit for each in plans], np.int64)[plan]
    percent = np.array([each.vat_percent for each in plans], np.int64)[plan]
    with_vat = np.array([each.with_vat for each in plans], bool)[plan]
    net, vat = net_and_vat(quoted=rounded(exact=exact, unit=unit), vat_percent=percent, with_vat=with_vat)
    own = _of_parts(parts)
    return Lines(
        owner[part], plan, own["supply"][part], own["starts_on"][part], own["ends_before"][part],
        column["wh"], exact, unit, percent, net, vat, plans,
    )  # fmt: skip


def _of_parts(parts: Sequence[_Part]) -> Mapping[str, Ints]:
    return {
        "supply": np.array([part.supply.id for part in parts], np.int64),
        "starts_on": np.array([part.period.starts_on.toordinal() for part in parts], np.int64),
        "ends_before": np.array([_ordinal(part.period.ends_before) for part in parts], np.int64),
    }


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _concatenated(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)

"""Write priced days into the cost months of their supplies; days already there stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from billing.queries import cost_month as queries
from billing.queries.cost_month import ARRAYS, COMPONENTS
from billing.queries.cost_supply import CostSupply
from billing.queries.supply_price import PricedDays
from config.foundation import binary_copy
from config.foundation.calendar import add_months

Ints = NDArray[np.int64]

STAGED = {"supply_id": "bigint", "computed_through": "date", **ARRAYS}

STAGE = f"""
CREATE TEMPORARY TABLE staged_cost_month (supply_id bigint, computed_through date,
    {", ".join(f"{name} bytea" for name in ARRAYS)})
ON COMMIT DROP
"""

# The start of the transaction is the moment up to which values were surely seen.
UPSERT = f"""
INSERT INTO billing_costmonth (supplier_id, month, computed_at, {", ".join(STAGED)})
SELECT %s, %s, now(), {", ".join(STAGED)} FROM staged_cost_month ORDER BY supply_id
ON CONFLICT (supply_id, month) DO UPDATE SET computed_at = excluded.computed_at,
    {", ".join(f"{name} = excluded.{name}" for name in STAGED if name != "supply_id")}
"""  # noqa: S608 -- only our own column names


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """One element per priced day: whose it is, which day, and its figures by column."""

    supply: Ints
    day: NDArray[np.datetime64]
    figures: dict[str, Ints]

    @property
    def month(self) -> NDArray[np.datetime64]:
        return self.day.astype("datetime64[M]")


@transaction.atomic
def write(*, supplier_id: int, supplies: Sequence[CostSupply], days: Sequence[PricedDays]) -> int:
    """Merge the days into their months and return how many months were written."""
    priced = [each for each in days if len(each.day)]
    if not priced:
        return 0
    cells = _cells(supplies, priced)
    written = 0
    for month in np.unique(cells.month):
        written += _write_month(supplier_id, month.astype(object), _of_month(cells, month))
    return written


def _cells(supplies: Sequence[CostSupply], days: Sequence[PricedDays]) -> _Cells:
    ids = np.array([supply.id for supply in supplies], np.int64)
    figures = {"wh": [each.wh for each in days], "quality": [each.quality for each in days]}
    figures["reduced_wh"] = [each.reduced_wh for each in days]
    for name, component in COMPONENTS.items():
        figures[name] = [each.exact.get(component, np.zeros(len(each.day), np.int64)) for each in days]
    return _Cells(
        supply=ids[np.concatenate([each.supply for each in days])],
        day=np.concatenate([each.day for each in days]),
        figures={name: np.concatenate(parts) for name, parts in figures.items()},
    )


def _of_month(cells: _Cells, month: np.datetime64) -> _Cells:
    rows = np.flatnonzero(cells.month == month)
    return _Cells(cells.supply[rows], cells.day[rows], {name: own[rows] for name, own in cells.figures.items()})


def _write_month(supplier_id: int, month: date, cells: _Cells) -> int:
    supplies, row = np.unique(cells.supply, return_inverse=True)
    length = (add_months(month, 1) - month).days
    place = (cells.day - np.datetime64(month)).astype(np.int64)
    with connection.cursor() as cursor:
        matrices, some_stored = queries.stored_matrices(cursor, supplies=supplies, month=month, length=length)
        for name, values in cells.figures.items():
            matrices[name][row, place] = values
        last = length - 1 - (matrices["quality"][:, ::-1] != 0).argmax(axis=1)
        data = {"supply_id": supplies, "computed_through": binary_copy.day_number(month) + last, **matrices}
        if some_stored:
            _upsert(cursor, supplier_id, month, data)
        else:
            _insert(cursor, supplier_id, month, data)
    return len(supplies)


def _insert(cursor: CursorWrapper, supplier_id: int, month: date, data: Mapping[str, Ints]) -> None:
    """A month none of them has yet; should another worker be as quick, the chunk is refused and done again."""
    count = len(data["supply_id"])
    whole = {
        "supplier_id": np.full(count, supplier_id),
        "month": np.full(count, binary_copy.day_number(month)),
        **data,
    }
    statement = f"COPY billing_costmonth ({', '.join(whole)}) FROM STDIN (FORMAT binary)"
    binary_copy.write(cursor, statement, whole, columns={"supplier_id": "bigint", "month": "date", **STAGED})


def _upsert(cursor: CursorWrapper, supplier_id: int, month: date, data: Mapping[str, Ints]) -> None:
    cursor.execute("DROP TABLE IF EXISTS staged_cost_month")
    cursor.execute(STAGE)
    binary_copy.write(
        cursor, f"COPY staged_cost_month ({', '.join(STAGED)}) FROM STDIN (FORMAT binary)", data, columns=STAGED
    )
    cursor.execute(UPSERT, [supplier_id, month])

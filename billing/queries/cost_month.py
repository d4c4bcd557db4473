"""Read cost months as matrices: one row per supply, one column per day of the month."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from billing.rules.cost_day import Component
from config.foundation import binary_copy
from config.foundation.array_text import array_text

Ints = NDArray[np.int64]

COMPONENTS = {component.value: component for component in Component}
ARRAYS = {"wh": "packed 8", "quality": "packed 1", "reduced_wh": "packed 8"} | dict.fromkeys(
    COMPONENTS, "packed 8"
)
"""The array columns of a cost month, one of them per component of the price."""

STORED = f"""
SELECT supply_id, {", ".join(ARRAYS)} FROM billing_costmonth WHERE month = %s AND supply_id = ANY(%s::bigint[])
"""  # noqa: S608 -- only our own column names


def stored_matrices(
    cursor: CursorWrapper, *, supplies: Sequence[int] | Ints, month: date, length: int
) -> tuple[dict[str, Ints], bool]:
    """
    Return each array column of the month for the supplies (ascending ids), and whether any was there.

    A month not there yet is zeros.
    """
    ids = np.asarray(supplies, np.int64)
    rows = binary_copy.read(
        cursor,
        STORED,
        [month, array_text(ids.tolist())],
        columns={"supply_id": "bigint", **ARRAYS},
        lengths=dict.fromkeys(ARRAYS, length),
    )
    matrices = {name: np.zeros((len(ids), length), np.int64) for name in ARRAYS}
    place = np.searchsorted(ids, rows["supply_id"].astype(np.int64))
    for name, matrix in matrices.items():
        matrix[place] = binary_copy.values(rows, name)
    return matrices, bool(len(rows))

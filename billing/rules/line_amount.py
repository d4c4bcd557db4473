"""Round many invoice lines at once: the same amounts as `price_line`, for whole columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LARGEST = 2**61


class AmountTooLarge(OverflowError):
    """A sum that could leave int64 while it is rounded: no invoice is made of it."""


def rounded(*, exact: Ints, unit: Ints | int) -> Ints:
    """
    Return exact/unit in whole minor units, halves away from zero.

    Source: design.md §6.

    >>> rounded(exact=np.array([4, 5, 15, -4, -5, -15]), unit=10).tolist()
    [0, 1, 2, 0, -1, -2]

    :raises AmountTooLarge: when twice the sum could overflow
    """
    size = np.abs(exact)
    if size.size and int(size.max()) > LARGEST:
        raise AmountTooLarge("A line is larger than can be right.")
    whole = np.asarray(unit, np.int64)
    half_away: Ints = np.sign(exact) * ((2 * size + whole) // (2 * whole))
    return half_away


def net_and_vat(*, quoted: Ints, vat_percent: Ints | int, with_vat: NDArray[np.bool_] | bool) -> tuple[Ints, Ints]:
    """
    Return net and VAT of amounts quoted with VAT, which keep their gross, or without, which keep their net.

    Source: design.md §6; EP-5.1, OR-6.1a, GE-VF-5.3.

    >>> [part.tolist() for part in net_and_vat(
    ...     quoted=np.array([1000, 900]), vat_percent=25, with_vat=np.array([False, True]))]
    [[1000, 720], [250, 180]]
    """
    percent = np.asarray(vat_percent, np.int64)
    on_top = rounded(exact=quoted * percent, unit=100)
    inside = rounded(exact=quoted * percent, unit=100 + percent)
    vat: Ints = np.where(with_vat, inside, on_top)
    net: Ints = np.where(with_vat, quoted - inside, quoted)
    return net, vat

"""What a worker is handed for a mass run: its share, where the last one stopped, and when to stop by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from config.foundation.rare_rows import keys
from config.foundation.share import WHOLE, Share

Row = TypeVar("Row", bound=Model)
ROWS_AT_ONCE = 500
THROUGH = -1
"""The place of a part of the work that has come to its end."""


def _never() -> bool:
    return False


class Stint:
    """
    One go at a share of a step.

    A run tells after each chunk how far it has come, and leaves off when its time is over; `places` then
    says where the next stint goes on. It holds no clock: `over` is asked instead.

    >>> stint = Stint(places={"supplies": 7}, over=lambda: True)
    >>> stint.after("supplies"), stint.reached("supplies", 9), stint.stopped, stint.places
    (7, True, True, {'supplies': 9})
    """

    def __init__(
        self,
        *,
        share: Share = WHOLE,
        places: Mapping[str, int] | None = None,
        over: Callable[[], bool] = _never,
    ) -> None:
        self.share = share
        self.places = dict(places or {})
        self.stopped = False
        self._over = over

    def after(self, part: str) -> int:
        """Return the last key of a part that was worked through; 0 at its beginning."""
        return self.places.get(part, 0)

    def reached(self, part: str, key: int) -> bool:
        """Note how far a part has come, and return whether to stop there."""
        self.places[part] = key
        self.stopped = self._over()
        return self.stopped

    def each(self, part: str, rows: Callable[[], QuerySet[Row]]) -> Iterator[Row]:
        """
        Yield the rows of a part one by one in order of their key, each once, until all are done or time is over.

        `rows` is only asked for a part that has not come to its end, and before no part that had to stop.
        """
        if self.stopped or self.after(part) == THROUGH:
            return
        wanted = rows().order_by("pk")
        found = None
        while found is None or len(found) == ROWS_AT_ONCE:
            found = keys(wanted.filter(pk__gt=self.after(part))[:ROWS_AT_ONCE])
            for row in wanted.filter(pk__in=found) if found else ():
                yield row
                if self.reached(part, row.pk):
                    return
        self.places[part] = THROUGH

"""Half-open periods of days: from the first day up to, not including, the day they end before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """
    The days from `starts_on` until the day before `ends_before`; without an end it is still running.

    >>> supply = Period(date(2026, 1, 15), date(2026, 3, 1))
    >>> supply.last_day, supply.days(), supply.contains(date(2026, 3, 1))
    (datetime.date(2026, 2, 28), 45, False)
    """

    starts_on: date
    ends_before: date | None = None

    def __post_init__(self) -> None:
        if self.ends_before is not None and self.ends_before < self.starts_on:
            raise ValueError(f"A period cannot end before {self.ends_before} and start on {self.starts_on}.")

    @classmethod
    def of_month(cls, day: date) -> Period:
        """Return the calendar month that `day` lies in."""
        first = day.replace(day=1)
        return cls(first, _first_of_next_month(first))

    @classmethod
    def of_day(cls, day: date) -> Period:
        """Return the period of one single day."""
        return cls(day, day + ONE_DAY)

    @property
    def is_empty(self) -> bool:
        return self.ends_before == self.starts_on

    @property
    def is_running(self) -> bool:
        return self.ends_before is None

    @property
    def last_day(self) -> date | None:
        """Return the last day inside, as customers read it; None while running or when empty."""
        if self.ends_before is None or self.is_empty:
            return None
        return self.ends_before - ONE_DAY

    def days(self) -> int:
        """Return how many days the period has; a running one has no number and is refused."""
        return (self.end - self.starts_on).days

    def contains(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)

    def overlaps(self, other: Period) -> bool:
        """Return whether the two share a day; an empty period overlaps nothing."""
        return self.intersection(other) is not None

    def intersection(self, other: Period) -> Period | None:
        """Return the days both have, or None when they share none."""
        starts_on = max(self.starts_on, other.starts_on)
        ends = [end for end in (self.ends_before, other.ends_before) if end is not None]
        ends_before = min(ends, default=None)
        if ends_before is not None and ends_before <= starts_on:
            return None
        return Period(starts_on, ends_before)

    def clip(self, *, to: Period) -> Period | None:
        """Return the part of this period inside `to`, or None when nothing is."""
        return self.intersection(to)

    def months(self) -> tuple[Period, ...]:
        """
        Split the period at the turn of each calendar month; a running period is refused.

        >>> [part.days() for part in Period(date(2026, 1, 15), date(2026, 3, 2)).months()]
        [17, 28, 1]
        """
        end, parts, start = self.end, [], self.starts_on
        while start < end:
            turn = min(_first_of_next_month(start), end)
            parts.append(Period(start, turn))
            start = turn
        return tuple(parts)

    def in_months(self) -> Fraction:
        """
        Return how many months the period is, each day counting as its share of its own month.

        >>> Period(date(2026, 1, 15), date(2026, 3, 1)).in_months()   # 17 of 31 days, and February
        Fraction(48, 31)
        """
        shares = (Fraction(part.days(), Period.of_month(part.starts_on).days()) for part in self.months())
        return sum(shares, Fraction(0))

    def each_day(self) -> tuple[date, ...]:
        """Return every day of the period in order; a running period is refused."""
        return tuple(self.starts_on + ONE_DAY * number for number in range(self.days()))

    @property
    def end(self) -> date:
        """Return the first day after the period; a running one has none and is refused."""
        if self.ends_before is None:
            raise ValueError("A running period has no last day to count to; clip it first.")
        return self.ends_before


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)

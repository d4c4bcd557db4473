"""From which day a market process can take effect: most lie ahead, a move-in may lie a little back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from config.foundation.calendar import ONE_DAY
from contracts.enums import MarketProcess
from contracts.rules.statute import StatuteRow, figure_on

MOVE_IN_BACK, MOVE_OUT_WAIT = "move_in_backdating_days", "move_out_earliest_days"


def first_market_day(
    *, process: MarketProcess, asked_on: date, law: Sequence[StatuteRow], country: str
) -> date | None:
    """
    Return the first day a process asked for on `asked_on` can take effect: of supply, or without it.

    None where there is none, because what it mends is past.

    Source: law.md §5 (move registration: in about five days back, out from the next day; a switch is technically
    done a day later); statute figures move_in_backdating_days and move_out_earliest_days.

    :raises FigureMissing: when the law has no figure for the day
    """
    if process is MarketProcess.REVERSAL:
        return None
    if process is MarketProcess.MOVE_IN:
        return asked_on - timedelta(days=_days(law, MOVE_IN_BACK, country, asked_on))
    if process is MarketProcess.MOVE_OUT:
        return asked_on + timedelta(days=_days(law, MOVE_OUT_WAIT, country, asked_on))
    return asked_on + ONE_DAY


def _days(law: Sequence[StatuteRow], key: str, country: str, day: date) -> int:
    return figure_on(law, key=key, country=country, day=day).exact

"""What the people of the world do with their agreements: a row for every page and every model of the journeys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contracts.operations import termination as terminations
from contracts.queries.termination import exit_days, first_free
from contracts.rules.termination import NoticeForm

if TYPE_CHECKING:
    from tests.builders.world import Home


def notice(home: Home, *, as_of: date) -> None:
    """Let a customer give notice and take it back: the agreement runs on, and the notice has been."""
    assert home.supply is not None
    agreement = home.supply.agreement
    given = terminations.give(
        agreement=agreement,
        last_day=first_free(exit_days(agreement, as_of=as_of)).last_day,
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        by=home.user,
        as_of=as_of,
    )
    terminations.undo(termination=given, by=home.user, as_of=as_of)

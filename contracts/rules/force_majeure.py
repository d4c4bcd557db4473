"""When an event beyond control suspends duties by the terms, and which of our deadlines may rest meanwhile."""

from __future__ import annotations

from enum import StrEnum

from contracts.rules.sentence import holds
from contracts.terms.document import Terms
from contracts.terms.parts.security import ForceMajeure


class Cause(StrEnum):
    """Why duties cannot be done."""

    EVENT = "EVENT"
    COST = "COST"
    GRID = "GRID"
    LABOUR = "LABOUR"
    MONEY = "MONEY"


RESTING = frozenset({"complaint-answer"})
"""The deadlines that may rest: duties to do something. What is named nowhere here runs on, as all that is owed in
money does: payments, refunds, settlements, and compensation."""


def part_of(*, terms: Terms) -> ForceMajeure | None:
    """
    Return what the document says of events beyond control; None where it is silent, and nothing rests.

    Source: EP-10.1, OR-9.1, GE-VF-8.
    """
    return terms.force_majeure


def counts(*, cause: Cause, part: ForceMajeure) -> bool:
    """
    Return whether such a cause suspends duties; lack of money never does.

    Source: EP-10.1, OR-9.1, GE-VF-8.
    """
    if cause is Cause.MONEY:
        return holds(part.lack_of_money_counts)
    if cause is Cause.GRID:
        return holds(part.extends_from_grid)
    if cause is Cause.LABOUR:
        return holds(part.own_labour_conflict_counts)
    return True


def care_must_be_shown(*, part: ForceMajeure) -> bool:
    """
    Return whether the document asks for due care, which then has to be described.

    Source: OR-9.1.
    """
    return holds(part.due_care_required)


def may_rest(*, rule: str) -> bool:
    """
    Return whether a deadline may rest while such an event lasts; one about money never may.

    >>> may_rest(rule="complaint-answer"), may_rest(rule="final-bill"), may_rest(rule="outage-payout")
    (True, False, False)

    Source: EP-10.1, OR-9.1, GE-VF-8 (lack of money never counts).
    """
    return rule in RESTING

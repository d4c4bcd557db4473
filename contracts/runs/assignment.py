"""The assignments' own part of the day: tell everybody of what was approved, and note what takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.enums import ApprovalState
from accounts.models import Supplier
from accounts.operations import approval
from config.foundation.rare_rows import rare_rows
from contracts.models import Assignment
from contracts.operations import assignment as operations
from contracts.operations.assignment import ToldTooLate
from contracts.queries.assignment import not_told, to_take_effect, to_tell

JOB = "job:assignments"
CHUNK = 1_000


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Tell what is approved and not told, then note what is due; a chunk of customers is told in a transaction."""
    told = 0
    for each in rare_rows(to_tell(supplier=supplier)):
        try:
            told += _tell_all(each, as_of)
        except ToldTooLate:
            operations.drop(assignment=each, by=JOB, as_of=as_of)
    due = rare_rows(to_take_effect(supplier=supplier, as_of=as_of))
    for each in due:
        operations.take_effect(assignment=each, by=JOB, as_of=as_of)
    return {name: count for name, count in (("assignment_told", told), ("assigned", len(due))) if count}


def _tell_all(assignment: Assignment, as_of: date) -> int:
    if assignment.approval is not None and assignment.approval.state == ApprovalState.APPROVED:
        approval.start(approval=assignment.approval)
    told = 0
    while customers := list(not_told(assignment)[:CHUNK]):
        told += operations.tell(assignment=assignment, customers=customers, as_of=as_of)
    operations.note_all_told(assignment=assignment, by=JOB, as_of=as_of)
    return told

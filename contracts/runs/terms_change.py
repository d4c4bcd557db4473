"""The changes' part of the day: tell everybody of what was approved, and put into force what they were told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext

from accounts.enums import ApprovalState
from accounts.models import Supplier
from accounts.operations import approval, staff_task
from config.foundation.rare_rows import rare_rows
from config.foundation.zone import zone_of
from contracts.enums import ChangeKind
from contracts.models import TermsChange
from contracts.operations import terms_change
from contracts.operations.terms_change import ToldTooLate
from contracts.queries.terms_change import concerned, to_take_effect, to_tell

JOB = "job:terms-change"
LATE = "terms-change-late"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Tell what is approved and not told, then begin what is due; each customer is told in a transaction."""
    counts: Counter[str] = Counter()
    for change in rare_rows(to_tell(supplier=supplier)):
        try:
            counts["told"] += _tell_all(change, as_of)
        except ToldTooLate as late:
            _drop(change, str(late), as_of)
            counts["dropped"] += 1
    for change in rare_rows(to_take_effect(supplier=supplier, as_of=as_of)):
        terms_change.take_effect(change=change)
        counts["begun"] += 1
    return dict(+counts)


def _tell_all(change: TermsChange, as_of: date) -> int:
    """Tell those who are not told yet; one that died half way goes on with the rest."""
    if change.approval.state == ApprovalState.APPROVED:
        approval.start(approval=change.approval)
    kind, told = ChangeKind(change.kind), 0
    rows = concerned(change.product, kind=kind, takes_effect_on=change.takes_effect_on, told=change)
    for each in list(rows):
        terms_change.tell(change=change, of=each, by=JOB, as_of=as_of)
        told += 1
    terms_change.note_all_told(change=change, by=JOB, as_of=as_of)
    return told


def _drop(change: TermsChange, why: str, as_of: date) -> None:
    terms_change.drop(change=change)
    noon = datetime.combine(as_of + timedelta(days=1), time(12), zone_of(change.supplier.time_zone))
    staff_task.ask(
        supplier=change.supplier,
        kind=LATE,
        subject=change,
        title=gettext("A change was approved too late"),
        explanation=why,
        due_at=noon,
    )

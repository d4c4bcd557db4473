"""A mass act: tried dry, sent for approval, approved by another person, run, with a result for every item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import ApprovalState
from accounts.models import Approval, ApprovalItem, Supplier, User
from accounts.operations import event
from accounts.rules.step import APPROVAL_STEPS
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class OwnRequest(Refused):
    """Nobody approves what they asked for themselves."""

    code = "own-request"


class NothingToDo(Refused):
    """A dry run that touches nothing is not sent for approval."""

    code = "nothing-to-do"


@transaction.atomic
def propose(
    *,
    supplier: Supplier,
    action: str,
    title: str,
    reason: str,
    parameters: Mapping[str, Any],
    items: Iterable[tuple[Model, str]],
    by: User,
    as_of: date,
) -> Approval:
    """Keep a dry run: each (row, preview) says what would happen to that row."""
    approval = Approval.objects.create(
        supplier=supplier, action=action, title=title, reason=reason, parameters=dict(parameters), requested_by=by
    )
    rows = [
        ApprovalItem(
            approval=approval, subject_type=event.subject_type(row), subject_id=row.pk, preview=preview[:300]
        )
        for row, preview in items
    ]
    ApprovalItem.objects.bulk_create(rows, batch_size=1000)
    _record("accounts.approval.proposed", approval, by, as_of, items=len(rows))
    return approval


@transaction.atomic
def send(*, approval: Approval, by: User, as_of: date) -> None:
    """
    Ask for a second person's yes.

    :raises NothingToDo: when the dry run touches nothing
    """
    if not approval.items.exists():
        raise NothingToDo(_("The dry run touches nothing."))
    advance(approval, to=ApprovalState.WAITING, allowed=APPROVAL_STEPS)
    _record("accounts.approval.sent", approval, by, as_of)


@transaction.atomic
def approve(*, approval: Approval, by: User, as_of: date) -> None:
    """
    Say yes.

    :raises OwnRequest: when it is one's own
    """
    if approval.requested_by_id == by.pk:
        raise OwnRequest(_("Somebody else must approve this."))
    advance(approval, to=ApprovalState.APPROVED, allowed=APPROVAL_STEPS, approved_by=by, decided_at=Now())
    _record("accounts.approval.approved", approval, by, as_of)


@transaction.atomic
def reject(*, approval: Approval, reason: str, by: User, as_of: date) -> None:
    """Say no, with the reason in the timeline."""
    advance(approval, to=ApprovalState.REJECTED, allowed=APPROVAL_STEPS, decided_at=Now())
    _record("accounts.approval.rejected", approval, by, as_of, reason=reason)


def start(*, approval: Approval) -> None:
    """Begin the run; of two workers who try, one succeeds."""
    advance(approval, to=ApprovalState.RUNNING, allowed=APPROVAL_STEPS)


def note_result(*, item: ApprovalItem, code: str, result: str) -> None:
    """Write what came of one item; a second run leaves a result that is there alone."""
    ApprovalItem.objects.filter(pk=item.pk, code="").update(code=code, result=result[:300])


@transaction.atomic
def finish(*, approval: Approval, by: event.Actor, as_of: date) -> None:
    """Close the run."""
    advance(approval, to=ApprovalState.DONE, allowed=APPROVAL_STEPS, finished_at=Now())
    _record("accounts.approval.done", approval, by, as_of)


def _record(kind: str, approval: Approval, by: event.Actor, as_of: date, reason: str = "", **data: Any) -> None:
    event.record(
        kind,
        supplier=approval.supplier,
        subject=approval,
        by=by,
        as_of=as_of,
        reason=reason or approval.reason,
        customer_may_see=False,
        action=approval.action,
        **data,
    )

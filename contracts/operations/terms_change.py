"""Change a product's prices or terms: proposed with its reason, told to each customer, and put into force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations import approval as approvals
from accounts.operations import event, message
from accounts.operations.event import Actor
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts import terms
from contracts.enums import ChangeKind, ChangeState
from contracts.models import PriceTerm, Product, TermsChange, TermsChangeNotice
from contracts.operations import termination
from contracts.queries.agreed import agreed_of
from contracts.queries.terms_change import Concerned, concerned, difference_in, earliest_effect, may_leave_for
from contracts.rules.change_notice import leave_end, leave_right, reason_allowed
from contracts.rules.step import CHANGE_STEPS

ACTION = "contracts.terms_change"
INFLATION = "inflation"


class ReasonNotAllowed(Refused):
    """The terms allow changes for the reasons on their list alone (OR-17.1)."""

    code = "reason-not-allowed"


class IndexMissing(Refused):
    """A change for inflation shows the price index it is reckoned from (OR-17.1)."""

    code = "index-missing"


class ToldTooLate(Refused):
    """The customers can no longer be told in time for that day."""

    code = "told-too-late"


class NoRightToLeave(Refused):
    """This change gives no right to leave, or the right has run out."""

    code = "no-right-to-leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to change: see TermsChange for the fields."""

    product: Product
    kind: ChangeKind
    reason: str
    takes_effect_on: date
    words: Mapping[str, str]
    prices: Sequence[Mapping[str, Any]] = ()
    index: tuple[int, int] | None = None


@transaction.atomic
def propose(*, draft: Draft, by: User, as_of: date) -> TermsChange:
    """
    Keep the change with everybody it concerns, and ask for a second person's yes.

    Source: EP-13.4, OR-17.1, OR-17.2, GE-VF-13.1.

    :raises ReasonNotAllowed: when the terms do not allow changes for this reason
    :raises IndexMissing: when inflation is the reason and the index is not shown
    :raises ToldTooLate: when they could not be told in time; says the first day that is possible
    """
    _check_reason(draft)
    found = list(concerned(draft.product, kind=draft.kind, takes_effect_on=draft.takes_effect_on))
    _check_in_time(found, draft.kind, as_of)
    approval = approvals.propose(
        supplier=draft.product.supplier,
        action=ACTION,
        title=f"{draft.product} {draft.takes_effect_on.isoformat()}",
        reason=draft.reason,
        parameters={"prices": list(draft.prices), "words": dict(draft.words)},
        items=((each.agreement, f"{each.agreement} ≤ {each.tell_by.isoformat()}") for each in found),
        by=by,
        as_of=as_of,
    )
    change = TermsChange.objects.create(
        supplier=draft.product.supplier,
        product=draft.product,
        approval=approval,
        kind=draft.kind,
        reason=draft.reason,
        index_base=draft.index[0] if draft.index else None,
        index_now=draft.index[1] if draft.index else None,
        takes_effect_on=draft.takes_effect_on,
        words=dict(draft.words),
        prices=list(draft.prices),
    )
    approvals.send(approval=approval, by=by, as_of=as_of)
    return change


@transaction.atomic
def tell(*, change: TermsChange, of: Concerned, by: Actor, as_of: date) -> TermsChangeNotice:
    """
    Tell one customer of the change, with the difference in words and the right to leave.

    :raises ToldTooLate: when it is too late for the day of the change
    """
    _check_in_time([of], ChangeKind(change.kind), as_of)
    agreement, customer = of.agreement, of.agreement.customer
    language = customer.language or customer.supplier.language
    clause = of.leave.why.clause if of.leave else _clause(change.product)
    sent = message.queue(
        "terms_changed",
        customer=customer,
        reason=f"terms_changed:{change.pk}:{agreement.pk}",
        context={
            "product": change.product.name,
            "day": date_text(change.takes_effect_on, locale=language),
            "difference": difference_in(change, language=language),
            "leave_by": date_text(of.leave.tell_by, locale=language) if of.leave else "",
        },
        as_of=as_of,
        clause=clause,
        legal=True,
    )
    notice = TermsChangeNotice.objects.create(
        supplier=change.supplier,
        change=change,
        agreement=agreement,
        message=sent,
        told_on=as_of,
        leave_by=of.leave.tell_by if of.leave else None,
    )
    _record("contracts.terms_change.told", notice, by, as_of, clause)
    return notice


@transaction.atomic
def note_all_told(*, change: TermsChange, by: Actor, as_of: date) -> None:
    """Note that everybody it concerns has been told."""
    advance(change, to=ChangeState.TOLD, allowed=CHANGE_STEPS)
    approvals.finish(approval=change.approval, by=by, as_of=as_of)


@transaction.atomic
def drop(*, change: TermsChange) -> None:
    """Drop a change that was not told in time: it may not take effect."""
    advance(change, to=ChangeState.CANCELLED, allowed=CHANGE_STEPS)


@transaction.atomic
def take_effect(*, change: TermsChange) -> None:
    """Put the new prices into force: each part that is changed ends, and the new one follows without a gap."""
    for part in change.prices:
        same = PriceTerm.objects.filter(
            product=change.product, component=part["component"], price_area=part["price_area"]
        )
        running = same.filter(starts_on__lt=change.takes_effect_on).exclude(
            ends_before__lte=change.takes_effect_on
        )
        following = same.filter(starts_on__gte=change.takes_effect_on).order_by("starts_on").first()
        running.update(ends_before=change.takes_effect_on)
        PriceTerm.objects.create(
            supplier=change.supplier,
            product=change.product,
            starts_on=change.takes_effect_on,
            ends_before=following.starts_on if following else None,
            **part,
        )
    advance(change, to=ChangeState.DONE, allowed=CHANGE_STEPS)


@transaction.atomic
def leave(*, notice: TermsChangeNotice, wanted: date | None, by: Actor, as_of: date) -> TermsChangeNotice:
    """
    Let the customer leave because of the change, on a day they name or when it begins; it costs nothing.

    Source: EP-13.5, OR-17.2, GE-VF-13.2 with X-63 and X-74.

    :raises NoRightToLeave: when there is no such right, or no more
    """
    agreement = termination.locked_agreement(notice.agreement)
    notice.agreement = agreement
    change = notice.change
    right = leave_right(
        agreed=agreed_of(agreement), kind=ChangeKind(change.kind), takes_effect_on=change.takes_effect_on
    )
    ends_before = leave_end(right=right, told_on=as_of, wanted=wanted) if right else None
    if right is None or ends_before is None or not may_leave_for(notice, as_of=as_of):
        raise NoRightToLeave(_("You can no longer leave because of this change. You can still give notice."))
    notice.termination = termination.give_for_change(
        agreement=agreement, ends_before=ends_before, why=right.why, by=by, as_of=as_of, reason=ACTION
    )
    notice.save(update_fields=["termination"])
    return notice


def _check_reason(draft: Draft) -> None:
    part = terms.by_code(draft.product.terms_code).change_notice
    if part is None or not reason_allowed(part=part, reason=draft.reason):
        clause = part.reasons.clause if part and part.reasons else ""
        raise ReasonNotAllowed(_("The terms do not allow a change for this reason."), clause=clause)
    if draft.reason == INFLATION and part.inflation_index_from is not None and draft.index is None:
        raise IndexMissing(
            _("A change for inflation needs the price index it is reckoned from."),
            clause=part.inflation_index_from.clause,
        )


def _check_in_time(found: Sequence[Concerned], kind: ChangeKind, as_of: date) -> None:
    if any(each.tell_by < as_of for each in found):
        first = earliest_effect(found, kind=kind, told_on=as_of)
        raise ToldTooLate(
            _("Told today, the change can begin on %(day)s at the earliest.") % {"day": first.isoformat()},
            clause=_clause(found[0].agreement.product),
        )


def _clause(product: Product) -> str:
    part = terms.by_code(product.terms_code).change_notice
    return part.statute.clause if part else ""


def _record(kind: str, notice: TermsChangeNotice, by: Actor, as_of: date, clause: str) -> None:
    event.record(
        kind,
        supplier=notice.supplier,
        customer=notice.agreement.customer,
        subject=notice,
        by=by,
        as_of=as_of,
        clause=clause,
        takes_effect_on=notice.change.takes_effect_on.isoformat(),
    )

"""Whom a change of terms or prices concerns, by when they must be told, and what each of them reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.enums import ApprovalState
from accounts.models import Supplier
from contracts.enums import AgreementState, ChangeKind, ChangeState
from contracts.models import Agreement, Product, TermsChange, TermsChangeNotice
from contracts.queries.agreed import agreed_of
from contracts.queries.statute import statute_rows
from contracts.queries.termination import may_be_terminated
from contracts.rules.change_notice import LeaveRight, change_start, last_day_to_tell, leave_right
from contracts.rules.statute import StatuteRow

CONCERNED = [
    AgreementState.ORDERED,
    AgreementState.PENDING_CREDIT,
    AgreementState.ACTIVE,
    AgreementState.TERMINATING,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """One agreement a change concerns: the last day to tell its customer, and the right to leave for it."""

    agreement: Agreement
    tell_by: date
    leave: LeaveRight | None


def concerned(
    product: Product, *, kind: ChangeKind, takes_effect_on: date, told: TermsChange | None = None
) -> Iterator[Concerned]:
    """Yield the agreements that still run when the change takes effect; without those told of it already."""
    law = statute_rows(country=str(product.supplier.country))
    for agreement in _running(product, takes_effect_on, told).iterator(chunk_size=500):
        agreed = agreed_of(agreement)
        yield Concerned(
            agreement=agreement,
            tell_by=last_day_to_tell(agreed=agreed, kind=kind, takes_effect_on=takes_effect_on, law=law),
            leave=leave_right(agreed=agreed, kind=kind, takes_effect_on=takes_effect_on),
        )


def earliest_effect(found: Sequence[Concerned], *, kind: ChangeKind, told_on: date) -> date:
    """Return the first day on which the change could take effect for all of them if they were told on this day."""
    law: tuple[StatuteRow, ...] = statute_rows(country=str(found[0].agreement.supplier.country)) if found else ()
    starts = (
        change_start(agreed=agreed_of(each.agreement), kind=kind, told_on=told_on, law=law).takes_effect_on
        for each in found
    )
    return max(starts, default=told_on)


def to_tell(*, supplier: Supplier) -> QuerySet[TermsChange]:
    """Return the changes a second person has approved and that are not told to everybody yet."""
    approved = [ApprovalState.APPROVED, ApprovalState.RUNNING]
    changes = TermsChange.objects.filter(
        supplier=supplier, state=ChangeState.PROPOSED, approval__state__in=approved
    )
    return changes.select_related("product__supplier", "approval", "supplier").order_by("pk")


def to_take_effect(*, supplier: Supplier, as_of: date) -> QuerySet[TermsChange]:
    """Return the changes everybody was told of and whose day has come."""
    changes = TermsChange.objects.filter(supplier=supplier, state=ChangeState.TOLD, takes_effect_on__lte=as_of)
    return changes.select_related("product__supplier", "supplier").order_by("takes_effect_on", "pk")


def coming_changes(agreement: Agreement, *, as_of: date) -> QuerySet[TermsChangeNotice]:
    """Return what the customer was told of the agreement and has not taken effect, the next first."""
    notices = TermsChangeNotice.objects.filter(agreement=agreement, change__takes_effect_on__gt=as_of)
    return (
        notices.exclude(change__state=ChangeState.CANCELLED)
        .select_related("change")
        .order_by("change__takes_effect_on", "pk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A coming change as a page shows it; `leave_by` is None where the customer may not leave for it."""

    url: str
    takes_effect_on: date
    difference: str
    told_on: date
    leave_by: date | None


def change_row(notice: TermsChangeNotice, *, locale: str) -> ChangeRow:
    """Return a coming change in the reader's language."""
    return ChangeRow(
        url=reverse("contracts:terms-change", args=[notice.public_id]),
        takes_effect_on=notice.change.takes_effect_on,
        difference=difference_in(notice.change, language=locale),
        told_on=notice.told_on,
        leave_by=notice.leave_by,
    )


def may_leave_for(notice: TermsChangeNotice, *, as_of: date) -> bool:
    """Return whether the customer may still leave because of the change."""
    in_time = notice.leave_by is not None and as_of <= notice.leave_by
    return in_time and may_be_terminated(notice.agreement)


def difference_in(change: TermsChange, *, language: str) -> str:
    """Return the difference in the reader's language, in the supplier's where it was not written."""
    words: dict[str, str] = change.words
    return words.get(language) or words.get(change.supplier.language) or next(iter(words.values()), "")


def _running(product: Product, takes_effect_on: date, told: TermsChange | None) -> QuerySet[Agreement]:
    own = Agreement.objects.filter(product=product, state__in=CONCERNED).exclude(ends_before__lte=takes_effect_on)
    if told is not None:
        own = own.exclude(Exists(TermsChangeNotice.objects.filter(change=told, agreement=OuterRef("pk"))))
    return own.select_related("customer__supplier", "product", "supplier").order_by("pk")

"""Begin a period in which an event beyond control suspends named deadlines, tell the customers, and end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Supplier
from accounts.operations import deadline_pause, event, message
from accounts.operations.event import Actor
from accounts.operations.message import Letter
from accounts.queries.customer import contacts
from config.foundation.after_commit import send_task_after_commit
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from contracts import terms
from contracts.enums import HindranceCause
from contracts.models import ForceMajeure
from contracts.queries.force_majeure import pauses_of, reason_of, to_suspend
from contracts.rules.force_majeure import Cause, care_must_be_shown, counts, may_rest, part_of

KIND = "force_majeure"


class TermsAreSilent(Refused):
    """The supplier's terms have no such clause, so that nothing rests."""

    code = "terms-are-silent"


class DoesNotCount(Refused):
    """Such a cause does not suspend duties; lack of money never does (EP-10.1)."""

    code = "does-not-count"


class CareMissing(Refused):
    """The terms ask for due care, and nobody has said how it was shown (OR-9.1)."""

    code = "care-missing"


class MoneyNeverRests(Refused):
    """What is owed in money, and whatever is not known to be a duty of another kind, does not rest (EP-10.1)."""

    code = "money-never-rests"


class EndsTooEarly(Refused):
    """It cannot be over before it began, nor on a day to come."""

    code = "ends-too-early"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What hinders the supplier: see ForceMajeure for the fields."""

    cause: Cause
    reason: str
    starts_on: date
    expected_end: date | None = None
    care: str = ""
    rules: Sequence[str] = ()


@transaction.atomic
def begin(*, supplier: Supplier, hindrance: Hindrance, by: Actor, as_of: date) -> ForceMajeure:
    """
    Write the period down, let the named deadlines rest from its first day, and have the customers told at once.

    Source: EP-10.1, OR-9.1, GE-VF-8.

    :raises TermsAreSilent: when the terms have no such clause
    :raises DoesNotCount: when the cause does not count by the terms
    :raises CareMissing: when the terms ask for due care and none is described
    :raises MoneyNeverRests: when a deadline is named that may not rest
    :raises EndsTooEarly: when it begins on a day to come, or is expected to end before it began
    """
    clause = _checked(supplier, hindrance, as_of)
    period = ForceMajeure.objects.create(
        supplier=supplier,
        cause=HindranceCause(hindrance.cause.value),
        reason=hindrance.reason.strip(),
        care=hindrance.care.strip(),
        rules=list(hindrance.rules),
        clause=clause,
        starts_on=hindrance.starts_on,
        expected_end=hindrance.expected_end,
        recorded_on=as_of,
    )
    _record("contracts.force_majeure.begun", period, by, as_of)
    rest(period=period)
    send_task_after_commit("contracts.tell_force_majeure", supplier_id=supplier.pk)
    return period


@transaction.atomic
def rest(*, period: ForceMajeure) -> int:
    """Let every running clock that is named rest; return how many did. Those that begin later follow each day."""
    found = list(to_suspend(period).select_for_update(of=("self",)))
    for each in found:
        deadline_pause.suspend(deadline=each, cause=period, clause=period.clause, starts_on=period.starts_on)
    return len(found)


@transaction.atomic
def tell(*, period: ForceMajeure, customers: Sequence[Customer], as_of: date) -> int:
    """Tell a chunk of customers in writing what hinders us and when we expect it to end; return how many."""
    found = contacts(customers=[customer.pk for customer in customers])
    letters = [
        Letter(
            customer_id=pk,
            to=to,
            language=to.language or period.supplier.language,
            reason=reason_of(period),
            clause=period.clause,
            words=_words(period, to.language or period.supplier.language),
        )
        for pk, to in found.items()
    ]
    with connection.cursor() as cursor:
        message.queue_many(cursor, kind=KIND, supplier=period.supplier, letters=letters, as_of=as_of, legal=True)
    return len(letters)


@transaction.atomic
def note_all_told(*, period: ForceMajeure, by: Actor, as_of: date) -> None:
    """Note that everybody has been told."""
    if ForceMajeure.objects.filter(pk=period.pk, told_on__isnull=True).update(told_on=as_of):
        _record("contracts.force_majeure.told", period, by, as_of)


@transaction.atomic
def end(*, period: ForceMajeure, ends_before: date, by: Actor, as_of: date) -> int:
    """
    End the period: its deadlines run on, later by the days they stood still; return how many.

    :raises EndsTooEarly: when it would be over before it began, or on a day to come, or is over already
    """
    locked = ForceMajeure.objects.select_for_update().get(pk=period.pk)
    if locked.ends_before is not None or not locked.starts_on < ends_before <= as_of:
        raise EndsTooEarly(_("Choose the first day without it: after it began, and today at the latest."))
    locked.ends_before = period.ends_before = ends_before
    locked.save(update_fields=["ends_before"])
    pauses = list(pauses_of(period))
    for each in pauses:
        deadline_pause.resume(pause=each, ends_before=ends_before)
    _record("contracts.force_majeure.ended", period, by, as_of)
    return len(pauses)


def _checked(supplier: Supplier, hindrance: Hindrance, as_of: date) -> str:
    """Return the clause when everything is in order."""
    part = part_of(terms=terms.by_code(supplier.terms_code))
    if part is None:
        raise TermsAreSilent(_("The terms say nothing of events beyond control, so nothing rests."))
    clause = part.told_at_once_in_writing.clause
    if not counts(cause=hindrance.cause, part=part):
        raise DoesNotCount(
            _("By the terms this does not suspend what we owe. Lack of money never does."), clause=clause
        )
    if care_must_be_shown(part=part) and not hindrance.care.strip():
        raise CareMissing(_("The terms ask for due care. Say what was done to avoid it."), clause=clause)
    if not all(may_rest(rule=rule) for rule in hindrance.rules):
        raise MoneyNeverRests(_("That deadline does not rest: money is paid on time."), clause=clause)
    early = hindrance.expected_end is not None and hindrance.expected_end < hindrance.starts_on
    if hindrance.starts_on > as_of or early:
        raise EndsTooEarly(_("It has begun, today at the latest, and ends after that."))
    return clause


def _words(period: ForceMajeure, language: str) -> dict[str, str]:
    with translation.override(language):
        unknown = str(_("we do not know yet"))
    end = date_text(period.expected_end, locale=language) if period.expected_end else unknown
    return {"since": date_text(period.starts_on, locale=language), "reason": period.reason, "end": end}


def _record(kind: str, period: ForceMajeure, by: Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=period.supplier,
        subject=period,
        by=by,
        as_of=as_of,
        clause=period.clause,
        reason=period.reason,
        rules=period.rules,
        ends_before=period.ends_before.isoformat() if period.ends_before else None,
    )

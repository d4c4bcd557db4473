"""How long before a change of price or terms the customer is told, for which reasons, and who may leave for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.foundation.calendar import ONE_DAY, add_months
from contracts.enums import ChangeKind
from contracts.rules.agreed import Agreed
from contracts.rules.sentence import DecidedBy, Sentence, quote, say
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import ChangeNotice
from contracts.terms.parts.figure import Policy, Stated

ANY_CHANGE = "any_not_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStart:
    """The first day on which a change may take effect, and the steps; the last step decided."""

    takes_effect_on: date
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRight:
    """The right to leave for a change, without notice and fee, if told by the day before it at the latest."""

    tell_by: date
    ends_before_at_latest: date
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    count: int
    unit: str
    decided_by: DecidedBy
    clause: str

    def earliest(self, told_on: date) -> date:
        """Return the first day whose last day to tell is not before `told_on`."""
        if self.unit == "days":
            return told_on + ONE_DAY * self.count
        day = add_months(told_on, self.count)
        return day if self.latest(day) >= told_on else day + ONE_DAY

    def latest(self, takes_effect_on: date) -> date:
        """Return the last day to tell: whole months or days before."""
        if self.unit == "days":
            return takes_effect_on - ONE_DAY * self.count
        return add_months(takes_effect_on, -self.count)


def change_start(*, agreed: Agreed, kind: ChangeKind, told_on: date, law: Sequence[StatuteRow]) -> ChangeStart:
    """
    Return the first day a change may take effect when the customer is told on this day.

    The law's notice covers every change for the worse; the terms' own minimum covers material ones, and the
    longer wins. Months are counted back from the change, so that a short month never shortens them.

    Source: EP-13.4 and EP-14.1 with X-21, EP-5.4, OR-17.2, OR-4.5, GE-VF-13.1; law.md §5.
    """
    if not _needs_notice(agreed, kind):
        return ChangeStart(takes_effect_on=told_on, why=(_at_once(agreed, kind),))
    lengths = sorted(_lengths(agreed, kind, law, told_on), key=lambda length: length.earliest(told_on))
    return ChangeStart(
        takes_effect_on=lengths[-1].earliest(told_on),
        why=tuple(_step(length, told_on) for length in lengths),
    )


def last_day_to_tell(
    *, agreed: Agreed, kind: ChangeKind, takes_effect_on: date, law: Sequence[StatuteRow]
) -> date:
    """
    Return the last day on which the customer may be told of a change that takes effect on this day.

    Source: EP-13.4 and EP-14.1 with X-21, OR-17.2, GE-VF-13.1; law.md §5.
    """
    if not _needs_notice(agreed, kind):
        return takes_effect_on
    return min(length.latest(takes_effect_on) for length in _lengths(agreed, kind, law, takes_effect_on))


def reason_allowed(*, part: ChangeNotice, reason: str) -> bool:
    """
    Return whether a change may be made for this reason; a closed list allows its own reasons alone.

    Source: OR-17.1 (closed list); EP-13.4, GE-VF-13.1 (none).

    >>> from contracts import terms
    >>> part = terms.by_code("orsted_2019").change_notice
    >>> reason_allowed(part=part, reason="inflation"), reason_allowed(part=part, reason="higher_profit")
    (True, False)
    """
    return bool(reason) and (part.reasons is None or reason in part.reasons.value)


def leave_right(*, agreed: Agreed, kind: ChangeKind, takes_effect_on: date) -> LeaveRight | None:
    """
    Return the right to leave for a change, or None where this customer has none.

    Source: EP-13.5 (material adverse changes), OR-17.2 and GE-VF-13.2 (any not accepted) with X-63 and X-74.
    """
    leave = _part(agreed).leave
    covered = kind is ChangeKind.MATERIAL_ADVERSE or leave.scope.value == ANY_CHANGE
    if kind is ChangeKind.PASSED_ON or not covered:
        return None
    text = N_(
        "You may leave without notice and without a fee if you tell us before %(day)s, when the change begins."
    )
    return LeaveRight(
        tell_by=takes_effect_on - ONE_DAY,
        ends_before_at_latest=takes_effect_on,
        why=quote(text, part=leave.free_of_charge, day=takes_effect_on),
    )


def leave_end(*, right: LeaveRight, told_on: date, wanted: date | None) -> date | None:
    """
    Return the first day without the agreement, or None when the customer told too late for this right.

    A customer may name the day from the one after the message on; without one, the day the change begins.

    Source: EP-13.5, GE-VF-13.2 with X-74 (at the latest when the change takes effect).
    """
    if told_on > right.tell_by:
        return None
    return min(max(wanted or right.ends_before_at_latest, told_on + ONE_DAY), right.ends_before_at_latest)


def _needs_notice(agreed: Agreed, kind: ChangeKind) -> bool:
    if kind is ChangeKind.PASSED_ON:
        at_once = _at_once_part(agreed)
        return at_once is None or not at_once.value
    return kind is not ChangeKind.FAVOURABLE


def _lengths(agreed: Agreed, kind: ChangeKind, law: Sequence[StatuteRow], day: date) -> list[_Length]:
    part = _part(agreed)
    row = figure_on(law, key=part.statute.key, country=agreed.terms.country, day=day)
    if row.unit not in ("days", "months"):
        raise ValueError(f"A notice is counted in days or months, not in {row.unit} ({row.key}).")
    lengths = [_Length(count=row.exact, unit=row.unit, decided_by=DecidedBy.LAW, clause=part.statute.clause)]
    if part.minimum and kind is ChangeKind.MATERIAL_ADVERSE:
        days = part.minimum.value if isinstance(part.minimum, Policy) else part.minimum.count
        lengths.append(_Length(count=days, unit="days", decided_by=DecidedBy.TERMS, clause=part.minimum.clause))
    return lengths


def _step(length: _Length, told_on: date) -> Sentence:
    return say(
        N_("Told on %(told)s, the change begins %(count)s days later at the earliest: on %(day)s.")
        if length.unit == "days"
        else N_("Told on %(told)s, the change begins %(count)s months later at the earliest: on %(day)s."),
        clause=length.clause,
        decided_by=length.decided_by,
        told=told_on,
        count=length.count,
        day=length.earliest(told_on),
    )


def _at_once_part(agreed: Agreed) -> Stated[bool] | Policy[bool] | None:
    """Return the part that lets changes of others be passed on at once."""
    own = _part(agreed).pass_through_without_notice
    return own or (agreed.terms.price.pass_through_changes_at_once if agreed.terms.price else None)


def _at_once(agreed: Agreed, kind: ChangeKind) -> Sentence:
    passed_on = _at_once_part(agreed)
    if kind is ChangeKind.PASSED_ON and passed_on:
        return quote(N_("What the grid, Energinet or the state changes is passed on at once."), part=passed_on)
    clause = _part(agreed).individual_communication.clause
    return say(N_("A change in your favour may begin at once."), clause=clause)


def _part(agreed: Agreed) -> ChangeNotice:
    if agreed.terms.change_notice is None:
        raise ValueError(f"The terms {agreed.terms.code} say nothing about changes.")
    return agreed.terms.change_notice

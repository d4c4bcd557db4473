"""What a page shows of a case, be it a complaint or a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from complaints.queries.route import Reason, Stop
from contracts.terms.clause import Clause


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list of one's own."""

    public_id: UUID
    is_complaint: bool
    number: str
    subject: str
    day: date
    state: str
    state_kind: str
    next: str


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file of the case, and whether it may be opened yet."""

    public_id: UUID
    label: str
    available: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing said in a case."""

    who: str
    mine: bool
    day: date
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the course of a case: done, now or ahead."""

    state: str
    when: str
    text: str
    clause: Clause | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything one page tells about a case."""

    public_id: UUID
    is_complaint: bool
    number: str
    subject: str
    received: date
    state: str
    state_kind: str
    statements: tuple[Said, ...]
    steps: tuple[Step, ...]
    attached: tuple[Attached, ...] = ()
    answer_by: date | None = None
    is_late: bool = False
    answer: Reason | None = None
    hold: Reason | None = None
    payment: Reason | None = None
    elsewhere: tuple[Stop, ...] = ()
    may_add: bool = False
    may_contest: bool = False


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text's paragraphs: what stands between empty lines."""
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())

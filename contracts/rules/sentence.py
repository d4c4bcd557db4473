"""A sentence and a section of plain words: message id, values to fill in, clause, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeGuard

from config.foundation.money import Money
from contracts import terms as documents
from contracts.terms.parts.figure import Policy, Stated


class DecidedBy(StrEnum):
    """Who had the last word on what a sentence says."""

    TERMS = "terms"
    AGREEMENT = "agreement"
    LAW = "law"
    OUR_CHOICE = "our_choice"


@dataclass(frozen=True, slots=True)
class Percentage:
    """Hundredths of a per cent: 975 is 9.75 %."""

    hundredths: int


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price in micro-kr per kWh, with whether VAT is in it."""

    micro_per_kwh: int
    with_vat: bool


Value = int | str | date | time | Money | Percentage | UnitPrice
"""What a sentence may carry; the template formats each by its type in the reader's form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """
    One sentence: `text` is a message id with `%(name)s` places, `params` their values.

    `why` is the message id behind "Why?": our own words for the clause, or for the choice we made.
    """

    text: str
    params: Mapping[str, Value] = field(default_factory=dict)
    clause: str
    why: str
    decided_by: DecidedBy = DecidedBy.TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading (message id) with its sentences; the key is the same for every supplier."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


def holds(part: Stated[bool] | Policy[bool] | None) -> TypeGuard[Stated[bool] | Policy[bool]]:
    """
    Return whether the terms have this part and it says yes.

    Source: design.md §3 (a part the document lacks is None).
    """
    return part is not None and part.value


def say(
    text: str,
    *,
    clause: str,
    decided_by: DecidedBy = DecidedBy.TERMS,
    **params: Value,
) -> Sentence:
    """
    Return a sentence whose "why" is the clause in our own words.

    Source: design.md §3 (what "Why?" shows).
    """
    return Sentence(
        text=text,
        params=params,
        clause=clause,
        why=documents.clause(clause).text,
        decided_by=decided_by,
    )


def quote(text: str, *, part: Stated[object] | Policy[object], **params: Value) -> Sentence:
    """
    Return a sentence for a part of the terms: a choice of ours explains itself, a statement by its clause.

    Source: design.md §3 (what "Why?" shows).
    """
    is_choice = isinstance(part, Policy)
    return Sentence(
        text=text,
        params=params,
        clause=part.clause,
        why=part.note if isinstance(part, Policy) else documents.clause(part.clause).text,
        decided_by=DecidedBy.OUR_CHOICE if is_choice else DecidedBy.TERMS,
    )

"""A clause as "Why?" shows it: title, one sentence in our own words, kinds, open points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a clause asks the software to do."""

    COMPUTE = "C"
    ENFORCE = "E"
    DISPLAY = "D"
    RECORD = "R"
    WORKFLOW = "W"
    POLICY = "P"


@dataclass(frozen=True, slots=True)
class Clause:
    """
    One clause: `point` is the number printed in the document, `title` and `text` are English message ids.

    `kinds` is written as letters ("CE") and `register` as the open points that touch the clause ("X-04").
    """

    id: str
    point: str
    title: str
    text: str
    kinds: str = "D"
    register: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for letter in self.kinds:
            Kind(letter)

    @property
    def marks(self) -> tuple[Kind, ...]:
        """Return the kinds one by one."""
        return tuple(Kind(letter) for letter in self.kinds)

    @property
    def anchor(self) -> str:
        """Return the clause's address on a page that lists the whole document."""
        return self.id.lower().replace(".", "-")

    def twin(self, *, id: str, point: str) -> Clause:
        """Return the same clause as it stands in a sister document under another number."""
        return replace(self, id=id, point=point)

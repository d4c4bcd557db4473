"""Invariant: a sentence that must always be true, with the SQL that finds what breaks it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """`sql` returns offending rows, an id or two each; it may use %(as_of)s. Empty is good."""

    name: str
    sentence: str
    sql: str

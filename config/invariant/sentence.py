"""Invariant: a sentence that must always be true, with the SQL that finds what breaks it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """`sql` returns offending rows, an id or two each; empty is good. It may use as_of and monthly_terms."""

    name: str
    sentence: str
    sql: str

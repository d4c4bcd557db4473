"""One change of the terms or of a comparison, and the tests that ought to notice it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mutant:
    """
    One change; `apply` makes it in this process for good, so only a forked child may call it.

    `id` and `place` name it in the list of survivors: a rule and a field of the terms, or a module and a
    comparison in it. Tests that carry one of `proofs` may notice it, and so may those in `mirrors` (globs).
    """

    heading: str
    id: str
    place: str
    change: str
    proofs: frozenset[str]
    apply: Callable[[], object]
    mirrors: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.id:<11} {self.place}: {self.change}"

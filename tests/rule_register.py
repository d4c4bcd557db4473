"""Our own register of the rules of the supply documents, read from its file and laid out for a reader."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from tests.source import ROOT

REGISTER = ROOT / "docs" / "rules" / "register.csv"
COLUMNS = ["id", "supplier", "clause", "kind", "sentence", "implemented"]
CHOICES = "choices"
"""The heading of the points the documents leave open; each touches one supplier or several."""

# A document's letters, for a document of several parts the part's, the clause, and a letter where it was split.
RULE_ID = re.compile(r"[A-Z]{2}-([A-Z]{1,2}-)?\d{1,2}(\.\d{1,2}[a-h]?)?|X-\d\d")
KINDS = frozenset({"compute", "enforce", "display", "record", "workflow", "policy"})

# Modules that hold a figure or tell it in words, but do nothing with it.
AS_DATA, IN_WORDS = "contracts/terms/", "contracts/rules/plain_words/"


class RegisterFault(ValueError):
    """The register cannot be read: the sentence names the row and what is wrong with it."""


class Standing(StrEnum):
    """How far a rule has come."""

    IN_CODE = "in code"
    IN_WORDS = "in words"
    AS_DATA = "as data"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what the clause asks, in a sentence of ours, and the modules it lives in."""

    id: str
    supplier: str
    clause: str
    kinds: tuple[str, ...]
    sentence: str
    implemented: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Return under whom the rule is listed."""
        return CHOICES if self.id.startswith("X-") else self.supplier

    @property
    def standing(self) -> Standing:
        """Return how far it has come: what only has to be shown is in code when our plain words show it."""
        shown = any(path.startswith(IN_WORDS) for path in self.implemented)
        if any(not path.startswith((AS_DATA, IN_WORDS)) for path in self.implemented):
            return Standing.IN_CODE
        if shown:
            return Standing.IN_CODE if self.kinds == ("display",) else Standing.IN_WORDS
        return Standing.AS_DATA if self.implemented else Standing.NOT_YET


def read(path: Path = REGISTER) -> tuple[Rule, ...]:
    """
    Return every row of a register, in the file's order.

    :raises RegisterFault: for other columns, a malformed or repeated id, a kind that does not exist, no sentence
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        if table.fieldnames != COLUMNS:
            raise RegisterFault(f"{path.name} has other columns than {', '.join(COLUMNS)}.")
        rules = tuple(_rule(row) for row in table)
    repeated = [id for id, count in Counter(rule.id for rule in rules).items() if count > 1]
    if repeated:
        raise RegisterFault(f"{path.name} has {', '.join(repeated)} more than once.")
    return rules


def listing(rules: Sequence[Rule], *, proofs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the lines of `make rules`; `proofs` holds the tests that prove each id."""
    counted = {}
    for heading, own in groupby(rules, key=lambda rule: rule.heading):
        group = list(own)
        counted[heading] = group
        yield f"== {heading}"
        for rule in group:
            yield from _lines_of(rule, proofs.get(rule.id, ()))
        yield ""
        yield from _left(heading, group, proofs)
    yield from _counts(counted, proofs)


def _rule(row: Mapping[str, str]) -> Rule:
    if None in row or None in row.values():
        raise RegisterFault(f"The row of {row['id']} has more or fewer fields than there are columns.")
    rule = Rule(
        id=row["id"],
        supplier=row["supplier"],
        clause=row["clause"],
        kinds=tuple(row["kind"].split()),
        sentence=row["sentence"],
        implemented=tuple(row["implemented"].split()),
    )
    if not RULE_ID.fullmatch(rule.id):
        raise RegisterFault(f"{rule.id!r} is not a rule's id.")
    if not rule.kinds or not KINDS.issuperset(rule.kinds):
        raise RegisterFault(f"{rule.id} has the kind {row['kind']!r}; known are {', '.join(sorted(KINDS))}.")
    if not rule.sentence.endswith("."):
        raise RegisterFault(f"{rule.id} has no sentence.")
    return rule


def _lines_of(rule: Rule, tests: Sequence[str]) -> Iterator[str]:
    yield f"{rule.id:<12}{rule.standing:<10}{rule.sentence}"
    yield from (f"{'':12}{path}" for path in rule.implemented)
    yield from (f"{'':12}proven by {test}" for test in tests)


def _left(heading: str, group: Sequence[Rule], proofs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    still_open = [rule.id for rule in group if rule.standing is not Standing.IN_CODE]
    unproven = [rule.id for rule in group if rule.standing is Standing.IN_CODE and not proofs.get(rule.id)]
    if still_open:
        yield f"Open at {heading}: {', '.join(still_open)}"
    if unproven:
        yield f"In code at {heading} without a test that names it: {', '.join(unproven)}"
    yield ""


def _counts(counted: Mapping[str, Sequence[Rule]], proofs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield _row("", "rules", *Standing, "proven")
    every = [rule for group in counted.values() for rule in group]
    for heading, group in (*counted.items(), ("in all", every)):
        stand = Counter(rule.standing for rule in group)
        proven = sum(1 for rule in group if proofs.get(rule.id))
        yield _row(heading, len(group), *(stand[each] for each in Standing), proven)


def _row(heading: str, *cells: object) -> str:
    return f"{heading:<12}" + "".join(f"{cell!s:>10}" for cell in cells)

"""The changes we accept that no test notices, read from their list, each with its reason."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.rule_mutation.mutant import Mutant
from tests.source import ROOT

SURVIVORS = ROOT / "docs" / "rules" / "survivors.csv"
COLUMNS = ["id", "place", "why"]


class SurvivorFault(ValueError):
    """The list of survivors cannot be read: the sentence names the row and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """
    One row: a rule or a module, the place in it (`*` stands for anything), and why nobody notices.

    Where one change of a place is noticed and another is not, the place is written with the change.
    """

    id: str
    place: str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        places = (mutant.place, f"{mutant.place}: {mutant.change}")
        return self.id == mutant.id and any(fnmatchcase(place, self.place) for place in places)


def read(path: Path = SURVIVORS) -> tuple[Accepted, ...]:
    """
    Return every row of the list, in the file's order.

    :raises SurvivorFault: for other columns, a row written twice, or a row that gives no reason
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        if table.fieldnames != COLUMNS:
            raise SurvivorFault(f"{path.name} has other columns than {', '.join(COLUMNS)}.")
        rows = [*table]
    accepted: dict[tuple[str, str], Accepted] = {}
    for row in rows:
        if None in row or None in row.values() or not row["why"].endswith("."):
            raise SurvivorFault(f"The row of {row['id']}, {row['place']} does not say why in a sentence.")
        if (row["id"], row["place"]) in accepted:
            raise SurvivorFault(f"{path.name} has {row['id']}, {row['place']} more than once.")
        accepted[row["id"], row["place"]] = Accepted(**row)
    return (*accepted.values(),)


def misfits(
    accepted: Iterable[Accepted], *, noticed: Sequence[Mutant], unnoticed: Sequence[Mutant]
) -> Iterator[str]:
    """Yield a line for every row that accepts nothing any more, or that would hide the loss of a test."""
    for row in accepted:
        if not any(row.covers(mutant) for mutant in unnoticed):
            yield f"take off  {row.id}, {row.place}: nothing is left to accept"
        for mutant in noticed:
            if row.covers(mutant):
                yield f"narrow    {row.id}, {row.place}: {mutant.place}: {mutant.change} is noticed"

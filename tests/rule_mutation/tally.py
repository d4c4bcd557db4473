"""How every change stands, and the table of `make rules-mutate`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.readers import names_read, read_after_all
from tests.rule_mutation.survivors import Accepted, misfits


class Standing(StrEnum):
    """What became of a change."""

    KILLED = "killed"
    SURVIVED = "survived"
    NO_TEST = "no test"
    WITH_DATABASE = "database"
    """Only tests on stored rows are left to ask, and they were not asked."""


class Tally:
    """Every change with its standing; a change counts as untested until a test was asked."""

    def __init__(self, mutants: Iterable[Mutant]) -> None:
        self._standing = dict.fromkeys(mutants, Standing.NO_TEST)

    def note(self, mutant: Mutant, standing: Standing) -> None:
        self._standing[mutant] = standing

    def unnoticed(self) -> list[Mutant]:
        return [mutant for mutant, standing in self._standing.items() if standing is not Standing.KILLED]

    def to_mend(self, accepted: Sequence[Accepted]) -> list[str]:
        """Return a line for every change nobody notices and nobody accepted, and for every misfit of the list."""
        noticed = [mutant for mutant, standing in self._standing.items() if standing is Standing.KILLED]
        return [
            *(
                f"{self._standing[mutant]:<10}{mutant}"
                for mutant in self._proven_by_nobody(self._standing)
                if not any(row.covers(mutant) for row in accepted)
            ),
            *misfits(accepted, noticed=noticed, unnoticed=self.unnoticed()),
            *read_after_all(accepted, unnoticed=self.unnoticed(), names=names_read()),
        ]

    def lines(self, accepted: Sequence[Accepted]) -> Iterator[str]:
        """Yield what is to mend, then the counts of each heading."""
        yield from self.to_mend(accepted)
        yield ""
        yield _row("", "changes", *Standing, "accepted")
        for heading in (*dict.fromkeys(mutant.heading for mutant in self._standing), "in all"):
            own = [mutant for mutant in self._standing if heading in (mutant.heading, "in all")]
            stand = Counter(self._standing[mutant] for mutant in own)
            left = self._proven_by_nobody(own)
            known = sum(1 for mutant in left if any(row.covers(mutant) for row in accepted))
            yield _row(heading, len(own), *(stand[each] for each in Standing), known)

    def _proven_by_nobody(self, mutants: Iterable[Mutant]) -> Iterator[Mutant]:
        yield from (m for m in mutants if self._standing[m] in (Standing.SURVIVED, Standing.NO_TEST))


def _row(heading: str, *cells: object) -> str:
    return f"{heading:<18}" + "".join(f"{cell!s:>10}" for cell in cells)

"""What `make rules-mutate` prints: what is to mend by name, then the counts of each supplier."""

from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.survivors import Accepted
from tests.rule_mutation.tally import Standing, Tally


def mutant(heading, id):
    return Mutant(heading=heading, id=id, place="a.b", change="1 -> 2", proofs=frozenset({id}), apply=lambda: None)


def test_the_table_counts_each_supplier_and_names_what_is_to_mend():
    killed, survived, accepted, untested = (mutant("nordlys", f"EP-6.{number}") for number in (1, 2, 3, 4))
    stored = mutant("aurora", "OR-6.1")
    tally = Tally([killed, survived, accepted, untested, stored])
    tally.note(killed, Standing.KILLED)
    tally.note(survived, Standing.SURVIVED)
    tally.note(accepted, Standing.SURVIVED)
    tally.note(stored, Standing.WITH_DATABASE)
    known = [Accepted(id="EP-6.3", place="a.b", why="Why.")]
    assert tally.unnoticed() == [survived, accepted, untested, stored]
    assert [*tally.lines(known)] == [
        "survived  EP-6.2      a.b: 1 -> 2",
        "no test   EP-6.4      a.b: 1 -> 2",
        "",
        "                     changes    killed  survived   no test  database  accepted",
        "nordlys                    4         1         2         1         0         1",
        "aurora                     1         0         0         0         1         0",
        "in all                     5         1         2         1         1         1",
    ]
    assert len(tally.to_mend(known)) == 2

"""What is changed in a rules module: every comparison, one at a time, in the functions the tests already hold."""

import ast
from datetime import date

import pytest

from tests.contracts.rules.law import agreed
from tests.rule_mutation.child import run_in_children
from tests.rule_mutation.comparisons import changed, index_functions, mutants, mutants_of
from tests.rule_register import Rule

TEXT = """\
from x import LIMIT

class Ladder:
    def step(self, hours):
        return [name for name, above in self.steps if above < hours <= above + 24]

def is_due(day, due):
    def late():
        return day > due
    return late() or day == due or day is due
"""


@pytest.mark.parametrize(
    "number, before, after",
    [
        (0, "above < hours <= above + 24", "above <= hours <= above + 24"),
        (1, "above < hours <= above + 24", "above < hours < above + 24"),
        (2, "day == due", "day != due"),
        (3, "day > due", "day >= due"),
    ],
)
def test_one_comparison_is_changed_and_nothing_else(number, before, after):
    assert ast.unparse(changed(TEXT, number)) == ast.unparse(ast.parse(TEXT.replace(before, after)))


def test_there_are_no_more_comparisons_than_those():
    with pytest.raises(IndexError):
        changed(TEXT, 4)


def test_a_change_is_named_by_function_and_expression_and_asks_the_mirror_test():
    (only,) = mutants_of("contracts/rules/agreed.py", proofs=frozenset({"EP-11.1a"}))
    assert str(only) == "contracts/rules/agreed.py Agreed.is_bound_on: day < self.free_from: < -> <="
    assert only.mirrors == ("tests/contracts/rules/test_agreed.py", "tests/contracts/rules/test_agreed_*.py")
    assert (only.heading, only.proofs) == ("contracts/rules", {"EP-11.1a"})


def test_the_rules_that_live_in_a_module_prove_its_comparisons():
    rule = Rule(
        id="EP-11.1a",
        supplier="energiplus",
        clause="11.1",
        kinds=("compute",),
        sentence="Bound.",
        implemented=("contracts/rules/agreed.py",),
    )
    proofs = {mutant.id: mutant.proofs for mutant in mutants([rule])}
    assert proofs["contracts/rules/agreed.py"] == {"EP-11.1a"}
    assert proofs["billing/rules/aconto.py"] == frozenset()


def test_functions_already_imported_compare_otherwise_in_the_child_alone():
    held = agreed("gron_fixed_2024", concluded="2026-01-15")
    (only,) = mutants_of("contracts/rules/agreed.py", proofs=frozenset())
    index_functions()

    def bound_on_the_first_free_day(mutant):
        mutant.apply()
        return str(held.is_bound_on(date(2026, 7, 15)))

    said = [*run_in_children([only], work=bound_on_the_first_free_day, seconds=lambda _: 60, workers=1)]
    assert said == [(only, "True")]
    assert held.is_bound_on(date(2026, 7, 15)) is False

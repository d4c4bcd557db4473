"""The register of rules: what it refuses, how it is laid out, and that ours agrees with documents and tree."""

import ast

import pytest

from contracts import terms
from tests.rule_register import (
    COLUMNS,
    RULE_ID,
    RegisterFault,
    Rule,
    Standing,
    listing,
    read,
)
from tests.source import sources, tree_of

RULES = {rule.id: rule for rule in read()}
SUPPLIERS = {"borgholm", "cerius", "energiplus", "gron", "orsted"}

# Numbers of clauses that both parts of one document share; the module that joins them adds the letter.
WITHOUT_LETTER = {f"GE-{part}-10.{number}" for part in "VF" for number in (3, 4, 5, 6)}


# --- a small register of its own


@pytest.fixture
def written(tmp_path):
    def write(*rows, columns=COLUMNS):
        path = tmp_path / "small.csv"
        path.write_text("\n".join((",".join(columns), *rows)) + "\n", encoding="utf-8")
        return path

    return write


def test_a_row_is_read_with_its_lists(written):
    (rule,) = read(written('EP-6.4,nordlys,6,workflow display,"On the 15th, always.",a/b.py contracts/terms/c.py'))
    assert rule == Rule(
        id="EP-6.4",
        supplier="nordlys",
        clause="6",
        kinds=("workflow", "display"),
        sentence="On the 15th, always.",
        implemented=("a/b.py", "contracts/terms/c.py"),
    )


@pytest.mark.parametrize(
    "row, said",
    [
        ("EP-6.4i,nordlys,6,display,Said.,", "'EP-6.4i' is not a rule's id"),
        ("ep-6.4,nordlys,6,display,Said.,", "'ep-6.4' is not a rule's id"),
        ("EP-6.4,nordlys,6,show,Said.,", "EP-6.4 has the kind 'show'"),
        ("EP-6.4,nordlys,6,,Said.,", "EP-6.4 has the kind ''"),
        ("EP-6.4,nordlys,6,display,,", "EP-6.4 has no sentence"),
        ("EP-6.4,nordlys,6,display,Said.", "more or fewer fields"),
        ("EP-6.4,nordlys,6,display,Said, and more.,", "more or fewer fields"),
    ],
)
def test_a_row_that_means_nothing_is_refused(written, row, said):
    with pytest.raises(RegisterFault, match=said):
        read(written(row))


def test_an_id_stands_once_and_the_columns_are_ours(written):
    with pytest.raises(RegisterFault, match=r"EP-6\.4 more than once"):
        read(written("EP-6.4,nordlys,6,display,Said.,", "EP-6.4,nordlys,6,display,Said again.,"))
    with pytest.raises(RegisterFault, match="other columns"):
        read(written("EP-6.4", columns=["id"]))


@pytest.mark.parametrize(
    "kind, implemented, standing",
    [
        ("compute", "", Standing.NOT_YET),
        ("compute", "contracts/terms/nordlys.py", Standing.AS_DATA),
        ("compute", "contracts/rules/plain_words/payment.py contracts/terms/nordlys.py", Standing.IN_WORDS),
        ("display", "contracts/rules/plain_words/payment.py contracts/terms/nordlys.py", Standing.IN_CODE),
        ("display compute", "contracts/rules/plain_words/payment.py", Standing.IN_WORDS),
        ("compute", "contracts/terms/nordlys.py billing/rules/aconto.py", Standing.IN_CODE),
    ],
)
def test_figures_and_words_about_a_rule_are_not_yet_the_rule(written, kind, implemented, standing):
    (rule,) = read(written(f"EP-6.4,nordlys,6,{kind},Said.,{implemented}"))
    assert rule.standing is standing


def test_the_listing_names_modules_tests_what_is_open_and_the_counts(written):
    rules = read(
        written(
            "EP-6.4,nordlys,6,workflow,Done and proven.,billing/rules/a.py",
            "EP-6.5,nordlys,6,compute,Done.,billing/rules/b.py",
            "EP-6.6,nordlys,6,compute,A figure alone.,contracts/terms/nordlys.py",
            "X-58,nordlys aurora,EP-6.4,policy,Open.,",
        )
    )
    assert list(listing(rules, proofs={"EP-6.4": ["tests/a.py::test_a", "tests/b.py::test_b"]})) == [
        "== nordlys",
        "EP-6.4      in code   Done and proven.",
        "            billing/rules/a.py",
        "            proven by tests/a.py::test_a",
        "            proven by tests/b.py::test_b",
        "EP-6.5      in code   Done.",
        "            billing/rules/b.py",
        "EP-6.6      as data   A figure alone.",
        "            contracts/terms/nordlys.py",
        "",
        "Open at nordlys: EP-6.6",
        "In code at nordlys without a test that names it: EP-6.5",
        "",
        "== choices",
        "X-58        not yet   Open.",
        "",
        "Open at choices: X-58",
        "",
        "                 rules   in code  in words   as data   not yet    proven",
        "nordlys              3         2         0         1         0         1",
        "choices              1         0         0         0         1         0",
        "in all               4         2         0         1         1         1",
    ]


# --- ours


def test_every_rule_belongs_to_suppliers_we_have():
    assert {name for rule in RULES.values() for name in rule.supplier.split()} == SUPPLIERS
    assert [rule.id for rule in RULES.values() if " " in rule.supplier and not rule.id.startswith("X-")] == []


def test_every_module_a_rule_lives_in_exists():
    gone = {
        f"{rule.id}: {path}"
        for rule in RULES.values()
        for path in rule.implemented
        if path not in sources()  # neither a test nor a migration is a home
    }
    assert gone == set()


def test_the_register_holds_every_clause_of_the_documents_as_they_do():
    """The words are those behind "Why?": a clause whose words or kinds change changes its row too."""
    clauses = {clause.id: clause for own in terms.REGISTER.values() for clause in own}
    found = {id: (rule.clause, rule.kinds, rule.sentence) for id, rule in RULES.items() if id[0] != "X"}
    assert found == {
        id: (clause.point, tuple(kind.name.lower() for kind in clause.marks), clause.text)
        for id, clause in clauses.items()
    }


def test_every_choice_names_the_clauses_that_leave_it_open():
    touched: dict[str, set[str]] = {}
    for own in terms.REGISTER.values():
        for clause in own:
            for point in clause.register:
                touched.setdefault(point, set()).add(clause.id)
    assert {id: set(rule.clause.split()) for id, rule in RULES.items() if id[0] == "X"} == touched


def test_every_choice_names_the_suppliers_of_its_clauses():
    for rule in RULES.values():
        if rule.id.startswith("X-"):
            assert set(rule.supplier.split()) == {RULES[id].supplier for id in rule.clause.split()}


def test_every_id_cited_in_the_terms_is_in_the_register():
    cited = {
        node.value
        for path in sources()
        if path.startswith("contracts/terms/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE_ID.fullmatch(node.value)
    }
    put_together = {id for document in terms.ALL for id in terms.clauses_used(document)}
    assert len(cited) > 250
    assert cited - set(RULES) == WITHOUT_LETTER
    assert put_together - set(RULES) == set()


def test_every_clause_a_document_cites_is_at_least_there_as_data():
    used = {id for document in terms.ALL for id in terms.clauses_used(document)}
    assert [
        id for id in sorted(used) if not any("contracts/terms/" in path for path in RULES[id].implemented)
    ] == []

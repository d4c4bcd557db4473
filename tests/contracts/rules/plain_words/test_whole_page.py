"""The whole page of each document: pages/ was read beside the clauses, and every sentence is held to it."""

from pathlib import Path

import pytest

from tests.contracts.rules.plain_words.told import sections, shown

PAGES = {path.stem: path for path in sorted((Path(__file__).parent / "pages").glob("*.txt"))}


def written(code):
    """Yield section, clause and sentence of a page as it was written down; `#` begins a word to the reader."""
    section = ""
    for line in PAGES[code].read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            clause, sentence = line.split(maxsplit=1)
            yield section, clause, sentence


def told(code):
    return [(key, said.clause, shown(said)) for key, part in sections(code).items() for said in part.sentences]


@pytest.mark.parametrize(
    "code, row",
    [
        pytest.param(code, row, id=f"{code}-{number}-{row[1]}", marks=pytest.mark.rule(row[1]))
        for code in PAGES
        for number, row in enumerate(written(code), 1)
    ],
)
def test_a_clause_is_told_in_its_section_with_its_figures(code, row):
    assert row in told(code)


@pytest.mark.parametrize("code", PAGES)
def test_the_page_tells_nothing_else_and_in_this_order(code):
    assert told(code) == [*written(code)]


def test_every_document_has_its_page():
    assert sorted(PAGES) == [
        "borgholm",
        "cerius_2019",
        "energiplus_2023",
        "gron_fixed_2024",
        "gron_variable_2024",
        "orsted_2019",
    ]

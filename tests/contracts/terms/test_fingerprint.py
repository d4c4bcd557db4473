"""A released terms module never changes: its hash is pinned, and a change is a new module."""

from dataclasses import dataclass, replace

import pytest

from contracts import terms
from contracts.terms.fingerprint import clauses_used, content_hash
from contracts.terms.parts.figure import Days, Fee, Stated, Vat

PINNED = {
    "energiplus_2023": "4d1f47a29e28ffd616edfec002cbdd885967191c8adfec672fc09f75ccf90a5f",
    "orsted_2019": "7cd740c2a8205853f2858f370b83efd463afba34a6a672e7c4fcb791886d43c6",
    "gron_variable_2024": "fa0dd1a9f4a34a59a0b10e89cab1177b6a7ad4f854fa6338b028c5d91651f354",
    "gron_fixed_2024": "525c0804b89cc79c0ecdd39c60e9eb895707830c59c42bd33ede432a456b42e8",
    "cerius_2019": "500cf7d215285248265101d8185c8c7ce141779e7f48dbbb6a6586c463b5b7d3",
    "borgholm": "0dd0c1375f4f83b7b0891b157e4655db2dd04f9eb5cbb06aadb3601b2129457d",
}


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
def test_released_terms_keep_their_hash(document):
    assert content_hash(document) == PINNED[document.code]


def test_hash_changes_with_a_single_figure():
    fees = replace(terms.by_code("orsted_2019").fees, payment_slip=None)
    changed = replace(terms.by_code("orsted_2019"), fees=fees)
    assert content_hash(changed) != PINNED["orsted_2019"]


def test_hash_changes_with_a_clause_id():
    assert content_hash(Stated(value=15, clause="EP-6.4")) != content_hash(Stated(value=15, clause="EP-6.5"))


@dataclass(frozen=True)
class Small:
    first: int


@dataclass(frozen=True)
class SmallGrown:
    first: int
    second: str | None = None


def test_hash_is_left_alone_by_a_later_part_that_is_none():
    SmallGrown.__name__ = "Small"
    assert content_hash(SmallGrown(first=1)) == content_hash(Small(first=1))
    assert content_hash(SmallGrown(first=1, second="x")) != content_hash(Small(first=1))


def test_hash_refuses_what_it_cannot_write_exactly():
    with pytest.raises(TypeError, match="holds no float"):
        content_hash(Small(first=1.5))


def test_clauses_used_are_found_in_every_depth():
    fee = Fee(minor=625, vat=Vat.INCLUDED, clause="OR-6.3e")
    days = Days(8, calendar="day", clause="OR-6.2b")
    assert clauses_used((fee, (days, fee))) == ("OR-6.2b", "OR-6.3e")

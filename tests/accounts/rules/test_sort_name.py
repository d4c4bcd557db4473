"""Names sort by one stored key: æ ø å last, Swedish letters beside their Danish twins, aa as å (design.md §1)."""

import pytest

from accounts.rules.sort_name import sort_name


@pytest.mark.parametrize(
    "in_order",
    [
        ["Zoffmann", "Æbelø", "Ørum", "Åse"],
        ["Zoffmann", "Ärlig", "Östen", "Åke"],
        ["Aage", "Åse"],
        ["Ägir", "Ærø"],
        ["anders", "Anders B", "andersen"],
        ["Emil", "Émile", "Erik"],
    ],
    ids=["danish", "swedish", "aa is å", "ä is æ", "case does not count", "accents"],
)
def test_names_come_in_the_order_of_the_alphabet(in_order):
    backwards = in_order[::-1]
    backwards.sort(key=lambda name: sort_name(name=name))
    assert backwards == in_order


def test_accent_without_a_place_of_its_own_is_dropped():
    assert sort_name(name="Émile") == sort_name(name="Emile") == "emile"


def test_written_apart_letters_are_read_as_one():
    """A letter and its ring as two characters are the same name."""
    assert sort_name(name="A\u030ase") == sort_name(name="Åse")

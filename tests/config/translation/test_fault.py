import pytest

from config.translation.catalogue import Translation
from config.translation.fault import faults, same_as_english
from config.translation.source import Key

PAY = Key("Pay %(amount)s by <b>%(day)s</b>")
COUNT = Key("one day of %(all)s", plural="%(n)s days of %(all)s")


@pytest.mark.parametrize(
    "key, forms, lines",
    [
        (PAY, ("Betal %(amount)s senest <b>%(day)s</b>",), []),
        (PAY, ("Senest <b>%(day)s</b>: %(amount)s",), []),
        (PAY, ("",), ["missing: Pay %(amount)s by <b>%(day)s</b>"]),
        (PAY, ("Betal senest <b>%(day)s</b>",), ["other places to fill in: Pay %(amount)s by <b>%(day)s</b>"]),
        (PAY, ("Betal %(sum)s <b>%(day)s</b>",), ["other places to fill in: Pay %(amount)s by <b>%(day)s</b>"]),
        (PAY, ("Betal %(amount)s %(day)s",), ["other tags: Pay %(amount)s by <b>%(day)s</b>"]),
        (
            PAY,
            ("Betal %(amount)s <b>%(day)s</b> ",),
            ["other spaces at the edges: Pay %(amount)s by <b>%(day)s</b>"],
        ),
        (COUNT, ("en dag af %(all)s", "%(n)s dage af %(all)s"), []),
        (COUNT, ("%(n)s dag af %(all)s", "%(n)s dage af %(all)s"), []),
        (COUNT, ("en dag af %(all)s", ""), ["missing: one day of %(all)s"]),
        (COUNT, ("en dag af %(all)s",), ["wrong number of forms: one day of %(all)s"]),
        (COUNT, ("en dag", "%(n)s dage af %(all)s"), ["other places to fill in: one day of %(all)s"]),
    ],
)
def test_every_fault_of_one_message_is_told(key, forms, lines):
    assert faults({key: {"a.py"}}, {key: Translation(forms)}) == lines


def test_missing_fuzzy_and_stale_messages_are_told():
    found = {Key("Pay"): {"a.py"}, Key("Move"): {"a.py"}}
    words = {Key("Move"): Translation(("Flyt",), fuzzy=True), Key("Gone"): Translation(("Borte",))}
    assert faults(found, words) == ["fuzzy: Move", "missing: Pay", "stale: Gone"]


def test_words_equal_to_english_are_counted_unless_there_is_nothing_to_translate():
    words = {
        Key("Transport"): Translation(("Transport",)),
        Key("Price"): Translation(("Pris",)),
        Key("%(part)s → %(all)s"): Translation(("%(part)s → %(all)s",)),
    }
    assert same_as_english(words) == {"Transport"}

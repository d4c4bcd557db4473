import gettext
from io import BytesIO

import pytest

from config.translation import catalogue
from config.translation.catalogue import Translation
from config.translation.source import Key

PAY, DAYS, STATE = Key("Pay %(amount)s"), Key("%(n)s day", plural="%(n)s days"), Key("state", context="record")
FOUND = {STATE: {"b.py"}, PAY: {"templates/a.html", "a.py"}, DAYS: {"a.py"}}
WORDS = {
    PAY: Translation(("Betal %(amount)s",)),
    DAYS: Translation(("%(n)s dag", "%(n)s dage")),
    STATE: Translation(("tilstand",)),
}


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "da" / "django.po"
    catalogue.write(path, language="da", found=FOUND, translations=WORDS)
    assert catalogue.read(path, language="da") == WORDS
    assert path.read_text() == (
        'msgid ""\nmsgstr ""\n'
        '"Language: da\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        "\n"
        "#: a.py\n#, python-format\n"
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] "%(n)s dage"\n'
        "\n"
        "#: a.py templates/a.html\n#, python-format\n"
        'msgid "Pay %(amount)s"\nmsgstr "Betal %(amount)s"\n'
        "\n"
        "#: b.py\n"
        'msgctxt "record"\nmsgid "state"\nmsgstr "tilstand"\n'
    )


def test_an_absent_file_holds_nothing(tmp_path):
    assert catalogue.read(tmp_path / "django.po", language="da") == {}


def test_merging_keeps_words_adds_gaps_and_drops_what_nobody_says_any_more():
    gone = Key("Gone")
    kept = {PAY: WORDS[PAY], gone: Translation(("Borte",))}
    assert catalogue.merge(FOUND, kept) == {
        STATE: Translation(("",)),
        PAY: WORDS[PAY],
        DAYS: Translation(("", "")),
    }


def test_compiled_words_are_what_gettext_reads():
    guess = Key("A guess")
    file = catalogue.compiled({**WORDS, guess: Translation(("Et gæt",), fuzzy=True)}, language="da")
    spoken = gettext.GNUTranslations(BytesIO(file))
    assert spoken.gettext("Pay %(amount)s") == "Betal %(amount)s"
    assert [spoken.ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == [
        "%(n)s dage",
        "%(n)s dag",
        "%(n)s dage",
    ]
    assert spoken.pgettext("record", "state") == "tilstand"
    assert spoken.gettext("A guess") == "A guess"


@pytest.mark.parametrize("order", [1, -1])
def test_compiling_is_the_same_in_any_order(order):
    shuffled = dict(list(WORDS.items())[::order])
    assert catalogue.compiled(shuffled, language="da") == catalogue.compiled(WORDS, language="da")

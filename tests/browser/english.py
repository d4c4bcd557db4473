"""Finds English sentences of ours on a page that should speak another language."""

from __future__ import annotations

import re
from functools import cache

import polib

from tests.source import ROOT

_HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LETTERS = re.compile(r"[A-Za-z]{2}")


@cache
def untranslated(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the English messages whose translation differs: plain ones, and patterns of those with holes."""
    plain, holed, same = set(), [], set()
    for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")):
        spoken = {entry.msgstr, *entry.msgstr_plural.values()}
        same |= spoken
        for words in filter(None, (entry.msgid, entry.msgid_plural)):
            if words in spoken or not LETTERS.search(words):
                continue
            if _HOLE.search(words):
                holed.append(_pattern(words))
            else:
                plain.add(" ".join(words.split()))
    return frozenset(plain - same), tuple(filter(None, holed))


def english_in(texts: list[str], language: str = "da") -> list[str]:
    """Return the texts of a page that are English messages of ours."""
    plain, holed = untranslated(language)
    found = []
    for text in (" ".join(text.split()) for text in texts):
        if text in plain or any(pattern.fullmatch(text) for pattern in holed):
            found.append(text)
    return found


def _pattern(words: str) -> re.Pattern[str] | None:
    """Match a message with holes by its own words; one that is hardly more than holes says nothing."""
    parts = [" ".join(part.split()) for part in _HOLE.split(words)]
    if sum(len(re.findall(r"[A-Za-z]{3,}", part)) for part in parts) < 2:
        return None
    return re.compile(r"\s*.+?\s*".join(re.escape(part) for part in parts))

"""Says what is wrong with a language's words: missing, a guess, no longer used, or not fitting the message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.translation.catalogue import Forms, Translation, Translations
from config.translation.source import Found, Key

PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^<>]+>")
LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 70


def faults(found: Found, translations: Translations) -> list[str]:
    """Return one line per fault, in the order of the messages; none means the language is complete."""
    lines = [f"stale: {_sample(key)}" for key in translations if key not in found]
    for key in found:
        lines += [f"{fault}: {_sample(key)}" for fault in _of_one(key, translations.get(key))]
    return sorted(lines)


def same_as_english(translations: Translations) -> set[str]:
    """Return the messages with words in them whose translation is the English text itself."""
    return {
        key.text
        for key, translation in translations.items()
        if key.text in translation.forms and LETTER.search(PLACE.sub("", key.text))
    }


def _of_one(key: Key, translation: Translation | None) -> Iterator[str]:
    if translation is None or not all(translation.forms):
        yield "missing"
        return
    if translation.fuzzy:
        yield "fuzzy"
    if len(translation.forms) != (2 if key.plural else 1):
        yield "wrong number of forms"
    if not _fits(key, translation.forms, PLACE):
        yield "other places to fill in"
    if not _fits(key, translation.forms, TAG):
        yield "other tags"
    if any(_edges(form) != _edges(key.text) for form in translation.forms):
        yield "other spaces at the edges"


def _fits(key: Key, forms: Forms, pattern: re.Pattern[str]) -> bool:
    """A form holds the same pieces as the English text, or as its plural when the message counts."""
    allowed = [_pieces(pattern, text) for text in (key.text, key.plural) if text]
    return all(_pieces(pattern, form) in allowed for form in forms)


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(pattern.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _sample(key: Key) -> str:
    text = " ".join(key.text.split())
    return text if len(text) <= SAMPLE else text[: SAMPLE - 1] + "…"

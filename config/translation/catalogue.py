"""Keeps one language's words: reads and writes its .po file and compiles its .mo, byte for byte repeatable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.translation.source import Found, Key

ONE_LINE = 0
HEADER = (
    ("Language", "{language}"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
)

Forms = tuple[str, ...]
"""The translation: one text, or one for a single thing and one for several."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The words in one language for one message; `fuzzy` when somebody marked them as a guess."""

    forms: Forms
    fuzzy: bool = False


Translations = Mapping[Key, Translation]


class _Undated(Catalog):
    """A catalogue whose header holds no dates and no program version, so that equal words give equal files."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value.format(language=self.locale_identifier)) for name, value in HEADER]


def folder_of(root: Path, language: str) -> Path:
    """Return where Django looks for a language."""
    return root / "locale" / language / "LC_MESSAGES"


def read(path: Path, *, language: str) -> dict[Key, Translation]:
    """Return the translations of a .po file; an absent file holds none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
    return {
        _key(message.id, message.context): Translation(_forms(message.string), message.fuzzy)
        for message in messages
        if message.id
    }


def merge(found: Found, kept: Translations) -> dict[Key, Translation]:
    """Return one entry for each message in use: what is kept where there is something, else empty."""
    return {key: kept.get(key, Translation(("", "") if key.plural else ("",))) for key in found}


def write(path: Path, *, language: str, found: Found, translations: Translations) -> None:
    """Write a .po file, sorted, with the files that use each message."""
    catalog = _catalog(translations, language=language, found=found)
    body = BytesIO()
    write_po(body, catalog, width=ONE_LINE, omit_header=True, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_header(language).encode() + body.getvalue().rstrip(b"\n") + b"\n")


def compiled(translations: Translations, *, language: str) -> bytes:
    """Return the .mo file that Django reads; it holds no guesses and nothing empty."""
    file = BytesIO()
    write_mo(file, _catalog(translations, language=language, found={}))
    return file.getvalue()


def _catalog(translations: Translations, *, language: str, found: Found) -> Catalog:
    catalog = _Undated(locale=language)
    for key in sorted(translations):
        catalog.add(
            (key.text, key.plural) if key.plural else key.text,
            translations[key].forms if key.plural else translations[key].forms[0],
            locations=[(path, 0) for path in sorted(found.get(key, ()))],
            flags=["fuzzy"] if translations[key].fuzzy else [],
            context=key.context or None,
        )
    return catalog


def _header(language: str) -> str:
    lines = "".join(f'"{name}: {value.format(language=language)}\\n"\n' for name, value in HEADER)
    return f'msgid ""\nmsgstr ""\n{lines}\n'


def _key(message_id: str | tuple[str, ...] | list[str], context: str | None) -> Key:
    text, plural = (message_id, "") if isinstance(message_id, str) else message_id
    return Key(text=text, plural=plural, context=context or "")


def _forms(string: str | tuple[str, ...] | list[str] | None) -> Forms:
    if string is None or isinstance(string, str):
        return (string or "",)
    return tuple(string)

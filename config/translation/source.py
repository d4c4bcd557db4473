"""Finds the message ids in our Python and templates; Babel reads both, Django turns templates into Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation import templatize

PACKAGES = ("accounts", "billing", "complaints", "config", "contracts")
TEMPLATES = "templates"
TEMPLATE_SUFFIXES = (".html", ".txt")

_CONTEXT = ((1, "c"), 2)
_CONTEXT_PLURAL = ((1, "c"), 2, 3)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What names a message: its English text, the plural if it counts, the context if it needs one."""

    text: str
    plural: str = ""
    context: str = ""


Found = dict[Key, set[str]]
"""Every message with the files that use it."""


def find(root: Path) -> Found:
    """Return every message id below `root` with the paths that use it."""
    found: Found = {}
    for path in _files(root):
        for key in keys_of(path.read_text(), template=path.suffix != ".py"):
            found.setdefault(key, set()).add(path.relative_to(root).as_posix())
    return found


def keys_of(text: str, *, template: bool) -> list[Key]:
    """
    Return the message ids of one source text.

    >>> keys_of("gettext('Pay') + ngettext('a day', '%(n)s days', n)", template=False)
    [Key(text='Pay', plural='', context=''), Key(text='a day', plural='%(n)s days', context='')]
    """
    python = _without_indents(templatize(text)) if template else text
    return [
        _key(message, context) for _, message, _, context in extract("python", BytesIO(python.encode()), KEYWORDS)
    ]


def _files(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(path for path in (root / package).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted(path for path in (root / TEMPLATES).rglob("*") if path.suffix in TEMPLATE_SUFFIXES)


def _without_indents(python: str) -> str:
    """Templates are not indented as Python is, and Python's own reader insists."""
    return "\n".join(line.lstrip() for line in python.splitlines())


def _key(message: str | tuple[str, ...], context: str | None) -> Key:
    text, plural = (message, "") if isinstance(message, str) else message
    return Key(text=text, plural=plural, context=context or "")

"""How long an invitation stands, and what of a name its reader is told."""

from __future__ import annotations

from datetime import timedelta

LIFETIME = timedelta(days=14)
MOST_WAITING = 5


def short_name(name: str) -> str:
    """
    Return a name as somebody who knows the person recognises it and a stranger learns little from.

    >>> short_name("Karen Blixen Holm"), short_name("Karen"), short_name("")
    ('Karen H.', 'Karen', '')

    Source: design.md §9 (who may see what); the page is opened by whoever has the link.
    """
    first, *more = name.split() or [""]
    return f"{first} {more[-1][0]}." if more else first

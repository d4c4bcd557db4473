"""The no-op that marks a text in the terms for translation without importing Django."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 -- the name message extractors know
    """Return the message id unchanged; it is translated where it is shown."""
    return message

"""Every message id of the product: what the source says, and what its records are called."""

from __future__ import annotations

from pathlib import Path

from config.translation import model_name, source
from config.translation.source import Found


def gather(root: Path) -> Found:
    """Return every message with the files that use it; Django must be set up."""
    return {**source.find(root), **model_name.find()}

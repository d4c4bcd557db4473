"""Every message id of the product: what the source says, what its records are called, what must be true."""

from __future__ import annotations

from pathlib import Path

from config.invariant import INVARIANTS
from config.translation import model_name, source
from config.translation.source import Found, Key


def gather(root: Path) -> Found:
    """Return every message with the files that use it; Django must be set up."""
    sentences = {Key(invariant.sentence): {"config/invariant"} for invariant in INVARIANTS}
    return {**sentences, **model_name.find(), **source.find(root)}

"""The figures of the law with their first day, as CSV files that two people change through the admin."""

from __future__ import annotations

from pathlib import Path


def texts() -> dict[str, str]:
    """Return the text of every file of figures by its name, in alphabetical order."""
    folder = Path(__file__).parent
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv"))}

"""What the demo remembers beside the database: its logins, its last seeded day, and the last day served."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings


def path() -> Path:
    return Path(settings.DEMO_LISTING)


def read() -> dict[str, Any] | None:
    """Return what was written down, or None where there is no demo."""
    try:
        found: dict[str, Any] = json.loads(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def write(**values: Any) -> None:
    """Add to what is written down; dates as ISO texts."""
    kept = {**(read() or {}), **values}
    path().parent.mkdir(parents=True, exist_ok=True)
    path().write_text(json.dumps(kept, ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def seeded_day() -> date | None:
    """Return the last day the seeding played: examples count their months back from it."""
    found = read()
    return date.fromisoformat(found["last_day"]) if found and "last_day" in found else None

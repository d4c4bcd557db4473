"""Ask the market for metered values: take in every file lying in the supplier's inbox."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts.enums import ImportState, Severity
from accounts.models import Supplier
from accounts.operations import alarm
from accounts.operations.imported_file import FileSeenBefore
from config.foundation.inbox import REFUSED, TAKEN_IN, Dropped, dropped
from contracts.runs import metered_value


def import_values(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Take in the supplier's waiting files; `done` means that we asked, not that everything has come."""
    counts = {"files": 0, "rows": 0, "refused": 0}
    for file in dropped(Path(settings.MARKET_INBOX) / supplier.code):
        rows, taken = _take_in(supplier, file)
        counts["files"] += 1
        counts["rows"] += rows
        counts["refused"] += not taken
    return counts


def _take_in(supplier: Supplier, file: Dropped) -> tuple[int, bool]:
    if file.kind not in metered_value.READERS:
        _alarm(supplier, file, "The file's kind is not known.")
        return 0, False
    try:
        outcome = metered_value.take_in(
            supplier=supplier, kind=file.kind, name=file.path.name, content=file.read()
        )
    except FileSeenBefore:
        file.put_aside(TAKEN_IN)
        return 0, True
    if outcome.file.state == ImportState.REFUSED:
        _alarm(supplier, file, f"{outcome.file.place}: {outcome.file.error}")
        return 0, False
    file.put_aside(TAKEN_IN)
    return outcome.rows, True


def _alarm(supplier: Supplier, file: Dropped, text: str) -> None:
    alarm.sound(
        supplier=supplier,
        kind="file-refused",
        ref=file.path.name,
        text=text[:300],
        severity=Severity.WARNING,
    )
    file.put_aside(REFUSED)

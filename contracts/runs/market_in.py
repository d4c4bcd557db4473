"""Ask the market for values and messages: take in every file in the supplier's inbox, and send what we ask."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts.enums import ImportState, Severity
from accounts.models import ImportedFile, Supplier
from accounts.operations import alarm
from accounts.operations.imported_file import FileSeenBefore
from config.foundation.inbox import REFUSED, TAKEN_IN, Dropped, dropped
from contracts.queries.market_message import anything_waits
from contracts.runs import market_message, metered_value


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Take in what lies in the inbox, act on the market's messages, and write ours into the outbox."""
    counts = Counter(import_files(supplier=supplier, as_of=as_of))
    if anything_waits(supplier):
        for part in (market_message.handle_due, market_message.send_due, market_message.ask_about_silence):
            counts.update(part(supplier=supplier, as_of=as_of))
    return dict(counts)


def import_files(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Take in the supplier's waiting files; `done` means that we asked, not that everything has come."""
    counts = {"files": 0, "rows": 0, "refused": 0}
    for file in dropped(Path(settings.MARKET_INBOX) / supplier.code):
        rows, taken = _take_in(supplier, file)
        counts["files"] += 1
        counts["rows"] += rows
        counts["refused"] += not taken
    return counts


def _take_in(supplier: Supplier, file: Dropped) -> tuple[int, bool]:
    if file.kind != market_message.KIND and file.kind not in metered_value.READERS:
        _alarm(supplier, file, "The file's kind is not known.")
        return 0, False
    try:
        kept = _read(supplier, file)
    except FileSeenBefore:
        file.put_aside(TAKEN_IN)
        return 0, True
    if kept.state == ImportState.REFUSED:
        _alarm(supplier, file, f"{kept.place}: {kept.error}")
        return 0, False
    file.put_aside(TAKEN_IN)
    return kept.rows, True


def _read(supplier: Supplier, file: Dropped) -> ImportedFile:
    name, content = file.path.name, file.read()
    if file.kind == market_message.KIND:
        return market_message.take_in(supplier=supplier, name=name, content=content)
    return metered_value.take_in(supplier=supplier, kind=file.kind, name=name, content=content).file


def _alarm(supplier: Supplier, file: Dropped, text: str) -> None:
    alarm.sound(
        supplier=supplier,
        kind="file-refused",
        ref=file.path.name,
        text=text[:300],
        severity=Severity.WARNING,
    )
    file.put_aside(REFUSED)

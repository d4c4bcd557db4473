"""Receive a file from outside once, and say what came of it: applied whole or refused whole."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import ImportState
from accounts.models import ImportedFile, Supplier
from config.foundation.refusal import Refused

MOST_NOTES = 50


class FileSeenBefore(Refused):
    """The very same bytes were taken in before."""

    code = "file-seen-before"


@transaction.atomic
def receive(*, supplier: Supplier | None, kind: str, name: str, content: bytes) -> ImportedFile:
    """
    Keep the raw bytes with their hash.

    A file that somebody received and then died over, or has in hand this very moment, is handed out again:
    applying is one transaction, and applying the same bytes twice writes nothing.

    :raises FileSeenBefore: when a file with the same bytes was applied
    """
    file, _created = (
        ImportedFile.objects.exclude(state=ImportState.REFUSED)
        .defer("content")
        .get_or_create(
            supplier=supplier,
            kind=kind,
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={"name": name[:200], "size": len(content), "content": content},
        )
    )
    if file.state == ImportState.APPLIED:
        raise FileSeenBefore(_("This file was taken in before; nothing was changed."))
    return file


def applied(*, file: ImportedFile, rows: int, notes: Sequence[str] = ()) -> None:
    """
    Note that the whole file took effect; call it in the transaction of the effect.

    `notes` say what it left open: a day it ends in the middle of is no fault of the file.
    """
    more = len(notes) - MOST_NOTES
    told = [*notes[:MOST_NOTES], *([f"... and {more} more."] if more > 0 else [])]
    _finish(file, ImportState.APPLIED, rows=rows, notes="\n".join(told))


def refused(*, file: ImportedFile, place: str, error: str) -> None:
    """Note that nothing of the file took effect, where it was wrong and why."""
    _finish(file, ImportState.REFUSED, place=place[:120], error=error[:500] or "unknown")


def _finish(file: ImportedFile, state: ImportState, **changes: object) -> None:
    ImportedFile.objects.filter(pk=file.pk, state=ImportState.RECEIVED).update(
        state=state, finished_at=Now(), **changes
    )
    file.refresh_from_db(fields=["state", "rows", "place", "error", "notes", "finished_at"])

"""Raise an alarm once, and close it when it is over."""

from collections.abc import Sequence

from django.db.models.functions import Now

from accounts.enums import Severity
from accounts.models import Alarm, Supplier


def sound(
    *, supplier: Supplier | None, kind: str, ref: str, text: str, severity: Severity = Severity.WARNING
) -> Alarm:
    """Raise an alarm unless the same one is open; `ref` names the thing, e.g. "payment:17"."""
    alarm, _created = Alarm.objects.filter(closed_at__isnull=True).get_or_create(
        kind=kind, ref=ref, defaults={"supplier": supplier, "text": text, "severity": severity}
    )
    return alarm


def silence(*, kind: str, ref: str, by: str) -> None:
    """Close the open alarm of a thing, if there is one."""
    silence_all(kind=kind, refs=[ref], by=by)


def silence_all(*, kind: str, refs: Sequence[str], by: str) -> None:
    """Close the open alarms of these things, in one statement."""
    found = Alarm.objects.filter(kind=kind, ref__in=refs, closed_at__isnull=True)
    found.update(closed_at=Now(), closed_by=by)

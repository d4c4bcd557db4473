"""What the last check of the books found."""

from datetime import datetime

from accounts.models import InvariantResult


def latest() -> list[InvariantResult]:
    """Return the newest result of every invariant, by name; one row each, however often it was checked."""
    return list(InvariantResult.objects.order_by("name", "-checked_at", "-pk").distinct("name"))


def last_checked() -> datetime | None:
    """Return when the books were last checked, by the database's clock; None when they never were."""
    return InvariantResult.objects.order_by("-pk").values_list("checked_at", flat=True).first()

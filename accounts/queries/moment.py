"""What time it is to the database: its own clock, moved where development and tests move theirs."""

from __future__ import annotations

from django.conf import settings
from django.db.models import DateTimeField, Expression, Subquery
from django.db.models.functions import Coalesce, Now

from accounts.models import SimulatedNow


def moment() -> Expression:
    """
    Return the present moment as an expression: the simulated one if a row says so, else the database's.

    For waits that a played day must be able to sit out. Leases and look-ups use the database's own time alone,
    and production knows no other.
    """
    if settings.PRODUCTION:
        return Now()
    played = Subquery(SimulatedNow.objects.values("moment")[:1])
    return Coalesce(played, Now(), output_field=DateTimeField())

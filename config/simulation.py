"""The movable clock of development: a row that says which moment it pretends to be."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import SimulatedNow
from config.foundation import clock

NOON = time(12)
REMEMBER = timedelta(seconds=2)

_seen: dict[str, tuple[datetime, datetime | None]] = {}


def set_simulated_day(day: date | None) -> None:
    """Pretend it is noon of `day`; None gives the real clock back."""
    _seen.clear()
    if day is None:
        SimulatedNow.objects.all().delete()
        return
    moment = datetime.combine(day, NOON, ZoneInfo("Europe/Copenhagen"))
    SimulatedNow.objects.update_or_create(singleton=True, defaults={"moment": moment})


def simulated_now() -> datetime:
    """Return the simulated moment if a row says so, else the real one; the row is read every few seconds."""
    real = clock.system_now()
    read_at, moment = _seen.get("row", (real - 2 * REMEMBER, None))
    if real - read_at > REMEMBER:
        row = SimulatedNow.objects.first()
        moment = row.moment if row else None
        _seen["row"] = (real, moment)
    return moment or real

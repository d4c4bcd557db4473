"""The complaints' own part of the day: warn of targets that have come, note the last days that have passed."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Q

from accounts.enums import DeadlineState
from accounts.models import Deadline, Supplier
from complaints.models import Complaint
from complaints.operations import complaint_clock
from config.foundation.rare_rows import rare_rows
from config.foundation.zone import zone_of

JOB = "job:complaints"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Work through the running clocks of a supplier that need somebody on or before `as_of`."""
    running = Deadline.objects.filter(
        supplier=supplier, rule=complaint_clock.RULE, state=DeadlineState.OPEN
    ).order_by("due_at", "pk")
    midnight = datetime.combine(as_of, time(0), zone_of(supplier.time_zone))
    to_warn_of = Q(warn_on__lte=as_of, warned_on__isnull=True)
    found = rare_rows(running.filter(to_warn_of | Q(due_at__lt=midnight)))
    near = [clock for clock in found if clock.due_at >= midnight]
    past = [clock for clock in found if clock.due_at < midnight]
    cases = _cases(near + past)
    for clock in near:
        complaint_clock.warn(running=clock, complaint=cases[clock.subject_id], as_of=as_of)
    for clock in past:
        complaint_clock.miss(running=clock, complaint=cases[clock.subject_id], by=JOB, as_of=as_of)
    return {"warned": len(near), "missed": len(past)}


def _cases(clocks: list[Deadline]) -> dict[int, Complaint]:
    wanted = [clock.subject_id for clock in clocks]
    return Complaint.objects.select_related("customer__supplier", "supplier").in_bulk(wanted)

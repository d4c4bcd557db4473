"""Jobs of the day and what they counted, in words for the staff."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

JOBS = {
    "partitions": _("make room for values ahead"),
    "market-prices": _("take in market prices"),
    "market-in": _("take in values and messages of the market"),
    "agreements": _("start and end agreements"),
    "daily-cost": _("work out the cost of consumption"),
    "documents": _("issue invoices"),
    "aconto": _("plan payments on account"),
    "notices": _("announce card payments"),
    "collect": _("collect payments"),
    "arrears": _("end holds that are over"),
    "complaints": _("watch the clocks of complaints"),
    "recoveries": _("let in who lost their way in"),
    "messages": _("send messages"),
    "tick": _("look for work every minute"),
}
"""Every job by its code; one that is not here is shown by its code."""

COUNTS = {
    "announced": _("announced"),
    "cancelled": _("cancelled"),
    "charged": _("drawn"),
    "days": _("days"),
    "ended": _("ended"),
    "expired": _("ended by themselves"),
    "failed": _("failed"),
    "files": _("files"),
    "handled": _("handled"),
    "issued": _("issued"),
    "made": _("made"),
    "missed": _("missed"),
    "moves": _("moves"),
    "parked": _("parked"),
    "planned": _("planned"),
    "recovered": _("let in again"),
    "refused": _("refused"),
    "resolved": _("resolved"),
    "rows": _("rows"),
    "sent": _("sent"),
    "started": _("started"),
    "supplies": _("supplies"),
    "unanswered": _("unanswered"),
    "waiting": _("waiting"),
    "warned": _("warned"),
}


def job_words(job: str) -> str:
    """Return what a job does."""
    return str(JOBS.get(job, job))


def count_words(result: Mapping[str, int]) -> str:
    """Return what a job counted, leaving out what was nothing."""
    told = [f"{count} {COUNTS.get(name, name)}" for name, count in result.items() if count]
    return ", ".join(told) or gettext("nothing was due")

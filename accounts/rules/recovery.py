"""What staff must have checked before they let somebody in again, and how often that may be asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from accounts.enums import CheckedFact, RecoveryKind

FACTS_NEEDED = 2
MOST_TRIES = 3
"""How many recoveries of the same person may be begun within TRIES_WITHIN [ours]."""
TRIES_WITHIN = timedelta(days=30)
LINK_OUTLIVES = timedelta(days=30)
"""How long after the wait the link in the notice still tells what became of it; it stops nothing then."""

_OF_CUSTOMERS = frozenset(CheckedFact)
_OF_STAFF = frozenset({CheckedFact.CALLED_BACK, CheckedFact.SEEN})
_ALLOWED: Mapping[str, frozenset[CheckedFact]] = {
    RecoveryKind.LOST_EMAIL: _OF_CUSTOMERS,
    RecoveryKind.LOST_FACTOR: _OF_CUSTOMERS,
    RecoveryKind.NO_EMAIL: _OF_CUSTOMERS,
    RecoveryKind.STAFF_FACTOR: _OF_STAFF,
}


def enough(*, kind: str, facts: Collection[str]) -> bool:
    """
    Return whether two different facts were checked that count for this kind of recovery.

    >>> enough(kind="LOST_EMAIL", facts=["INVOICE", "METER"]), enough(kind="LOST_EMAIL", facts=["METER", "METER"])
    (True, False)
    >>> enough(kind="STAFF_FACTOR", facts=["INVOICE", "SEEN"])
    False

    Source: reliability.md S8 (no way around the second factor); the number of facts is ours.
    """
    counted = set(facts)
    return counted <= _ALLOWED.get(kind, frozenset()) and len(counted) >= FACTS_NEEDED


def due_at(*, requested_at: datetime, hours: int) -> datetime:
    """Return when the wait is over in which the old contact may stop it; `hours` is the supplier's figure."""
    return requested_at + timedelta(hours=hours)


def ends_in_last_digits(*, account: str) -> str:
    """
    Return an account as it may be shown: its last four characters.

    >>> ends_in_last_digits(account="5301 0001234567")
    '••••4567'
    """
    return f"••••{''.join(account.split())[-4:]}"

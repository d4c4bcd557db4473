"""What the provider answered about a payment, in our own words, and what may still follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """UNKNOWN: money may have moved. ABSENT: a look-up proved that the provider never got our request."""

    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    REQUIRES_ACTION = "requires_action"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAnswer:
    """One answer; `also_captured` names other payments at the provider that took money for the same reason."""

    outcome: Outcome
    provider_id: str = ""
    amount: int = 0
    currency: str = ""
    code: str = ""
    may_retry: bool = False
    action_url: str = ""
    also_captured: tuple[str, ...] = ()


def idempotency_key(*, supplier_code: str, cause: str, number: int) -> str:
    """
    Return the key of a payment: made of what it is about, so that a restored backup makes the same one.

    Source: reliability.md R1, R4.

    >>> idempotency_key(supplier_code="gron", cause="aconto:1001:2026-05-01", number=1)
    'gron:aconto:1001:2026-05-01:1'
    """
    return f"{supplier_code}:{cause}:{number}"

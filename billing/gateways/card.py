"""The card provider as a neutral port: what may be asked of it, and the values it answers with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class EnrolmentState(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class ChargeState(StrEnum):
    """UNKNOWN: money may have moved, look it up. ABSENT: a look-up proved that nothing was asked."""

    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    ABSENT = "absent"


class RefundState(StrEnum):
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    ENROLMENT_COMPLETED = "enrolment_completed"
    ENROLMENT_EXPIRED = "enrolment_expired"
    ENROLMENT_FAILED = "enrolment_failed"
    PAYMENT_SUCCEEDED = "payment_succeeded"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_NEEDS_ACTION = "payment_needs_action"
    PAYMENT_PROCESSING = "payment_processing"
    PAYMENT_CANCELLED = "payment_cancelled"
    PAYMENT_REFUNDED = "payment_refunded"
    REFUND_CHANGED = "refund_changed"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_CLOSED = "dispute_closed"
    METHOD_UPDATED = "method_updated"
    METHOD_REMOVED = "method_removed"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """The saving of a card on the provider's own page, and the token it gave."""

    state: EnrolmentState
    enrolment_id: str = ""
    url: str = ""
    customer_token: str = ""
    token: str = ""
    brand: str = ""
    last4: str = ""
    exp_month: int = 0
    exp_year: int = 0
    fingerprint: str = ""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class ChargeOutcome:
    """What one charge came to. Amount is what was captured, in minor units."""

    state: ChargeState
    provider_id: str = ""
    reference: str = ""
    amount: int = 0
    currency: str = ""
    decline_code: str = ""
    retryable: bool = False
    action_url: str = ""
    duplicates: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundOutcome:
    state: RefundState
    provider_id: str = ""
    amount: int = 0
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Capture:
    """One line of the provider's own list of money taken."""

    provider_id: str
    reference: str
    customer_token: str
    amount: int
    refunded: int
    currency: str
    disputed: bool
    created: datetime


@dataclass(frozen=True, kw_only=True)
class ProviderEvent:
    """One verified message from the provider. It is a hint to fetch the state, never the state itself."""

    provider: str
    event_id: str
    kind: EventKind
    object_id: str
    payment_id: str
    reference: str
    created: datetime
    payload: dict[str, Any] = field(default_factory=dict)


class EventRefused(ValueError):
    """The message is not the provider's, is too old, or cannot be read: answer 400 and change nothing."""


class ProviderUnavailable(RuntimeError):
    """A list could not be read to its end; ask again later."""


class CardProvider(Protocol):
    """What a run may ask of a card provider. No method that moves money raises: doubt is UNKNOWN."""

    name: str

    def begin_enrolment(
        self,
        *,
        reference: str,
        customer_token: str,
        name: str,
        email: str,
        language: str,
        currency: str,
        success_url: str,
        cancel_url: str,
        idempotency_key: str,
    ) -> Enrolment: ...

    def read_enrolment(self, *, enrolment_id: str) -> Enrolment: ...

    def charge(
        self,
        *,
        reference: str,
        amount: int,
        currency: str,
        customer_token: str,
        token: str,
        description: str,
        idempotency_key: str,
    ) -> ChargeOutcome: ...

    def authenticate(
        self, *, provider_id: str, token: str, return_url: str, idempotency_key: str
    ) -> ChargeOutcome: ...

    def read(self, *, provider_id: str) -> ChargeOutcome: ...

    def find(self, *, reference: str, customer_token: str, created_from: datetime) -> ChargeOutcome: ...

    def cancel(self, *, provider_id: str, idempotency_key: str) -> ChargeOutcome: ...

    def refund(self, *, reference: str, provider_id: str, amount: int, idempotency_key: str) -> RefundOutcome: ...

    def remove_card(self, *, token: str, idempotency_key: str) -> bool: ...

    def captures(self, *, created_from: datetime, created_to: datetime) -> Iterator[Capture]: ...

    def events(self, *, created_from: datetime) -> Iterator[ProviderEvent]: ...

    def parse_event(self, *, body: bytes, signature: str) -> ProviderEvent: ...

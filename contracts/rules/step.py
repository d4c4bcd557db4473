"""Which state of an agreement or a market message may follow which; the database holds the same tables."""

from contracts.enums import AgreementState as A
from contracts.enums import MarketMessageState as M

AGREEMENT_STEPS: dict[str, set[str]] = {
    A.ORDERED: {A.PENDING_CREDIT, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.PENDING_CREDIT: {A.ORDERED, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.ACTIVE: {A.TERMINATING, A.ENDED, A.WITHDRAWN},
    A.TERMINATING: {A.ACTIVE, A.ENDED, A.WITHDRAWN},
}
"""TERMINATING returns to ACTIVE when the customer undoes it before it takes effect."""

MARKET_MESSAGE_STEPS: dict[str, set[str]] = {
    M.PREPARED: {M.SENT, M.CONFIRMED, M.REJECTED},
    M.SENT: {M.CONFIRMED, M.REJECTED},
    M.RECEIVED: {M.MATCHED, M.UNMATCHED},
}
"""An answer may overtake our own note that the request was sent."""

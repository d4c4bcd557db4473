"""Which state of an agreement may follow which; the database holds the same table."""

from contracts.enums import AgreementState as A
from contracts.enums import MoveState as M
from contracts.enums import TerminationState as T

AGREEMENT_STEPS: dict[str, set[str]] = {
    A.ORDERED: {A.PENDING_CREDIT, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.PENDING_CREDIT: {A.ORDERED, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.ACTIVE: {A.TERMINATING, A.ENDED, A.WITHDRAWN},
    A.TERMINATING: {A.ACTIVE, A.ENDED, A.WITHDRAWN},
}
"""TERMINATING returns to ACTIVE when the customer undoes it before it takes effect."""

TERMINATION_STEPS: dict[str, set[str]] = {T.GIVEN: {T.UNDONE, T.DONE}}

MOVE_STEPS: dict[str, set[str]] = {M.HELD: {M.TOLD, M.UNDONE}, M.TOLD: {M.UNDONE, M.DONE}}
"""A move told too early is HELD until its window opens (X-65); every other is registered when it is told."""

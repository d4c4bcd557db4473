"""Which state of an agreement and of what happens to it may follow which; the database holds the same tables."""

from contracts.enums import AgreementState as A
from contracts.enums import AssignmentState as S
from contracts.enums import ChangeState as C
from contracts.enums import CreditState as K
from contracts.enums import LifeEventState as L
from contracts.enums import MarketMessageState as N
from contracts.enums import MoveState as M
from contracts.enums import OrderState as O
from contracts.enums import OwnerEventState as E
from contracts.enums import ProductChangeState as P
from contracts.enums import TerminationState as T
from contracts.enums import WithdrawalState as W

AGREEMENT_STEPS: dict[str, set[str]] = {
    A.ORDERED: {A.PENDING_CREDIT, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.PENDING_CREDIT: {A.ORDERED, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.ACTIVE: {A.TERMINATING, A.ENDED, A.WITHDRAWN},
    A.TERMINATING: {A.ACTIVE, A.ENDED, A.WITHDRAWN},
}
"""TERMINATING returns to ACTIVE when the customer undoes it before it takes effect."""

TERMINATION_STEPS: dict[str, set[str]] = {
    T.AWAITING: {T.GIVEN, T.UNDONE, T.DONE},
    T.GIVEN: {T.UNDONE, T.DONE},
}
"""AWAITING an owner's event; it is DONE at once when something else ends the agreement before one comes."""

OWNER_EVENT_STEPS: dict[str, set[str]] = {E.TOLD: {E.VERIFIED, E.REJECTED}}

CHANGE_STEPS: dict[str, set[str]] = {
    C.PROPOSED: {C.TOLD, C.CANCELLED},
    C.TOLD: {C.DONE, C.CANCELLED},
}

MARKET_MESSAGE_STEPS: dict[str, set[str]] = {
    N.PREPARED: {N.SENT, N.CONFIRMED, N.REJECTED},
    N.SENT: {N.CONFIRMED, N.REJECTED},
    N.RECEIVED: {N.MATCHED, N.UNMATCHED},
}
"""An answer may overtake our own note that the request was sent."""

WITHDRAWAL_STEPS: dict[str, set[str]] = {W.RECEIVED: {W.SETTLED}}
"""A withdrawal is never taken back: who has changed their mind again makes a new agreement."""

MOVE_STEPS: dict[str, set[str]] = {M.HELD: {M.TOLD, M.UNDONE}, M.TOLD: {M.UNDONE, M.DONE}}
"""A move told too early is HELD until its window opens (X-65); every other is registered when it is told."""
PRODUCT_CHANGE_STEPS: dict[str, set[str]] = {P.ASKED: {P.UNDONE, P.DONE}, P.DONE: {P.WITHDRAWN}}

LIFE_EVENT_STEPS: dict[str, set[str]] = {
    L.REPORTED: {L.CONFIRMED, L.REJECTED},
    L.CONFIRMED: {L.ENDED, L.REJECTED},
}
"""What was confirmed by mistake is still rejected: then everything is as if it had not been told."""

ASSIGNMENT_STEPS: dict[str, set[str]] = {S.PROPOSED: {S.TOLD, S.CANCELLED}, S.TOLD: {S.DONE}}
"""The supplier's own; a customer's stands as consent given or refused from the first."""
ORDER_STEPS: dict[str, set[str]] = {O.DRAFT: {O.CONFIRMED, O.EXPIRED}}
CREDIT_STEPS: dict[str, set[str]] = {
    K.ASKED: {K.UNKNOWN, K.APPROVED, K.REFUSED},
    K.UNKNOWN: {K.APPROVED, K.REFUSED},
    K.APPROVED: {K.REFUSED},
    K.REFUSED: {K.APPROVED},
}
"""Only an answer approves; while the agreement waits a person may decide otherwise than the bureau."""

"""Which state of an agreement may follow which; the database holds the same table."""

from contracts.enums import AgreementState as A
from contracts.enums import ProductChangeState as P
from contracts.enums import TerminationState as T

AGREEMENT_STEPS: dict[str, set[str]] = {
    A.ORDERED: {A.PENDING_CREDIT, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.PENDING_CREDIT: {A.ORDERED, A.ACTIVE, A.WITHDRAWN, A.CANCELLED},
    A.ACTIVE: {A.TERMINATING, A.ENDED, A.WITHDRAWN},
    A.TERMINATING: {A.ACTIVE, A.ENDED, A.WITHDRAWN},
}
"""TERMINATING returns to ACTIVE when the customer undoes it before it takes effect."""

TERMINATION_STEPS: dict[str, set[str]] = {T.GIVEN: {T.UNDONE, T.DONE}}

PRODUCT_CHANGE_STEPS: dict[str, set[str]] = {P.ASKED: {P.UNDONE, P.DONE}, P.DONE: {P.WITHDRAWN}}

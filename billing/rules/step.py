"""Which state of a payment, claim, instalment or method may follow which; the database holds the same tables."""

from billing.enums import DueState, EventState, HoldState, InstalmentState, MethodState, PaymentState

Steps = dict[str, set[str]]

P, D, N, M, H = PaymentState, DueState, InstalmentState, MethodState, HoldState

PAYMENT_STEPS: Steps = {
    P.PREPARED: {P.SENT, P.CANCELLED},
    P.SENT: {P.SUCCEEDED, P.FAILED, P.REQUIRES_ACTION, P.UNKNOWN},
    P.UNKNOWN: {P.SENT, P.SUCCEEDED, P.FAILED, P.REQUIRES_ACTION, P.CANCELLED},
    P.REQUIRES_ACTION: {P.SUCCEEDED, P.FAILED, P.CANCELLED, P.UNKNOWN},
}
"""UNKNOWN goes back to SENT only to replay the same key inside the provider's window."""

DUE_STEPS: Steps = {
    D.OPEN: {D.PAID, D.CANCELLED},
    D.PAID: {D.OPEN},
}
"""A paid claim opens again when the payment is charged back; the ledger shows both."""

INSTALMENT_STEPS: Steps = {
    N.PLANNED: {N.ANNOUNCED, N.CLAIMED, N.CANCELLED},
    N.ANNOUNCED: {N.CLAIMED, N.CANCELLED, N.PLANNED},
    N.CLAIMED: {N.PAID, N.CANCELLED},
    N.PAID: {N.CLAIMED},
}
"""ANNOUNCED returns to PLANNED when its amount or day changed: a new notice starts its days anew (OR-6.2b)."""

METHOD_STEPS: Steps = {
    M.PROVISIONAL: {M.ACTIVE, M.INVALID, M.ENDED},
    M.ACTIVE: {M.INVALID, M.ENDED},
    M.INVALID: {M.ACTIVE, M.ENDED},
}

HOLD_STEPS: Steps = {H.ACTIVE: {H.LIFTED, H.EXPIRED}}

EVENT_STEPS: Steps = {
    EventState.RECEIVED: {EventState.DONE, EventState.PARKED},
    EventState.PARKED: {EventState.RECEIVED},
}

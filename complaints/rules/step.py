"""Which state of a complaint may follow which; a closed case opens again when the customer contests it."""

from complaints.enums import ComplaintLevel
from complaints.enums import ComplaintState as C

COMPLAINT_STEPS: dict[str, set[str]] = {
    C.RECEIVED: {C.ANSWERED, C.CLOSED},
    C.ANSWERED: {C.RECEIVED, C.CLOSED},
    C.CLOSED: {C.RECEIVED},
}

LEVEL_STEPS: dict[str, set[str]] = {ComplaintLevel.FRONTLINE: {ComplaintLevel.SECOND}}

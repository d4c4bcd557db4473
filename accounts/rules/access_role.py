"""What somebody may do for a customer, by the role they have been given."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from accounts.enums import AccessRole


class Act(StrEnum):
    """One kind of thing a person does on Min side."""

    LOOK = "LOOK"
    PAY = "PAY"
    MOVE = "MOVE"
    COMPLAIN = "COMPLAIN"
    CHANGE = "CHANGE"
    SHARE = "SHARE"


_RIGHTS: Mapping[str, frozenset[Act]] = {
    AccessRole.HOLDER: frozenset(Act),
    AccessRole.PAYER: frozenset({Act.LOOK, Act.PAY}),
    AccessRole.READER: frozenset({Act.LOOK}),
    AccessRole.MOVER: frozenset({Act.LOOK, Act.MOVE}),
    AccessRole.JOINT: frozenset({Act.LOOK, Act.PAY, Act.MOVE, Act.COMPLAIN}),
    AccessRole.HELPER: frozenset(Act) - {Act.SHARE},
}


def allowed(*, role: str, act: Act) -> bool:
    """
    Return whether `role` may do `act`; a role nobody has described may do nothing.

    A helper with power of attorney does all but give others access: that stays with the customer. Who lives
    there too pays, moves and complains; what is agreed is changed by whoever agreed to it.

    >>> allowed(role="PAYER", act=Act.PAY), allowed(role="READER", act=Act.PAY)
    (True, False)

    Source: design.md §4 (Access: payer, reader, mover, helper); reliability.md S1.
    """
    return act in _RIGHTS.get(role, frozenset())


INVITED: tuple[AccessRole, ...] = (
    AccessRole.JOINT,
    AccessRole.HELPER,
    AccessRole.PAYER,
    AccessRole.READER,
    AccessRole.MOVER,
)
"""The roles a customer may offer to somebody else, the most usual first."""

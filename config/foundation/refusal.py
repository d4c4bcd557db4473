"""The no that a customer may read: why something is not possible, and the clause behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refused(Exception):
    """
    A request the rules do not allow; every operation derives its own named refusals from this.

    `str(refusal)` is a sentence for the customer, translated when it is shown. `clause` is the id of
    the clause that decided (as used in the terms modules), `code` a stable word for tests and logs.
    A mistake in the program is never a Refused.

    >>> class CardMissing(Refused):
    ...     code = "card-missing"
    >>> refusal = CardMissing("Add a card first.", clause="OR-6.2b")
    >>> str(refusal), refusal.code, refusal.clause
    ('Add a card first.', 'card-missing', 'OR-6.2b')
    """

    code: str = ""
    clause: str = ""

    def __init__(self, message: str | _StrPromise, *, clause: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.clause = clause or type(self).clause
        self.code = code or type(self).code or type(self).__name__

    def __str__(self) -> str:
        return str(self.message)

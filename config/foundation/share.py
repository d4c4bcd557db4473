"""Splits a supplier's accounts among workers: every account is in exactly one share, whatever is added later."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.lookups import Exact


@dataclass(frozen=True, slots=True)
class Share:
    """
    Share `number` of `of`: the accounts whose key leaves that remainder.

    >>> Share(number=3, of=40).sql("b.id")
    'b.id %% 40 = 3'
    >>> Share().sql("b.id")
    'true'
    """

    number: int = 0
    of: int = 1

    def holds(self, field: str) -> Q:
        """Return the condition on an account's key; none for a whole, so that its plan is not another one."""
        if self.of == 1:
            return Q()
        remainder = ExpressionWrapper(F(field) % self.of, output_field=BigIntegerField())
        return Q(Exact(remainder, self.number))

    def sql(self, column: str) -> str:
        """Return the same for a statement of our own, with its percent sign doubled."""
        return "true" if self.of == 1 else f"{column} %% {self.of:d} = {self.number:d}"


WHOLE = Share()


def shares_needed(*, accounts: int, per_share: int) -> int:
    """
    Return how many shares so many accounts make; a supplier without any has one.

    >>> shares_needed(accounts=0, per_share=25_000), shares_needed(accounts=25_001, per_share=25_000)
    (1, 2)
    """
    return max(1, -(-accounts // per_share))

"""The sentences that must always be true of the books, and the check of all of them."""

from config.invariant.check import INVARIANTS, broken_rows, check_all
from config.invariant.sentence import Invariant

__all__ = ["INVARIANTS", "Invariant", "broken_rows", "check_all"]

"""The support desk of contracts: agreements and what happens to them, and the figures behind them."""

from contracts.admin import (
    agreement,
    move,
    notice,
    product_change,
    reference,
    termination,
    terms_change,
    withdrawal,
)

__all__ = [
    "agreement",
    "move",
    "notice",
    "product_change",
    "reference",
    "termination",
    "terms_change",
    "withdrawal",
]

"""The support desk of contracts: agreements and what happens to them, and the figures behind them."""

from contracts.admin import (
    agreement,
    credit_check,
    move,
    notice,
    order,
    product_change,
    reference,
    termination,
    terms_change,
    withdrawal,
)

__all__ = [
    "agreement",
    "credit_check",
    "move",
    "notice",
    "order",
    "product_change",
    "reference",
    "termination",
    "terms_change",
    "withdrawal",
]

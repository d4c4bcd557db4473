"""The support desk of contracts: agreements and what happens to them, and the figures behind them."""

from contracts.admin import (
    agreement,
    assignment,
    credit_check,
    force_majeure,
    life_event,
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
    "assignment",
    "credit_check",
    "force_majeure",
    "life_event",
    "move",
    "notice",
    "order",
    "product_change",
    "reference",
    "termination",
    "terms_change",
    "withdrawal",
]

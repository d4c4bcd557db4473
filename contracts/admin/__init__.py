"""The support desk of contracts: agreements and what happens to them, and the figures behind them."""

from contracts.admin import agreement, notice, product_change, reference

__all__ = ["agreement", "notice", "product_change", "reference"]

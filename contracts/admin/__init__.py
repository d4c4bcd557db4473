"""The support desk of contracts: agreements and what happens to them, and the figures behind them."""

from contracts.admin import agreement, move, reference, terms_change, withdrawal

__all__ = ["agreement", "move", "reference", "terms_change", "withdrawal"]

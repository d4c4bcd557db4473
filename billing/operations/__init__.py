"""Billing's verbs: the only code that changes its rows."""

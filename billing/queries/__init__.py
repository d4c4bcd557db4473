"""Billing's questions, answered in frozen values or querysets."""

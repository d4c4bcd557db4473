"""The forms of billing: consent to draw from a card, and withdrawing it."""

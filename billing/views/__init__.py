"""Billing's pages, and the door the card provider knocks on."""

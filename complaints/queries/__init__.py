"""Answers about cases and the way a complaint goes."""

"""Scheduled work about cases."""

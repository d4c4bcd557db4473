"""Grøn Elforsyning terms of 2024, every clause in our own words."""

from __future__ import annotations

from contracts.terms.clauses import gron_both_2024_rights, gron_both_2024_supply

CLAUSES = gron_both_2024_supply.CLAUSES + gron_both_2024_rights.CLAUSES

"""Ørsted private terms of 2019, every clause in our own words."""

from __future__ import annotations

from contracts.terms.clauses import orsted_2019_ending, orsted_2019_payment, orsted_2019_supply

CLAUSES = orsted_2019_supply.CLAUSES + orsted_2019_payment.CLAUSES + orsted_2019_ending.CLAUSES

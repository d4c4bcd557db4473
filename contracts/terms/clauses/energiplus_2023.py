"""Energi+ business terms 2.1, every clause in our own words."""

from __future__ import annotations

from contracts.terms.clauses import energiplus_2023_ending, energiplus_2023_payment, energiplus_2023_supply

CLAUSES = energiplus_2023_supply.CLAUSES + energiplus_2023_payment.CLAUSES + energiplus_2023_ending.CLAUSES

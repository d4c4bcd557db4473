"""Grøn Elforsyning terms of 2024, clauses 10.1 and 10.2 of the fixed-price part, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.clauses import gron_both_2024, gron_variable_2024
from contracts.terms.marker import N_

OWN = (
    Clause(
        "GE-F-10.1a",
        "10.1",
        N_("Bound for six months"),
        N_(
            "You are bound for six months from the day the agreement was made, unless the order "
            "confirmation says otherwise."
        ),
        kinds="E",
        register=("X-75",),
    ),
    Clause(
        "GE-F-10.1b",
        "10.1",
        N_("Notice"),
        N_(
            "Either side may end the agreement with one month's notice to the end of a calendar "
            "month, no earlier than six months after it was made."
        ),
        kinds="C",
        register=("X-52",),
    ),
    Clause(
        "GE-F-10.1c",
        "10.1",
        N_("From one fixed price to another"),
        N_(
            "A new fixed-price agreement binds you for a further six months; you see the new date "
            "before you say yes."
        ),
        kinds="C",
        register=("X-54",),
    ),
    Clause(
        "GE-F-10.2a",
        "10.2",
        N_("Buying out, 600 kr."),
        N_("If supply ends before the binding because you left, you pay 600 kr. once."),
        kinds="C",
        register=(
            "X-53",
            "X-75",
        ),
    ),
    Clause(
        "GE-F-10.2b",
        "10.2",
        N_("Subscriptions that are left"),
        N_("Subscriptions for the rest of the binding may be charged as well, as far as the law allows."),
        kinds="C",
        register=("X-53",),
    ),
)

# Clauses 10.2-10.5 and 12 of the variable part stand here as 10.3-10.6 and 12: same words, other numbers.
PRINTED = {"10.2": "10.3", "10.3": "10.4", "10.4": "10.5", "10.5": "10.6", "12.1": "12.3", "12.2": "12.4"}

TWINS = tuple(
    clause.twin(
        id=clause.id.replace("GE-V-12.1", "GE-F-12.3").replace("GE-V-12.2", "GE-F-12.4").replace("GE-V-", "GE-F-"),
        point=PRINTED[clause.point],
    )
    for clause in gron_variable_2024.OWN
    if clause.point in PRINTED
)

CLAUSES = gron_both_2024.CLAUSES + OWN + TWINS

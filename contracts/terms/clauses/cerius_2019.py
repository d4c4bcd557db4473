"""Cerius, the complaints page, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "CE-01",
        "Driftinformation",
        N_("Number of power cuts"),
        N_("The page shows how many power cuts there are now, also when there are none."),
        kinds="D",
    ),
    Clause(
        "CE-02",
        "Godkendelser",
        N_("Approved methods"),
        N_("How prices and fees are set is approved by the regulator, and the approvals are linked."),
        kinds="D",
        register=("X-69",),
    ),
    Clause(
        "CE-03",
        "Intern overvågning",
        N_("Equal access"),
        N_("A yearly report on equal access to the grid is published no later than 1 June."),
        kinds="WD",
        register=("X-69",),
    ),
    Clause(
        "CE-04",
        "En god dialog er vigtig",
        N_("First: technical support"),
        N_("Call or write to technical customer support first; you receive a case number."),
        kinds="DW",
    ),
    Clause(
        "CE-05",
        "Kontakt os",
        N_("Opening hours"),
        N_("The telephone is open Monday to Friday from 7 to 15 and closed on all public holidays."),
        kinds="D",
    ),
    Clause(
        "CE-06",
        "Kundeambassadør",
        N_("Then: the Customer Ambassador"),
        N_("After a decision you disagree with, you may bring the case to the Customer Ambassador."),
        kinds="WE",
        register=("X-70",),
    ),
    Clause(
        "CE-07",
        "Kundeambassadør",
        N_("How the ambassador decides"),
        N_("The ambassador hears both sides, usually starts with a call, and weighs law and general fairness."),
        kinds="R",
    ),
    Clause(
        "CE-08",
        "Kundeambassadør",
        N_("If we were wrong"),
        N_("If a mistake was made, the company says sorry and puts it right."),
        kinds="W",
    ),
    Clause(
        "CE-09",
        "Kundeambassadør",
        N_("The company's final word"),
        N_("The ambassador's decision is the company's final one."),
        kinds="E",
    ),
    Clause(
        "CE-10",
        "Ankemuligheder",
        N_("The energy board"),
        N_("After a decision by support or another department you may complain to Ankenævnet på Energiområdet."),
        kinds="D",
        register=("X-69",),
    ),
    Clause(
        "CE-11",
        "Ankemuligheder",
        N_("The European portal"),
        N_("The common European complaint portal closed on 20 July 2025 and is no longer shown."),
        kinds="DP",
        register=("X-69",),
    ),
    Clause(
        "CE-12",
        "Footer",
        N_("Who we are"),
        N_("Name, address, company number and policies are shown on every page."),
        kinds="D",
    ),
)

"""Borgholm Energi Elnät, the page on rights and outage compensation, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "BO-01",
        "Avbrottsersättning",
        N_("When you are compensated"),
        N_("An unplanned power cut of at least 12 hours in one stretch gives a right to compensation."),
        kinds="C",
        register=(
            "X-02",
            "X-07",
            "X-09",
        ),
    ),
    Clause(
        "BO-02",
        "Avbrottsersättning",
        N_("What it depends on"),
        N_("The amount depends on how long the cut lasted and on your calculated yearly network cost."),
        kinds="C",
    ),
    Clause(
        "BO-03",
        "Avbrottsersättning",
        N_("The lowest level"),
        N_(
            "The lowest compensation is 12.5 per cent of the yearly network cost and at least the "
            "year's least amount."
        ),
        kinds="C",
        register=(
            "X-03",
            "X-10",
        ),
    ),
    Clause(
        "BO-04",
        "Tabell",
        N_("The ladder"),
        N_("The longer the cut, the higher the share of the yearly network cost and the least amount."),
        kinds="C",
        register=(
            "X-02",
            "X-04",
        ),
    ),
    Clause(
        "BO-05",
        "Avbrottsersättning",
        N_("Every 24 hours"),
        N_("The compensation rises for every further 24 hours, as the table and the law say."),
        kinds="E",
        register=("X-01",),
    ),
    Clause(
        "BO-06",
        "Avbrottsersättning",
        N_("The most you can get"),
        N_("The compensation is never more than 300 per cent of the yearly network cost."),
        kinds="C",
        register=("X-05",),
    ),
    Clause(
        "BO-07",
        "Avbrottsersättning",
        N_("Paid within six months"),
        N_(
            "It is paid without an application, within six months from the end of the month in which "
            "the cut became known."
        ),
        kinds="W",
        register=("X-08",),
    ),
    Clause(
        "BO-08",
        "Avbrottsersättning",
        N_("When a cut has ended"),
        N_("A cut has ended when power has worked for at least two hours without a break."),
        kinds="C",
        register=("X-06",),
    ),
    Clause(
        "BO-09",
        "Avbrottsersättning",
        N_("Lower for safety"),
        N_("The amount may be lowered when power had to wait so as not to put workers at considerable risk."),
        kinds="R",
    ),
    Clause(
        "BO-10",
        "Avbrottsersättning",
        N_("Lower for economy"),
        N_("The amount may be lowered with regard to the grid company's economy."),
        kinds="R",
    ),
    Clause(
        "BO-11",
        "Avbrottsersättning",
        N_("Damages"),
        N_("If the cut caused you damage, you may also have a right to damages."),
        kinds="D",
    ),
    Clause(
        "BO-12",
        "Avbrottsersättning",
        N_("Set against damages"),
        N_("The compensation is deducted from damages paid for the same cut."),
        kinds="C",
    ),
    Clause(
        "BO-13",
        "Avbrottsersättning",
        N_("The law"),
        N_("More stands in chapters 10 and 11 of the Swedish electricity act."),
        kinds="D",
    ),
    Clause(
        "BO-14",
        "Om du inte är nöjd",
        N_("First: customer service"),
        N_("Call or write to customer service first."),
        kinds="DW",
        register=("X-70",),
    ),
    Clause(
        "BO-15",
        "Prövning av ärendet",
        N_("Who can help outside"),
        N_(
            "The consumers' energy bureau guides free of charge, the disputes board tries disputes, "
            "and the inspectorate supervises."
        ),
        kinds="D",
    ),
)

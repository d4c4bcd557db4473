"""Grøn Elforsyning terms of 2024, clauses 6, 10 and 12 of the variable part, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.clauses import gron_both_2024
from contracts.terms.marker import N_

OWN = (
    Clause(
        "GE-V-6.3",
        "6",
        N_("Reference to clause 10"),
        N_("The reference to 10.4 means 10.3 in this part."),
        kinds="D",
        register=("X-51",),
    ),
    Clause(
        "GE-V-10.1",
        "10.1",
        N_("One month's notice, no binding"),
        N_(
            "Either side may end the agreement with one month's notice to the end of a calendar "
            "month, without any binding."
        ),
        kinds="C",
    ),
    Clause(
        "GE-V-10.2",
        "10.1",
        N_("Change to another variable product"),
        N_("A change to another variable agreement binds nobody and starts on the first of the next month."),
        kinds="C",
        register=(
            "X-50",
            "X-55",
        ),
    ),
    Clause(
        "GE-V-10.3a",
        "10.2",
        N_("The agreement moves with you"),
        N_("When you move, the agreement goes on at the new address unless you end it at the same time."),
        kinds="W",
    ),
    Clause(
        "GE-V-10.3b",
        "10.2",
        N_("Price at the new address"),
        N_("At the new address the supplier's price for that grid area applies."),
        kinds="C",
    ),
    Clause(
        "GE-V-10.3c",
        "10.2",
        N_("When to tell about a move"),
        N_("Tell about a move at the earliest two months and at the latest 14 working days before."),
        kinds="E",
        register=("X-65",),
    ),
    Clause(
        "GE-V-10.3d",
        "10.2",
        N_("Death and insolvency"),
        N_("Death, reconstruction, bankruptcy or debt relief must be told at once, and the meter read at once."),
        kinds="W",
    ),
    Clause(
        "GE-V-10.4a",
        "10.3",
        N_("Never for past debt"),
        N_("Supply is never cancelled or cut because consumption already used is unpaid."),
        kinds="E",
    ),
    Clause(
        "GE-V-10.4b",
        "10.3",
        N_("Notice of cancellation"),
        N_("Cancellation may be announced when security was asked for and not provided within the deadline."),
        kinds="W",
        register=("X-73",),
    ),
    Clause(
        "GE-V-10.4c",
        "10.3",
        N_("Other assurance"),
        N_("The agreement cannot be cancelled when another arrangement secures future payment."),
        kinds="E",
        register=("X-72",),
    ),
    Clause(
        "GE-V-10.4d",
        "10.3",
        N_("Supply afterwards"),
        N_("After a justified cancellation new supply can be refused until the debt for electricity is paid."),
        kinds="E",
        register=("X-64",),
    ),
    Clause(
        "GE-V-10.5a",
        "10.4",
        N_("Disconnection"),
        N_("Supply of electricity may be cut when the agreement is cancelled."),
        kinds="W",
    ),
    Clause(
        "GE-V-10.5b",
        "10.4",
        N_("Not with another supplier"),
        N_("Supply is not cut when another supplier delivers."),
        kinds="E",
    ),
    Clause(
        "GE-V-10.5c",
        "10.4",
        N_("Cost of disconnection"),
        N_("The customer pays what the disconnection costs."),
        kinds="C",
    ),
    Clause(
        "GE-V-10.6a",
        "10.5",
        N_("Last bill within six weeks"),
        N_("The last bill comes within six weeks after the agreement ended."),
        kinds="W",
    ),
    Clause(
        "GE-V-10.6b",
        "10.5",
        N_("Move settlement within six weeks"),
        N_("When you move, the settlement comes within six weeks after supply ended at the old address."),
        kinds="W",
    ),
    Clause(
        "GE-V-10.6c",
        "10.5",
        N_("Normally final"),
        N_(
            "The last bill is normally final; a later correction by the grid company opens it again with a reason."
        ),
        kinds="W",
    ),
    Clause(
        "GE-V-10.6d",
        "10.5",
        N_("Handing the agreement on"),
        N_(
            "You need written consent to hand the agreement on; the supplier may pass it to its group "
            "or to a licensed company."
        ),
        kinds="E",
    ),
    Clause(
        "GE-V-12.1",
        "12.1",
        N_("Complaints"),
        N_(
            "Write to the complaints desk; it answers as soon as possible, payment goes on, and the "
            "energy board comes next."
        ),
        kinds="W",
        register=("X-70",),
    ),
    Clause(
        "GE-V-12.2",
        "12.2",
        N_("Law and court"),
        N_(
            "Danish law applies; cases are as a rule brought in Aarhus, and you may usually sue at your own court."
        ),
        kinds="D",
    ),
)

CLAUSES = gron_both_2024.CLAUSES + OWN

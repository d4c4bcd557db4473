"""Ørsted private terms of 2019, clauses 11 to 17: withdrawal, moving, end, data, complaints.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "OR-11.1",
        "11",
        N_("14 days to change your mind"),
        N_("You may withdraw within 14 days of making the agreement by any clear statement sent in time."),
        kinds="CE",
    ),
    Clause(
        "OR-11.2",
        "11",
        N_("Pay for what was delivered"),
        N_("If you agreed to an early start, you pay for the electricity and a share of the subscriptions."),
        kinds="C",
    ),
    Clause(
        "OR-12.1",
        "12",
        N_("The agreement moves with you"),
        N_("When you move, the agreement covers all metering points at the new address unless you end it."),
        kinds="W",
    ),
    Clause(
        "OR-12.2",
        "12",
        N_("Price at the new address"),
        N_("The price of the new area applies, except that a fixed price is kept."),
        kinds="C",
        register=("X-33",),
    ),
    Clause(
        "OR-12.3",
        "12",
        N_("The old address"),
        N_("The agreement also goes on at the old address until the supplier is told that it ends."),
        kinds="E",
    ),
    Clause(
        "OR-12.4",
        "12",
        N_("If you own the home"),
        N_("If you own the home you leave, the rules for owners apply."),
        kinds="D",
        register=("X-32",),
    ),
    Clause(
        "OR-12.5",
        "12",
        N_("When to tell about a move"),
        N_("Tell about a move at the earliest two months and at the latest ten working days before."),
        kinds="E",
        register=("X-65",),
    ),
    Clause(
        "OR-12.6",
        "12",
        N_("What we need"),
        N_("You give the new address, the date of the move and your personal number."),
        kinds="E",
    ),
    Clause(
        "OR-12.7",
        "12",
        N_("Read the meter on the day"),
        N_("If the meter is not read remotely, you read it on the very day of the move."),
        kinds="W",
    ),
    Clause(
        "OR-12.8",
        "12",
        N_("No reading"),
        N_(
            "Without a reading the grid company's estimate is used, the 25 kr. fee may apply, and a "
            "later reading may correct it."
        ),
        kinds="C",
    ),
    Clause(
        "OR-12.9",
        "12",
        N_("Prices not yet known"),
        N_("If you move out before the month's prices are set, the prices known at settlement are used."),
        kinds="C",
    ),
    Clause(
        "OR-13.1a",
        "13.1",
        N_("Notice and binding"),
        N_("Period, notice and any binding stand on the front page and in About your agreement."),
        kinds="P",
    ),
    Clause(
        "OR-13.1b",
        "13.1",
        N_("Last bill within six weeks"),
        N_("However the agreement ends, the last bill comes within six weeks."),
        kinds="W",
    ),
    Clause(
        "OR-13.2",
        "13.2",
        N_("When an owner ends the agreement"),
        N_(
            "An owner's notice takes effect when a new supply, a cut-off or a new owner can be "
            "verified, whichever comes first."
        ),
        kinds="CE",
        register=("X-32",),
    ),
    Clause(
        "OR-13.2d",
        "13.2",
        N_("Ask for disconnection"),
        N_("A wish to have supply cut is passed to the grid company at once; its fee is passed on to you."),
        kinds="W",
    ),
    Clause(
        "OR-13.3",
        "13.3",
        N_("Handing the agreement on"),
        N_(
            "You need written consent to hand the agreement on; the supplier may pass it to its group "
            "or a third party."
        ),
        kinds="E",
    ),
    Clause(
        "OR-14.1",
        "14",
        N_("Death and insolvency"),
        N_(
            "Death, reconstruction, bankruptcy or debt relief must be told at once and the meter read "
            "at once; security may be asked for."
        ),
        kinds="W",
        register=("X-36",),
    ),
    Clause(
        "OR-15.0",
        "15",
        N_("Why we use your data"),
        N_("Your data are used to run the agreement, for statistics and, if you have said yes, for marketing."),
        kinds="R",
        register=("X-67",),
    ),
    Clause(
        "OR-15.1",
        "15",
        N_("Privacy policy given"),
        N_("You receive the privacy policy when the agreement is made and can always read it."),
        kinds="D",
    ),
    Clause(
        "OR-15.2",
        "15",
        N_("Keep your details current"),
        N_("You keep address, e-mail and telephone numbers current."),
        kinds="E",
    ),
    Clause(
        "OR-15.3",
        "15",
        N_("When a message counts as received"),
        N_("A message counts as received when it is sent to the address or number you gave."),
        kinds="R",
    ),
    Clause(
        "OR-16.1",
        "16",
        N_("Complaints"),
        N_(
            "Write to the complaints desk; it answers as soon as possible, and payment goes on unless "
            "something else is expressly agreed."
        ),
        kinds="W",
        register=("X-70",),
    ),
    Clause(
        "OR-16.2",
        "16",
        N_("The energy board"),
        N_("If you still disagree, you may complain to Ankenævnet på Energiområdet."),
        kinds="D",
    ),
    Clause(
        "OR-17.1",
        "17",
        N_("Five reasons for a change"),
        N_(
            "Prices and terms change only for outside costs, inflation since 2017, new law, product "
            "changes or incentives."
        ),
        kinds="E",
    ),
    Clause(
        "OR-17.2",
        "17",
        N_("Notice of a change"),
        N_("Changes are announced to you personally with the notice the law sets."),
        kinds="W",
        register=("X-74",),
    ),
)

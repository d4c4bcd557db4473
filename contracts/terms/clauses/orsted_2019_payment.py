"""Ørsted private terms of 2019, clauses 6 to 10: payment, fees, security, breach, liability, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "OR-6.1a",
        "6.1",
        N_("Prices with VAT"),
        N_("Amounts are in Danish kroner and with VAT where VAT is due."),
        kinds="D",
    ),
    Clause(
        "OR-6.1b",
        "6.1",
        N_("Ways to pay"),
        N_("You choose between payment slip, Betalingsservice and automatic card."),
        kinds="E",
    ),
    Clause(
        "OR-6.1c",
        "6.1",
        N_("What a bill says"),
        N_("A bill names the last day to pay on time and where to pay."),
        kinds="D",
    ),
    Clause(
        "OR-6.1d",
        "6.1",
        N_("Late payment"),
        N_("Late payment carries interest, reminder fees and other necessary recovery costs as the law allows."),
        kinds="C",
    ),
    Clause(
        "OR-6.1e",
        "6.1",
        N_("Set-off"),
        N_(
            "The supplier may set a claim that is due against a debt that is due, also with companies "
            "of its group."
        ),
        kinds="C",
    ),
    Clause(
        "OR-6.2a",
        "6.2",
        N_("Automatic card every month"),
        N_("With automatic card you pay each month in advance, drawn at the start of the month."),
        kinds="W",
        register=("X-57",),
    ),
    Clause(
        "OR-6.2b",
        "6.2",
        N_("Eight days' notice"),
        N_("At least eight days before a draw you are told the amount and how it is worked out."),
        kinds="WE",
    ),
    Clause(
        "OR-6.2c",
        "6.2",
        N_("Take back your consent"),
        N_("You may stop future card draws at any time and then choose another way to pay."),
        kinds="E",
    ),
    Clause(
        "OR-6.2d",
        "6.2",
        N_("Card replaced or closed"),
        N_("If the card is replaced, blocked or closed, draws stop and you receive a payment reminder."),
        kinds="W",
    ),
    Clause(
        "OR-6.2e",
        "6.2",
        N_("Further draws"),
        N_("Interest, costs, fees and amounts charged too low may be drawn after at least eight days' notice."),
        kinds="WE",
    ),
    Clause(
        "OR-6.3a",
        "6.3",
        N_("Grid fees passed on"),
        N_("Fees the grid company charges because of you are passed on, unless the supplier alone was careless."),
        kinds="C",
    ),
    Clause(
        "OR-6.3b",
        "6.3",
        N_("Missing self-reading, 25 kr."),
        N_("If you do not read the meter when asked, it costs 25 kr. with VAT."),
        kinds="C",
        register=("X-30",),
    ),
    Clause(
        "OR-6.3c",
        "6.3",
        N_("Visit to disconnect, 300 kr."),
        N_("A visit by the grid company to cut supply costs 300 kr. without VAT."),
        kinds="C",
        register=("X-30",),
    ),
    Clause(
        "OR-6.3d",
        "6.3",
        N_("Payment slip, 35 kr."),
        N_("Each payment slip you receive costs 35 kr. with VAT."),
        kinds="C",
        register=("X-39",),
    ),
    Clause(
        "OR-6.3e",
        "6.3",
        N_("Betalingsservice, 6.25 kr."),
        N_("Each payment notice through Betalingsservice costs 6.25 kr. with VAT."),
        kinds="C",
    ),
    Clause(
        "OR-6.3f",
        "6.3",
        N_("Card is free"),
        N_("You avoid payment fees by paying with automatic card."),
        kinds="D",
    ),
    Clause(
        "OR-6.3g",
        "6.3",
        N_("Bank transfer, 50 kr."),
        N_("Paying what you owe by bank transfer costs 50 kr. with VAT."),
        kinds="C",
        register=("X-31",),
    ),
    Clause(
        "OR-6.3h", "6.3", N_("List of fees"), N_("The current fees stand on the supplier's website."), kinds="D"
    ),
    Clause(
        "OR-7.1",
        "7",
        N_("Before the agreement starts"),
        N_("You can be credit approved, are in no credit register and owe the supplier nothing for electricity."),
        kinds="E",
        register=("X-35",),
    ),
    Clause(
        "OR-7.2",
        "7",
        N_("Security"),
        N_(
            "If there is reason to expect that bills will not be paid, a deposit or other security "
            "may be asked for."
        ),
        kinds="W",
        register=(
            "X-71",
            "X-73",
        ),
    ),
    Clause(
        "OR-8.1",
        "8",
        N_("Material breach"),
        N_(
            "Not providing security or ending the grid agreement is material breach; a household is "
            "protected by the law's procedure."
        ),
        kinds="W",
        register=("X-37",),
    ),
    Clause(
        "OR-8.2",
        "8",
        N_("Credit registers"),
        N_("Unpaid debt may be reported to credit registers under the rules in force."),
        kinds="W",
    ),
    Clause(
        "OR-8.3",
        "8",
        N_("What is not breach"),
        N_("An interruption by the grid company or Energinet that neither side caused is no breach."),
        kinds="D",
    ),
    Clause(
        "OR-9.1",
        "9",
        N_("Force majeure"),
        N_(
            "Duties rest while an event beyond control lasts, if due care was shown; the other side "
            "is told at once in writing."
        ),
        kinds="W",
    ),
    Clause(
        "OR-10.1",
        "10",
        N_("Liability"),
        N_(
            "The supplier does not answer for a private customer's business losses unless grossly "
            "careless; grid faults go to the grid company."
        ),
        kinds="D",
    ),
)

"""Energi+ business terms 2.1, clauses 6 and 7: settlement, payment methods, security, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "EP-6.1",
        "6",
        N_("Paid in advance"),
        N_("Electricity is paid in advance by the consumption the grid company expects."),
        kinds="C",
    ),
    Clause(
        "EP-6.2",
        "6",
        N_("Every quarter"),
        N_("On-account payments are collected every quarter in advance unless something else is agreed."),
        kinds="W",
    ),
    Clause(
        "EP-6.3",
        "6",
        N_("A collection is not an invoice"),
        N_(
            "A collection moves money to your account with the supplier; consumption is billed day by "
            "day as it is registered."
        ),
        kinds="ER",
    ),
    Clause(
        "EP-6.4",
        "6",
        N_("Invoice on the 15th"),
        N_("The invoice is made on the 15th of the month after consumption and stands on the self-service page."),
        kinds="W",
    ),
    Clause(
        "EP-6.5",
        "6",
        N_("Settled on measured use"),
        N_(
            "Final settlement rests on measured consumption; meters not read remotely are read once a "
            "year by the customer."
        ),
        kinds="C",
    ),
    Clause(
        "EP-6.6",
        "6",
        N_("Corrections"),
        N_("After a reading earlier payments are corrected and future ones adjusted."),
        kinds="C",
    ),
    Clause(
        "EP-6.7",
        "6",
        N_("Change without notice"),
        N_(
            "On-account payments may be changed without notice when consumption changes materially or "
            "is not as expected."
        ),
        kinds="WD",
    ),
    Clause(
        "EP-6.8",
        "6",
        N_("Electronic collection only"),
        N_("No paper bills are sent; payment is by Betalingsservice or automatic card."),
        kinds="E",
    ),
    Clause(
        "EP-6.9",
        "6",
        N_("A valid payment method"),
        N_(
            "Without a valid method you are told at once how to mend it; reminders start when a due "
            "collection fails."
        ),
        kinds="W",
    ),
    Clause(
        "EP-6.10",
        "6",
        N_("If no method is registered"),
        N_(
            "In the end a missing payment method may lead to cancellation, but only through the steps "
            "of clause 11.3."
        ),
        kinds="E",
        register=(
            "X-22",
            "X-23",
        ),
    ),
    Clause(
        "EP-6.11",
        "6",
        N_("Betalingsservice is the start"),
        N_(
            "New customers are enrolled in Betalingsservice every quarter; self-service shows the "
            "status of each payment."
        ),
        kinds="WD",
    ),
    Clause(
        "EP-6.12",
        "6",
        N_("Earlier collection"),
        N_("The next collection may come earlier when your account is more than 500 kr. below zero."),
        kinds="W",
        register=("X-58",),
    ),
    Clause(
        "EP-6.13",
        "6",
        N_("Automatic card"),
        N_("A card pays three months at a time unless monthly payment is agreed."),
        kinds="W",
    ),
    Clause(
        "EP-6.14",
        "6",
        N_("Drawn before zero"),
        N_("The next card instalment is drawn before your balance falls below zero."),
        kinds="CW",
        register=("X-57",),
    ),
    Clause(
        "EP-6.15",
        "6",
        N_("Security when negative"),
        N_(
            "If a card customer's balance is negative for more than seven days or by more than 100 "
            "kr., security may be asked for."
        ),
        kinds="W",
        register=(
            "X-59",
            "X-73",
        ),
    ),
    Clause(
        "EP-6.16",
        "6",
        N_("Missing payment as breach"),
        N_("The supplier may call missing payment material breach, but it never cancels the agreement by itself."),
        kinds="E",
        register=("X-23",),
    ),
    Clause(
        "EP-6.17",
        "6",
        N_("Keep your card current"),
        N_("You keep your payment details current on self-service and register a new card at once."),
        kinds="D",
    ),
    Clause(
        "EP-7.1",
        "7",
        N_("When security may be asked for"),
        N_(
            "If there is reason to expect that bills will not be paid, a deposit, bank guarantee or "
            "other security may be asked for."
        ),
        kinds="W",
    ),
    Clause(
        "EP-7.2",
        "7",
        N_("Also without arrears"),
        N_("Security may be asked for even if nothing is unpaid at the moment."),
        kinds="E",
    ),
    Clause(
        "EP-7.3",
        "7",
        N_("The most that may be asked for"),
        N_("Security never exceeds the risk in the case at hand, nor five months' payment."),
        kinds="CE",
        register=("X-71",),
    ),
    Clause(
        "EP-7.4",
        "7",
        N_("Before supply"),
        N_("Security may have to be in place before supply starts or goes on."),
        kinds="W",
    ),
)

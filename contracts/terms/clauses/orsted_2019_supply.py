"""Ørsted private terms of 2019, clauses 1 to 5: scope, grid, delivery, price, settlement, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "OR-1.1",
        "1",
        N_("For households"),
        N_("These terms cover electricity that is used mainly for private purposes."),
        kinds="E",
    ),
    Clause(
        "OR-1.2",
        "1",
        N_("Three papers in rank"),
        N_("The front page counts before About your agreement, which counts before these terms."),
        kinds="E",
    ),
    Clause(
        "OR-1.3",
        "1",
        N_("Privacy policy"),
        N_("The supplier's current privacy policy applies as well."),
        kinds="D",
    ),
    Clause(
        "OR-2.1",
        "2",
        N_("Connected to the grid"),
        N_("You are connected to the grid during the whole agreement and fulfil the grid company's terms."),
        kinds="R",
    ),
    Clause(
        "OR-2.2",
        "2",
        N_("Power of attorney"),
        N_("The supplier may act for you towards the grid company and Energinet when the agreement is made."),
        kinds="R",
    ),
    Clause(
        "OR-2.3",
        "2",
        N_("Six duties towards the grid company"),
        N_(
            "You give access to the meter, read it when asked, report errors and switch everything "
            "off before reopening."
        ),
        kinds="D",
    ),
    Clause(
        "OR-3.1",
        "3",
        N_("Where and in which quality"),
        N_("Electricity is delivered at your connection point in the quality the grid company's terms ask for."),
        kinds="D",
    ),
    Clause(
        "OR-3.2",
        "3",
        N_("Tell about changes"),
        N_("You tell about changes that matter, such as a much larger consumption."),
        kinds="W",
    ),
    Clause(
        "OR-3.3",
        "3",
        N_("Temporary stop"),
        N_("The supplier may stop for as long as the grid company or Energinet interrupts supply."),
        kinds="R",
    ),
    Clause(
        "OR-4.1",
        "4.1",
        N_("Three parts of the price"),
        N_("The price is electricity, transport, and public obligations and taxes."),
        kinds="CD",
    ),
    Clause(
        "OR-4.2a",
        "4.2",
        N_("Subscription per meter"),
        N_("You pay one electricity subscription for each metering point; the amount stands on the front page."),
        kinds="C",
    ),
    Clause(
        "OR-4.2b",
        "4.2",
        N_("Price per kWh"),
        N_(
            "Each kWh has a trade price, fixed on the front page or variable by the method in About "
            "your agreement."
        ),
        kinds="C",
    ),
    Clause(
        "OR-4.3",
        "4.3",
        N_("Transport"),
        N_("Grid subscription, grid tariff and other grid amounts are passed on exactly as they are charged."),
        kinds="C",
    ),
    Clause(
        "OR-4.4", "4.4", N_("Taxes"), N_("You pay the rates the supplier must collect for the state."), kinds="C"
    ),
    Clause(
        "OR-4.5",
        "4.5",
        N_("Changed tariffs and taxes"),
        N_(
            "Changes by the grid company, Energinet or the state apply at once and are only announced "
            "if the law demands it."
        ),
        kinds="C",
    ),
    Clause(
        "OR-4.6",
        "4.6",
        N_("Special tax rules"),
        N_(
            "You check yourself whether special tax rules, such as for electric heating, apply to you "
            "and tell the supplier."
        ),
        kinds="W",
    ),
    Clause(
        "OR-5.1a",
        "5.1",
        N_("One to six months"),
        N_("Running settlement is in advance or arrears with one to six months between, as the supplier chooses."),
        kinds="P",
        register=("X-34",),
    ),
    Clause(
        "OR-5.1b",
        "5.1",
        N_("On account"),
        N_("On-account amounts rest on the grid company's estimate and the prices known at the time."),
        kinds="C",
    ),
    Clause(
        "OR-5.1c",
        "5.1",
        N_("Remotely read meter"),
        N_("With a remotely read meter settled by the hour, final settlement comes at least four times a year."),
        kinds="W",
    ),
    Clause(
        "OR-5.1d",
        "5.1",
        N_("Other meters"),
        N_("With any other meter, final settlement comes at least once a year."),
        kinds="W",
    ),
    Clause(
        "OR-5.1e",
        "5.1",
        N_("Too much or too little"),
        N_("What you paid too much or too little is put right in the final settlement."),
        kinds="C",
    ),
    Clause(
        "OR-5.2a",
        "5.2",
        N_("Data from DataHub"),
        N_("Final settlement rests on your data in Energinet's DataHub."),
        kinds="C",
    ),
    Clause(
        "OR-5.2b",
        "5.2",
        N_("Who answers for the meter"),
        N_("The grid company answers for the meter, the measuring and the transfer of data."),
        kinds="D",
    ),
    Clause(
        "OR-5.2c",
        "5.2",
        N_("When data are missing"),
        N_("Without good data in time, the grid company's estimate may be used and is corrected later."),
        kinds="C",
    ),
    Clause(
        "OR-5.3a",
        "5.3",
        N_("Look at your meter"),
        N_("You are encouraged to look at the meter and its seal before and during the agreement."),
        kinds="D",
    ),
    Clause(
        "OR-5.3b",
        "5.3",
        N_("Report damage"),
        N_("If the meter seems damaged, stopped or wrong, tell the grid company at once."),
        kinds="W",
    ),
    Clause(
        "OR-5.3c",
        "5.3",
        N_("Have the meter tested"),
        N_("Ask the supplier, who handles the grid company; the grid company's fee is passed on to you."),
        kinds="WC",
        register=("X-30",),
    ),
)

"""Grøn Elforsyning terms of 2024, clauses 1 to 5 where both parts read alike, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "GE-0.1",
        "0",
        N_("Which part applies"),
        N_(
            "Your sign-up receipt says whether the variable or the fixed-price part is yours; terms "
            "from 1 September 2024."
        ),
        kinds="E",
    ),
    Clause(
        "GE-VF-1.1",
        "1",
        N_("For households"),
        N_(
            "These terms cover electricity and gas used mainly for private purposes unless the "
            "agreement says otherwise."
        ),
        kinds="E",
    ),
    Clause(
        "GE-VF-1.2",
        "1",
        N_("What ranks first"),
        N_("If the order confirmation and the terms differ, the order confirmation counts."),
        kinds="E",
    ),
    Clause(
        "GE-VF-1.3",
        "1.1",
        N_("14 days to change your mind"),
        N_(
            "An agreement made at a distance or away from the shop can be withdrawn from within 14 "
            "days by a clear statement sent in time."
        ),
        kinds="CE",
        register=("X-77",),
    ),
    Clause(
        "GE-VF-2.1",
        "2",
        N_("Six duties towards the grid company"),
        N_(
            "You give access to the meter, read it when asked, report errors and switch everything "
            "off before reopening."
        ),
        kinds="D",
        register=("X-61",),
    ),
    Clause(
        "GE-VF-2.2",
        "2",
        N_("The grid company's terms"),
        N_("You fulfil the local grid company's terms at all times."),
        kinds="R",
    ),
    Clause(
        "GE-VF-2.3",
        "2",
        N_("Power of attorney for the switch"),
        N_("The supplier acts for you towards Energinet and the grid company when the supplier is changed."),
        kinds="R",
    ),
    Clause(
        "GE-VF-3.1",
        "3",
        N_("Balancing included"),
        N_("Balancing is included, so you can use power whenever you need it."),
        kinds="D",
    ),
    Clause(
        "GE-VF-3.2",
        "3",
        N_("Temporary stop"),
        N_("The supplier may stop for as long as the grid company interrupts supply."),
        kinds="R",
    ),
    Clause(
        "GE-VF-3.3",
        "3",
        N_("Price area"),
        N_("Energy is delivered in your price area, east or west of the Great Belt."),
        kinds="C",
    ),
    Clause(
        "GE-VF-3.4",
        "3",
        N_("Tell about changes"),
        N_("You tell about changes that matter, such as consumption or address."),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.1",
        "4",
        N_("Who answers for the meter"),
        N_(
            "The grid company answers for the meter; the supplier contacts it about a suspected error when needed."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.2",
        "4",
        N_("Later corrections"),
        N_("A bill may be corrected when data arrive late or the grid company corrects them."),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.3",
        "4",
        N_("When data are missing"),
        N_("Without good data the bill rests on earlier consumption at the address and the connected appliances."),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.4",
        "4",
        N_("Reading once a year"),
        N_("If your meter is not read remotely, you send a correct reading to the grid company once a year."),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.5",
        "4",
        N_("Changed consumption"),
        N_("You tell as soon as possible about larger changes, such as switching to or from electric heating."),
        kinds="W",
        register=("X-62",),
    ),
    Clause(
        "GE-VF-4.6",
        "4",
        N_("What on-account amounts rest on"),
        N_(
            "You pay in advance by expected yearly consumption from public data and earlier use; gas "
            "from the gas grid company."
        ),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.7",
        "4",
        N_("A collection is not an invoice"),
        N_(
            "A collection moves money to your account with the supplier; consumption is billed day by "
            "day as it is registered."
        ),
        kinds="ER",
    ),
    Clause(
        "GE-VF-4.8",
        "4",
        N_("Invoice on the 15th"),
        N_("The invoice is made on the 15th of the month after consumption."),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.9",
        "4",
        N_("The first payment"),
        N_(
            "When consumption is not yet known, the first amount is the product's estimate and is "
            "corrected in the next period."
        ),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.10",
        "4",
        N_("Later payments"),
        N_("Later amounts are the period's share of expected yearly consumption at a price estimated for it."),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.11",
        "4",
        N_("Gas once a year"),
        N_("Gas is finally settled once a year on meter readings."),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.12",
        "4",
        N_("Corrections and changes"),
        N_(
            "After readings amounts are corrected, and they may be changed without notice if "
            "consumption changes materially."
        ),
        kinds="C",
    ),
    Clause(
        "GE-VF-4.13",
        "4",
        N_("One bill or two"),
        N_(
            "Electricity comes on one bill; gas on two, one from the supplier and one from the gas "
            "grid company Evida."
        ),
        kinds="D",
    ),
    Clause(
        "GE-VF-4.14",
        "4",
        N_("Last bank day of the month"),
        N_("Monthly card payments are drawn on the last bank day of the month."),
        kinds="W",
        register=("X-57",),
    ),
    Clause(
        "GE-VF-4.15",
        "4",
        N_("Monthly payment, 9 kr."),
        N_("Paying every month costs 9 kr. for each collection."),
        kinds="C",
        register=("X-56",),
    ),
    Clause(
        "GE-VF-4.16",
        "4",
        N_("Set-up fee"),
        N_("A set-up fee, if the price sheet has one, is taken with the first collection."),
        kinds="C",
        register=("X-56",),
    ),
    Clause(
        "GE-VF-4.17",
        "4",
        N_("Other days while reminders run"),
        N_("Only while reminders run may the day of collection be changed."),
        kinds="E",
    ),
    Clause(
        "GE-VF-4.18",
        "4",
        N_("Earlier collection"),
        N_(
            "If you pay for more than one month at a time, the next collection may come earlier when "
            "your account is more than 500 kr. below zero."
        ),
        kinds="W",
        register=("X-58",),
    ),
    Clause(
        "GE-VF-4.19",
        "4",
        N_("Drawn before zero"),
        N_("With automatic top-up the next instalment is drawn before your balance passes 0 kr."),
        kinds="CW",
        register=("X-57",),
    ),
    Clause(
        "GE-VF-4.20",
        "4",
        N_("Keep your card current"),
        N_("You update your card on self-service when it is lost or renewed."),
        kinds="D",
    ),
    Clause(
        "GE-VF-4.21",
        "4",
        N_("Security when negative"),
        N_(
            "If a card customer's balance is negative for more than seven days or by more than 100 "
            "kr., security may be asked for."
        ),
        kinds="W",
        register=("X-59",),
    ),
    Clause(
        "GE-VF-4.22",
        "4",
        N_("Electronic payment only"),
        N_("You pay for example by Betalingsservice, card or MobilePay; no paper bills are sent."),
        kinds="E",
    ),
    Clause(
        "GE-VF-4.23",
        "4",
        N_("A valid payment method"),
        N_(
            "Without a valid method you are told at once how to mend it; reminders start when a due "
            "collection fails."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-4.24",
        "4",
        N_("By e-mail"),
        N_("You need an e-mail address; confirmations, changes and reminders are sent there."),
        kinds="E",
    ),
    Clause(
        "GE-VF-4.25",
        "4",
        N_("How we write to you"),
        N_(
            "Everything in writing is digital: e-Boks, e-mail, SMS, Min side or Betalingsservice; you "
            "may also be phoned."
        ),
        kinds="R",
    ),
    Clause(
        "GE-VF-4.26",
        "4",
        N_("Paper on request"),
        N_("If you ask for letters, the price sheet's fee may be charged."),
        kinds="C",
        register=("X-60",),
    ),
    Clause(
        "GE-VF-4.27",
        "4",
        N_("Keep your details current"),
        N_("You keep e-mail, mobile number and registered address current."),
        kinds="E",
    ),
    Clause(
        "GE-VF-5.1",
        "5",
        N_("Offer after six months"),
        N_("An offer to change product six months after supply began must be asked for by you."),
        kinds="W",
    ),
    Clause(
        "GE-VF-5.2",
        "5",
        N_("Binding when you change"),
        N_("A product change may mean a new binding; that is true of the fixed-price part alone."),
        kinds="W",
        register=("X-50",),
    ),
    Clause(
        "GE-VF-5.3",
        "5",
        N_("Prices with taxes"),
        N_("Prices are in Danish kroner with taxes; a bill names the last day to pay and where to pay."),
        kinds="D",
    ),
    Clause(
        "GE-VF-5.4",
        "5",
        N_("Late payment"),
        N_("Late payment carries interest, reminder fees and other necessary recovery costs as the law allows."),
        kinds="C",
    ),
    Clause(
        "GE-VF-5.5",
        "5",
        N_("Where prices stand"),
        N_("Current tariffs, fees and prices stand on the website and are given on request."),
        kinds="D",
    ),
    Clause(
        "GE-VF-5.6",
        "5.1",
        N_("Set-off"),
        N_(
            "The supplier may set a claim that is due against a debt that is due, also with companies "
            "of its group."
        ),
        kinds="C",
    ),
)

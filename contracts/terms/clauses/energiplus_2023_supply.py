"""Energi+ business terms 2.1, clauses 1 to 5: scope, grid, metering, delivery, price, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "EP-1.1",
        "1",
        N_("For businesses"),
        N_(
            "These terms cover electricity that is used mainly for business, and the customer has a "
            "company number."
        ),
        kinds="E",
    ),
    Clause(
        "EP-1.2",
        "1",
        N_("Order confirmation"),
        N_(
            "The supplier sends an order confirmation that lists the products; together with the "
            "terms it is the agreement."
        ),
        kinds="WR",
    ),
    Clause(
        "EP-1.3",
        "1",
        N_("What ranks first"),
        N_("If the order confirmation and the terms differ, the order confirmation counts."),
        kinds="E",
    ),
    Clause(
        "EP-1.4",
        "1",
        N_("Credit approval"),
        N_("The agreement is only made once a credit bureau's answer lets the supplier approve the customer."),
        kinds="WE",
    ),
    Clause(
        "EP-1.5",
        "1",
        N_("No earlier arrears"),
        N_("A customer must not owe the supplier or its partners money from earlier agreements."),
        kinds="E",
    ),
    Clause(
        "EP-1.6",
        "1",
        N_("Later credit checks"),
        N_(
            "The supplier may check credit again and ask for more prepayment if it has reason to fear "
            "for the payment."
        ),
        kinds="W",
    ),
    Clause(
        "EP-2.1",
        "2",
        N_("The grid company"),
        N_(
            "The customer is always connected through the local grid company, whose own terms apply "
            "to the connection."
        ),
        kinds="D",
    ),
    Clause(
        "EP-2.2",
        "2",
        N_("Six duties towards the grid company"),
        N_(
            "You give access to meters, read them when asked, report meter errors and switch "
            "everything off before reopening."
        ),
        kinds="D",
    ),
    Clause(
        "EP-2.3",
        "2",
        N_("Power of attorney for the switch"),
        N_(
            "The supplier acts for the customer towards Energinet and the grid company when the "
            "supplier is changed."
        ),
        kinds="R",
    ),
    Clause(
        "EP-3.0",
        "3",
        N_("Who answers for the meter"),
        N_("The meter and the figures it shows are the grid company's responsibility."),
        kinds="D",
    ),
    Clause(
        "EP-3.1",
        "3",
        N_("When a meter seems wrong"),
        N_("Both the supplier and the customer may ask the grid company to look into a suspected meter error."),
        kinds="W",
    ),
    Clause(
        "EP-3.2",
        "3",
        N_("Later corrections"),
        N_(
            "A bill may be corrected when data arrive late or the grid company corrects them, in either direction."
        ),
        kinds="C",
    ),
    Clause(
        "EP-3.3",
        "3",
        N_("When data are missing"),
        N_("Without good data the bill rests on earlier consumption at the address and the connected appliances."),
        kinds="C",
    ),
    Clause(
        "EP-4.1",
        "4",
        N_("Where and from when"),
        N_("Electricity is delivered at the agreed metering point from the agreed time."),
        kinds="R",
    ),
    Clause(
        "EP-4.2",
        "4",
        N_("Temporary stop"),
        N_("The supplier may stop for as long as the grid company interrupts supply."),
        kinds="R",
    ),
    Clause(
        "EP-4.3",
        "4",
        N_("Price area"),
        N_("Electricity is delivered in the customer's price area, east or west of the Great Belt."),
        kinds="C",
    ),
    Clause(
        "EP-4.4",
        "4",
        N_("Tell about changes"),
        N_("The customer tells about changes that matter, such as consumption, address or place of business."),
        kinds="W",
        register=("X-62",),
    ),
    Clause(
        "EP-5.1",
        "5",
        N_("Prices without VAT"),
        N_("All prices are in Danish kroner and without VAT; VAT is added on the invoice."),
        kinds="CD",
    ),
    Clause(
        "EP-5.2",
        "5",
        N_("Three parts of the price"),
        N_(
            "The price is electricity, transport by the grid company and taxes to the state, each "
            "shown on the invoice."
        ),
        kinds="CD",
    ),
    Clause(
        "EP-5.3",
        "5",
        N_("No profit on transport and taxes"),
        N_("Transport and taxes are passed on exactly as they are charged, without any margin."),
        kinds="CE",
    ),
    Clause(
        "EP-5.4",
        "5",
        N_("Changed tariffs and taxes"),
        N_(
            "Changes by the grid company, Energinet or the state apply at once and are only announced "
            "if the law asks for it."
        ),
        kinds="C",
    ),
    Clause(
        "EP-5.5",
        "5",
        N_("Spot price plus markup"),
        N_("Each kWh costs the purchase price of its hour plus the markup of the agreement."),
        kinds="C",
    ),
    Clause(
        "EP-5.6",
        "5",
        N_("What a bill says"),
        N_("A bill names the last day to pay on time and where to pay."),
        kinds="D",
    ),
    Clause(
        "EP-5.7",
        "5",
        N_("Interest when late"),
        N_("Payment after the last day carries interest under the Danish act on interest."),
        kinds="C",
    ),
    Clause(
        "EP-5.8",
        "5",
        N_("Reminder and collection costs"),
        N_("Reminders and other necessary recovery costs may be charged as far as the law allows."),
        kinds="C",
    ),
    Clause(
        "EP-5.9",
        "5",
        N_("Set-off"),
        N_(
            "The supplier may set a claim that is due against a debt that is due, also with companies "
            "of its group."
        ),
        kinds="C",
    ),
    Clause(
        "EP-5.10",
        "5",
        N_("Where prices stand"),
        N_("Current prices, taxes, fees and tariffs stand on the website and are sent by e-mail on request."),
        kinds="D",
    ),
    Clause(
        "EP-5.11",
        "5",
        N_("Right to regulate prices"),
        N_("Prices, fees and the way of settling may be changed under the rules on changes."),
        kinds="W",
        register=("X-20",),
    ),
    Clause(
        "EP-5.12",
        "5",
        N_("Product by consumption"),
        N_("Which product you can have follows from your own choice and from how much you use."),
        kinds="E",
    ),
)

"""Energi+ business terms 2.1, clauses 8 to 16: breach, notice, moving, cancellation, data, complaints, changes.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "EP-8.1",
        "8",
        N_("Material breach"),
        N_(
            "If one side breaks the agreement materially, the other may cancel it at once, within the "
            "limits of 11.3 and 11.4."
        ),
        kinds="W",
    ),
    Clause(
        "EP-8.2",
        "8",
        N_("Examples of breach"),
        N_("Not providing security, or ending the agreement with the grid company, is material breach."),
        kinds="R",
    ),
    Clause(
        "EP-8.3",
        "8",
        N_("Breach inside the binding"),
        N_("If the customer's breach ends the agreement inside the binding, the exit charge of 11.1 is due."),
        kinds="C",
    ),
    Clause(
        "EP-8.4",
        "8",
        N_("Credit registers"),
        N_("Unpaid debt may be reported to approved credit registers under the rules in force."),
        kinds="W",
    ),
    Clause(
        "EP-8.5",
        "8",
        N_("What is not breach"),
        N_("An interruption by the grid company or Energinet that the customer did not cause is no breach."),
        kinds="D",
    ),
    Clause(
        "EP-8.6",
        "8",
        N_("Tell about insolvency"),
        N_("Reconstruction, a bankruptcy petition or debt relief must be told to the supplier at once."),
        kinds="W",
        register=("X-28",),
    ),
    Clause(
        "EP-8.7",
        "8",
        N_("Security in insolvency"),
        N_("Security may then be asked for, but not in reconstruction unless the law says so."),
        kinds="E",
        register=("X-36",),
    ),
    Clause(
        "EP-9.1",
        "9",
        N_("Liability"),
        N_(
            "The supplier does not answer for faults in the grid, technical quality, operating loss "
            "or indirect loss."
        ),
        kinds="D",
    ),
    Clause(
        "EP-10.1",
        "10",
        N_("Force majeure"),
        N_(
            "Duties rest while an event beyond control lasts; the other side is told at once in "
            "writing; lack of money never counts."
        ),
        kinds="W",
    ),
    Clause(
        "EP-11.1a",
        "11.1",
        N_("Bound for 36 months"),
        N_(
            "The agreement runs for 36 months unless something else is agreed, and you cannot end it in that time."
        ),
        kinds="E",
        register=(
            "X-24",
            "X-25",
        ),
    ),
    Clause(
        "EP-11.1b",
        "11.1",
        N_("Your notice"),
        N_("After the binding you may end the agreement with one month's notice to the end of a month."),
        kinds="C",
        register=("X-76",),
    ),
    Clause(
        "EP-11.1c",
        "11.1",
        N_("The supplier's notice"),
        N_("The supplier may end the agreement at any time with one month's notice to the end of a month."),
        kinds="C",
        register=("X-25",),
    ),
    Clause(
        "EP-11.1d",
        "11.1",
        N_("Notice in writing"),
        N_("Notice must be given in writing; self-service and e-mail count, the telephone does not."),
        kinds="E",
    ),
    Clause(
        "EP-11.1e",
        "11.1",
        N_("Leaving without right"),
        N_(
            "Who leaves inside the binding may be asked for the markup of the months that are left "
            "and for other loss."
        ),
        kinds="C",
        register=("X-26",),
    ),
    Clause(
        "EP-11.1f",
        "11.1",
        N_("Buying out"),
        N_(
            "Leaving inside the binding costs at least 3,500 kr. plus VAT; the supplier may choose "
            "this fee instead of a calculation."
        ),
        kinds="C",
        register=("X-26",),
    ),
    Clause(
        "EP-11.2a",
        "11.2",
        N_("The agreement moves with you"),
        N_("When you move, the agreement goes on at the new address unless you end it at the same time."),
        kinds="W",
    ),
    Clause(
        "EP-11.2b",
        "11.2",
        N_("Moving and leaving"),
        N_("Moving inside the binding without taking the agreement along costs the fee of 3,500 kr. plus VAT."),
        kinds="C",
    ),
    Clause(
        "EP-11.2c",
        "11.2",
        N_("Price at the new address"),
        N_("At the new address the supplier's price for that grid area applies."),
        kinds="C",
    ),
    Clause(
        "EP-11.2d",
        "11.2",
        N_("When to tell about a move"),
        N_("Tell about a move at the earliest two months and at the latest seven working days before."),
        kinds="ED",
        register=("X-65",),
    ),
    Clause(
        "EP-11.2e",
        "11.2",
        N_("Death and insolvency"),
        N_("Death, reconstruction, bankruptcy or debt relief must be told at once, and the meter read at once."),
        kinds="W",
        register=("X-28",),
    ),
    Clause(
        "EP-11.2f",
        "11.2",
        N_("Register the move-out"),
        N_("You register the move-out on self-service and pay for consumption until it is told and registered."),
        kinds="R",
        register=("X-65",),
    ),
    Clause(
        "EP-11.3a",
        "11.3",
        N_("Never for past debt"),
        N_("Supply is never cancelled or cut because consumption already used is unpaid."),
        kinds="E",
        register=("X-23",),
    ),
    Clause(
        "EP-11.3b",
        "11.3",
        N_("Notice of cancellation"),
        N_("Cancellation may be announced when security was asked for and not provided within the deadline."),
        kinds="W",
        register=("X-73",),
    ),
    Clause(
        "EP-11.3c",
        "11.3",
        N_("Other assurance"),
        N_("The agreement cannot be cancelled when another arrangement secures future payment."),
        kinds="E",
        register=("X-72",),
    ),
    Clause(
        "EP-11.3d",
        "11.3",
        N_("Supply afterwards"),
        N_(
            "After a justified cancellation new supply can be refused until the debt for electricity "
            "and gas is paid."
        ),
        kinds="E",
        register=("X-64",),
    ),
    Clause(
        "EP-11.4a",
        "11.4",
        N_("Disconnection"),
        N_("Supply may be cut when the agreement is cancelled."),
        kinds="W",
    ),
    Clause(
        "EP-11.4b",
        "11.4",
        N_("Not with another supplier"),
        N_("Supply is not cut when another supplier delivers."),
        kinds="E",
    ),
    Clause(
        "EP-11.4c",
        "11.4",
        N_("Cost of disconnection"),
        N_("The customer pays what the disconnection costs."),
        kinds="C",
    ),
    Clause(
        "EP-11.5a",
        "11.5",
        N_("Last bill within six weeks"),
        N_(
            "The last bill comes within six weeks after the end; when you move, within six weeks "
            "after supply ended at the old address."
        ),
        kinds="W",
    ),
    Clause(
        "EP-11.5b",
        "11.5",
        N_("Normally final"),
        N_(
            "The last bill is normally final; a later correction by the grid company opens it again with a reason."
        ),
        kinds="D",
    ),
    Clause(
        "EP-11.5c",
        "11.5",
        N_("Handing the agreement on"),
        N_(
            "You need written consent to hand the agreement on; the supplier may pass it to its group "
            "or to a licensed company."
        ),
        kinds="E",
    ),
    Clause(
        "EP-12.1",
        "12",
        N_("Your data"),
        N_("Relevant data are used to run the agreement and passed on, also to authorities, where necessary."),
        kinds="R",
        register=("X-27",),
    ),
    Clause(
        "EP-12.2",
        "12",
        N_("Data in disconnection cases"),
        N_(
            "Facts about animals, children, helpless persons, staff safety and the property may be "
            "recorded and are kept closed."
        ),
        kinds="RE",
        register=("X-68",),
    ),
    Clause(
        "EP-12.3",
        "12",
        N_("Cookies and credit register"),
        N_("The website uses cookies, and a new customer may be checked in the credit register RKI."),
        kinds="D",
    ),
    Clause(
        "EP-12.4",
        "12",
        N_("See and correct your data"),
        N_("You may see your data and have mistakes corrected; it is free."),
        kinds="W",
        register=("X-66",),
    ),
    Clause(
        "EP-12.5",
        "12",
        N_("Marketing"),
        N_("Newsletters come four to six times a year and only if you have said yes; you may say no at any time."),
        kinds="RE",
        register=("X-67",),
    ),
    Clause(
        "EP-13.1",
        "13",
        N_("Complaints"),
        N_("Complaints go to customer service, which answers well and within a reasonable time."),
        kinds="W",
        register=("X-70",),
    ),
    Clause(
        "EP-13.2",
        "13",
        N_("Payment goes on"),
        N_("A complaint does not postpone payment unless that is expressly agreed."),
        kinds="E",
    ),
    Clause(
        "EP-13.3",
        "13",
        N_("Law and court"),
        N_("Danish law applies; cases are as a rule brought at the court in Roskilde."),
        kinds="D",
    ),
    Clause(
        "EP-13.4",
        "13",
        N_("Changes with notice"),
        N_(
            "Material changes to your disadvantage are announced at least 14 days ahead, or longer if "
            "the law says so."
        ),
        kinds="W",
        register=("X-21",),
    ),
    Clause(
        "EP-13.5",
        "13",
        N_("Leave because of a change"),
        N_("If you do not accept a material change to your disadvantage, you may end the agreement."),
        kinds="E",
        register=(
            "X-63",
            "X-74",
        ),
    ),
    Clause(
        "EP-14.1",
        "14",
        N_("Changes, said again"),
        N_("The rules on changes are repeated here without the 14 days; the longer notice counts."),
        kinds="W",
        register=(
            "X-21",
            "X-74",
        ),
    ),
    Clause(
        "EP-15.1",
        "15",
        N_("By e-mail"),
        N_("You need an e-mail address; messages are sent there and you keep it current."),
        kinds="E",
    ),
    Clause(
        "EP-16.1",
        "16",
        N_("Contact"),
        N_("Customer service answers by e-mail and telephone, Monday to Friday from 9 to 15."),
        kinds="D",
    ),
)

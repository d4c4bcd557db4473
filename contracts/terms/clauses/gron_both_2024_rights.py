"""Grøn Elforsyning terms of 2024, clauses 6 to 13 where both parts read alike, in our own words.

A data module: it lists clauses and may be longer than code should be.
"""

from __future__ import annotations

from contracts.terms.clause import Clause
from contracts.terms.marker import N_

CLAUSES = (
    Clause(
        "GE-VF-6.1",
        "6",
        N_("Security"),
        N_(
            "If there is reason to expect that bills will not be paid, security may be asked for: at "
            "most the risk and five months' payment."
        ),
        kinds="W",
        register=(
            "X-35",
            "X-71",
        ),
    ),
    Clause(
        "GE-VF-6.2",
        "6",
        N_("Invalid payment method"),
        N_(
            "An invalid card or a cancelled Betalingsservice agreement also counts as a reason; a "
            "person looks at it first."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-7.1",
        "7",
        N_("Breach"),
        N_(
            "Material breach may end the agreement through the steps of clause 10; unpaid debt may be "
            "reported to credit registers."
        ),
        kinds="WR",
        register=("X-51",),
    ),
    Clause(
        "GE-VF-7.2",
        "7",
        N_("Death and insolvency"),
        N_(
            "Death, reconstruction, bankruptcy or debt relief must be told at once; security may be "
            "asked for, but not in reconstruction."
        ),
        kinds="W",
        register=("X-36",),
    ),
    Clause(
        "GE-VF-8",
        "8",
        N_("Force majeure"),
        N_(
            "Duties rest while an event beyond control lasts; the other side is told at once in "
            "writing; lack of money never counts."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-9",
        "9",
        N_("Liability"),
        N_(
            "The supplier does not answer for faults in the grid or technical quality, nor for "
            "business losses unless grossly careless."
        ),
        kinds="D",
    ),
    Clause(
        "GE-VF-11.1",
        "11",
        N_("Your data"),
        N_("Relevant data are used to run the agreement and passed on, also to authorities, where necessary."),
        kinds="R",
    ),
    Clause(
        "GE-VF-11.2",
        "11",
        N_("Data in disconnection cases"),
        N_(
            "Facts about animals, children, helpless persons, staff safety and the property may be "
            "recorded and are kept closed."
        ),
        kinds="RE",
        register=("X-68",),
    ),
    Clause(
        "GE-VF-11.3",
        "11",
        N_("A child at risk"),
        N_(
            "If a person under 18 lives in conditions that endanger health or development, the "
            "municipality is told at once."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-11.4",
        "11",
        N_("Animals at risk"),
        N_("If animals are treated irresponsibly, the police are told."),
        kinds="W",
    ),
    Clause(
        "GE-VF-11.5",
        "11",
        N_("No card data here"),
        N_("Card data are held by the payment provider alone."),
        kinds="E",
    ),
    Clause(
        "GE-VF-11.6",
        "11",
        N_("Cookies, registers, access, newsletters"),
        N_(
            "Credit registers may be asked; seeing your data is free; newsletters come four to six "
            "times a year if you said yes."
        ),
        kinds="RE",
        register=(
            "X-66",
            "X-67",
        ),
    ),
    Clause(
        "GE-VF-13.1",
        "13",
        N_("Changes with notice"),
        N_(
            "Material changes to your disadvantage are announced with the notice the law sets, other "
            "ones are told to you personally."
        ),
        kinds="W",
    ),
    Clause(
        "GE-VF-13.2",
        "13",
        N_("Leave because of a change"),
        N_("If you do not want to go on with changed terms, you may end the agreement."),
        kinds="E",
        register=(
            "X-63",
            "X-74",
        ),
    ),
)

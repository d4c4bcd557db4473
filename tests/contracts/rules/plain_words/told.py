"""What a document tells, section by section, with figures of the law written by hand."""

from datetime import time

from config.foundation.money import Money
from contracts import terms
from contracts.rules.plain_words import Percentage, plain_words
from contracts.terms.overrides import Overrides

FIGURES_DK = {
    "late_interest_rate": 975,
    "reminder_fee": 10_000,
    "reminder_max_count": 3,
    "reminder_gap_days": 10,
    "business_late_compensation": 31_000,
    "consumer_change_notice_months": 3,
    "business_change_notice_days": 14,
    "security_cap_months": 5,
    "security_reminders": 2,
    "security_deadline_workdays": 15,
    "security_deadline_no_arrears_months": 2,
    "cancellation_notice_workdays": 3,
    "energy_board_fee": 16_000,
}
RETAIL = ("energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024")


def sections(code, overrides=None, figures=FIGURES_DK):
    told = plain_words(terms=terms.by_code(code), overrides=overrides or Overrides(), figures=figures)
    return {section.key: section for section in told}


def sentence(code, section, clause, overrides=None, figures=FIGURES_DK, number=0):
    """Return the n-th sentence of a section that cites a clause."""
    return [said for said in sections(code, overrides, figures)[section].sentences if said.clause == clause][
        number
    ]


def shown(said):
    """Return a sentence as an English reader sees it: 500.00 DKK, 9.75 %, 15:00."""
    return said.text % {name: _shown(value) for name, value in said.params.items()}


def _shown(value):
    if isinstance(value, Money):
        return f"{value.minor // 100}.{value.minor % 100:02} {value.currency}"
    if isinstance(value, Percentage):
        return f"{value.hundredths // 100}.{value.hundredths % 100:02} %"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)

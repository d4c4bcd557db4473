"""To whom a supplier may pass an agreement on, and that the customer needs consent; when customers are told."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from config.foundation.calendar import add_months
from contracts.rules.sentence import holds
from contracts.terms.document import Terms
from contracts.terms.parts.agreement import Assignment

NOTICE_MONTHS = 1
"""How long before it the customers are told; the documents set no time, so this is our own choice."""


class Assignee(StrEnum):
    """To whom an agreement goes over; the same words as are stored, in small letters in the terms."""

    GROUP_COMPANY_IN_EUROPE = "GROUP_COMPANY_IN_EUROPE"
    LICENSED_THIRD_PARTY = "LICENSED_THIRD_PARTY"
    THIRD_PARTY = "THIRD_PARTY"


def part_of(*, terms: Terms) -> Assignment | None:
    """
    Return what the document says of passing the agreement on; None where it is silent, and nobody may.

    Source: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d.
    """
    return terms.assignment


def supplier_may_assign(*, assignee: Assignee, part: Assignment) -> bool:
    """
    Return whether the supplier may pass the agreement on to such a company without asking the customer.

    Where any third party will do, one with a licence does too.

    Source: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d.
    """
    named = part.supplier_may_assign_to.value
    licensed = assignee is Assignee.LICENSED_THIRD_PARTY and Assignee.THIRD_PARTY.lower() in named
    return assignee.lower() in named or licensed


def customer_needs_consent(*, part: Assignment) -> bool:
    """
    Return whether the customer may hand the agreement on only with the supplier's consent in writing.

    Source: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d.
    """
    return holds(part.customer_needs_consent)


def last_day_to_tell(*, takes_effect_on: date) -> date:
    """
    Return the last day on which the customers are told of it.

    >>> last_day_to_tell(takes_effect_on=date(2026, 5, 31))
    datetime.date(2026, 4, 30)

    Source: our own choice; EP-11.5c, OR-13.3, GE-V-10.6d and GE-F-10.6d set no time.
    """
    return add_months(takes_effect_on, -NOTICE_MONTHS)

"""What a new order must fulfil: for whom the terms are, its first day, and what the terms make it wait for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from contracts.enums import CreditOutcome
from contracts.rules.sentence import holds
from contracts.terms.document import Terms
from contracts.terms.parts.scope import CustomerKind, Debt

LATEST_START_DAYS = 365


class NextStep(StrEnum):
    """What follows for the agreement."""

    GOES_ON = "goes_on"
    WAITS = "waits"
    SECURITY = "security"
    PERSON_DECIDES = "person_decides"


def is_meant_for(*, terms: Terms, customer: CustomerKind) -> bool:
    """
    Return whether the document covers a customer whose use is mainly of this kind.

    Source: EP-1.1, OR-1.1, GE-VF-1.1 (the main purpose decides).
    """
    return customer in terms.scope.customers.value


def needs_registration(*, terms: Terms, customer: CustomerKind) -> bool:
    """
    Return whether the customer must give a company number: a business always, whether its terms say so or not.

    Source: EP-1.1.
    """
    return customer is CustomerKind.BUSINESS or holds(terms.scope.registration_required)


def needs_start_request(*, starts_on: date, last_day: date | None) -> bool:
    """
    Return whether supply would begin while the customer may still withdraw, so that they must ask for that.

    `last_day` is the last day to withdraw, None where there is no such right.

    Source: OR-11.2; law.md §2 (forbrugeraftaleloven § 25).
    """
    return last_day is not None and starts_on <= last_day


def needs_credit_check(*, terms: Terms) -> bool:
    """
    Return whether the agreement waits for a credit bureau.

    Source: EP-1.4, OR-7.1; terms without such a clause ask for none.
    """
    part = terms.conclusion
    return part is not None and holds(part.credit_approval)


def asks_for_arrears(*, terms: Terms) -> bool:
    """
    Return whether the customer may owe nothing for earlier agreements with the supplier.

    Of debts to partners we know nothing: asking for them would need a legal basis. Source: EP-1.5, OR-7.1.
    """
    part = terms.conclusion
    return part is not None and part.no_arrears_with is not None and Debt.SUPPLIER in part.no_arrears_with.value


def next_step(*, outcome: CreditOutcome, owes: bool | None, customer: CustomerKind) -> NextStep:
    """
    Return what follows from a credit bureau's answer and from what the customer owes (None: not known yet).

    No answer is never an approval: the agreement waits. A household is never turned away, but may be asked for
    security; whether to deal with a business is for a person to decide.

    Source: EP-1.4, EP-1.5, X-35 (OR-7.1, GE-VF-6.1: duty to deliver).
    """
    if outcome is CreditOutcome.UNKNOWN or owes is None:
        return NextStep.WAITS
    if outcome is CreditOutcome.APPROVED and not owes:
        return NextStep.GOES_ON
    return NextStep.SECURITY if customer is CustomerKind.HOUSEHOLD else NextStep.PERSON_DECIDES

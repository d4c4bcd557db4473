"""Ask the credit bureau about the agreements that wait for it, and call a person when it does not answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.conf import settings

from accounts.models import Supplier
from config.foundation.crashpoint import crashpoint
from config.foundation.rare_rows import rare_rows
from contracts.enums import CreditOutcome
from contracts.gateways.credit_bureau import CreditBureau, CreditQuestion, HttpCreditBureau
from contracts.models import CreditCheck
from contracts.operations import credit_check as operations
from contracts.queries.order import checks_unanswered

JOB = "job:credit-check"
MOST_SILENCES = 3
"""A bureau that says nothing so often is down: whoever waits is asked about next time, and the day goes on."""


def credit_bureau() -> CreditBureau:
    """Return the bureau this installation asks."""
    return HttpCreditBureau(url=settings.CREDIT_BUREAU_URL, key=settings.CREDIT_BUREAU_KEY)


def ask_due(*, supplier: Supplier, as_of: date, bureau: CreditBureau | None = None) -> Mapping[str, int]:
    """
    Ask about every agreement that waits; return how many were approved, refused and not answered.

    The question stands in the database before it is asked, and its reference makes asking again safe. One that
    is not answered by its day becomes a person's; it is never an approval (EP-1.4).
    """
    bureau, counts = bureau or credit_bureau(), Counter[CreditOutcome]()
    for check in rare_rows(checks_unanswered(supplier)):
        outcome = CreditOutcome.UNKNOWN
        if counts[CreditOutcome.UNKNOWN] < MOST_SILENCES:
            outcome = _ask(check, bureau, as_of)
            counts[outcome] += 1
        if outcome is CreditOutcome.UNKNOWN and as_of >= check.answer_by:
            operations.note_unanswered(check=check, as_of=as_of)
    return {f"credit_{outcome}": count for outcome, count in counts.items()}


def _ask(check: CreditCheck, bureau: CreditBureau, as_of: date) -> CreditOutcome:
    answer = bureau.check(_question(check))
    crashpoint("credit-check.answered")
    operations.record_answer(
        check=check,
        outcome=answer.outcome,
        bureau=bureau.name,
        result_class=answer.result_class,
        by=JOB,
        as_of=as_of,
    )
    return answer.outcome


def _question(check: CreditCheck) -> CreditQuestion:
    customer = check.agreement.customer
    return CreditQuestion(
        reference=str(check.reference),
        kind=customer.kind.lower(),
        name=customer.name,
        street=customer.street,
        postcode=customer.postcode,
        city=customer.city,
        company_number=customer.cvr,
    )

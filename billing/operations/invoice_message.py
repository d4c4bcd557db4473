"""Tell customers that an invoice has been made: its period, its amount and where to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import Supplier
from accounts.operations import message
from accounts.operations.message import Letter
from accounts.queries.customer import Contact
from billing.queries.payment import min_side_link
from config.foundation import formats
from config.foundation.money import Money
from config.foundation.text_copy import Writes

if TYPE_CHECKING:
    from billing.operations.invoice import Issued

KIND = "invoice_issued"


def queue_issued(
    cursor: Writes,
    *,
    supplier: Supplier,
    issued: Sequence[Issued],
    people: Mapping[int, Contact],
    as_of: date,
) -> None:
    """Queue one message per invoice, in the customer's language; `people` says how each customer is reached."""
    letters = list(_letters(supplier, issued, people))
    message.queue_many(cursor, kind=KIND, supplier=supplier, letters=letters, as_of=as_of)


def _letters(supplier: Supplier, issued: Sequence[Issued], people: Mapping[int, Contact]) -> Iterator[Letter]:
    link = min_side_link(supplier=supplier)
    for one in issued:
        to = people[one.account.customer]
        language = to.language or supplier.language
        yield Letter(
            customer_id=one.account.customer,
            to=to,
            language=language,
            reason=f"{KIND}:{one.id}",
            clause=one.account.schedule.clause,
            words={
                "number": str(one.number),
                "period": formats.period_text(one.account.period, locale=language),
                "amount": formats.money_text(Money(one.gross, one.account.currency), locale=language),
                "link": link,
            },
        )

"""The words of receipts about agreements: sentences of the rules in the reader's language, with their clauses."""

from __future__ import annotations

from collections.abc import Iterable

from contracts import terms
from contracts.models import Agreement
from contracts.queries.terms_page import spoken
from contracts.rules.sentence import Sentence


def reasons_of(sentences: Iterable[Sentence], *, agreement: Agreement, locale: str) -> list[tuple[str, str]]:
    """Return each sentence as it is said now, and the id of its clause."""
    currency = terms.by_code(agreement.terms_code).currency
    return sentence_words(sentences, currency=currency, locale=locale)


def sentence_words(sentences: Iterable[Sentence], *, currency: str, locale: str) -> list[tuple[str, str]]:
    """Return the same for sentences that belong to no agreement."""
    return [(spoken(each, currency=currency, locale=locale).text, each.clause) for each in sentences]


def place_words(agreement: Agreement) -> str:
    """Return the addresses the agreement supplies, each once."""
    points = [supply.metering_point for supply in agreement.supplies.select_related("metering_point")]
    return "; ".join(dict.fromkeys(f"{point.street}, {point.postcode} {point.city}" for point in points))

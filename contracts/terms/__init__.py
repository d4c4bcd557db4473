"""The terms of the suppliers as data: one module per document, every figure with its clause id."""

from __future__ import annotations

from types import MappingProxyType

from contracts.terms import (
    borgholm,
    cerius_2019,
    energiplus_2023,
    gron_fixed_2024,
    gron_variable_2024,
    orsted_2019,
)
from contracts.terms.clause import Clause
from contracts.terms.clauses import borgholm as borgholm_clauses
from contracts.terms.clauses import cerius_2019 as cerius_clauses
from contracts.terms.clauses import energiplus_2023 as energiplus_clauses
from contracts.terms.clauses import gron_fixed_2024 as gron_fixed_clauses
from contracts.terms.clauses import gron_variable_2024 as gron_variable_clauses
from contracts.terms.clauses import orsted_2019 as orsted_clauses
from contracts.terms.document import Terms
from contracts.terms.fingerprint import clauses_used, content_hash

__all__ = [
    "ALL",
    "REGISTER",
    "Clause",
    "Terms",
    "UnknownClause",
    "UnknownTerms",
    "by_code",
    "clause",
    "clauses_of",
    "clauses_used",
    "content_hash",
]

REGISTER = MappingProxyType(
    {
        energiplus_2023.TERMS.code: energiplus_clauses.CLAUSES,
        orsted_2019.TERMS.code: orsted_clauses.CLAUSES,
        gron_variable_2024.TERMS.code: gron_variable_clauses.CLAUSES,
        gron_fixed_2024.TERMS.code: gron_fixed_clauses.CLAUSES,
        cerius_2019.TERMS.code: cerius_clauses.CLAUSES,
        borgholm.TERMS.code: borgholm_clauses.CLAUSES,
    }
)
"""Every clause of each document, in the document's order."""

ALL = (
    energiplus_2023.TERMS,
    orsted_2019.TERMS,
    gron_variable_2024.TERMS,
    gron_fixed_2024.TERMS,
    cerius_2019.TERMS,
    borgholm.TERMS,
)
_BY_CODE = MappingProxyType({terms.code: terms for terms in ALL})
_BY_ID = MappingProxyType({item.id: item for clauses in REGISTER.values() for item in clauses})


class UnknownTerms(LookupError):
    """No terms document has this code: a mistake in stored data or in the program."""


class UnknownClause(LookupError):
    """No document has a clause with this id: a mistake in stored data or in the program."""


def by_code(code: str) -> Terms:
    """
    Return the terms document with this code.

    :raises UnknownTerms: when there is none
    """
    if code not in _BY_CODE:
        raise UnknownTerms(f"There are no terms with the code {code!r}.")
    return _BY_CODE[code]


def clause(id: str) -> Clause:
    """
    Return the clause with this id, whichever document it stands in.

    :raises UnknownClause: when there is none
    """
    if id not in _BY_ID:
        raise UnknownClause(f"There is no clause {id!r}.")
    return _BY_ID[id]


def clauses_of(code: str) -> tuple[Clause, ...]:
    """
    Return every clause of one document, in the document's order.

    :raises UnknownTerms: when there is none
    """
    return REGISTER[by_code(code).code]

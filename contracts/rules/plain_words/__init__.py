"""A customer's terms in plain words: the sections of the page, made from terms and agreement alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from contracts.rules.plain_words import agreement, ending, grid, late_payment, payment, rights, security
from contracts.rules.sentence import DecidedBy, Percentage, Section, Sentence, UnitPrice
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.overrides import Overrides

__all__ = ["DecidedBy", "Percentage", "Section", "Sentence", "UnitPrice", "plain_words"]

NO_FIGURES: Mapping[str, int] = MappingProxyType({})


def plain_words(
    *, terms: Terms, overrides: Overrides, figures: Mapping[str, int] = NO_FIGURES
) -> tuple[Section, ...]:
    """
    Return the sections of "Your terms in plain words", leaving out what the document does not speak of.

    `figures` are the law's figures of the day by key; where one is missing the sentence names the law alone.

    Source: design.md §3; every sentence names its clause.
    """
    sections = (
        ("agreement", N_("Your agreement"), agreement.about(terms)),
        ("outage", N_("When the power is gone"), grid.outage(terms=terms, figures=figures)),
        ("price", N_("Price"), agreement.price(terms=terms, overrides=overrides)),
        ("paying", N_("Paying"), payment.paying(terms=terms, overrides=overrides)),
        ("fees", N_("Fees"), payment.fees(terms=terms, overrides=overrides)),
        ("invoices", N_("Invoices"), payment.invoices(terms)),
        ("withdrawal", N_("Changing your mind"), agreement.withdrawal(terms=terms, overrides=overrides)),
        ("binding", N_("Binding"), ending.binding(terms=terms, overrides=overrides)),
        ("leaving", N_("Leaving"), ending.leaving(terms=terms, overrides=overrides)),
        ("moving", N_("Moving"), ending.moving(terms)),
        ("late", N_("Late payment"), late_payment.late(terms=terms, figures=figures)),
        ("security", N_("Security and cancellation"), security.security(terms=terms, figures=figures)),
        ("changes", N_("Changes"), ending.changes(terms=terms, figures=figures)),
        ("complaints", N_("Complaints"), rights.complaints(terms=terms, figures=figures)),
        ("data", N_("Your data"), rights.data(terms)),
        ("grid", N_("You and the grid company"), grid.duties(terms)),
        ("contact", N_("Contact"), rights.contact(terms)),
    )
    return tuple(
        Section(key=key, title=title, sentences=sentences) for key, title, sentences in sections if sentences
    )

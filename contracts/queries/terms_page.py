"""An agreement's terms said in the reader's language: each sentence with its clause and why it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.foundation.formats import HARD_SPACE, date_text, money_text, number_text, time_text, unit_price_text
from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement
from contracts.queries.statute import statute_rows
from contracts.rules.plain_words import DecidedBy, Percentage, Section, Sentence, UnitPrice, plain_words
from contracts.rules.sentence import Value
from contracts.rules.statute import exact_figures, figures_on
from contracts.terms import Terms
from contracts.terms.overrides import Overrides

DECIDED_BY_WORDS = {
    DecidedBy.AGREEMENT: gettext_noop("Your own agreement says this."),
    DecidedBy.LAW: gettext_noop("The law decides this."),
    DecidedBy.OUR_CHOICE: gettext_noop("The document leaves this open; this is how we read it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A clause as component/why.html shows it; title and text are message ids."""

    point: str
    title: str
    text: str
    anchor: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence in the reader's language, its clause, and in words who decided it when it is not the terms."""

    text: str
    clause: Why
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenGroup:
    """Sentences that follow each other and rest on one clause, which is marked once for all of them."""

    clause: Why
    sentences: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSection:
    anchor: str
    title: str
    groups: tuple[SpokenGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """The page "Your terms in plain words" of one agreement."""

    name: str
    version: str
    agreed_on: date
    sections: tuple[SpokenSection, ...]


def terms_page(*, agreement: Agreement, as_of: date, locale: str) -> TermsPage:
    """Return the terms the agreement was concluded under, with its own figures and the law's of the day."""
    document = terms.by_code(agreement.terms_code)
    return TermsPage(
        name=_(document.title),
        version=_(document.version),
        agreed_on=agreement.concluded_on,
        sections=tuple(
            SpokenSection(
                anchor=section.key,
                title=_(section.title),
                groups=grouped(
                    spoken(sentence, currency=document.currency, locale=locale) for sentence in section.sentences
                ),
            )
            for section in sections_of(agreement=agreement, as_of=as_of)
        ),
    )


def sections_of(*, agreement: Agreement, as_of: date) -> tuple[Section, ...]:
    """Return the sections of the agreement's terms, not yet translated."""
    document = terms.by_code(agreement.terms_code)
    return plain_words(
        terms=document, overrides=overrides_of(agreement), figures=figures_of_the_law(document, as_of=as_of)
    )


def overrides_of(agreement: Agreement) -> Overrides:
    """Return what the agreement states for itself."""
    return Overrides.from_json(
        agreement.overrides,
        concluded_on=agreement.concluded_on,
        starts_on=agreement.starts_on,
        binding_ends_on=agreement.binding_ends_on,
    )


def figures_of_the_law(document: Terms, *, as_of: date) -> Mapping[str, int]:
    """Return the law's figures of a day in the document's country."""
    rows = statute_rows(country=document.country)
    return exact_figures(figures_on(rows, country=document.country, day=as_of))


def spoken(sentence: Sentence, *, currency: str, locale: str) -> Spoken:
    """Return a sentence with its values in the reader's form."""
    words = {name: written(value, currency=currency, locale=locale) for name, value in sentence.params.items()}
    decided = DECIDED_BY_WORDS.get(sentence.decided_by, "")
    return Spoken(
        text=_(sentence.text) % words,
        clause=why(sentence.clause, text=sentence.why),
        decided=_(decided) if decided else "",
    )


def grouped(sentences: Iterable[Spoken]) -> tuple[SpokenGroup, ...]:
    """Gather the sentences that follow each other and have the same reason; their order stays."""
    return tuple(
        SpokenGroup(clause=clause, sentences=tuple(same))
        for clause, same in groupby(sentences, key=lambda sentence: sentence.clause)
    )


def why(clause_id: str, *, text: str = "", url: str = "") -> Why:
    """Return a clause for "Why?", with other words than its own when the reason is a choice of ours."""
    clause = terms.clause(clause_id)
    return Why(point=clause.point, title=clause.title, text=text or clause.text, anchor=clause.anchor, url=url)


def written(value: Value, *, currency: str, locale: str) -> str:
    """Return a value of a sentence the way the reader writes it; a word of ours is translated."""
    match value:
        case Money():
            return money_text(value, locale=locale, whole=value.minor % 100 == 0)
        case Percentage():
            return _percent(value, locale)
        case UnitPrice():
            price = unit_price_text(value.micro_per_kwh, currency, locale=locale)
            return (_("%(price)s with VAT") if value.with_vat else _("%(price)s without VAT")) % {"price": price}
        case date():
            return date_text(value, locale=locale)
        case time():
            return time_text(value, locale=locale)
        case int():
            return number_text(value, decimals=0, locale=locale)
    return _(value) if value else ""


def _percent(value: Percentage, locale: str) -> str:
    decimals = 2 if value.hundredths % 10 else 1 if value.hundredths % 100 else 0
    number = number_text(value.hundredths // 10 ** (2 - decimals), decimals=decimals, locale=locale)
    return f"{number}{HARD_SPACE}%"

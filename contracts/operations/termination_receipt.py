"""The receipt of a notice: the agreement, its last day, what leaving costs, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations import receipt
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from contracts.enums import NoticeBy
from contracts.models import Termination
from contracts.queries.receipt_words import place_words, reasons_of
from contracts.queries.termination import ExitDay
from contracts.rules.sentence import Sentence


def reasons(chosen: ExitDay) -> tuple[Sentence, ...]:
    """Return why the day is what it is and costs what it does."""
    lines = chosen.charge.lines if chosen.charge else ()
    return (*(() if chosen.inside_binding else chosen.why), chosen.quote.why, *(line.why for line in lines))


def tell(given: Termination, *, why: Sequence[Sentence], as_of: date) -> None:
    """Give the receipt of a notice, with its last day, its cost and why."""
    agreement = given.agreement
    title = gettext_lazy("We have your notice: %(product)s ends on %(day)s")
    if given.given_by == NoticeBy.SUPPLIER:
        title = gettext_lazy("We end your agreement: %(product)s ends on %(day)s")

    def told(locale: str) -> Told:
        [_label, last_day] = _last_day(given, locale=locale)
        return Told(
            title=str(title) % {"product": agreement.product.name, "day": last_day},
            rows=facts(given, locale=locale),
            reasons=reasons_of(why, agreement=agreement, locale=locale),
        )

    receipt.give(
        customer=agreement.customer, subject=given, fact="given", tell=told, as_of=as_of, clause=given.clauses[0]
    )


def facts(given: Termination, *, locale: str) -> list[tuple[str, str]]:
    """Return what a receipt of a notice lists."""
    agreement = given.agreement
    cost = Money(given.exit_net + given.exit_vat, agreement.supplier.currency)
    return [
        (_("Agreement"), f"{agreement.product.name}, {agreement.number}"),
        (_("Address"), place_words(agreement)),
        (_("Notice given"), date_text(given.given_on, locale=locale)),
        _last_day(given, locale=locale),
        (_("Leaving costs"), money_text(cost, locale=locale) if cost.minor else _("nothing")),
    ]


def _last_day(given: Termination, *, locale: str) -> tuple[str, str]:
    """Return the last day, or what an owner's notice waits for that has none yet."""
    if given.ends_before is not None:
        return _("Last day"), date_text(given.ends_before - ONE_DAY, locale=locale)
    return _("Takes effect"), _("when a new supply, a cut-off or a new owner is verified")

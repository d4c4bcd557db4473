"""The receipts of an owner's notice: what it waits for, what was told or verified, and a wish for a cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.operations import receipt
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text
from contracts.enums import OwnerEventState
from contracts.models import OwnerEvent, Termination
from contracts.operations.termination_receipt import facts
from contracts.queries.owner_termination import cut_off_sentences
from contracts.queries.receipt_words import reasons_of
from contracts.rules.sentence import Sentence
from contracts.terms.parts.agreement import OwnerTermination


def tell_waiting(given: Termination, *, why: Sequence[Sentence], as_of: date) -> None:
    """Give the receipt of a notice that waits: the agreement runs on until an event is verified."""
    agreement = given.agreement

    def told(locale: str) -> Told:
        return Told(
            title=_("We have your notice: %(product)s runs on until we can verify what it waits for")
            % {"product": agreement.product.name},
            rows=facts(given, locale=locale),
            reasons=reasons_of(why, agreement=agreement, locale=locale),
        )

    receipt.give(
        customer=agreement.customer, subject=given, fact="given", tell=told, as_of=as_of, clause=given.clauses[0]
    )


def tell_news(about: OwnerEvent, *, clause: str, as_of: date, reason: str = "") -> None:
    """Give the receipt of what the customer told, or say why it could not be verified."""
    given = about.termination
    rejected = about.state == OwnerEventState.REJECTED

    def told(locale: str) -> Told:
        title = _("We could not verify what you told us") if rejected else _("We look into what you told us")
        said = (_("What you told us"), f"{about.get_kind_display()}. {about.words}".strip())
        rows = [*facts(given, locale=locale), said, (_("Why"), reason)]
        return Told(title=title, rows=rows)

    fact = f"{about.state.lower()}-{about.pk}"
    customer = given.agreement.customer
    receipt.give(customer=customer, subject=given, fact=fact, tell=told, as_of=as_of, clause=clause)


def tell_verified(about: OwnerEvent, *, given: Termination, why: Sequence[Sentence], as_of: date) -> None:
    """Give the receipt of what was verified, with the last day that follows from it."""
    agreement = given.agreement
    ends_before = agreement.ends_before or given.ends_before
    assert ends_before is not None  # noqa: S101 -- something is verified, so the agreement ends

    def told(locale: str) -> Told:
        last_day = date_text(ends_before - ONE_DAY, locale=locale)
        names = {"product": agreement.product.name, "day": last_day}
        verified = f"{about.get_kind_display()} ({about.get_source_display()}: {about.reference})"
        return Told(
            title=_("Your notice takes effect: %(product)s ends on %(day)s") % names,
            rows=[*facts(given, locale=locale), (_("What was verified"), verified)],
            reasons=reasons_of(why, agreement=agreement, locale=locale),
        )

    fact = f"verified-{about.pk}"
    clause = given.clauses[0]
    receipt.give(customer=agreement.customer, subject=given, fact=fact, tell=told, as_of=as_of, clause=clause)


def tell_cut_off(given: Termination, *, part: OwnerTermination, as_of: date) -> None:
    """Give the receipt of a wish to have supply cut: it is passed on at once, and its fee with it (OR-13.2d)."""
    agreement = given.agreement

    def told(locale: str) -> Told:
        return Told(
            title=_("We pass your wish to have supply cut to the grid company"),
            rows=[*facts(given, locale=locale), (_("What a cut-off costs"), _("the grid company's own fee"))],
            reasons=reasons_of(cut_off_sentences(part), agreement=agreement, locale=locale),
        )

    clause = part.disconnection_request_forwarded_at_once.clause
    customer = agreement.customer
    receipt.give(customer=customer, subject=given, fact="cut-off", tell=told, as_of=as_of, clause=clause)

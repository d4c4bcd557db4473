"""Payment methods, states and refusals in the customer's words, for every page that speaks of paying."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from billing.enums import DueKind, InstalmentState, MethodKind, MethodState, PaymentState
from billing.models import PaymentMethod
from config.foundation.calendar import add_months
from config.foundation.formats import HARD_SPACE, unit_price_text
from config.foundation.money import round_half_away

PAYMENT_KINDS = {
    PaymentState.SUCCEEDED: "good",
    PaymentState.FAILED: "bad",
    PaymentState.REQUIRES_ACTION: "warn",
    PaymentState.UNKNOWN: "info",
    PaymentState.SENT: "info",
    PaymentState.PREPARED: "info",
}
INSTALMENT_KINDS = {
    InstalmentState.ANNOUNCED: "info",
    InstalmentState.CLAIMED: "info",
    InstalmentState.PAID: "good",
}
METHOD_KINDS = {MethodState.ACTIVE: "good", MethodState.INVALID: "bad"}


def short_price(micro: int, currency: str, *, locale: str) -> str:
    """
    Return a price per kWh to the øre, for where an average is spoken of.

    >>> short_price(1_817_866, "DKK", locale="da")
    '1,82\xa0kr./kWh'
    """
    cents = round_half_away(micro, 10_000) * 10_000
    return unit_price_text(cents, currency, locale=locale).replace(f"00{HARD_SPACE}", HARD_SPACE, 1)


def card_label(*, brand: str, last4: str) -> str:
    """
    Return a card as its holder knows it.

    >>> card_label(brand="visa", last4="4242")
    'Visa •••• 4242'
    """
    return f"{brand.replace('_', ' ').title() or _('Card')} •••• {last4}"


def method_label(method: PaymentMethod | None) -> str:
    """Return how somebody pays, in a few words."""
    if method is None:
        return _("Payment slip")
    if method.kind == MethodKind.CARD:
        return card_label(brand=method.brand, last4=method.last4)
    return str(MethodKind(method.kind).label)


def drawn_from(method: PaymentMethod | None) -> str:
    """Say what happens on the day of a payment."""
    if method is None or method.kind == MethodKind.SLIP:
        return _("You pay it yourself with the payment slip.")
    if method.kind == MethodKind.CARD and method.state != MethodState.ACTIVE:
        return _("Your card does not work, so nothing can be drawn.")
    if method.kind == MethodKind.CARD:
        return _("Drawn from %(card)s.") % {"card": method_label(method)}
    return _("Paid through %(method)s.") % {"method": method_label(method)}


def due_label(kind: str) -> str:
    """Say what a claim is for."""
    labels = {
        DueKind.ACONTO: _("Payment on account"),
        DueKind.INVOICE: _("Invoice"),
        DueKind.FEE: _("Fee"),
        DueKind.DEPOSIT: _("Deposit"),
    }
    return labels[DueKind(kind)]


def why_refused(code: str) -> str:
    """Say why a card was refused, as far as the bank tells."""
    reasons = {
        "insufficient_funds": _("There was not enough money in the account behind the card."),
        "expired_card": _("The card has expired."),
        "lost_card": _("The bank has stopped the card."),
        "stolen_card": _("The bank has stopped the card."),
        "authentication_required": _("The bank wanted your approval."),
        "authentication_failed": _("The payment was not approved at the bank."),
    }
    return reasons.get(code, _("The bank said no to the card without saying why."))


def expires(method: PaymentMethod) -> date | None:
    """Return the first day a card no longer works; None when we do not know."""
    if not method.expires_year or not method.expires_month:
        return None
    return add_months(date(method.expires_year, method.expires_month, 1), 1)

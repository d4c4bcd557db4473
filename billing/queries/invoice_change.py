"""What made an invoice differ from the one before it, in words and as bars; the parts add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from billing.models import Invoice, InvoiceLine
from billing.rules.invoice_difference import Cause, by_kind, differences
from config.foundation.formats import date_text, kwh_text, money_text
from config.foundation.money import Money

HALF = 50
"""Bars run from -50 to 50 around no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePart:
    label: str
    change: Money
    x: int
    width: int
    up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference to the invoice before, its parts largest first."""

    from_total: Money
    month: date
    change: Money
    text: str
    parts: tuple[ChangePart, ...]


def change_from(*, invoice: Invoice, lines: Sequence[InvoiceLine], locale: str) -> Change | None:
    """Return how the invoice differs from the account's invoice before it; None for the first."""
    earlier = (
        Invoice.objects.filter(
            billing_account_id=invoice.billing_account_id, period_starts_on__lt=invoice.period_starts_on
        )
        .order_by("-period_starts_on", "-number")
        .first()
    )
    if earlier is None:
        return None
    before = earlier.lines.values_list("kind", "wh", "net", "vat")
    found = differences(
        before=by_kind((kind, wh, net + vat) for kind, wh, net, vat in before),
        now=by_kind((line.kind, line.wh, line.net + line.vat) for line in lines),
    )
    change = Money(invoice.gross - earlier.gross, invoice.currency)
    return Change(
        from_total=Money(earlier.gross, earlier.currency),
        month=earlier.period_starts_on,
        change=change,
        text=_title(change, earlier.period_starts_on, locale),
        parts=_parts(found, invoice, earlier, locale),
    )


def _title(change: Money, month: date, locale: str) -> str:
    words = {
        "amount": money_text(abs(change), locale=locale),
        "month": date_text(month, locale=locale, style="month_name"),
    }
    if change.minor > 0:
        return _("%(amount)s more than %(month)s") % words
    return _("%(amount)s less than %(month)s") % words if change.minor < 0 else _("The same as %(month)s") % words


def _parts(found: dict[Cause, int], invoice: Invoice, earlier: Invoice, locale: str) -> tuple[ChangePart, ...]:
    largest = max((abs(change) for change in found.values()), default=1)
    labels = _labels(invoice.wh - earlier.wh, locale)
    parts = []
    for cause, change in sorted(found.items(), key=lambda each: -abs(each[1])):
        width = max(1, abs(change) * HALF // largest)
        parts.append(
            ChangePart(
                label=labels[cause],
                change=Money(change, invoice.currency),
                x=0 if change > 0 else -width,
                width=width,
                up=change > 0,
            )
        )
    return tuple(parts)


def _labels(more_wh: int, locale: str) -> dict[Cause, str]:
    kwh = kwh_text(abs(more_wh), locale=locale)
    use = _("%(kwh)s more used") if more_wh >= 0 else _("%(kwh)s less used")
    return {
        Cause.USE: use % {"kwh": kwh},
        Cause.ENERGY_PRICE: _("Another electricity price"),
        Cause.TRANSPORT_PRICE: _("Other prices of transport"),
        Cause.TAX_RATE: _("Another tax"),
        Cause.SUBSCRIPTION: _("Subscriptions and days"),
        Cause.SURPLUS: _("Electricity you sold"),
        Cause.FEE: _("Fees"),
    }

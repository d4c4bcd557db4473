"""An agreement as the rules see it: terms, own figures, fuel and days, with the law and what it has used."""

from __future__ import annotations

from datetime import date

from config.foundation.calendar import add_months
from config.foundation.money import round_half_away
from config.foundation.period import Period
from contracts import terms
from contracts.enums import PriceComponent
from contracts.models import Agreement, PriceTerm, Supply
from contracts.queries.consumption import totals
from contracts.queries.terms_page import overrides_of
from contracts.rules.agreed import Agreed
from contracts.rules.early_exit_charge import ExitLoss
from contracts.terms.parts.scope import CustomerKind, Fuel

MICRO_PER_MINOR = 10_000


def agreed_of(agreement: Agreement) -> Agreed:
    """Return the agreement with its customer and product loaded as the rules take it."""
    return Agreed(
        terms=terms.by_code(agreement.terms_code),
        customer=CustomerKind(agreement.customer.kind.lower()),
        concluded_on=agreement.concluded_on,
        starts_on=agreement.starts_on,
        fuel=Fuel(agreement.product.fuel.lower()),
        overrides=overrides_of(agreement),
    )


def subscription_per_month(agreement: Agreement, *, day: date) -> int:
    """Return the product's subscription of a day in minor units a month, as it is quoted; 0 when it has none."""
    parts = PriceTerm.objects.filter(
        product_id=agreement.product_id, component=PriceComponent.SUBSCRIPTION, starts_on__lte=day
    ).exclude(ends_before__lte=day)
    return sum(round_half_away(part.amount_micro, MICRO_PER_MINOR) for part in parts)


def exit_loss_of(agreement: Agreement, *, as_of: date) -> ExitLoss:
    """
    Return what the supplier would lose by an exit, as far as it is known: consumption and subscription.

    The consumption is that of the months the terms estimate from, up to yesterday.
    """
    part = terms.by_code(agreement.terms_code).early_exit
    months = part.lost_markup.estimate_months.value if part and part.lost_markup else 0
    supplies = list(Supply.objects.filter(agreement=agreement).select_related("metering_point"))
    used = totals(supplies=supplies, period=Period(add_months(as_of, -months), as_of)) if months else []
    return ExitLoss(
        recent_wh=sum(each.wh for each in used),
        subscription_per_month=subscription_per_month(agreement, day=as_of),
    )

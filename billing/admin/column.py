"""How billing's rows are found and how their amounts are written, the same on every page of the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.foundation.formats import kwh_text, money_text
from config.foundation.request import AnyRequest

ACCOUNT_SEARCH = (
    "billing_account__number",
    "billing_account__customer__number",
    "billing_account__customer__name",
    "billing_account__customer__email",
)
ACCOUNT_SEARCH_HELP = _("Account number, customer number, name or e-mail")
ACCOUNT_AND_CUSTOMER = ("billing_account__customer", "supplier")


def money_column(name: str, description: Any) -> Callable[[Any, Any], str]:
    """Return a column that writes the amount in field `name` with the row's currency."""

    @admin.display(description=description, ordering=name)
    def column(_admin: Any, row: Any) -> str:
        return money_text(getattr(row, name), row.currency, locale=get_language() or "da")

    return column


def line_money_column(name: str, description: Any) -> Callable[[Any, Any], str]:
    """Return the same for a line, whose currency stands on its invoice."""

    @admin.display(description=description)
    def column(_admin: Any, row: Any) -> str:
        return money_text(getattr(row, name), row.invoice.currency, locale=get_language() or "da")

    return column


@admin.display(description=_("energy"))
def energy_column(_admin: Any, row: Any) -> str:
    """Return a row's energy in kWh; a subscription has none."""
    return "–" if row.wh is None else kwh_text(row.wh, locale=get_language() or "da", decimals=3)


@admin.display(description=_("customer"), ordering="billing_account__customer__sort_name")
def customer_column(_admin: Any, row: Any) -> str:
    """Return whose account it is."""
    return str(row.billing_account.customer)


class InMoney:
    """Shows `amount` on a row's page as the list does, not in the minor units it is kept in."""

    def get_fields(self, request: AnyRequest, obj: Any = None) -> list[Any]:
        kept = super().get_fields(request, obj)  # type: ignore[misc]
        return ["money" if name == "amount" else name for name in kept if name != "currency"]

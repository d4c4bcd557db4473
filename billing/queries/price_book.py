"""Every price a run needs, read once and resolved into vectors on first use."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from billing.enums import ChargeKind
from billing.models import ChargePrice, SpotPrice
from billing.rules.charge_code import ELECTRICITY_TAX, ENERGINET_GLN, SYSTEM_TARIFF, TRANSMISSION_TARIFF
from billing.rules.vat import COUNTRY, VAT_RATE, vat_percent
from config.foundation.period import Period
from contracts.models import PriceTerm
from contracts.queries.statute import statute_rows
from contracts.rules.price_vector import (
    PriceMissing,
    SpotDay,
    TariffStep,
    spot_vector,
    step_on,
    tariff_vector,
)
from contracts.rules.statute import StatuteRow

REDUCED_TAX = "electricity_tax_reduced"

CHANGES = """
SELECT day, max(at) FROM (
    SELECT day, received_at AS at FROM billing_spotprice WHERE day >= %s AND day < %s
    UNION ALL
    SELECT g.day::date, c.received_at FROM generate_series(%s::date, %s::date - 1, interval '1 day') AS g (day)
    JOIN billing_chargeprice c ON c.starts_on <= g.day AND (c.ends_before IS NULL OR c.ends_before > g.day)
) change GROUP BY day
"""

Vector = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ProductPrice:
    """One part of a product's price on a day: micro-kr per kWh or month, and how it is quoted."""

    micro: int
    with_vat: bool
    clause: str
    period: Period


@dataclass(frozen=True, slots=True)
class ChargeStep:
    """One dated price of a charge, with its name and whether VAT is added to it."""

    period: Period
    micro: tuple[int, ...]
    name: str
    vat: bool


@dataclass
class PriceBook:
    """Prices of the days in `window`; asks the database a handful of times, however many supplies."""

    window: Period
    _vectors: dict[tuple[str, ...], Vector] = field(default_factory=dict)

    def spot(self, *, area: str, day: date, resolution: int) -> Vector:
        """:raises PriceMissing: when the day's market price has not come"""
        key = ("spot", area, day.isoformat(), str(resolution))
        if key not in self._vectors:
            spot = self._spot.get((area, day))
            self._vectors[key] = spot_vector(spot=spot, area=area, day=day, resolution=resolution)
        return self._vectors[key]

    def tariff(self, *, gln: str, code: str, day: date, resolution: int) -> Vector:
        """:raises PriceMissing: when no step of the tariff covers the day"""
        key = (gln, code, day.isoformat(), str(resolution))
        if key not in self._vectors:
            steps = self.steps(gln=gln, code=code, kind=ChargeKind.TARIFF)
            self._vectors[key] = tariff_vector(steps=steps, of=code, day=day, resolution=resolution)
        return self._vectors[key]

    def flat(self, *, code: str, day: date) -> int:
        """Return a charge of Energinet or the state that is one price all day, micro-kr per kWh."""
        steps = self.steps(gln=ENERGINET_GLN, code=code, kind=ChargeKind.TARIFF)
        return step_on(steps=steps, of=code, day=day).micro[0]

    def system(self, *, day: date) -> int:
        return self.flat(code=SYSTEM_TARIFF, day=day)

    def transmission(self, *, day: date) -> int:
        return self.flat(code=TRANSMISSION_TARIFF, day=day)

    def tax(self, *, day: date) -> int:
        return self.flat(code=ELECTRICITY_TAX, day=day)

    def reduced_tax(self, *, day: date) -> int:
        """Return the electricity tax above 4,000 kWh a year of a home heated by electricity (OR-4.6)."""
        begun = [micro for first, micro in self._reduced_tax if first <= day]
        if not begun:
            raise PriceMissing(of=REDUCED_TAX, day=day)
        return begun[-1]

    def product(self, *, product_id: int, component: str, area: str, day: date) -> ProductPrice | None:
        """Return the product's own price part on a day; None when the product has no such part."""
        for price in self._products[product_id, component, area] + self._products[product_id, component, ""]:
            if price.period.contains(day):
                return price
        return None

    def product_steps(self, *, product_id: int, component: str, area: str) -> list[ProductPrice]:
        """Return all dated steps of a product's price part that touch the window."""
        return self._products[product_id, component, area] + self._products[product_id, component, ""]

    def steps(self, *, gln: str, code: str, kind: ChargeKind) -> list[TariffStep]:
        """Return the dated steps of a charge that touch the window."""
        return [TariffStep(step.period, step.micro) for step in self.charge(gln=gln, code=code, kind=kind)]

    def charge(self, *, gln: str, code: str, kind: ChargeKind) -> list[ChargeStep]:
        """Return the same steps in order, with what an invoice says of them."""
        return self._charges[gln, code, kind]

    def vat_percent(self, *, day: date) -> int:
        """Return the VAT of a day in whole per cent."""
        return vat_percent(law=self._law, day=day)

    @cached_property
    def changes(self) -> dict[date, datetime]:
        """Return per day of the window when a market price or charge of it last came or changed."""
        with connection.cursor() as cursor:
            cursor.execute(CHANGES, [self.window.starts_on, self.window.ends_before] * 2)
            return dict(cursor.fetchall())

    @cached_property
    def _spot(self) -> dict[tuple[str, date], SpotDay]:
        rows = SpotPrice.objects.filter(day__gte=self.window.starts_on, day__lt=self.window.ends_before)
        found = rows.values_list("price_area", "day", "resolution", "micro")
        return {
            (area, day): SpotDay(area, day, resolution, tuple(micro))
            for area, day, resolution, micro in found.iterator()
        }

    @cached_property
    def _charges(self) -> dict[tuple[str, str, str], list[ChargeStep]]:
        steps: dict[tuple[str, str, str], list[ChargeStep]] = defaultdict(list)
        rows = ChargePrice.objects.filter(starts_on__lt=self.window.ends_before).order_by("starts_on")
        for row in rows.exclude(ends_before__lte=self.window.starts_on):
            step = ChargeStep(Period(row.starts_on, row.ends_before), tuple(row.micro), row.name, row.vat)
            steps[row.owner_gln, row.code, row.kind].append(step)
        return steps

    @cached_property
    def _products(self) -> dict[tuple[int, str, str], list[ProductPrice]]:
        prices: dict[tuple[int, str, str], list[ProductPrice]] = defaultdict(list)
        rows = PriceTerm.objects.filter(starts_on__lt=self.window.ends_before).order_by("starts_on")
        for row in rows.exclude(ends_before__lte=self.window.starts_on):
            price = ProductPrice(
                row.amount_micro, row.with_vat, row.clause, Period(row.starts_on, row.ends_before)
            )
            prices[row.product_id, row.component, row.price_area].append(price)
        return prices

    @cached_property
    def _reduced_tax(self) -> list[tuple[date, int]]:
        return [(row.valid_from, row.exact) for row in self._law if row.key == REDUCED_TAX]

    @cached_property
    def _law(self) -> tuple[StatuteRow, ...]:
        return statute_rows(country=COUNTRY, keys=(REDUCED_TAX, VAT_RATE))

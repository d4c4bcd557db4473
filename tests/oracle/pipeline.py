"""The product's own way from the raw files to invoice lines, without a database: what the oracle judges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from billing.enums import LineKind
from billing.rules.cost_day import ByInterval, Component, Flat, day_costs
from billing.rules.price_line import PeriodPrice, PriceLine, energy_line, subscription_line
from config.foundation.period import Period
from contracts.gateways import energi_data_service, household_series
from contracts.gateways.energi_data_service import ChargePrice
from contracts.gateways.market_file import MeteredPeriod
from contracts.rules.day_values import DayValues, completed, day_parts, decode, encode
from contracts.rules.electricity_tax import TaxStep, full_rate_allowance, full_rate_wh
from contracts.rules.electricity_tax import step_on as tax_on
from contracts.rules.price_vector import (
    SpotDay,
    TariffStep,
    micro_of_kr,
    spot_days,
    spot_vector,
    step_on,
    tariff_vector,
)
from contracts.rules.value_quality import quality_of
from tests.shared_folder import ENERGY, energy_file

ENERGINET = "tariffs/eds_DatahubPricelist_energinet.json"
LINE_KINDS = {
    Component.SPOT: LineKind.SPOT,
    Component.MARKUP: LineKind.MARKUP,
    Component.GRID: LineKind.GRID_TARIFF,
    Component.SYSTEM: LineKind.SYSTEM_TARIFF,
    Component.TRANSMISSION: LineKind.TRANSMISSION_TARIFF,
    Component.TAX: LineKind.TAX,
    Component.TAX_REDUCED: LineKind.TAX_REDUCED,
}


@dataclass(frozen=True)
class Household:
    """What the product knows of a household and its product; the figures are the case's, typed again."""

    period: Period
    resolution: int
    load_file: str
    load_column: str
    area: str
    grid_file: str
    markup_micro: int
    subscription_micro_with_vat: int
    heating_from: date | None = None
    reduced_micro: int = 8_000


@dataclass
class Market:
    """Everything read from the files, ready for pricing; tests bend it to plant a defect."""

    days: dict[date, DayValues]
    spot: dict[date, SpotDay]
    grid: list[TariffStep]
    system: list[TariffStep]
    transmission: list[TariffStep]
    tax: list[TaxStep]
    vat_percent: dict[LineKind, int] = field(default_factory=dict)


def read_market(household: Household) -> Market:
    energinet = list(energi_data_service.price_list(energy_file(ENERGINET)))
    grid = list(energi_data_service.price_list(energy_file(household.grid_file)))
    return Market(
        days={day.day: day for day in load_days(household)},
        spot={day.day: day for day in spot_of(household.area)},
        grid=steps(grid),
        system=steps(energinet, code="41000"),
        transmission=steps(energinet, code="40000"),
        tax=[
            TaxStep(step.period.starts_on, step.micro[0], household.reduced_micro)
            for step in steps(energinet, code="EA-001")
        ],
    )


def load_days(household: Household) -> Iterator[DayValues]:
    """Every day goes through its stored form and back, as it would through the database."""
    for part in series_parts(series_of(household)):
        whole = completed(part=part, onto=None)
        yield decode(day=whole.day, stored=encode(values=whole))


def series_of(household: Household) -> MeteredPeriod:
    data = energy_file(household.load_file)
    if household.load_file.endswith(".json"):
        return household_series.hourly(data)
    return next(each for each in household_series.columns(data) if each.gsrn == household.load_column)


def series_parts(series: MeteredPeriod):
    return day_parts(
        starts_at=series.starts_at,
        resolution=series.minutes,
        kwh=series.kwh,
        quality=[quality_of(code=code) for code in series.quality],
    )


def spot_of(area: str) -> list[SpotDay]:
    points = (
        point
        for path in sorted((ENERGY / "spot").glob(f"spot_{area}_*.csv"))
        for point in energi_data_service.spot_prices_csv(path.read_bytes())
    )
    return spot_days(area=area, prices=((point.starts_at, point.dkk_per_mwh) for point in points))[0]


def steps(charges: Iterable[ChargePrice], *, code: str | None = None) -> list[TariffStep]:
    return [
        TariffStep(
            Period(charge.valid_from, charge.valid_to), tuple(micro_of_kr(kr=price) for price in charge.prices)
        )
        for charge in charges
        if code in (None, charge.code)
    ]


def invoice_lines(household: Household, market: Market) -> dict[str, PriceLine]:
    """The lines by component, from day costs grouped by length of day."""
    days = household.period.each_day()
    sums = dict.fromkeys(LINE_KINDS, 0)
    wh = dict.fromkeys(LINE_KINDS, 0)
    full = full_rate_of(household, market)

    def length(day):
        return len(market.days[day].wh)

    for _, group in groupby(sorted(days, key=length), key=length):
        costs = costs_of(household, market, list(group), full)
        for component, exact in costs.exact.items():
            sums[component] += int(exact.sum())
            wh[component] += int(costs.wh.sum())
    full_wh = sum(full[day] for day in days)
    wh[Component.TAX_REDUCED] -= full_wh
    wh[Component.TAX] = full_wh
    lines = {
        component.value: energy_line(
            kind=kind, wh=wh[component], exact=sums[component], vat_percent=market.vat_percent.get(kind, 25)
        )
        for component, kind in LINE_KINDS.items()
    }
    monthly = [PeriodPrice(Period(date(2020, 1, 1)), household.subscription_micro_with_vat)]
    lines["subscription"] = subscription_line(
        kind=LineKind.SUBSCRIPTION, prices=monthly, period=household.period, with_vat=True
    )
    return lines


def costs_of(household: Household, market: Market, days: list[date], full: dict[date, int]):
    resolution = household.resolution
    wh = np.array([market.days[day].wh for day in days], np.int64)
    of_row = np.arange(len(days))
    spot = [
        spot_vector(spot=market.spot.get(day), area=household.area, day=day, resolution=resolution) for day in days
    ]
    grid = [tariff_vector(steps=market.grid, of="grid", day=day, resolution=resolution) for day in days]
    full_wh = np.array([full[day] for day in days], np.int64)
    tax = [tax_on(day=day, steps=market.tax) for day in days]
    return day_costs(
        wh=wh,
        prices={
            Component.SPOT: ByInterval(np.array(spot), of_row),
            Component.GRID: ByInterval(np.array(grid), of_row),
            Component.MARKUP: Flat(np.full(len(days), household.markup_micro, np.int64)),
            Component.SYSTEM: Flat(flat(market.system, days)),
            Component.TRANSMISSION: Flat(flat(market.transmission, days)),
            Component.TAX: Flat(np.array([step.full_micro for step in tax], np.int64), wh=full_wh),
            Component.TAX_REDUCED: Flat(
                np.array([step.reduced_micro for step in tax], np.int64), wh=wh.sum(axis=1) - full_wh
            ),
        },
    )


def flat(tariff: list[TariffStep], days: list[date]) -> np.ndarray:
    return np.array([step_on(steps=tariff, of="Energinet", day=day).micro[0] for day in days], np.int64)


def full_rate_of(household: Household, market: Market) -> dict[date, int]:
    """The Wh of each day that bear the full electricity tax."""
    days = household.period.each_day()
    used = {day: sum(market.days[day].wh) for day in days}
    if household.heating_from is None:
        return used
    eligible = Period(household.heating_from)
    before = Period(household.heating_from, household.period.starts_on).each_day()
    full = full_rate_wh(
        wh=np.array([[used[day] for day in days]], np.int64),
        used_before=np.array([sum(sum(market.days[day].wh) for day in before)]),
        allowance=np.array([full_rate_allowance(year=household.period.starts_on.year, eligible=eligible)]),
    )
    return dict(zip(days, (int(each) for each in full[0]), strict=True))


def shifted(tariff: list[TariffStep], *, days: int) -> list[TariffStep]:
    """The same steps, each starting and ending that many days later: a boundary that is off."""
    by = timedelta(days=days)
    return [
        replace(
            step,
            period=Period(
                step.period.starts_on + by, step.period.ends_before + by if step.period.ends_before else None
            ),
        )
        for step in tariff
    ]

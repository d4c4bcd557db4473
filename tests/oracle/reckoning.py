"""
An independent reckoning of a household's invoice: Fractions, its own calendar, the raw files.

It imports nothing of the product and shares no idea with it beyond the law of the market: instants are
UTC, a tariff follows the local clock, energy is settled in whole Wh carried within the local day, a line
is rounded once half away from zero and bears VAT of its own. Prices are taken from the files to the last
decimal, so it also shows that rounding them at our door moves no line.
"""

import csv
import gzip
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
VAT = Fraction(25, 100)


@dataclass(frozen=True)
class Line:
    """An invoice line in øre; `exact` is the quoted amount before rounding."""

    exact: Fraction
    net: int
    vat: int


@dataclass(frozen=True)
class Case:
    """A household's month: which files, which area, which charges, which product."""

    first: date
    end: date
    minutes: int
    load_file: str
    load_column: str
    area: str
    grid_file: str
    markup_kr: Fraction
    subscription_kr_with_vat: Fraction
    heating_from: date | None = None
    reduced_kr: Fraction = Fraction(8, 1000)


def rounded(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=DENMARK).astimezone(UTC)


def instants(first: date, end: date, minutes: int) -> list[datetime]:
    moments, moment = [], midnight(first)
    while moment < midnight(end):
        moments.append(moment)
        moment += timedelta(minutes=minutes)
    return moments


def load_kwh(folder: Path, case: Case) -> dict[datetime, Fraction]:
    path = folder / "load" / case.load_file
    if path.suffix == ".json":
        written = json.loads(path.read_text())
        return {datetime.fromisoformat(at).astimezone(UTC): Fraction(kwh) for at, kwh in written.items()}
    with gzip.open(path, "rt") as lines:
        return {
            datetime.fromisoformat(row["TimeUTC"]): Fraction(row[case.load_column])
            for row in csv.DictReader(lines)
        }


def settled_kwh(kwh: dict[datetime, Fraction], moments: list[datetime]) -> list[Fraction]:
    """Whole Wh, as kWh, with the remainder carried along each local day."""
    settled, day, so_far, given = [], None, Fraction(0), 0
    for moment in moments:
        if moment.astimezone(DENMARK).date() != day:
            day, so_far, given = moment.astimezone(DENMARK).date(), Fraction(0), 0
        so_far += kwh[moment] * 1000
        settled.append(Fraction(rounded(so_far) - given, 1000))
        given = rounded(so_far)
    return settled


def spot_kr(folder: Path, area: str, moments: list[datetime], minutes: int) -> list[Fraction]:
    """The price of each interval per kWh: its own, its hour's, or the mean of its quarters."""
    found = {}
    for path in sorted((folder / "spot").glob(f"spot_{area}_*.csv")):
        with path.open() as lines:
            for row in csv.DictReader(lines):
                at = datetime.fromisoformat(row["TimeUTC"]).replace(tzinfo=UTC)
                found[at] = Fraction(row["PriceDKK"]) / 1000
    quarter = timedelta(minutes=15)
    prices = []
    for moment in moments:
        within = [found.get(moment + quarter * n) for n in range(minutes // 15)]
        known = [price for price in within if price is not None]
        hour = moment.replace(minute=0)
        prices.append(sum(known, Fraction(0)) / len(known) if known else found[hour])
    return prices


def charge_kr(folder: Path, file: str, code: str | None, moments: list[datetime]) -> list[Fraction]:
    """The price of each interval by its local date and local clock hour; a missing PriceN is Price1."""
    written = (folder / "tariffs" / file).read_text()
    records = [
        row
        for row in json.loads(written, parse_float=Fraction)["records"]
        if code in (None, row["ChargeTypeCode"])
    ]
    prices = []
    for moment in moments:
        local = moment.astimezone(DENMARK)
        label = f"{local:%Y-%m-%d}T00:00:00"
        (row,) = [r for r in records if r["ValidFrom"] <= label and (r["ValidTo"] is None or label < r["ValidTo"])]
        own = row[f"Price{local.hour + 1}"]
        prices.append(Fraction(row["Price1"] if own is None else own))
    return prices


def line(exact_ore: Fraction, *, with_vat: bool = False) -> Line:
    amount = rounded(exact_ore)
    if with_vat:
        vat = rounded(amount * VAT / (1 + VAT))
        return Line(exact_ore, amount - vat, vat)
    return Line(exact_ore, amount, rounded(amount * VAT))


def full_rate_kwh(case: Case, kwh: dict[datetime, Fraction], month_kwh: Fraction) -> Fraction:
    """From 2025: in full until 4,000 kWh, or its share of the eligible days, is used up in the year."""
    if case.heating_from is None:
        return month_kwh
    starts = max(case.heating_from, date(case.first.year, 1, 1))
    days = (date(case.first.year + 1, 1, 1) - starts).days
    allowance = Fraction(rounded(min(Fraction(4000), Fraction(4000 * days, 365)) * 1000), 1000)
    earlier = sum(settled_kwh(kwh, instants(starts, case.first, case.minutes)), Fraction(0))
    return min(month_kwh, max(Fraction(0), allowance - earlier))


def reckon(folder: Path, case: Case) -> dict[str, Line]:
    moments = instants(case.first, case.end, case.minutes)
    kwh = load_kwh(folder, case)
    used = settled_kwh(kwh, moments)
    total = sum(used, Fraction(0))

    def times(prices: list[Fraction]) -> Line:
        return line(100 * sum((a * b for a, b in zip(used, prices, strict=True)), Fraction(0)))

    energinet = "eds_DatahubPricelist_energinet.json"
    tax = charge_kr(folder, energinet, "EA-001", moments)
    full = full_rate_kwh(case, kwh, total)
    assert case.heating_from is None or len(set(tax)) == 1, "a heated home is reckoned at one rate a month"
    return {
        "spot": times(spot_kr(folder, case.area, moments, case.minutes)),
        "markup": line(100 * total * case.markup_kr),
        "grid": times(charge_kr(folder, case.grid_file, None, moments)),
        "system": times(charge_kr(folder, energinet, "41000", moments)),
        "transmission": times(charge_kr(folder, energinet, "40000", moments)),
        "tax": times(tax) if case.heating_from is None else line(100 * full * tax[0]),
        "tax_reduced": line(100 * (total - full) * case.reduced_kr),
        "subscription": line(100 * case.subscription_kr_with_vat, with_vat=True),
    }


MARCH_2024 = Case(
    first=date(2024, 3, 1),
    end=date(2024, 4, 1),
    minutes=60,
    load_file="real_consumption_data2.json",
    load_column="",
    area="DK1",
    grid_file="eds_DatahubPricelist_n1.json",
    markup_kr=Fraction("0.06"),
    subscription_kr_with_vat=Fraction(29),
)
OCTOBER_2025 = Case(
    first=date(2025, 10, 1),
    end=date(2025, 11, 1),
    minutes=15,
    load_file="synload_kwh_15min.csv.gz",
    load_column="p174",
    area="DK2",
    grid_file="eds_DatahubPricelist_radius.json",
    markup_kr=Fraction("0.15"),
    subscription_kr_with_vat=Fraction(39),
    heating_from=date(2025, 8, 15),
)
OCTOBER_2025_HOURLY = Case(
    first=date(2025, 10, 1),
    end=date(2025, 11, 1),
    minutes=60,
    load_file="synload_kwh_hourly.csv.gz",
    load_column="p101",
    area="DK1",
    grid_file="eds_DatahubPricelist_n1.json",
    markup_kr=Fraction("0.0499"),
    subscription_kr_with_vat=Fraction("29.95"),
)

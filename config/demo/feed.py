"""The example market: writes the files a market would send, in its own formats, into the inbox."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.demo.household import EXAMPLES, Example, meter_numbers
from config.demo.supplier import GRID_COMPANIES
from config.foundation.calendar import add_months
from config.foundation.day_length import starts
from contracts.rules.example_consumption import ExampleMeter, example_day
from contracts.rules.example_price import example_grid_tariff, example_spot_day
from contracts.rules.statute import StatuteRow

AREAS = ("DK1", "DK2")
DANISH = ZoneInfo("Europe/Copenhagen")
ENERGINET = "5790000432752"
CHARGES = {
    "electricity_tax": "EA-001",
    "energinet_system_tariff": "41000",
    "energinet_transmission_tariff": "40000",
}
GAS_SEED = 900
OK = "10000"


@dataclass(frozen=True)
class Meter:
    """A metering point of the example market: what it reads, and in which document it says so."""

    gsrn: str
    business_type: str
    wh: tuple[int, ...]
    minutes: int


def supply_start(example: Example, *, last_day: date) -> date:
    """Return the day an example's supply starts, counted back from the last day of the demo."""
    if not example.months_ago:
        return last_day - timedelta(days=9)
    return add_months(last_day.replace(day=1), -example.months_ago)


def write_spot(inbox: Path, *, day: date) -> None:
    """Drop the day-ahead prices of a local day, in the shape of Energi Data Service."""
    records = [record for area in AREAS for record in _spot_records(area, day)]
    dataset = "DayAheadPrices" if len(records) > 60 else "Elspotprices"
    _write(inbox / "market" / f"example-spot--{day}.json", _envelope(dataset, records))


def write_tariffs(inbox: Path, *, first: date, last: date, figures: Iterable[StatuteRow]) -> None:
    """Drop a price list: an example grid tariff for each grid company, and the public charges of the law."""
    steps = example_grid_tariff(first_year=first.year - 1, last_year=last.year + 1)
    records = [
        _charge(gln, f"{name} (example prices)", code, step.period.starts_on, step.period.ends_before, step.micro)
        for gln, name, _area, code in GRID_COMPANIES
        for step in steps
    ]
    records += _public_charges(figures)
    _write(inbox / "market" / f"price-list--{first}.json", _envelope("DatahubPricelist", records))


def write_values(inbox: Path, *, day: date, last_day: date) -> None:
    """Drop every supplier's metered values of a local day, in the shape of eloverblik."""
    for supplier in sorted({example.supplier for example in EXAMPLES}):
        items = [
            _item(meter, day)
            for index, example in enumerate(EXAMPLES)
            if example.supplier == supplier and supply_start(example, last_day=last_day) <= day
            for meter in _meters(index, example, day)
        ]
        if items:
            _write(inbox / supplier / f"eloverblik--{day}.json", {"result": items})


def _meters(index: int, example: Example, day: date) -> Iterator[Meter]:
    numbers = meter_numbers(index)
    values = example_day(meter=example.meter, day=day, resolution=example.resolution)
    yield Meter(numbers["consumption"], "A04", values.drawn, example.resolution)
    if example.meter.solar_watt_peak:
        yield Meter(numbers["surplus"], "A01", values.sent, example.resolution)
    if example.gas:
        heating = ExampleMeter(seed=GAS_SEED + index, persons=2, electric_heating=True)
        yield Meter(numbers["gas"], "A04", example_day(meter=heating, day=day, resolution=60).drawn, 60)


def _item(meter: Meter, day: date) -> dict[str, Any]:
    begins = starts(day, resolution_minutes=meter.minutes)
    ends = begins[-1] + timedelta(minutes=meter.minutes)
    points = [
        {
            "position": str(number),
            "out_Quantity.quantity": str(Decimal(wh) / 1000),
            "out_Quantity.quality": "A04",
        }
        for number, wh in enumerate(meter.wh, start=1)
    ]
    period = {
        "resolution": f"PT{meter.minutes}M" if meter.minutes < 60 else "PT1H",
        "timeInterval": {"start": _utc(begins[0]), "end": _utc(ends)},
        "Point": points,
    }
    series = {
        "mRID": meter.gsrn,
        "businessType": meter.business_type,
        "measurement_Unit.name": "KWH",
        "Period": [period],
    }
    return {
        "success": True,
        "errorCode": OK,
        "errorText": "NoError",
        "id": meter.gsrn,
        "MyEnergyData_MarketDocument": {"TimeSeries": [series]},
    }


def _spot_records(area: str, day: date) -> Iterator[dict[str, Any]]:
    spot = example_spot_day(area=area, day=day)
    time, price = ("TimeUTC", "DayAheadPriceDKK") if spot.resolution == 15 else ("HourUTC", "SpotPriceDKK")
    for moment, micro in zip(starts(day, resolution_minutes=spot.resolution), spot.micro, strict=True):
        yield {time: f"{moment:%Y-%m-%dT%H:%M:%S}", "PriceArea": area, price: float(Decimal(micro) / 1000)}


def _public_charges(figures: Iterable[StatuteRow]) -> Iterator[dict[str, Any]]:
    by_key: dict[str, list[StatuteRow]] = {}
    for row in figures:
        if row.key in CHARGES:
            by_key.setdefault(row.key, []).append(row)
    for key, rows in by_key.items():
        ordered = sorted(rows, key=lambda row: row.valid_from)
        ends = [*(row.valid_from for row in ordered[1:]), None]
        for row, end in zip(ordered, ends, strict=True):
            yield _charge(ENERGINET, "Energinet", CHARGES[key], row.valid_from, end, (row.exact,))


def _charge(
    gln: str, owner: str, code: str, first: date, end: date | None, micro: Sequence[int]
) -> dict[str, Any]:
    prices = {f"Price{n}": float(Decimal(value) / 1_000_000) for n, value in enumerate(micro, start=1)}
    return {
        "ChargeOwner": owner,
        "GLN_Number": gln,
        "ChargeType": "D03",
        "ChargeTypeCode": code,
        "Note": code,
        "ValidFrom": f"{first}T00:00:00",
        "ValidTo": f"{end}T00:00:00" if end else None,
        "VATClass": "D02",
        "TaxIndicator": int(code == CHARGES["electricity_tax"]),
        "ResolutionDuration": "PT1H" if len(micro) > 1 else "P1D",
        **prices,
    }


def _envelope(dataset: str, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"total": len(records), "limit": 0, "dataset": dataset, "records": list(records)}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write beside and rename, so that the reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(json.dumps(content))
    beside.rename(path)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"

"""Day-ahead prices and the price lists of grid companies and Energinet, from Energi Data Service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from contracts.gateways.market_file import MarketFileRefused, Node, read_json, read_rows, read_text

HOURLY, QUARTERLY = "Elspotprices", "DayAheadPrices"
PRICE_COLUMNS = {HOURLY: ("HourUTC", "SpotPriceDKK"), QUARTERLY: ("TimeUTC", "DayAheadPriceDKK")}
PRICE_LIST = "DatahubPricelist"
KINDS = {"D01": "subscription", "D02": "fee", "D03": "tariff"}
LIABLE_TO_VAT = {"D02": True, "D01": False}
RESOLUTIONS = {"PT1H", "P1D", "P1M"}
HOURS = 24

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class SpotPoint:
    """The day-ahead price from `starts_at` on; whether for an hour or a quarter, only the next one shows."""

    area: str
    starts_at: datetime
    dkk_per_mwh: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class ChargePrice:
    """
    A charge of a grid company, Energinet or the state and its price in a period, without VAT.

    A tariff has 24 prices per kWh by local clock hour or one for the whole day, a subscription one a month.
    `code` with `owner_gln` is the key; names change.
    """

    owner_gln: str
    owner: str
    code: str
    kind: str
    note: str
    valid_from: date
    valid_to: date | None
    liable_to_vat: bool
    is_tax: bool
    prices: tuple[Decimal, ...]
    place: str


def spot_prices(data: bytes) -> Iterator[SpotPoint]:
    """
    Yield the prices of an answer of `Elspotprices` (hours) or `DayAheadPrices` (quarters).

    :raises MarketFileRefused: with the place and the reason; nothing may be kept before the last one came
    """
    root = read_json(data)
    dataset = root.at("dataset")
    if dataset.text() not in PRICE_COLUMNS:
        dataset.refuse(f"{dataset.text()!r} holds no day-ahead prices")
    time, price = PRICE_COLUMNS[dataset.text()]
    for record in _records(root):
        yield SpotPoint(
            area=record.at("PriceArea").text(),
            starts_at=record.at(time).utc_moment(),
            dkk_per_mwh=record.at(price).number(),
            place=record.place,
        )


def spot_prices_csv(data: bytes) -> Iterator[SpotPoint]:
    """
    Yield the prices of a CSV with `TimeUTC` or `HourUTC`, `PriceArea` and a price in DKK per MWh.

    Both a comma with decimal points and the download's semicolon with decimal commas are read.

    :raises MarketFileRefused: with the line and the reason
    """
    text = read_text(data)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = read_rows(text, delimiter=delimiter)
    titles = next(rows, ("line 1", []))[1]
    time = _one_of(titles, ("TimeUTC", "HourUTC"))
    price = _one_of(titles, ("PriceDKK", "DayAheadPriceDKK", "SpotPriceDKK"))
    for place, row in rows:
        cells = Node(dict(zip(titles, row, strict=False)), place)
        number = cells.at(price).text()
        if delimiter == ";":
            number = number.replace(",", ".", 1)
        yield SpotPoint(
            area=cells.at("PriceArea").text(),
            starts_at=cells.at(time).utc_moment(),
            dkk_per_mwh=Node(number, f"{place}.{price}").number(),
            place=place,
        )


def price_list(data: bytes) -> Iterator[ChargePrice]:
    """
    Yield the records of an answer of `DatahubPricelist`; a missing PriceN is Price1.

    :raises MarketFileRefused: with the place and the reason; nothing may be kept before the last one came
    """
    root = read_json(data)
    if root.at("dataset").text() != PRICE_LIST:
        root.at("dataset").refuse(f"is not {PRICE_LIST}")
    for record in _records(root):
        yield _charge(record)


def _charge(record: Node) -> ChargePrice:
    kind = _known(record.at("ChargeType"), KINDS)
    valid_to = record.at("ValidTo").local_date() if record.has("ValidTo") else None
    valid_from = record.at("ValidFrom").local_date()
    if valid_to is not None and valid_to <= valid_from:
        record.at("ValidTo").refuse("is not after ValidFrom")
    return ChargePrice(
        owner_gln=record.at("GLN_Number").text(),
        owner=record.at("ChargeOwner").text(),
        code=record.at("ChargeTypeCode").text(),
        kind=kind,
        note=record.at("Note").text() if record.has("Note") else "",
        valid_from=valid_from,
        valid_to=valid_to,
        liable_to_vat=_known(record.at("VATClass"), LIABLE_TO_VAT),
        is_tax=record.has("TaxIndicator") and record.at("TaxIndicator").whole() == 1,
        prices=_prices(record),
        place=record.place,
    )


def _prices(record: Node) -> tuple[Decimal, ...]:
    resolution = record.at("ResolutionDuration")
    if resolution.text() not in RESOLUTIONS:
        resolution.refuse(f"{resolution.text()!r} is not PT1H, P1D or P1M")
    first = record.at("Price1").number()
    if resolution.text() != "PT1H":
        return (first,)
    names = [f"Price{number}" for number in range(1, HOURS + 1)]
    return tuple(record.at(name).number() if record.has(name) else first for name in names)


def _known(node: Node, meanings: Mapping[str, Meaning]) -> Meaning:
    if node.text() not in meanings:
        node.refuse(f"{node.text()[:40]!r} is not one of {', '.join(meanings)}")
    return meanings[node.text()]


def _records(root: Node) -> Iterator[Node]:
    """Yield the records; fewer than `total` says the answer was cut off, and it is refused."""
    records = root.at("records")
    if isinstance(records.value, list) and root.has("total") and root.at("total").whole() != len(records.value):
        records.refuse(f"holds {len(records.value)} of {root.at('total').whole()} records")
    return records.each()


def _one_of(titles: Sequence[str], wanted: tuple[str, ...]) -> str:
    found = [name for name in titles if name in wanted]
    if len(found) != 1:
        raise MarketFileRefused(place="line 1", reason=f"needs one of the columns {', '.join(wanted)}")
    return found[0]

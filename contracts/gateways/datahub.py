"""Metered values from DataHub: the message RSM-012 as CIM JSON or CIM XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from contracts.gateways.market_file import (
    MINUTES,
    ItemFailure,
    MeteredPeriod,
    Node,
    interval_count,
    read_json,
    read_points,
    read_text,
)
from contracts.gateways.market_xml import read_xml

DOCUMENT = "NotifyValidatedMeasureData_MarketDocument"
METERED_DATA = "E66"
KINDS = {"E17": "consumption", "E18": "production", "E20": "exchange"}


@dataclass(frozen=True, slots=True)
class MeteredDataMessage:
    """
    One RSM-012. A peek without dequeue gives the same one again: `message_id` tells whether it is known.

    `series` yields the periods as they are read, so that a long message can show how far it is.
    """

    message_id: str
    created_at: datetime
    process: str
    sender: str
    receiver: str
    document: Node

    def series(self) -> Iterator[MeteredPeriod | ItemFailure]:
        """
        Yield one period per series; a series of whole days or months becomes an ItemFailure.

        :raises MarketFileRefused: with the place and the reason; nothing may be kept before the last one
        """
        for series in self.document.at("Series").each():
            yield _series(series)


def metered_data(data: bytes) -> MeteredDataMessage:
    """
    Open an RSM-012 message, JSON or XML by its first character.

    :raises MarketFileRefused: when it is something else or not as documented
    """
    is_xml = read_text(data).lstrip().startswith("<")
    document = (read_xml(data, lists={"Series", "Point"}) if is_xml else read_json(data)).at(DOCUMENT)
    kind = document.at("type")
    if kind.text() != METERED_DATA:
        kind.refuse(f"{kind.text()!r} is not metered data ({METERED_DATA})")
    return MeteredDataMessage(
        message_id=document.at("mRID").text(),
        created_at=document.at("createdDateTime").moment(),
        process=document.at("process.processType").text(),
        sender=document.at("sender_MarketParticipant.mRID").text(),
        receiver=document.at("receiver_MarketParticipant.mRID").text(),
        document=document,
    )


def _series(series: Node) -> MeteredPeriod | ItemFailure:
    gsrn = series.at("marketEvaluationPoint.mRID").text()
    unit = series.at("quantity_Measure_Unit.name")
    if unit.text().upper() != "KWH":
        unit.refuse(f"{unit.text()!r} is not kWh")
    period = series.at("Period")
    resolution = period.at("resolution").text()
    if resolution not in MINUTES:
        return ItemFailure(gsrn, resolution, "Only values by hour or quarter can be used.")
    interval = period.at("timeInterval")
    starts_at = interval.at("start").moment()
    minutes = MINUTES[resolution]
    count = interval_count(interval, starts_at=starts_at, ends_before=interval.at("end").moment(), minutes=minutes)
    kwh, quality = read_points(period.at("Point"), count=count, quantity_key="quantity", quality_key="quality")
    return MeteredPeriod(
        gsrn=gsrn,
        kind=KINDS.get(series.at("marketEvaluationPoint.type").text(), ""),
        starts_at=starts_at,
        minutes=minutes,
        kwh=kwh,
        quality=quality,
        registered_at=series.at("registration_DateAndOrTime.dateTime").moment(),
        transaction=series.at("mRID").text(),
    )

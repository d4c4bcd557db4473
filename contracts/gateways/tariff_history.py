"""Histories of tariffs and of the electricity tax in the compact JSON files that public projects keep."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.gateways.energi_data_service import HOURS, ChargePrice
from contracts.gateways.market_file import Node, read_json

ENERGINET = "Energinet"
ELECTRICITY_TAX = "EA-001"
ENERGINET_TARIFFS = {
    ("consumption", "systemTariff"): "41000",
    ("consumption", "transmissionNetTariff"): "40000",
    ("production", "indfodningstariff"): "40010",
    ("production", "balancetariff"): "45012",
}


def grid_tariffs(data: bytes) -> Iterator[ChargePrice]:
    """
    Yield the consumption and feed-in tariffs of one grid company.

    :raises MarketFileRefused: with the place and the reason; nothing may be kept before the last one came
    """
    root = read_json(data)
    meta = root.at("_meta")
    for ranges, code in (("consumption", "consumptionCode"), ("indfodning", "indfodningCode")):
        if not root.has(ranges):
            continue
        for each in root.at(ranges).each():
            prices = each.at("prices")
            if sum(1 for _ in prices.each()) != HOURS:
                prices.refuse(f"should be {HOURS} prices")
            yield _charge(
                each,
                gln=meta.at("gln").text(),
                owner=meta.at("chargeOwner").text(),
                code=meta.at(code).text(),
                prices=[*prices.each()],
            )


def electricity_tax(data: bytes) -> Iterator[ChargePrice]:
    """Yield the steps of the electricity tax. :raises MarketFileRefused: with the place and the reason"""
    root = read_json(data)
    for each in root.at("ranges").each():
        yield _charge(
            each,
            gln=root.at("_meta").at("sourceGln").text(),
            owner=ENERGINET,
            code=ELECTRICITY_TAX,
            prices=[each.at("value")],
            is_tax=True,
        )


def energinet_tariffs(data: bytes) -> Iterator[ChargePrice]:
    """Yield Energinet's tariffs, four per period. :raises MarketFileRefused: with the place and the reason"""
    root = read_json(data)
    for each in root.at("ranges").each():
        for (side, name), code in ENERGINET_TARIFFS.items():
            yield _charge(
                each,
                gln=root.at("_meta").at("sourceGln").text(),
                owner=ENERGINET,
                code=code,
                prices=[each.at(side).at(name)],
            )


def _charge(
    each: Node, *, gln: str, owner: str, code: str, prices: list[Node], is_tax: bool = False
) -> ChargePrice:
    valid_from = each.at("validFrom").local_date()
    valid_to = each.at("validTo").local_date() if each.has("validTo") else None
    if valid_to is not None and valid_to <= valid_from:
        each.at("validTo").refuse("is not after validFrom")
    return ChargePrice(
        owner_gln=gln,
        owner=owner,
        code=code,
        kind="tariff",
        note=each.at("note").text() if each.has("note") else "",
        valid_from=valid_from,
        valid_to=valid_to,
        liable_to_vat=True,
        is_tax=is_tax,
        prices=tuple(price.number() for price in prices),
        place=each.place,
    )

"""Compact histories of tariffs and tax: the same values as the official price lists."""

import json
from datetime import date
from decimal import Decimal

import pytest

from contracts.gateways import energi_data_service, tariff_history
from contracts.gateways.market_file import MarketFileRefused
from tests.shared_folder import energy_file


def tax(**changes):
    step = {"validFrom": "2025-01-01T00:00:00", "validTo": "2026-01-01T00:00:00", "value": 0.72} | changes
    return json.dumps({"_meta": {"sourceGln": "5790000432752"}, "ranges": [step]}).encode()


def grid(prices):
    step = {"validFrom": "2026-01-01T00:00:00", "validTo": None, "resolution": "P1D", "prices": prices}
    meta = {"gln": "5790001095376", "chargeOwner": "Hjerting", "consumptionCode": "C", "indfodningCode": "IND"}
    return json.dumps({"_meta": meta, "consumption": [step], "indfodning": [step]}).encode()


def test_electricity_tax_reads_its_steps():
    (step,) = tariff_history.electricity_tax(tax())
    assert (step.code, step.is_tax, step.liable_to_vat) == ("EA-001", True, True)
    assert (step.valid_from, step.valid_to, step.prices) == (
        date(2025, 1, 1),
        date(2026, 1, 1),
        (Decimal("0.72"),),
    )


def test_grid_tariffs_reads_consumption_and_feed_in():
    consumption, feed_in = tariff_history.grid_tariffs(grid([0.1] * 24))
    assert (consumption.code, feed_in.code) == ("C", "IND")
    assert consumption.prices == (Decimal("0.1"),) * 24


@pytest.mark.parametrize(
    "read, data, said",
    [
        (
            tariff_history.electricity_tax,
            tax(validTo="2025-01-01T00:00:00"),
            "ranges[0].validTo: is not after validFrom",
        ),
        (tariff_history.electricity_tax, tax(value=None), "ranges[0].value: is missing"),
        (tariff_history.grid_tariffs, grid([0.1] * 23), "consumption[0].prices: should be 24 prices"),
        (tariff_history.energinet_tariffs, tax(), "ranges[0].consumption: is missing"),
    ],
)
def test_histories_refuse_with_place_and_reason(read, data, said):
    with pytest.raises(MarketFileRefused) as refusal:
        list(read(data))
    assert str(refusal.value) == said


def steps(charges, *codes):
    return sorted((c.code, c.valid_from, c.valid_to or date.max, c.prices) for c in charges if c.code in codes)


@pytest.mark.shared
@pytest.mark.parametrize(
    "read, history, official, codes",
    [
        ("electricity_tax", "elafgift_history", "energinet", ["EA-001"]),
        ("energinet_tariffs", "energinet_history", "energinet", ["40000", "41000"]),
        ("grid_tariffs", "history_n1_5790001089030", "n1", ["CD"]),
        ("grid_tariffs", "history_radius_5790000705689", "radius", ["DT_C_01"]),
    ],
)
def test_histories_say_the_same_as_the_official_price_lists(read, history, official, codes):
    ours = getattr(tariff_history, read)(energy_file(f"tariffs/{history}.json"))
    theirs = energi_data_service.price_list(energy_file(f"tariffs/eds_DatahubPricelist_{official}.json"))
    assert steps(ours, *codes) == steps(theirs, *codes)

"""Energi Data Service: day-ahead prices by hour and quarter, and the price lists of grid and state."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.gateways.energi_data_service import ChargePrice, SpotPoint, price_list, spot_prices, spot_prices_csv
from contracts.gateways.market_file import MarketFileRefused
from contracts.rules.price_vector import spot_days
from tests.shared_folder import ENERGY, energy_file

HOURS = {"HourUTC": "2024-10-27T22:00:00", "HourDK": "2024-10-27T23:00:00", "PriceArea": "DK1"}
CHARGE = {
    "ChargeOwner": "Radius Elnet A/S",
    "GLN_Number": "5790000705689",
    "ChargeType": "D03",
    "ChargeTypeCode": "DT_C_01",
    "Note": "Nettarif C time",
    "ValidFrom": "2025-10-01T00:00:00",
    "ValidTo": "2026-04-01T00:00:00",
    "VATClass": "D02",
    "Price1": 0.0976,
    "Price18": 0.8788,
    "TransparentInvoicing": 0,
    "TaxIndicator": 0,
    "ResolutionDuration": "PT1H",
}


def answer(dataset, *records, **envelope):
    document = {"total": len(records), "filters": "{}", "limit": 0, "dataset": dataset, "records": records}
    return json.dumps(document | envelope).encode()


def test_spot_prices_reads_hours_from_elspotprices():
    data = answer("Elspotprices", HOURS | {"SpotPriceDKK": 651.109985, "SpotPriceEUR": 87.260002})
    assert list(spot_prices(data)) == [
        SpotPoint("DK1", datetime(2024, 10, 27, 22, tzinfo=UTC), Decimal("651.109985"), "records[0]")
    ]


def test_spot_prices_reads_quarters_from_day_ahead_prices_by_name():
    record = {
        "TimeUTC": "2025-10-26T22:45:00",
        "PriceArea": "DK2",
        "DayAheadPriceEUR": 4.01,
        "DayAheadPriceDKK": -29.95,
    }
    assert list(spot_prices(answer("DayAheadPrices", record))) == [
        SpotPoint("DK2", datetime(2025, 10, 26, 22, 45, tzinfo=UTC), Decimal("-29.95"), "records[0]")
    ]


@pytest.mark.parametrize(
    "data, said",
    [
        (answer("CO2Emis"), "dataset: 'CO2Emis' holds no day-ahead prices"),
        (answer("Elspotprices", HOURS), "records[0].SpotPriceDKK: is missing"),
        (answer("Elspotprices", HOURS | {"SpotPriceDKK": "x"}), "records[0].SpotPriceDKK: 'x' is not a number"),
        (answer("Elspotprices", total=24), "records: holds 0 of 24 records"),
    ],
)
def test_spot_prices_refuses_with_place_and_reason(data, said):
    with pytest.raises(MarketFileRefused) as refusal:
        list(spot_prices(data))
    assert str(refusal.value) == said


@pytest.mark.parametrize(
    "text",
    [
        "TimeUTC,PriceArea,PriceDKK,PriceEUR\n2024-01-01T03:00:00,DK1,-0.22,-0.03\n",
        "HourUTC;HourDK;PriceArea;SpotPriceDKK;SpotPriceEUR\n2024-01-01T03:00:00;2024-01-01T04:00:00;DK1;-0,22;-0,03\n",
    ],
)
def test_spot_prices_csv_reads_both_ways_of_writing(text):
    expected = SpotPoint("DK1", datetime(2024, 1, 1, 3, tzinfo=UTC), Decimal("-0.22"), "line 2")
    assert list(spot_prices_csv(text.encode())) == [expected]


@pytest.mark.parametrize(
    "text, said",
    [
        ("TimeUTC,PriceArea,EUR\n", "line 1: needs one of the columns PriceDKK, DayAheadPriceDKK, SpotPriceDKK"),
        ("TimeUTC,PriceArea,PriceDKK\n2024-01-01T03:00:00,DK1\n", "line 2.PriceDKK: is missing"),
        ("TimeUTC,PriceArea,PriceDKK\n2024-01-01T03:00:00,DK1,\n", "line 2.PriceDKK: '' is not a number"),
        (
            "TimeUTC,PriceArea,PriceDKK\nyesterday,DK1,1\n",
            "line 2.TimeUTC: 'yesterday' is not a moment without a zone",
        ),
    ],
)
def test_spot_prices_csv_refuses_with_line_and_reason(text, said):
    with pytest.raises(MarketFileRefused) as refusal:
        list(spot_prices_csv(text.encode()))
    assert str(refusal.value) == said


def test_price_list_takes_price1_where_a_price_is_missing():
    (charge,) = price_list(answer("DatahubPricelist", CHARGE | {"Price24": None}))
    low, peak = Decimal("0.0976"), Decimal("0.8788")
    assert charge == ChargePrice(
        owner_gln="5790000705689",
        owner="Radius Elnet A/S",
        code="DT_C_01",
        kind="tariff",
        note="Nettarif C time",
        valid_from=date(2025, 10, 1),
        valid_to=date(2026, 4, 1),
        liable_to_vat=True,
        is_tax=False,
        prices=(low,) * 17 + (peak,) + (low,) * 6,
        place="records[0]",
    )


@pytest.mark.parametrize(
    "changes, kind, prices",
    [
        ({"ResolutionDuration": "P1D"}, "tariff", (Decimal("0.0976"),)),
        ({"ResolutionDuration": "P1M", "ChargeType": "D01"}, "subscription", (Decimal("0.0976"),)),
    ],
)
def test_price_list_takes_one_price_of_a_day_or_month(changes, kind, prices):
    (charge,) = price_list(answer("DatahubPricelist", CHARGE | changes))
    assert (charge.kind, charge.prices) == (kind, prices)


def test_price_list_knows_the_tax_and_an_open_end():
    (charge,) = price_list(
        answer("DatahubPricelist", CHARGE | {"TaxIndicator": 1, "ValidTo": None, "VATClass": "D01"})
    )
    assert (charge.is_tax, charge.valid_to, charge.liable_to_vat) == (True, None, False)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"ChargeType": "D09"}, "records[0].ChargeType: 'D09' is not one of D01, D02, D03"),
        ({"VATClass": "X"}, "records[0].VATClass: 'X' is not one of D02, D01"),
        ({"ResolutionDuration": "PT15M"}, "records[0].ResolutionDuration: 'PT15M' is not PT1H, P1D or P1M"),
        ({"ValidTo": "2025-10-01T00:00:00"}, "records[0].ValidTo: is not after ValidFrom"),
        (
            {"ValidFrom": "2025-10-01T01:00:00"},
            "records[0].ValidFrom: '2025-10-01T01:00:00' is not a local midnight",
        ),
        ({"Price1": None}, "records[0].Price1: is missing"),
    ],
)
def test_price_list_refuses_with_place_and_reason(changes, said):
    with pytest.raises(MarketFileRefused) as refusal:
        list(price_list(answer("DatahubPricelist", CHARGE | changes)))
    assert str(refusal.value) == said


@pytest.mark.shared
@pytest.mark.parametrize("area", ["DK1", "DK2"])
def test_the_answers_and_the_yearly_files_say_the_same(area):
    paths = sorted((ENERGY / "spot").glob(f"spot_{area}_*.csv"))
    yearly = {point.starts_at: point.dkk_per_mwh for path in paths for point in spot_prices_csv(path.read_bytes())}
    answers = [
        point
        for path in (ENERGY / "spot").glob(f"eds_*_{area}_*.json")
        for point in spot_prices(path.read_bytes())
    ]
    assert {point.starts_at: point.dkk_per_mwh for point in answers}.items() <= yearly.items()
    whole, holes = spot_days(area=area, prices=yearly.items())
    assert {(day.resolution, len(day.micro)) for day in whole} == {
        *((60, n) for n in (23, 24, 25)),
        *((15, n) for n in (92, 96, 100)),
    }
    assert [hole.day for hole in holes] == [date(2024, 1, 1), date(2026, 6, 28)][: len(holes)]


@pytest.mark.shared
@pytest.mark.parametrize("company, rows", [("n1", 21), ("radius", 25), ("cerius", 16), ("energinet", 43)])
def test_price_list_reads_the_real_price_lists(company, rows):
    charges = list(price_list(energy_file(f"tariffs/eds_DatahubPricelist_{company}.json")))
    assert len(charges) == rows
    assert {len(charge.prices) for charge in charges} == ({1} if company == "energinet" else {24})

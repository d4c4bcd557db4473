"""Files spoiled in any way are read or refused with place and reason; nothing else ever comes out."""

import gzip
import json
from random import Random

import pytest

from contracts.gateways import (
    datahub,
    eloverblik,
    eloverblik_export,
    energi_data_service,
    household_series,
    tariff_history,
)
from contracts.gateways.market_file import MarketFileRefused
from tests.contracts.gateways import test_datahub as rsm
from tests.contracts.gateways import test_eloverblik as api
from tests.contracts.gateways import test_eloverblik_export as export
from tests.contracts.gateways import test_energi_data_service as eds
from tests.contracts.gateways import test_tariff_history as history

SPOT_CSV = b"TimeUTC,PriceArea,PriceDKK,PriceEUR\n2024-01-01T03:00:00,DK1,-0.22,-0.03\n"
SERIES_CSV = b"TimeUTC,p1\n2025-01-02T23:00:00Z,0.0229\n2025-01-02T23:15:00Z,0.0174\n"
EXPORT_CSV = "\r\n".join([export.HEADER, *export.hours("25-10-2026", 1, 2, 2, 3), ""]).encode("utf-8-sig")

READERS = {
    "eloverblik": (eloverblik.time_series, json.dumps(api.answer([api.point(1), api.point(2)])).encode()),
    "export": (eloverblik_export.time_series, EXPORT_CSV),
    "rsm-json": (lambda data: datahub.metered_data(data).series(), json.dumps(rsm.message()).encode()),
    "rsm-xml": (lambda data: datahub.metered_data(data).series(), rsm.XML.encode()),
    "spot": (energi_data_service.spot_prices, eds.answer("Elspotprices", eds.HOURS | {"SpotPriceDKK": 651.1})),
    "spot-csv": (energi_data_service.spot_prices_csv, SPOT_CSV),
    "price-list": (energi_data_service.price_list, eds.answer("DatahubPricelist", eds.CHARGE)),
    "tax": (tariff_history.electricity_tax, history.tax()),
    "grid": (tariff_history.grid_tariffs, history.grid([0.1] * 24)),
    "hourly": (lambda data: [household_series.hourly(data)], b'{"2024-03-31T01:00:00+01:00": "0.5"}'),
    "columns": (household_series.columns, SERIES_CSV),
    "zipped": (household_series.columns, gzip.compress(SERIES_CSV, mtime=0)),
}
PIECES = [
    b"",
    b"0",
    b"9999",
    b"-",
    b'"',
    b"\r",
    b"\n",
    b";",
    b",",
    b"{",
    b"[]",
    b"null",
    b"\xff",
    b"\0",
    b"1e99",
    b"\xc3\xb8",
]


def spoiled(data: bytes, random: Random) -> bytes:
    """Cut, repeat, swap or overwrite a few places."""
    for _ in range(random.randint(1, 4)):
        first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
        last = min(last, first + random.choice([1, 2, 8, 10_000]))
        new = random.choice([*PIECES, data[first:last] * 2, bytes([random.randrange(256)])])
        data = (data[:first] + new + data[last:]) or b"x"
    return data


@pytest.mark.parametrize("name", READERS)
def test_a_whole_file_is_read(name):
    read, data = READERS[name]
    assert list(read(data))


@pytest.mark.parametrize("name", READERS)
def test_a_spoiled_file_is_read_or_refused_and_never_anything_else(name):
    read, data = READERS[name]
    random, refusals = Random(name), []
    for _ in range(600):
        try:
            list(read(spoiled(data, random)))
        except MarketFileRefused as refused:
            refusals.append(refused)
    assert len(refusals) > 100
    assert all(refused.place and refused.reason for refused in refusals)


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("hourly", b"2024-03-31T01:00:00+01:00", b"9999-12-31T23:00:00-01:00"),
        ("hourly", b"2024-03-31T01:00:00+01:00", b"0001-01-01T00:00:00+01:00"),
        ("spot-csv", b"2024-01-01", b"1899-12-31"),
        ("export", b"2026", b"0001"),
        ("export", b"2026", b"9999"),
        ("columns", b"0.0174", b"0.0174" * 40_000),
        ("columns", b"0.0174", b"0.01\r74"),
    ],
)
def test_times_and_fields_beyond_reason_are_refused(name, old, new):
    read, data = READERS[name]
    with pytest.raises(MarketFileRefused):
        list(read(data.replace(old, new)))

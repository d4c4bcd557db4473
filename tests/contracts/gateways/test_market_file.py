"""What every market file shares: limits, exact numbers, moments, and refusals that name their place."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.gateways.market_file import MarketFileRefused, Node, read_json, read_text


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "file: is empty or not text"),
        (b" \n ", "file: is empty or not text"),
        (b"a\0b", "file: is empty or not text"),
        (b"ab\xff", "byte 2: is not UTF-8"),
        (b"x" * 11, "file: is larger than 10 bytes"),
        (gzip.compress(b"x" * 1_000_000, mtime=0), "file: is larger than 10 bytes"),
        (gzip.compress(b"abc", mtime=0)[:-4], "file: is no whole gzip file"),
        (b"\x1f\x8bnonsense", "file: is no whole gzip file"),
    ],
)
def test_read_text_refuses_with_place_and_reason(data, said):
    with pytest.raises(MarketFileRefused) as refusal:
        read_text(data, max_bytes=10)
    assert str(refusal.value) == said


@pytest.mark.parametrize(
    "data", [b"kWh \xc3\xb8", b"\xef\xbb\xbfkWh \xc3\xb8", gzip.compress(b"kWh \xc3\xb8", mtime=0)]
)
def test_read_text_takes_a_byte_order_mark_and_gzip(data):
    assert read_text(data) == "kWh ø"


@pytest.mark.parametrize(
    "data, said",
    [
        (b'{"a": 1,}', "line 1, column 9: is not JSON"),
        (b'{"a": NaN}', "file: is nested too deep or holds an odd number"),
        (b"[" * 100_000, "file: is nested too deep or holds an odd number"),
    ],
)
def test_read_json_refuses_with_place_and_reason(data, said):
    with pytest.raises(MarketFileRefused) as refusal:
        read_json(data)
    assert str(refusal.value) == said


def test_read_json_keeps_decimals_exact():
    number = read_json(b'{"a": 651.109985}').at("a").number()
    assert (type(number), number) == (Decimal, Decimal("651.109985"))


@pytest.mark.parametrize(
    "value", [True, None, [], "1e5", "1,5", " 1", "٣", "NaN", 10**13, Decimal("1E-19"), "0x10"]
)
def test_number_refuses_what_is_not_a_plain_number(value):
    with pytest.raises(MarketFileRefused):
        Node(value, "Price1").number()


@pytest.mark.parametrize(
    "value, number", [("0.123", "0.123"), (7, "7"), ({"value": 7}, "7"), ("-448.02", "-448.02")]
)
def test_number_is_read_from_numbers_and_text(value, number):
    assert Node(value, "x").number() == Decimal(number)


def test_whole_refuses_a_fraction():
    with pytest.raises(MarketFileRefused, match=r"position: should be a whole number"):
        Node("1.5", "position").whole()


def test_moments_are_utc_and_say_their_zone():
    assert Node("2024-06-28T22:00Z", "x").moment() == datetime(2024, 6, 28, 22, tzinfo=UTC)
    assert Node("2024-03-31T03:00:00+02:00", "x").moment() == datetime(2024, 3, 31, 1, tzinfo=UTC)
    assert Node("2024-06-28T22:00:00", "x").utc_moment() == datetime(2024, 6, 28, 22, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2024-06-28T22:00:00", "2024-13-01T00:00Z", "2024-W01-1T00:00Z", "now"])
def test_moment_refuses_one_without_zone_or_sense(written):
    with pytest.raises(MarketFileRefused, match="is not a moment with a zone"):
        Node(written, "start").moment()


def test_utc_moment_refuses_one_with_a_zone():
    with pytest.raises(MarketFileRefused, match="is not a moment without a zone"):
        Node("2024-06-28T22:00:00+02:00", "HourUTC").utc_moment()


def test_local_date_is_a_local_midnight_or_a_date():
    assert Node("2026-10-01T00:00:00", "ValidFrom").local_date() == date(2026, 10, 1)
    assert Node("2022-01-01", "ValidFrom").local_date() == date(2022, 1, 1)
    with pytest.raises(MarketFileRefused, match="is not a local midnight"):
        Node("2026-10-01T01:00:00", "ValidFrom").local_date()


def test_node_names_the_place_of_what_is_missing():
    root = read_json(b'{"records": [{"a": 1}, {"b": null}]}')
    second = list(root.at("records").each())[1]
    with pytest.raises(MarketFileRefused, match=r"^records\[1\]\.b: is missing$"):
        second.at("b")
    with pytest.raises(MarketFileRefused, match=r"^file: should be a list$"):
        list(root.each())
    with pytest.raises(MarketFileRefused, match=r"^records: should be an object$"):
        root.at("records").at("x")

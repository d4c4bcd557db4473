import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.csv_out import csv_bytes, csv_lines


def test_file_opens_in_a_danish_spreadsheet():
    rows = [
        [date(2026, 3, 29), Decimal("1234.50"), -5, "Grøn; Elforsyning"],
        [datetime(2026, 3, 29, 1, 0, tzinfo=UTC), Decimal("-0.001"), None, 'sagde "nej"'],
    ]
    assert csv_bytes(["Dag", "kWh", "Antal", "Tekst"], rows) == (
        b"\xef\xbb\xbfDag;kWh;Antal;Tekst\r\n"
        b'2026-03-29;1234,50;-5;"Gr\xc3\xb8n; Elforsyning"\r\n'
        b'2026-03-29 01:00:00+00:00;-0,001;;"sagde ""nej"""\r\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", " =", "\u00a0+"])
def test_text_that_would_run_as_a_formula_is_disarmed(start):
    [[cell]] = read_back(csv_bytes(["x"], [[f"{start}cmd|'/c calc'!A1"]]))
    assert cell == f"'{start}cmd|'/c calc'!A1"


def test_headings_are_disarmed_too():
    assert csv_bytes(["=1"], []) == b"\xef\xbb\xbf'=1\r\n"


def test_negative_numbers_stay_numbers():
    assert read_back(csv_bytes(["x", "y"], [[-5, Decimal("-5.10")]])) == [["-5", "-5,10"]]


def test_large_and_small_decimals_are_never_in_powers_of_ten():
    assert read_back(csv_bytes(["x", "y"], [[Decimal("1E+7"), Decimal("1E-7")]])) == [["10000000", "0,0000001"]]


@pytest.mark.parametrize("cell", [1.5, True, object(), b"x"])
def test_float_and_other_things_are_refused(cell):
    with pytest.raises(TypeError):
        csv_bytes(["x"], [[cell]])


def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="1 cells under 2 headings"):
        csv_bytes(["x", "y"], [["1"]])


def test_rows_are_written_as_they_come():
    def rows():
        yield ["a"]
        raise RuntimeError("not read ahead")

    lines = csv_lines(["x"], rows())
    assert (next(lines), next(lines)) == (b"\xef\xbb\xbfx\r\n", b"a\r\n")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_text_comes_back_with_at_most_an_apostrophe(cells):
    [row] = read_back(csv_bytes(["x"] * len(cells), [cells]))
    assert all(read in (cell, f"'{cell}") for read, cell in zip(row, cells, strict=True))
    assert not any(read.startswith(("=", "+", "-", "@")) for read in row)


def read_back(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1:]

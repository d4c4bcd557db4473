"""Charts are read back as XML: what is drawn, where, and that nothing a customer typed can break out."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from config.foundation import chart
from config.foundation.chart import Bar, Chart, bar_chart, line_chart, steps

SVG = "{http://www.w3.org/2000/svg}"


def a_chart(**changes):
    november = [
        Bar(label="1", value=6_000, previous=7_500),
        Bar(label="2", value=11_300, previous=4_000, text="2. november: 11,3 kWh"),
        Bar(label="3", value=4_000, estimated=True, previous=4_000),
        Bar(label="4", value=None, missing=True, previous=2_000),
        Bar(label="5", value=None, previous=3_000),
    ]
    plain = {
        "name": "november",
        "title": "Forbrug pr. dag",
        "description": "Søjler i kWh",
        "bars": november,
        "unit": "kWh",
        "decimals": 3,
        "locale": "da",
    }
    return Chart(**plain | changes)


def drawings(markup):
    with_namespace = markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return ElementTree.fromstring(with_namespace).findall(f"{SVG}svg")


def shapes(drawing, css):
    return [shape for shape in drawing.iter() if shape.get("class") == css]


def texts(drawing):
    return [text.text for text in drawing.iter(f"{SVG}text")]


def box(rect):
    return {name: float(rect.get(name)) for name in ("x", "y", "width", "height")}


def test_chart_comes_in_a_wide_and_a_narrow_drawing():
    wide, narrow = drawings(bar_chart(a_chart()))
    assert [wide.get("class"), narrow.get("class")] == ["wide", "narrow"]
    assert [wide.get("viewBox"), narrow.get("viewBox")] == ["0 -26 720 242", "0 -26 320 222"]


def test_chart_says_what_it_shows_to_those_who_cannot_see_it():
    ids = []
    for drawing in drawings(bar_chart(a_chart())):
        title, description = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
        assert (title.text, description.text) == ("Forbrug pr. dag", "Søjler i kWh")
        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        ids += [title.get("id"), description.get("id")]
    assert len(set(ids)) == 4


def test_bars_are_as_high_as_their_values():
    """Ticks reach 12 kWh over 190 px: 6 kWh are 95 px high, 11.3 kWh 178.9 px."""
    wide, narrow = drawings(bar_chart(a_chart()))
    first, second = (box(bar) for bar in shapes(wide, "b"))
    assert (first["y"], first["height"]) == (95.0, 95.0)
    assert (second["y"], second["height"]) == (11.1, 178.9)
    assert box(shapes(narrow, "b")[0])["height"] == 85.0


def test_estimated_previous_and_missing_bars_are_told_apart():
    wide, _ = drawings(bar_chart(a_chart()))
    assert {css: len(shapes(wide, css)) for css in ("b", "b est", "b sold", "p", "gone")} == {
        "b": 2,
        "b est": 1,
        "b sold": 0,
        "p": 5,
        "gone": 1,
    }
    gone = box(shapes(wide, "gone")[0])
    assert gone["y"] + gone["height"] == 190
    assert box(shapes(wide, "p")[0])["width"] > box(shapes(wide, "b")[0])["width"]


def test_previous_year_stands_behind_this_year():
    wide, _ = drawings(bar_chart(a_chart()))
    order = [rect.get("class") for rect in wide.iter(f"{SVG}rect")]
    assert order == ["p"] * 5 + ["b"] * 2 + ["b est", "gone"]


def test_axis_is_labelled_with_round_numbers_and_its_unit():
    wide, _ = drawings(bar_chart(a_chart()))
    assert texts(wide) == ["kWh", "0", "4", "8", "12", "1", "2", "3", "4", "5"]


def test_axis_decimals_are_written_the_readers_way():
    small = [Bar(label="00", value=120), Bar(label="01", value=700)]
    assert texts(drawings(bar_chart(a_chart(bars=small)))[0])[:6] == ["kWh", "0,0", "0,2", "0,4", "0,6", "0,8"]
    assert texts(drawings(bar_chart(a_chart(bars=small, locale="en")))[0])[2] == "0.2"


def test_negative_values_hang_below_zero():
    """Ticks from −2 to 4: zero lies at 190 × 4/6 = 126.7."""
    bars = [Bar(label="1", value=4_000), Bar(label="2", value=-1_500)]
    wide, _ = drawings(bar_chart(a_chart(bars=bars)))
    assert texts(wide)[:5] == ["kWh", "−2", "0", "2", "4"]
    sold = box(shapes(wide, "b sold")[0])
    assert (sold["y"], sold["height"]) == (126.7, 47.5)
    assert shapes(wide, "zero")[0].get("y1") == "126.7"


def test_line_has_its_own_axis_with_the_same_zero():
    bars = [Bar(label=str(hour), value=value) for hour, value in enumerate((500, -400, 300))]
    wide, _ = drawings(bar_chart(a_chart(bars=bars, line=(40, 150, None), line_unit="kr./kWh")))
    marks = [text for text in wide.iter(f"{SVG}text") if text.get("text-anchor") != "middle"]
    zeros = [mark.get("y") for mark in marks if mark.text in ("0,0", "0")]
    assert len(zeros) == 2
    assert len(set(zeros)) == 1
    assert len(shapes(wide, "ln")) == 1


def test_line_leaves_gaps_open_and_shows_a_lone_value_as_a_dot():
    bars = [Bar(label=str(hour), value=value) for hour, value in enumerate((1_000, 2_000, None, 4_000, None))]
    wide, _ = drawings(line_chart(a_chart(bars=bars)))
    lines = [line.get("points").split() for line in shapes(wide, "ln")]
    assert [len(points) for points in lines] == [2, 2]
    assert lines[1][0] == lines[1][1]
    assert lines[0][1].split(",")[1] == "95.0"


@pytest.mark.parametrize("count", [24, 25, 31, 96, 100])
def test_labels_never_touch_and_nothing_lies_outside(count):
    bars = [Bar(label=f"{number:02d}", value=number) for number in range(count)]
    for drawing in drawings(bar_chart(a_chart(bars=bars))):
        width = int(drawing.get("viewBox").split()[2])
        places = [
            (float(text.get("x")), len(text.text) * chart.LETTER)
            for text in drawing.iter(f"{SVG}text")
            if text.get("text-anchor") == "middle"
        ]
        ends = [(x - size / 2, x + size / 2) for x, size in places]
        assert all(left[1] < right[0] for left, right in pairwise(ends))
        assert ends[0][0] >= 0
        assert ends[-1][1] <= width
        for rect in shapes(drawing, "b"):
            assert 0 <= box(rect)["x"] <= box(rect)["x"] + box(rect)["width"] <= width


def test_no_inline_style_and_every_text_escaped():
    evil = '"><script>alert(1)</script>'
    bars = [Bar(label=evil, value=1, text=evil)]
    markup = bar_chart(a_chart(title=evil, description=evil, name="x", unit=evil, bars=bars))
    assert "<script" not in markup
    assert "style=" not in markup
    wide, _ = drawings(markup)
    assert wide.find(f"{SVG}title").text == evil
    assert wide.find(f".//{SVG}rect/{SVG}title").text == evil


def test_empty_chart_still_has_its_axes():
    for draw in (bar_chart, line_chart):
        wide, _ = drawings(draw(a_chart(bars=[])))
        assert texts(wide) == ["kWh", "0,0", "0,4", "0,8", "1,2"]


@pytest.mark.parametrize(
    "values, expected",
    [
        ([1], (1, 0, 1)),
        ([100], (40, 0, 3)),
        ([101], (40, 0, 3)),
        ([-1], (1, 1, 0)),
        ([-1000, 1], (400, 3, 1)),
        ([10**9], (400_000_000, 0, 3)),
    ],
)
def test_steps_are_round_and_few(values, expected):
    assert steps(values) == expected

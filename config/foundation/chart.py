"""Draws bar and line charts as SVG on the server, in two widths, with title, description and axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.foundation.formats import number_text

SIZES = (("wide", 720, 190), ("narrow", 320, 170))
"""CSS class, width and height; the style sheet shows the one that fits, so labels stay 11 px or more."""

ABOVE, BELOW, GAP = 26, 26, 10
LETTER = 7.2
"""Room for one letter of the 12 px labels."""

LABEL_STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 96)

BAR_FILLS = {"b": "#14603f", "b est": "#9cc4ae", "b sold": "#c98a1b"}
"""Colours where there is no style sheet (a PDF, a saved picture); the theme's classes win over them."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """
    One bar or point. No value draws nothing (a day to come); `missing` marks a value that should be there.

    A value below zero is energy sold, `previous` the same days a year before, `text` is shown on hover.
    """

    label: str
    value: int | None
    estimated: bool = False
    missing: bool = False
    previous: int | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """
    What is drawn: bars against the right axis and, if there is one, a line against the left.

    Values are whole numbers with `decimals` of them behind the point of the unit shown: Wh are kWh with
    3 decimals, øre are kr with 2. `name` makes the ids in the drawing unique on its page.
    """

    name: str
    title: str
    description: str
    bars: Sequence[Bar]
    unit: str
    decimals: int
    locale: str
    line: Sequence[int | None] = ()
    line_unit: str = ""
    line_decimals: int = 2


def bar_chart(chart: Chart) -> SafeString:
    """Return a bar chart in both widths."""
    return _both(chart, as_bars=True)


def line_chart(chart: Chart) -> SafeString:
    """Return a chart in both widths whose values are joined by a line, with gaps left open."""
    return _both(chart, as_bars=False)


def steps(values: Sequence[int], *, at_most: int = 4) -> tuple[int, int, int]:
    """
    Return a round step and how many of it reach below and above zero, so that all `values` lie within.

    >>> steps([0, 11_300]), steps([-40, 90]), steps([]), steps([7])
    ((4000, 0, 3), (40, 1, 3), (1, 0, 1), (2, 0, 4))
    """
    low, high, power = min(0, *values, 0), max(0, *values, 0), 1
    while True:
        for step in (power, 2 * power, 4 * power, 5 * power):
            below, above = -(low // step), -(-high // step)
            if below + above <= at_most:
                return step, below, above if below or above else 1
        power *= 10


_Shape = tuple[int, int, str]
"""Place, value and words of a bar."""


@dataclass(frozen=True)
class _Axis:
    """Round ticks of one scale, written in the reader's numbers, and where on the height a value lies."""

    ticks: tuple[int, ...]
    texts: tuple[str, ...]
    unit: str

    @classmethod
    def of(cls, chart: Chart, *, step: int, reach: tuple[int, int], decimals: int, unit: str) -> _Axis:
        marks = tuple(step * number for number in range(-reach[0], reach[1] + 1))
        shown = decimals
        while shown and not any(mark % 10 ** (decimals - shown + 1) for mark in marks):
            shown -= 1
        scale = 10 ** (decimals - shown)
        texts = tuple(number_text(mark // scale, decimals=shown, locale=chart.locale) for mark in marks)
        return cls(marks, texts, unit)

    @cached_property
    def room(self) -> int:
        return round(max(len(text) for text in self.texts) * LETTER) + GAP

    def y(self, value: int, height: int) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(height * (high - value) / (high - low), 1)


@dataclass(frozen=True)
class _Plot:
    """One drawing of a chart at one width; a unit is a CSS pixel at the size it is made for."""

    chart: Chart
    css: str
    width: int
    height: int
    axis: _Axis
    line_axis: _Axis | None
    words: Sequence[str]
    """What is shown on hover, for each bar: the same at both widths."""

    @cached_property
    def left(self) -> int:
        return self.line_axis.room if self.line_axis else round(self.widest_label / 2)

    @cached_property
    def widest_label(self) -> float:
        return max((len(bar.label) for bar in self.chart.bars), default=0) * LETTER

    @cached_property
    def right(self) -> int:
        return self.width - self.axis.room

    @cached_property
    def slot(self) -> float:
        return (self.right - self.left) / max(len(self.chart.bars), 1)

    def x(self, place: float) -> float:
        return round(self.left + place * self.slot, 1)


def _both(chart: Chart, *, as_bars: bool) -> SafeString:
    axis, line_axis = _axes(chart)
    words = [f"<title>{escape(bar.text)}</title>" if bar.text else "" for bar in chart.bars]
    plots = [_Plot(chart, css, width, height, axis, line_axis, words) for css, width, height in SIZES]
    drawings = "".join(_drawing(plot, as_bars=as_bars) for plot in plots)
    return mark_safe(f'<div class="chart">{drawings}</div>')  # noqa: S308 -- its words went through escape


def _axes(chart: Chart) -> tuple[_Axis, _Axis | None]:
    """Return both axes with equally many steps to each side, so that zero is zero for bars and line."""
    values = [value for bar in chart.bars for value in (bar.value, bar.previous) if value]
    step, below, above = steps(values or [10**chart.decimals])
    if not any(value is not None for value in chart.line):
        return _Axis.of(chart, step=step, reach=(below, above), decimals=chart.decimals, unit=chart.unit), None
    line_step, line_below, line_above = steps([value for value in chart.line if value])
    reach = max(below, line_below), max(above, line_above)
    return (
        _Axis.of(chart, step=step, reach=reach, decimals=chart.decimals, unit=chart.unit),
        _Axis.of(chart, step=line_step, reach=reach, decimals=chart.line_decimals, unit=chart.line_unit),
    )


def _drawing(plot: _Plot, *, as_bars: bool) -> str:
    parts = [_grid(plot)]
    parts += _bars(plot) if as_bars else [_lines(plot, [bar.value for bar in plot.chart.bars], plot.axis)]
    parts.append(_zero(plot))
    if plot.line_axis:
        parts.append(_lines(plot, plot.chart.line, plot.line_axis))
    parts.append(_texts(plot))
    return format_html(
        '<svg class="{css}" viewBox="0 {top} {width} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{description}</desc>{parts}</svg>',
        css=plot.css,
        top=-ABOVE,
        width=plot.width,
        height=plot.height + ABOVE + BELOW,
        key=f"{plot.chart.name}-{plot.css}",
        title=plot.chart.title,
        description=plot.chart.description,
        parts=mark_safe("".join(parts)),  # noqa: S308 -- numbers, and words that went through escape
    )


# From here on plain strings are put together: a chart has a hundred shapes, and numbers need no escaping.


def _grid(plot: _Plot) -> str:
    heights = [plot.axis.y(tick, plot.height) for tick in plot.axis.ticks if tick]
    lines = [f'<line class="grid" x1="{plot.left}" x2="{plot.right}" y1="{y}" y2="{y}"/>' for y in heights]
    return f'<g stroke="#dedcd4">{"".join(lines)}</g>'


def _zero(plot: _Plot) -> str:
    y = plot.axis.y(0, plot.height)
    return f'<line class="zero" stroke="#8a938d" x1="{plot.left}" x2="{plot.right}" y1="{y}" y2="{y}"/>'


def _bars(plot: _Plot) -> list[str]:
    """Draw last year behind, then measured, estimated and sold, and a mark where a value is missing."""
    bars = list(enumerate(plot.chart.bars))
    previous = [(n, bar.previous, "") for n, bar in bars if bar.previous is not None]
    inset = 0.24 if previous else 0.14
    shown: dict[str, list[_Shape]] = {css: [] for css in BAR_FILLS}
    for n, bar in bars:
        if bar.value is not None:
            shown[_css(bar)].append((n, bar.value, plot.words[n]))
    return [
        _group("#dcd8cb", _rects(plot, previous, 0.09, "p")),
        *(_group(fill, _rects(plot, shown[css], inset, css)) for css, fill in BAR_FILLS.items()),
        _group("#fbe7e5", _gone(plot, inset)),
    ]


def _css(bar: Bar) -> str:
    if bar.estimated:
        return "b est"
    return "b sold" if bar.value is not None and bar.value < 0 else "b"


def _group(fill: str, shapes: Sequence[str]) -> str:
    return f'<g fill="{fill}">{"".join(shapes)}</g>' if shapes else ""


def _rects(plot: _Plot, shapes: Sequence[_Shape], inset: float, css: str) -> list[str]:
    """Draw bars from zero; what they have in common is worked out once, as a page draws a hundred of them."""
    zero, size = plot.axis.y(0, plot.height), _size(plot, inset)
    rects = []
    for number, value, words in shapes:
        y = plot.axis.y(value, plot.height)
        place = f'x="{plot.x(number + inset)}" y="{min(y, zero)}" height="{round(abs(zero - y), 1)}"'
        rects.append(f'<rect class="{css}" {place} {size}>{words}</rect>')
    return rects


def _gone(plot: _Plot, inset: float) -> list[str]:
    top, size = round(plot.axis.y(0, plot.height) - 14, 1), _size(plot, inset)
    return [
        f'<rect class="gone" x="{plot.x(n + inset)}" y="{top}" height="14" {size}>{plot.words[n]}</rect>'
        for n, bar in enumerate(plot.chart.bars)
        if bar.missing
    ]


def _size(plot: _Plot, inset: float) -> str:
    """Return width and corners, the same for all bars of a kind."""
    return f'width="{round(plot.slot * (1 - 2 * inset), 1)}" rx="{2 if plot.slot > 8 else 0}"'


def _lines(plot: _Plot, values: Sequence[int | None], axis: _Axis) -> str:
    """Join the middle of neighbouring slots; a value alone between gaps becomes a dot."""
    points = [(n, value) for n, value in enumerate(values)]
    runs = [list(run) for known, run in groupby(points, key=lambda point: point[1] is not None) if known]
    drawn = []
    for run in runs:
        places = [f"{plot.x(n + 0.5)},{axis.y(value, plot.height)}" for n, value in run if value is not None]
        joined = " ".join(places * 2 if len(places) == 1 else places)
        drawn.append(f'<polyline class="ln" points="{joined}"/>')
    return f'<g fill="none" stroke="#c98a1b" stroke-width="2" stroke-linecap="round">{"".join(drawn)}</g>'


def _texts(plot: _Plot) -> str:
    """Write the ticks at both sides with their unit above, and as many labels below as have room."""
    texts = [_text(plot.width, -ABOVE + 11, "end", plot.chart.unit)]
    for tick, text in zip(plot.axis.ticks, plot.axis.texts, strict=True):
        texts.append(_text(plot.width, plot.axis.y(tick, plot.height) + 4, "end", text))
    if plot.line_axis:
        texts.append(_text(0, -ABOVE + 11, "start", plot.line_axis.unit))
        for tick, text in zip(plot.line_axis.ticks, plot.line_axis.texts, strict=True):
            texts.append(_text(0, plot.line_axis.y(tick, plot.height) + 4, "start", text))
    labels = [bar.label for bar in plot.chart.bars]
    room = plot.widest_label + GAP
    step = next((step for step in LABEL_STEPS if step * plot.slot >= room), max(len(labels), 1))
    for number in range(0, len(labels), step):
        texts.append(_text(plot.x(number + 0.5), plot.height + 20, "middle", labels[number]))
    return f'<g fill="#5d6963" font-family="sans-serif" font-size="12">{"".join(texts)}</g>'


def _text(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(text)}</text>'

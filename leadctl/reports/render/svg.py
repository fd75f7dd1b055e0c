"""Draws charts as inline SVG: fluid in width, coloured by classes alone, so that the style of the page rules them.

Across, positions are per cent of whatever width there is; downwards, and for letters, pixels: a chart stays readable
on a phone without a second drawing. Widths of texts are judged for `NARROW` pixels, the narrowest screen served.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from leadctl.reports.render.cells import figure, one_line, visible
from leadctl.reports.table import Chart, Column

NARROW: Final = 250  # pixels a chart has at least
SHOWN: Final = 24  # categories drawn as bars; the table below the picture has all
_BARS: Final = 48  # drawn side by side, but at least eight categories
COLOURS: Final = 8  # series; the ninth has the first colour again
_LETTER: Final = 6.6  # pixels of a letter, on average
_BESIDE: Final = 78  # per cent of the width for bars that have their value written behind them
_PLOT: Final = 200  # height of a line chart
_EDGE: Final = 1.5  # per cent left free beside the first and the last point
_MARKED: Final = 40  # more points than this are not marked one by one
_STEPS: Final = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400)  # of durations, in seconds

_RECT: Final = Markup(
    '<rect class="s{0}" x="{1}%" y="{2}" width="{3}%" height="{4}" rx="2"><title>{5}</title></rect>\n'
)
_TEXT: Final = Markup('<text class="{}" x="{}%" y="{}"{}>{}</text>\n')
_END: Final = Markup(' text-anchor="end"')
_MIDDLE: Final = Markup(' text-anchor="middle"')


class _Scale(NamedTuple):
    """Per cent of the width for a value; `zero` is where bars begin."""

    low: float
    high: float
    room: float  # per cent of the width

    def at(self, value: float) -> float:
        return (value - self.low) / ((self.high - self.low) or 1) * self.room


def draw(chart: Chart, key: str) -> Markup:
    """Return the chart as an `svg` element, labelled by the elements KEY-title and KEY-text of the page."""
    chart = chart._replace(
        categories=tuple(said(c) for c in chart.categories),
        series=tuple(s._replace(label=said(s.label)) for s in chart.series),
    )
    beside = ""
    if chart.shape == "line":
        body, height, letters = _line(chart)
        beside = f" g{min(letters, 9)}"  # room for the values of the grid lines
    elif chart.shape == "stacked" and not any((v or 0) < 0 for s in chart.series for v in s.values):
        body, height = _stacked(chart)
    else:
        body, height = _bars(chart)
    named = Markup('aria-labelledby="{0}-title" aria-describedby="{0}-text"').format(key)
    return Markup('<svg class="drawn{}" role="img" {} width="100%" height="{}">\n{}</svg>').format(
        beside, named, height, body
    )


def said(text: str) -> str:
    """Return the text on one line, with control characters written out."""
    return visible(one_line(text))


def short(unit: Column, value: float) -> str:
    """Return a value as it is written into a picture: whole units of money, thousands apart."""
    if unit.kind == "money":
        return f"{value / 100:,.0f}" if abs(value) >= 100_00 else f"{value / 100:,.2f}"
    if unit.kind == "int" or (unit.kind == "number" and value == int(value)):
        text = f"{value:,.0f}"
    else:
        text = figure(unit, value)
    return f"+{text}" if unit.signed and value > 0 else text


def cut(text: str, letters: int) -> str:
    """Return the text, shortened to `letters` with an ellipsis at its end."""
    return text if len(text) <= letters else text[: max(letters - 1, 1)].rstrip() + "…"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _name(chart: Chart, category: str, label: str, value: float) -> str:
    parts = [category, label] if len(chart.series) > 1 else [category]
    return f"{', '.join(filter(None, parts))}: {short(chart.unit, value)}"


def _label(category: str, beside: str, y: float) -> Markup:
    """Return the line above a bar: its name, and at the right end what it comes to."""
    letters = int(NARROW / _LETTER) - len(beside) - 2
    left = _TEXT.format("cat", 0, _n(y), "", cut(category, letters))
    return left + _TEXT.format("val", 100, _n(y), _END, beside) if beside else left


def _bars(chart: Chart) -> tuple[Markup, int]:
    """Return one bar per category and series, side by side, from a common zero."""
    shown = min(SHOWN, max(8, _BARS // len(chart.series)))
    drawn = [v for s in chart.series for v in s.values[:shown] if v is not None]
    alone = len(chart.series) == 1
    room = 100.0 if alone else float(_BESIDE)
    scale = _Scale(min([0, *drawn]), max([0, *drawn]), room)
    thick = 14 if alone else 12
    found, y = Markup(), 0.0
    for i, category in enumerate(chart.categories[:shown]):
        only = chart.series[0].values[i] if alone else None
        found += _label(category, ("-" if only is None else short(chart.unit, only)) if alone else "", y + 13)
        y += 19
        for number, line in enumerate(chart.series):
            value = line.values[i]
            if value is not None:
                left, right = sorted((scale.at(value), scale.at(0)))
                width = max(right - left, 0.3 if value else 0)
                left = min(left, 100 - width)
                name = _name(chart, category, line.label, value)
                found += _RECT.format(number % COLOURS, _n(left), _n(y), _n(width), thick, name)
                if not alone:
                    found += Markup('<text class="val" x="{}%" dx="6" y="{}">{}</text>\n').format(
                        _n(right), _n(y + thick - 2), short(chart.unit, value)
                    )
            y += thick + 3
        y += 8
    if scale.low < 0:
        at = _n(scale.at(0))
        found += Markup('<line class="axis" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>\n').format(at, _n(y - 8))
    return _rest(chart, found, y, shown)


def _stacked(chart: Chart) -> tuple[Markup, int]:
    """Return one bar per category made of its series; the longest is as wide as the page."""
    sums = [sum(s.values[i] or 0 for s in chart.series) for i in range(len(chart.categories))]
    scale = _Scale(0, max(sums[:SHOWN], default=0), 100.0)
    found, y = Markup(), 0.0
    for i, category in enumerate(chart.categories[:SHOWN]):
        found += _label(category, short(chart.unit, sums[i]), y + 13)
        y += 19
        begin: float = 0
        for number, line in enumerate(chart.series):
            value = line.values[i] or 0
            if not value:
                continue
            left, width = scale.at(begin), scale.at(value)
            begin += value
            name = _name(chart, category, line.label, value)
            found += _RECT.format(number % COLOURS, _n(left), _n(y), _n(width), 18, name)
            text = short(chart.unit, value)
            if width * NARROW / 100 >= len(text) * _LETTER + 12:
                found += _TEXT.format(f"on o{number % COLOURS}", _n(left + width / 2), _n(y + 13), _MIDDLE, text)
        y += 28
    return _rest(chart, found, y, SHOWN)


def _rest(chart: Chart, found: Markup, y: float, shown: int) -> tuple[Markup, int]:
    """Return the bars with, where there are too many, a last line that says how many are in the table alone."""
    left = len(chart.categories) - shown
    if left <= 0:
        return found, max(int(y) - 8, 1)
    return found + _TEXT.format("cat", 0, _n(y + 12), "", f"and {left} more in the table"), int(y) + 18


def _line(chart: Chart) -> tuple[Markup, int, int]:
    """Return the series over time, the height, and the letters of the longest value beside a grid line."""
    values = [v for s in chart.series for v in s.values if v is not None]
    ticks = steps(chart.unit, min([0, *values]), max([0, *values]))
    low, high = ticks[0], ticks[-1]
    top = 8  # half a letter above the highest grid line

    def height(value: float) -> float:
        return top + (high - value) / ((high - low) or 1) * (_PLOT - top)

    found = Markup()
    for tick in ticks:
        y = _n(height(tick))
        found += Markup('<line class="{1}" x1="0" x2="100%" y1="{0}" y2="{0}"/>\n').format(
            y, "grid" if tick else "axis"
        )
        found += Markup('<text class="tick" x="-8" y="{}" text-anchor="end">{}</text>\n').format(
            _n(height(tick) + 4), short(chart.unit, tick)
        )
    across = [_across(i, len(chart.categories)) for i in range(len(chart.categories))]
    for number, line in enumerate(chart.series):
        points = [None if v is None else (x, height(v)) for x, v in zip(across, line.values, strict=True)]
        found += _stretches(number % COLOURS, points)
        if len(points) <= _MARKED:
            for category, value, point in zip(chart.categories, line.values, points, strict=True):
                if point is not None and value is not None:
                    found += Markup('<circle class="s{}" cx="{}%" cy="{}" r="3"><title>{}</title></circle>\n').format(
                        number % COLOURS, _n(point[0]), _n(point[1]), _name(chart, category, line.label, value)
                    )
    letters = max(len(short(chart.unit, tick)) for tick in ticks)
    return found + _dates(chart.categories, across), _PLOT + 24, letters


def _across(i: int, count: int) -> float:
    return 50.0 if count == 1 else _EDGE + i / (count - 1) * (100 - 2 * _EDGE)


def _stretches(number: int, points: Sequence[tuple[float, float] | None]) -> Markup:
    """Return the line of a series, broken where there is no value; stretched to the width, its stroke is not."""
    parts, current = [], list[str]()
    for point in [*points, None]:
        if point is not None:
            current.append(f"{_n(point[0] * 10)},{_n(point[1])}")
        elif current:
            parts.append(" ".join(current))
            current = []
    lines = Markup().join(Markup('<polyline class="l{}" points="{}"/>\n').format(number, p) for p in parts)
    view = Markup('<svg width="100%" height="{0}" viewBox="0 0 1000 {0}" preserveAspectRatio="none">\n{1}</svg>\n')
    return view.format(_PLOT + 2, lines) if parts else Markup()


def _dates(categories: Sequence[str], across: Sequence[float]) -> Markup:
    """Return as many of the categories, evenly apart, as a narrow screen has room for."""
    count = len(categories)
    widest = max(map(len, categories), default=0) * _LETTER + 14
    fit = min(count, max(2, int((NARROW - 50) // widest)), 6) if count else 0
    if count <= 12:  # evenly apart to the eye
        fit = next((n for n in range(fit, 2, -1) if (count - 1) % (n - 1) == 0), min(fit, 2))
    found = Markup()
    for k in range(fit):
        i = round(k * (count - 1) / (fit - 1)) if fit > 1 else 0
        anchor = _MIDDLE if count == 1 or 0 < i < count - 1 else _END if i else Markup()
        at = across[i] if anchor == _MIDDLE else 100 if i else 0
        found += _TEXT.format("tick", _n(at), _PLOT + 18, anchor, categories[i])
    return found


def steps(unit: Column, low: float, high: float) -> list[float]:
    """Return three to six round values from at most `low` to at least `high`, 0 among them."""
    if high - low < 1e-6:
        high = low + (0.01 if unit.kind == "rate" else 1)
    span = (high - low) / 4
    size = 10.0
    while size > span:
        size /= 10
    while size * 10 <= span:
        size *= 10
    step = next(f * size for f in (1, 2, 2.5, 5, 10) if f * size >= span)
    if unit.kind == "duration":
        step = next((s for s in _STEPS if s >= span), 86_400 * -(-span // 86_400))
    elif unit.kind not in {"rate", "number"}:
        step = max(float(int(step)) if step >= 2 else step, 1.0)
    first, last = int(low // step), int(-(-high // step))
    return [round(k * step, 10) for k in range(first, last + 1)]


def bar(share: float) -> Markup:
    """Return the bar that lies behind a figure in a table; `share` is of the cell's width, 0 to 1."""
    width = _n(max(0.0, min(share, 1.0)) * 100)
    return Markup(
        '<svg class="bar" aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none">'
        '<rect width="{}" height="1"/></svg>'
    ).format(width)


def spark(values: Sequence[int]) -> Markup:
    """Return a small column per number, the largest the tallest; zero and less is a dot on the ground."""
    most = max(values, default=0)
    columns = Markup().join(
        Markup('<rect x="{}" y="{}" width="4" height="{}"/>').format(i * 5, _n(18 - tall), _n(tall))
        for i, tall in enumerate(max(v, 0) / most * 17 + 1 if most > 0 else 1 for v in values)
    )
    width = max(len(values) * 5 - 1, 1)
    box = Markup('<svg class="spark" aria-hidden="true" width="{0}" height="18" viewBox="0 0 {0} 18">{1}</svg>')
    return box.format(width, columns)


def swatch(number: int) -> Markup:
    """Return the sample of a series' colour in a legend."""
    box = Markup('<svg class="swatch" aria-hidden="true" width="12" height="12">{}</svg>')
    return box.format(Markup('<rect class="s{}" width="12" height="12" rx="2"/>').format(number % COLOURS))

"""Bar and line charts as SVG, drawn on the server: no script, readable on paper, aloud and without colour.

Numbers come in, markup goes out; charts.css gives the colours. What is of the year before is hatched or
dashed. Each picture has a title and a description, and stands beside a table that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

Number = Decimal | int | None
Text = Callable[[Decimal], str]

BARS, LINES = 300, 440
"""How wide the pictures are before the page scales them."""

_ROW, _BAR, _THIN = 44, 11, 8
_LEFT, _RIGHT, _TOP, _BASE, _HEIGHT = 52, 432, 34, 200, 224
_GRID_LINES = 4


@dataclass(frozen=True)
class Bar:
    """One row: what it is, its value now, and that of a year before; None is not known."""

    label: str
    now: Number
    then: Number = None


@dataclass(frozen=True)
class Line:
    """One line of a chart: its name, and a value per step; None leaves a gap."""

    name: str
    values: Sequence[Number]


def bars(rows: Sequence[Bar], *, key: str, title: str, names: tuple[str, str], text: Text) -> str:
    """Horizontal bars from zero, the value beside the label; `names` are those of now and then.

    `key` makes the ids unique on the page.
    """
    high = max((value for row in rows for value in (row.now, row.then) if value), default=Decimal(0))
    parts, top = [_hatch(key), _legend(key, names)], 30
    for row in rows:
        value = "–" if row.now is None else text(Decimal(row.now))
        parts.append(f'<text x="0" y="{top + 12}">{escape(row.label)}</text>')
        parts.append(f'<text class="value" x="{BARS}" y="{top + 12}">{escape(value)}</text>')
        parts.append(_bar(row.now, high, top + 17, _BAR, 'class="now"'))
        parts.append(
            _bar(row.then, high, top + 17 + _BAR + 1, _THIN, f'class="then" fill="url(#{key}-hatch)"')
        )
        top += _ROW
    said = ", ".join(f"{row.label} {'–' if row.now is None else text(Decimal(row.now))}" for row in rows)
    return _svg(parts, key=key, kind="bars", size=(BARS, top), title=title, said=said)


def lines(steps: Sequence[str], drawn: Sequence[Line], *, key: str, title: str, text: Text) -> str:
    """One line or two over the same steps, the first solid with dots, the second dashed with squares."""
    known = [value for line in drawn for value in line.values if value is not None]
    high = _round_up(max(known, default=Decimal(0)))
    parts = [_legend(key, tuple(line.name for line in drawn), stroke=True)]
    for number in range(_GRID_LINES + 1):
        value = high * number / _GRID_LINES
        y = _y(value, high)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="value" x="{_LEFT - 5}" y="{y + 4}">{escape(text(value))}</text>')
    for at, step in enumerate(steps):
        parts.append(f'<text class="step" x="{_x(at, len(steps))}" y="{_BASE + 18}">{escape(step)}</text>')
    for kind, line in zip(("now", "then"), drawn, strict=False):
        points = [
            None if value is None else (_x(at, len(steps)), _y(value, high))
            for at, value in enumerate(line.values)
        ]
        parts += _runs(points, kind)
    said = [
        f"{step} {' '.join('–' if value is None else text(Decimal(value)) for value in values)}"
        for step, *values in zip(steps, *(line.values for line in drawn), strict=True)
    ]
    return _svg(parts, key=key, kind="lines", size=(LINES, _HEIGHT), title=title, said=", ".join(said))


def _svg(parts: Sequence[str], *, key: str, kind: str, size: tuple[int, int], title: str, said: str) -> str:
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {size[0]} {size[1]}" role="img" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(said)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _hatch(key: str) -> str:
    return (
        f'<defs><pattern id="{key}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/>'
        f'<line class="hatch" x1="1" x2="1" y2="5"/></pattern></defs>'
    )


def _legend(key: str, names: Sequence[str], *, stroke: bool = False) -> str:
    parts, x = [], 0
    for kind, name in zip(("now", "then"), names, strict=False):
        if stroke:
            parts.append(f'<line class="{kind}" x1="{x}" x2="{x + 26}" y1="10" y2="10"/>')
            parts.append(_mark(x + 13, 10, kind))
        else:
            fill = f' fill="url(#{key}-hatch)"' if kind == "then" else ""
            parts.append(f'<rect class="{kind}"{fill} x="{x}" y="4" width="26" height="11"/>')
        parts.append(f'<text x="{x + 32}" y="14">{escape(name)}</text>')
        x += BARS // 2
    return "".join(parts)


def _bar(value: Number, high: Decimal, top: int, height: int, how: str) -> str:
    if not value or not high:
        return ""
    width = max(float(value) / float(high) * BARS, 1)  # A picture's width, not money (R3).
    return f'<rect {how} x="0" y="{top}" width="{width:.1f}" height="{height}"/>'


def _x(at: int, steps: int) -> int:
    return round(_LEFT + 14 + at * (_RIGHT - _LEFT - 28) / max(steps - 1, 1))


def _y(value: Number, high: Decimal) -> int:
    return round(_BASE - (_BASE - _TOP) * float(value or 0) / float(high))


def _round_up(value: Number) -> Decimal:
    """The next 1, 2 or 5 with zeros behind it, so that the lines of the grid have short names."""
    step = Decimal(1)
    while value and step * 10 < value:
        step *= 10
    return next((step * times for times in (1, 2, 4, 6, 8, 10) if step * times >= (value or 0)), step)


def _runs(points: Sequence[tuple[int, int] | None], kind: str) -> list[str]:
    """A polyline for every stretch without a gap, and a mark for every known value."""
    parts: list[str] = []
    run: list[str] = []
    for point in (*points, None):
        if point is not None:
            run.append(f"{point[0]},{point[1]}")
            continue
        if len(run) > 1:
            parts.append(f'<polyline class="{kind}" points="{" ".join(run)}"/>')
        run = []
    return parts + [_mark(x, y, kind) for x, y in filter(None, points)]


def _mark(x: int, y: int, kind: str) -> str:
    if kind == "now":
        return f'<circle class="now" cx="{x}" cy="{y}" r="3.2"/>'
    return f'<rect class="mark" x="{x - 3}" y="{y - 3}" width="6" height="6"/>'

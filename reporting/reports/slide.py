"""A Director-General's report as one slide: SVG of 16:9 with key figures and a chart for a presentation.

Text stays text: it can be searched, read aloud and edited. The portal's font lies inside the file, for
programs that read it; office programs take an installed Sarabun or TH Sarabun New instead.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.template.loader import render_to_string

from reporting.fiscal import FiscalMonth
from reporting.formats import money, percent_text
from reporting.models import Category, Channel, Kind

from .director import Report

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MILLION = 1_000_000
LEFT, WIDTH = 420, 900
TOP, HEIGHT = 400, 400
MOST_THICK = 56


@dataclass(frozen=True)
class Bar:
    """A row of the chart; `y` is its top, `text_y` the line of its words. Pixels of 1600 × 900."""

    label: str
    value: str
    share: str
    y: int
    text_y: int
    width: int
    height: int

    @property
    def value_x(self) -> int:
        return LEFT + self.width + 16


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    x: int


def draw(report: Report) -> str:
    """The slide as text; the same report gives the same bytes."""
    context = {
        "report": report,
        "bars": bars(report),
        "figures": figures(report),
        "left": LEFT,
        "chart": "ยอดจำหน่ายแยกตามประเภทผลิตภัณฑ์" if _is_of_a_month(report) else "ยอดจำหน่ายแยกตามเดือน",
        "regular": _font("Sarabun-Regular"),
        "bold": _font("Sarabun-Bold"),
    }
    return render_to_string("print/slide.svg", context)


def bars(report: Report) -> list[Bar]:
    """One bar for each category of a month, or for each month of a longer report; the largest is longest."""
    rows = _rows(report)
    most = max((baht for _, baht in rows), default=Decimal(0)) or Decimal(1)
    step = HEIGHT // max(len(rows), 5)
    thick = min(MOST_THICK, step * 7 // 10)
    return [
        Bar(
            label=label,
            value=f"{money(baht / MILLION)}",
            share=percent_text(baht * 100 / report.total if report.total else None),
            y=TOP + position * step,
            text_y=TOP + position * step + thick * 7 // 10,
            width=int(WIDTH * baht / most),
            height=thick,
        )
        for position, (label, baht) in enumerate(rows)
    ]


def figures(report: Report) -> list[Figure]:
    """The sum and the channels in millions, and online's share."""
    found = [("ยอดจำหน่ายรวม", money(report.total / MILLION))]
    found += [
        (channel.label, money(baht / MILLION)) for channel, baht in zip(Channel, report.channels, strict=True)
    ]
    found.append(("สัดส่วนออนไลน์", percent_text(report.online_share)))
    return [Figure(label, value, 80 + 296 * position) for position, (label, value) in enumerate(found)]


def _rows(report: Report) -> list[tuple[str, Decimal]]:
    if _is_of_a_month(report):
        return [
            (Category(code).label, sum(map(Decimal, amounts), Decimal(0)))
            for code, *amounts in report.content["categories"]
        ]
    return [
        (FiscalMonth.from_key(key).label, sum(map(Decimal, amounts), Decimal(0)))
        for key, _, *amounts in report.content["months"]
    ]


def _is_of_a_month(report: Report) -> bool:
    return report.pinned.kind == Kind.DIRECTOR_MONTH


def _font(name: str) -> str:
    return base64.b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()

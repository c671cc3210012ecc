"""The map of a year: what each province is coloured by, in levels, and the words of the levels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe

from reporting import maps
from reporting.formats import money, percent, percent_text
from reporting.forms.nation_year import MEASURES
from reporting.stats.nation_year import AreaRow, YearTable

from .nation_year_rows import Links
from .nation_year_tables import head

_UNKNOWN = "ไม่มีข้อมูล"
_BY_RANK = ("กลุ่มน้อยที่สุด", "กลุ่มค่อนข้างน้อย", "กลุ่มกลาง", "กลุ่มค่อนข้างมาก", "กลุ่มมากที่สุด")
_RATES = ("ไม่ถึง 25%", "25% ถึงไม่ถึง 50%", "50% ถึงไม่ถึง 75%", "75% ถึงไม่ครบ", "ครบ 100%")
_CHANGES = ("ลดลงกว่า 10%", "ลดลงไม่เกิน 10%", "เพิ่มขึ้นไม่ถึง 10%", "เพิ่มขึ้น 10% ถึงไม่ถึง 20%", "เพิ่มขึ้น 20% ขึ้นไป")


@dataclass(frozen=True)
class Measure:
    """A figure of a province, the words of its five levels, and their steps; none are fifths by rank."""

    value: Callable[[AreaRow], Decimal | None]
    words: tuple[str, ...]
    steps: tuple[int, ...] = ()
    text: Callable[[Decimal | None], str] = percent_text


_MEASURES = {
    "total": Measure(lambda row: row.total.total or None, _BY_RANK, text=lambda value: f"{money(value)} บาท"),
    "growth": Measure(lambda row: row.figures.growth, _CHANGES, (-10, 0, 10, 20)),
    "online": Measure(lambda row: percent(row.total.online, row.total.total), _BY_RANK),
    "completeness": Measure(lambda row: row.punctual.completeness, _RATES, (25, 50, 75, 100)),
    "punctual": Measure(lambda row: row.punctual.province, _RATES, (25, 50, 75, 100)),
}


def draw(table: YearTable, measure: str, *, links: Links) -> dict[str, Any]:
    """The map, its legend, and per province its value and the words of its level."""
    chosen, label = _MEASURES[measure], MEASURES[measure]
    values = {row.area.pk: chosen.value(row) for row in table.rows}
    levels = maps.by_steps(values, chosen.steps) if chosen.steps else maps.by_rank(values)
    words = {code: chosen.words[level - 1] if level else _UNKNOWN for code, level in levels.items()}
    texts = {code: chosen.text(values[code]) if levels[code] else "–" for code in values}
    places = {
        row.area.pk: maps.Place(
            f"{row.area.name_th} {texts[row.area.pk]} · {words[row.area.pk]}",
            levels[row.area.pk],
            links.area(row.area),
        )
        for row in table.rows
    }
    legend = [(maps.swatch(level), word) for level, word in enumerate((_UNKNOWN, *chosen.words))]
    return {
        "svg": mark_safe(maps.draw(places, title=f"แผนที่{label}รายจังหวัด")),
        "label": label,
        "legend": [{"swatch": mark_safe(swatch), "word": word} for swatch, word in reversed(legend)],
        "rows": mark_safe(
            "\n".join(
                f"<tr>{head(row.area.name_th, links.area(row.area))}"
                f'<td class="num">{texts[row.area.pk]}</td>'
                f'<td class="text-nowrap">{maps.swatch(levels[row.area.pk])} {words[row.area.pk]}</td></tr>'
                for row in table.rows
            )
        ),
    }

"""The rows of the long tables of a year's pages, drawn.

76 provinces × 12 months, each cell with a link, are most of such a page, so they are written by hand as the
rows of the weekly table are: one text per row, many times faster than a template. Names and addresses pass
through `escape`; everything else is our own text or a number.
"""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe

from reporting.formats import DASH, money
from reporting.stats.nation import Cell
from reporting.stats.nation_year import AreaRow, YearTable

from .nation_rows import LEVELS, millions
from .nation_year_rows import Links, figures

_FIGURES = ("share", "growth", "counts", "completeness", "district", "province")


def by_month(table: YearTable, *, links: Links) -> SafeString:
    """Per area its name, its sum and a cell per month, with ways in."""
    # Safe because the functions below escape every text that is not their own.
    return mark_safe("\n".join(_months(row, table, links) for row in table.rows))


def areas(table: YearTable, *, links: Links) -> SafeString:
    """Per area its sum, its share of all, its growth, and how complete and punctual it is."""
    return mark_safe("\n".join(_area(row, table, links) for row in table.rows))


def head(name: str, url: str) -> str:
    """The first cell of a row: what it is, leading where it has a page of its own."""
    name = escape(name)
    return f'<th scope="row">{f"""<a href="{escape(url)}">{name}</a>""" if url else name}</th>'


def _area(row: AreaRow, table: YearTable, links: Links) -> str:
    shown = figures(row, table)
    rest = "".join(f'<td class="num">{shown[name]}</td>' for name in _FIGURES)
    first = head(row.area.name_th, links.area(row.area))
    return f'<tr>{first}<td class="num"><b>{shown["amount"]}</b></td>{rest}</tr>'


def _months(row: AreaRow, table: YearTable, links: Links) -> str:
    name, url, total = row.area.name_th, links.area(row.area), f"<b>{millions(row.total)}</b>"
    if url:
        said = f'<span class="visually-hidden"> ล้านบาท รวม{escape(name)}</span>'
        total = f'<a href="{escape(url)}">{total}{said}</a>'
    draw = _district_cell if links.province else _province_cell
    cells = "".join(
        draw(cell, links.cell(row.area, month)) if cell.opened else _CLOSED
        for cell, month in zip(row.cells, table.months, strict=True)
    )
    return f'<tr>{head(name, url)}<td title="{money(row.total.total)} บาท">{total}</td>{cells}</tr>'


_CLOSED = (
    f'<td class="lamp closed" title="{LEVELS["closed"]}">'
    f'<span class="visually-hidden">{LEVELS["closed"]}</span></td>'
)


def _province_cell(cell: Cell, url: str) -> str:
    """A lamp, a figure and a link, and how many of the districts are in."""
    level, counts = cell.level, f"{cell.amounts.districts}/{cell.expected}"
    if level == "none":
        return _cell(level, url, title=LEVELS[level], text=counts)
    title = f"{money(cell.amounts.total)} บาท · {LEVELS[level]} {counts}"
    note = f" <small>{counts}</small>" if level == "part" else ""
    return _cell(level, url, title=title, text=millions(cell.amounts), note=note)


def _district_cell(cell: Cell, url: str) -> str:
    """The same of a district, which has nothing to count."""
    if not cell.amounts.districts:
        return _cell(cell.level, url, title="ยังไม่ยืนยัน", text=DASH)
    title = f"{money(cell.amounts.total)} บาท · ยืนยันแล้ว"
    return _cell(cell.level, url, title=title, text=millions(cell.amounts))


def _cell(level: str, url: str, *, title: str, text: str, note: str = "") -> str:
    return (
        f'<td class="lamp {level}" title="{title}"><a href="{escape(url)}">{text}'
        f'<span class="visually-hidden"> {title}</span></a>{note}</td>'
    )

"""The rows of the pages about targets, in words: a figure that nobody set is said, and never a zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reporting.forms.target_draft import baht
from reporting.models import Channel, Target, TargetTable
from reporting.stats.targets import Cell, ProvinceYear, YearTable

NOT_SET = "ยังไม่กำหนด"


def figure(amount: Decimal | None) -> dict[str, Any]:
    """A figure's text, and whether it is set at all."""
    return {"text": NOT_SET if amount is None else baht(amount), "is_set": amount is not None}


def of_provinces(rows: Sequence[ProvinceYear]) -> list[dict[str, Any]]:
    return [
        {
            "province": row.province,
            "districts": row.districts,
            "months": row.months,
            "cells": f"{row.set_cells:,}/{row.all_cells:,}",
            "total": figure(row.total),
            "badge": _badge(row),
        }
        for row in rows
    ]


def _badge(row: ProvinceYear) -> dict[str, str]:
    if row.is_complete:
        return {"shape": "check-lg", "label": "ครบทั้งปี", "level": "ok"}
    if row.set_cells:
        return {"shape": "hourglass-split", "label": "กำหนดบางส่วน", "level": "warn"}
    return {"shape": "dash-lg", "label": NOT_SET, "level": "wait"}


def of_districts(year: YearTable) -> list[dict[str, Any]]:
    return [
        {
            "district": row.district,
            "cells": [_cell(cell) for cell in row.cells],
            "total": figure(row.total),
            "score": f"{row.set_months}/{len(row.cells)}",
            "is_complete": not row.missing,
            "missing": " ".join(month.short_th for month in row.missing),
        }
        for row in year.rows
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return figure(cell.baht) | {"is_changed": cell.is_changed}


def channel_links(path: str, year: YearTable, current: str | None) -> list[dict[str, Any]]:
    """The same page for one channel, or for all."""
    links = [{"label": "ทุกช่องทาง", "url": path, "current": current is None}]
    return links + [
        {"label": channel.label, "url": f"{path}?channel={channel}", "current": channel == current}
        for channel in year.channels
    ]


def changed(year: YearTable) -> list[dict[str, Any]]:
    """The figures that differ from the print: both, why, and who accepted them when."""
    return [
        {
            "where": f"{target.district} {target.month}",
            "column": Channel(target.column).label,
            "printed": baht(target.printed),
            "value": baht(target.value),
            "target": target,
        }
        for target in year.changed
    ]


def decisions(tables: Sequence[TargetTable]) -> list[dict[str, Any]]:
    """What was decided of sums that do not tie, and of cells that were left unset; the newest table first."""
    return [
        {
            "label": one["label"],
            "printed": _text(one["printed"]),
            "added": _text(one["added"]),
            "accepted": _text(one["accepted"]) or NOT_SET,
            "reason": one["reason"],
            "table": table,
        }
        for table in tables
        for one in table.decisions
    ]


def _text(stored: str) -> str:
    try:
        return baht(Decimal(stored))
    except ArithmeticError:
        return stored


def tables(tables: Sequence[TargetTable], year: YearTable) -> list[dict[str, Any]]:
    """The accepted tables with what still counts of each, column by column."""
    behind: dict[int, dict[str, list[Target]]] = {}
    for target in year.targets:
        behind.setdefault(target.table_id, {}).setdefault(target.column, []).append(target)
    return [
        {
            "table": table,
            "columns": [
                {
                    "code": column,
                    "label": Channel(column).label,
                    "channel": own[0].channel,
                    "count": len(own),
                    "note": own[0].assignment,
                }
                for column, own in sorted(behind.get(table.pk, {}).items())
            ],
        }
        for table in tables
    ]

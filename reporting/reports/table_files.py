"""The figures of a form of tables as CSV and JSON, for the inside of its PDF."""

from __future__ import annotations

from typing import Any

from reporting.formats import percent_number

from .drawing import Attachment
from .figures import csv_file, json_file
from .tables import Column, Kind, Table, Value


def attachments(report: Any) -> tuple[Attachment, ...]:
    """A CSV for each table, sums included, and one JSON; none in a draft.

    `report` follows the protocol of `tables` and has `number`, `month` and `content_sha256`.
    """
    if report.is_draft:
        return ()
    tables = [
        csv_file(
            report.number if position == 0 else f"{report.number}-{position + 1}",
            [head_of(column) for column in table.columns],
            [_plain_row(row, table) for row in (*table.rows, *table.totals)],
            description=f"{report.title}: {table.name} (CSV)",
        )
        for position, table in enumerate(report.tables)
    ]
    return (*tables, json_file(report.number, _content(report), description=f"{report.title} (JSON)"))


def _content(report: Any) -> dict[str, Any]:
    return {
        "number": report.number,
        "title": report.title,
        "month": f"{report.month.year_ce:04d}-{report.month.month:02d}",
        "content_sha256": report.content_sha256,
        "tables": [
            {
                "name": table.name,
                "columns": [
                    {"label": head_of(column), "kind": column.kind.value} for column in table.columns
                ],
                "rows": [_plain_row(row, table) for row in table.rows],
                "totals": [_plain_row(row, table) for row in table.totals],
            }
            for table in report.tables
        ],
    }


def head_of(column: Column) -> str:
    """A column's head in one line, with its group."""
    return f"{column.group} {column.label}".strip()


def _plain_row(row: tuple[Value, ...], table: Table) -> list[str | int]:
    return [plain(value, column.kind) for value, column in zip(row, table.columns, strict=True)]


def plain(value: Value, kind: Kind) -> str | int:
    """A count as a number, baht with two decimals, a percentage with the one that is printed."""
    if value is None:
        return ""
    if isinstance(value, str) or kind == Kind.COUNT:
        return value
    if kind == Kind.PERCENT:
        return percent_number(value)
    return f"{value:.2f}"

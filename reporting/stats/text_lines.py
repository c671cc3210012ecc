"""The lines of publications' texts as rows of SQL: `p` is the publication, `l` its line.

For sums over more lines than Python should read. Amounts are added up in satang, as whole numbers, which are
exact in every database (R3).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import connection

from reporting.models import Publication

_LINES = {
    "postgresql": "JSON_TO_RECORDSET(p.payload::json -> 'lines')"
    ' AS l ("group" bigint, name text, category text, regular text, transfer text, online text)',
    "sqlite": "JSON_EACH(p.payload, '$.lines') AS l",
}


def tables() -> str:
    """What to select from."""
    return f"{Publication._meta.db_table} p, {_LINES[connection.vendor]}"


def of_line(name: str) -> str:
    """A value of a line of the text, by its name in `stats.snapshot`."""
    return f'l."{name}"' if connection.vendor == "postgresql" else f"JSON_EXTRACT(l.value, '$.{name}')"


def sum_of(columns: Sequence[str], comparison: str) -> str:
    """The columns' sum in satang over the months before or from a month on, which is a parameter."""
    satang = " + ".join(f"CAST(REPLACE({of_line(one)}, '.', '') AS BIGINT)" for one in columns) or "0"
    return f"SUM(CASE WHEN p.month {comparison} %s THEN {satang} ELSE 0 END)"


def baht(satang: int | Decimal) -> Decimal:
    return Decimal(int(satang)).scaleb(-2)

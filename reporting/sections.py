"""What a handover pack is made of: tables in words, each with its title, and what it says when it is empty.

A section is {"code", "title", "lead", "columns", "rows", "empty"}, all of it text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Section = dict[str, Any]
Rows = Iterable[Sequence[str]]


def section(
    code: str, title: str, columns: Sequence[str], rows: Rows, *, empty: str, lead: str = ""
) -> Section:
    return {
        "code": code,
        "title": title,
        "lead": lead,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "empty": empty,
    }

"""The figures of a form as files inside its PDF: what the paper shows, for machines.

Digits are Arabic and amounts exact decimals of baht ("1234.50"). The JSON has sorted keys and no spaces,
so that the same form gives the same bytes. The CSV opens in a spreadsheet: UTF-8 with its mark, and no
text in it can become a formula.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from .drawing import Attachment

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], *, description: str
) -> Attachment:
    """A table as CSV; every cell is written as its plain text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return Attachment(f"{name}.csv", "text/csv", text.getvalue().encode("utf-8-sig"), description)


def json_file(name: str, content: dict[str, Any], *, description: str) -> Attachment:
    """A content as canonical JSON; amounts are texts already, because a JSON number is a float to many."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Attachment(f"{name}.json", "application/json", text.encode(), description)


def harmless(text: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would compute."""
    return f"'{text}" if text.startswith(FORMULA) else text

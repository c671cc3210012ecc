"""The shape of the spreadsheet of a month, which the download draws and the upload reads.

A hidden row names each column by a code, and a hidden column names each row by its key, so that the sheet is
understood whatever its visible words say. A second hidden column keeps what was stored when the sheet was
downloaded: a figure that still says this was not touched by the officer, and is not imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporting.actions.desk import Amounts
from reporting.actions.imports import MonthState
from reporting.fiscal import FiscalMonth
from reporting.models import Category, MonthlyReport
from reporting.stats.sheet import PairKey
from reporting.uploads.table_limits import AGAIN

from .sales import NIL, seen_cell, seen_text

KEY, NAME, CATEGORY, SEEN = "key", "name", "category", "seen"
HEAD_ROW, SUM_ROW = "head", "sum"
"""What the rows that are no lines have in the column of the keys."""

_KEY = re.compile(
    rf"(?P<place>[0-9]{{4}}/25[0-9]{{2}}-[0-9]{{2}})/(?P<group>[0-9]{{1,18}})/(?P<category>{'|'.join(Category.values)})"
)
_SEEN_WEEK = re.compile(r"(?P<week>[1-5])=(?P<amounts>[0-9.|]{1,60})")


NOT_OF_THIS_PLACE = f"ไฟล์นี้เป็นแบบของอำเภอหรือเดือนอื่น {AGAIN}"


class BadKey(ValueError):
    """A text in the column of the keys that no sheet of ours has."""


def week_code(week: int, column: str) -> str:
    """The code of a column of figures: "w2-online"."""
    return f"w{week}-{column}"


def place_text(report: MonthlyReport) -> str:
    """The district-month that a key belongs to: "4302/2565-10"."""
    return f"{report.district_id}/{report.fiscal_month.slug}"


def key_text(report: MonthlyReport, key: PairKey) -> str:
    """The key of a row: "4302/2565-10/17/FOOD"."""
    return f"{place_text(report)}/{key[0]}/{key[1]}"


def read_key(text: str) -> tuple[str, PairKey]:
    """The inverse of `key_text`: the place, and the pair. BadKey for anything else."""
    match = _KEY.fullmatch(text)
    if match is None:
        raise BadKey(text)
    return match["place"], (int(match["group"]), match["category"])


def whose_sheet(report: MonthlyReport, keys: Iterable[str]) -> str:
    """Of a sheet without any row of the report: whose it is, and what to do. Nothing for all other sheets."""
    places = {match["place"] for key in keys if (match := _KEY.fullmatch(key))}
    if not places or place_text(report) in places:
        return ""
    try:
        [(district, slug)] = (place.split("/") for place in places)
        month = FiscalMonth.parse(slug)
    except ValueError:  # Rows of several sheets, or a month that no year has.
        return NOT_OF_THIS_PLACE
    if district != report.district_id:
        return NOT_OF_THIS_PLACE
    return (
        f"ไฟล์นี้เป็นแบบของเดือน{month} แต่หน้านี้เป็นของเดือน{report.fiscal_month} "
        f"โปรดเปลี่ยนเดือนด้านบนเป็น{month} แล้วนำเข้า หรือกรอกในแบบของเดือน{report.fiscal_month}"
    )


def state_text(state: MonthState) -> str:
    """What is stored of a line, as the hidden column carries it: "1=100.00|20.00|5.50 3=…", "nil" or "-"."""
    if state.nil:
        return NIL
    weeks = (f"{week}={seen_text(state.cell(week))}" for week in sorted(state.weeks))
    return " ".join(weeks) or "-"


def read_state(text: str) -> MonthState | None:
    """The inverse of `state_text`; None where nothing of ours is written."""
    if text == NIL:
        return MonthState(nil=True)
    if text == "-":
        return MonthState()
    weeks: dict[int, Amounts] = {}
    for part in text.split():
        match = _SEEN_WEEK.fullmatch(part)
        amounts = seen_cell(match["amounts"]).amounts if match else None
        if amounts is None:
            return None
        weeks[int(match["week"])] = amounts
    return MonthState(weeks) if weeks else None

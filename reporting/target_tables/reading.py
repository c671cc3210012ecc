"""Reading a printed table of targets: a line for each district, a column for each month and channel.

The table comes as texts in rows and columns, pasted from a letter or read from a workbook. Its head says
the month over the first of the month's columns and the channel over each; "รวม" is a sum, of a month, of a
channel or of everything, and the last line has the sums of the columns. Scanned letters have spaces where
none belong; they are looked through. What stays doubtful, as a dash does, is kept with a sentence and never
guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.errors import BadInput
from reporting.fiscal import MONTHS_SHORT_TH, MONTHS_TH, FiscalMonth, fiscal_year_months
from reporting.formats import arabic_digits
from reporting.thai import name_key, whole_am

Grid = Sequence[Sequence[str]]

MAX_DISTRICTS = 100
MAX_COLUMNS = 60
# A money column ends below 10^14; a hundred districts of 10^11 stay far below it.
MAX_DIGITS = 11
_MAX_TEXT = 120

CHANNELS = {"REGULAR": "รายได้ปกติ", "TRANSFER": "รายได้โอน", "ONLINE": "รายได้ออนไลน์"}
_CHANNEL_KEYS = {name_key(word): code for code, label in CHANNELS.items() for word in (label, label[6:])}
_MONTH_KEYS = {
    name_key(name): number
    for names in (MONTHS_TH, MONTHS_SHORT_TH)
    for number, name in enumerate(names, start=1)
}
_MONTH_HEAD = re.compile(
    rf"(?:เดือน)?(?P<month>{'|'.join(sorted(_MONTH_KEYS, key=len, reverse=True))})"
    r"(?:พศ)?(?P<year>25[0-9]{2}|[0-9]{2})?(?P<rest>\D*)"
)
_SUM = name_key("รวม")
_YEAR_SAID = re.compile(r"ปีงบประมาณ(?:พศ)?(25[0-9]{2})")
_BAHT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]{1,2})?")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")

NO_TABS = "ไม่พบช่องของตาราง โปรดคัดลอกทั้งตารางจาก Word หรือ Excel มาวาง หรืออัปโหลดเป็นไฟล์"
NO_MONTHS = "ไม่พบหัวตารางที่เป็นชื่อเดือน โปรดวางตารางพร้อมแถวหัว เช่น ตุลาคม พฤศจิกายน"
NO_CHANNELS = "ไม่พบหัวตารางที่บอกช่องทาง โปรดวางตารางพร้อมแถว รายได้ปกติ รายได้โอน หรือรายได้ออนไลน์"
NO_DISTRICTS = "ไม่พบแถวของอำเภอใต้หัวตาราง โปรดวางตารางทั้งตาราง"
TOO_LARGE = f"ตารางใหญ่เกินไป นำเข้าได้ครั้งละไม่เกิน {MAX_DISTRICTS} อำเภอ {MAX_COLUMNS} คอลัมน์"
DASHED = "ขีดไม่บอกว่าเป็น 0 หรือยังไม่กำหนด โปรดเลือก"
UNREADABLE = "อ่านเป็นจำนวนเงินไม่ได้ โปรดพิมพ์ค่าที่ถูก หรือเลือกว่ายังไม่กำหนด"


@dataclass(frozen=True)
class Cell:
    """What was printed. `baht` is None where nothing was, or, with a `problem`, where it cannot be read."""

    text: str = ""
    baht: Decimal | None = None
    problem: str = ""


@dataclass(frozen=True)
class Column:
    """A column of figures; of sums when the month, the channel or both are None."""

    month: FiscalMonth | None
    channel: str | None

    @property
    def is_sum(self) -> bool:
        return self.month is None or self.channel is None

    @property
    def label(self) -> str:
        month = f"{self.month.short_th} {self.month.year_be % 100:02d}" if self.month else "รวม"
        return f"{month} {CHANNELS[self.channel] if self.channel else 'รวม'}"

    def adds(self, other: Column) -> bool:
        """Whether a column of sums has the other one among its summands."""
        return (
            not other.is_sum and self.month in (None, other.month) and self.channel in (None, other.channel)
        )


@dataclass(frozen=True)
class Line:
    """A district's line: its number in the pasted table, its name as printed, a cell for each column."""

    number: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PrintedTable:
    """`totals` has a cell for each column, empty where no sum was printed. `notes` are sentences to show."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    totals: tuple[Cell, ...]
    notes: tuple[str, ...] = ()

    @property
    def figures(self) -> list[int]:
        """The places of the columns that are no sums."""
        return [place for place, column in enumerate(self.columns) if not column.is_sum]

    def baht(self, line: int, column: int) -> Decimal | None:
        return self.lines[line].cells[column].baht


def pasted(text: str) -> list[list[str]]:
    """The cells of a pasted text: programs part them by tabs. BadInput without any."""
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if all(len(line) == 1 for line in lines):
        raise BadInput(NO_TABS)
    return lines


def read(grid: Grid, *, fiscal_year: int) -> PrintedTable:
    """The table in the grid, its months taken as those of the fiscal year (BE). BadInput without one."""
    rows = [[_clean(text) for text in row] for row in grid]
    first = next((at for at, row in enumerate(rows) if any(_month_of(text) for text in row)), None)
    if first is None:
        raise BadInput(NO_MONTHS)
    last = next((at for at in range(first, len(rows)) if any(map(_channel_of, rows[at]))), None)
    if last is None:
        raise BadInput(NO_CHANNELS)
    columns = _columns(rows[first], rows[last], fiscal_year)
    names_at = _names_at(rows[max(first - 3, 0) : last + 1], min(columns))
    lines, totals = _lines(rows, range(last + 1, len(rows)), columns, names_at)
    if not lines:
        raise BadInput(NO_DISTRICTS)
    if len(lines) > MAX_DISTRICTS or len(columns) > MAX_COLUMNS:
        raise BadInput(TOO_LARGE)
    notes = _years_noted(rows[: last + 1], fiscal_year)
    return PrintedTable(tuple(columns.values()), tuple(lines), totals, notes)


def read_baht(text: str) -> Decimal | None:
    """The baht of a printed cell; None for an empty one. ValueError, with a sentence, for anything doubtful.

    Spaces inside a figure are the scanner's: they stand for nothing, or for the comma of a third place.
    """
    printed = _clean(text)
    if not printed:
        return None
    if re.fullmatch(r"[-–—−]+", printed):
        raise ValueError(DASHED)
    if re.search(r"[0-9]", printed) and re.search(r"[๐-๙]", printed):
        raise ValueError(UNREADABLE)
    figure = re.sub(r"\s*([,.])\s*", r"\1", arabic_digits(printed))
    for reading in (figure.replace(" ", ""), figure.replace(" ", ",")):
        if _BAHT.fullmatch(reading):
            baht = Decimal(reading.replace(",", ""))
            if baht < 10**MAX_DIGITS:
                return baht.quantize(Decimal("0.01"))
    raise ValueError(UNREADABLE)


def _clean(text: str) -> str:
    """One line with single spaces and whole ำ, without what cannot be seen."""
    return whole_am(" ".join(_UNSEEN.sub("", text).split()))


def _cell(text: str) -> Cell:
    try:
        return Cell(text[:_MAX_TEXT], read_baht(text))
    except ValueError as doubt:
        return Cell(text[:_MAX_TEXT], problem=str(doubt))


def _month_of(text: str) -> re.Match[str] | None:
    """A head that is a month's name, with its year or with the channel behind it."""
    match = _MONTH_HEAD.fullmatch(name_key(text)) if len(text) <= _MAX_TEXT else None
    is_head = match and (not match["rest"] or match["rest"] in _CHANNEL_KEYS or _is_sum(match["rest"]))
    return match if is_head else None


def _channel_of(text: str) -> str | None:
    key = name_key(text)
    if match := _MONTH_HEAD.fullmatch(key):
        key = match["rest"]
    return _CHANNEL_KEYS.get(key)


def _is_sum(text: str) -> bool:
    return name_key(text).startswith(_SUM)


def _columns(months: list[str], channels: list[str], fiscal_year: int) -> dict[int, Column]:
    """The columns by their place: a month's name stands over the first of its columns only."""
    year = {month.month: month for month in fiscal_year_months(fiscal_year)}
    found: dict[int, Column] = {}
    month, began = None, False
    for place in range(max(len(months), len(channels))):
        over = months[place] if place < len(months) else ""
        own = channels[place] if place < len(channels) else ""
        if match := _month_of(over):
            month, began = year[_MONTH_KEYS[match["month"]]], True
        elif began and _is_sum(over):
            month = None
        channel = _channel_of(own)
        if began and (channel or _is_sum(own) or (month is None and _is_sum(over) and not own)):
            found[place] = Column(month, channel)
    if not any(not column.is_sum for column in found.values()):
        raise BadInput(NO_CHANNELS)
    if len(set(found.values())) < len(found):
        raise BadInput("หัวตารางมีเดือนและช่องทางเดียวกันมากกว่าหนึ่งคอลัมน์ โปรดตรวจแถวหัวของตาราง")
    return found


def _names_at(heads: list[list[str]], first_figure: int) -> int:
    """The column of the districts' names: the one headed so, else the last one before the figures."""
    for row in heads:
        for place, text in enumerate(row[:first_figure]):
            if "อำเภอ" in text:
                return place
    return max(first_figure - 1, 0)


def _lines(
    rows: list[list[str]], below: range, columns: dict[int, Column], names_at: int
) -> tuple[list[Line], tuple[Cell, ...]]:
    """The districts' lines, up to the line of sums, and that one. Lines without a figure say nothing."""
    lines = []
    for at in below:
        row = rows[at]
        cells = tuple(_cell(row[place] if place < len(row) else "") for place in columns)
        if not any(re.search(r"\d", cell.text) for cell in cells):
            continue
        if any(_is_sum(text) for text in row[: min(columns)]):
            return lines, cells
        name = row[names_at] if names_at < len(row) else ""
        lines.append(Line(at + 1, name[:_MAX_TEXT], cells))
    return lines, tuple(Cell() for _ in columns)


def _years_noted(heads: list[list[str]], fiscal_year: int) -> tuple[str, ...]:
    """A sentence for each fiscal year that the head names and that is another one."""
    said = {int(year) for text in _texts(heads) for year in _YEAR_SAID.findall(name_key(text))}
    return tuple(
        f"หัวตารางพิมพ์ว่าปีงบประมาณ {year} แต่กำลังนำเข้าเป็นปีงบประมาณ {fiscal_year}"
        for year in sorted(said - {fiscal_year})
    )


def _texts(rows: list[list[str]]) -> Iterator[str]:
    for row in rows:
        yield from row

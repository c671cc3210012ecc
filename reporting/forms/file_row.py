"""One row of an uploaded month: where its columns stand, and what its cells say in baht (R4).

Texts are read by the parser of the weekly table. Number cells are exact in the file; where a program's own
arithmetic left something behind the satang it is cut off and said, and a figure that really has more than two
decimals is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reporting.actions.desk import ZERO, Amounts
from reporting.actions.imports import MonthRow, MonthState
from reporting.amounts import MAX_BAHT_DIGITS, AmountError, reading
from reporting.errors import BadInput
from reporting.formats import money
from reporting.models import CHANNEL_COLUMNS, Channel
from reporting.stats.sheet import PairKey
from reporting.uploads.table_limits import AGAIN
from reporting.uploads.tables import Odd, Row, Value, column_name

from .month_sheet import CATEGORY, HEAD_ROW, KEY, NAME, SEEN, SUM_ROW, read_state, week_code
from .sales import NIL, NIL_WITH_AMOUNT

NIL_WORDS = frozenset({"ไม่มี", "ไม่มียอด", "ไม่มียอดจำหน่าย", "nil", "x", "✓", "/"})
NIL_WORD = "ไม่มี"

_WEEKS = range(1, 6)
_CODES = {KEY, NAME, CATEGORY, SEEN, NIL} | {
    week_code(week, column) for week in _WEEKS for column in CHANNEL_COLUMNS
}
# The row of codes stands among the first ones, below the title.
_HEAD_ROWS = 20

_NOISE = Decimal("0.00001")
_SATANG = Decimal("0.01")

NOT_THE_SHEET = f"ไม่พบตารางของแบบบันทึกยอดในไฟล์นี้ {AGAIN}"
COLUMNS_MISSING = f"หัวตารางของแบบไม่ครบหรือซ้ำกัน {AGAIN}"
NEGATIVE = "จำนวนเงินติดลบไม่ได้ โปรดพิมพ์จำนวนที่เป็นบวก"
TOO_LONG = "จำนวนนี้มากเกินไป ช่องหนึ่งพิมพ์ได้ไม่เกิน 999,999,999.99 บาท"
BAD_NIL = f"ช่อง “ไม่มียอดทั้งเดือน” ใส่ได้เฉพาะคำว่า “{NIL_WORD}” หรือเว้นว่าง"
BAD_MEMORY = "ข้อมูลที่ซ่อนไว้ในแถวนี้ถูกแก้ จึงไม่รู้ว่าท่านแก้ช่องใด โปรดดาวน์โหลดแบบใหม่"


@dataclass(frozen=True)
class Columns:
    """Where each column of the month's sheet stands, by its code, counted from 0."""

    at: Mapping[str, int]

    def value(self, row: Row, code: str) -> Value:
        position = self.at.get(code)
        return row[position] if position is not None and position < len(row) else None

    def text(self, row: Row, code: str) -> str:
        value = self.value(row, code)
        return value.strip() if isinstance(value, str) else ""

    def says_something(self, row: Row) -> bool:
        """Whether a row has a key, a figure or "no sales"; titles, blank rows and sums have none."""
        key = self.text(row, KEY)
        codes = (NIL, *(week_code(week, column) for week in _WEEKS for column in CHANNEL_COLUMNS))
        if key in (HEAD_ROW, SUM_ROW):
            return False
        return bool(key) or any(self.value(row, code) is not None for code in codes)


def find_table(sheets: Iterable[Sequence[Row]]) -> tuple[Columns, list[tuple[int, Row]]]:
    """The columns of the first sheet that is one of ours, and its rows with their numbers in the file.

    BadInput when no sheet is, or when columns of a week are missing or there twice.
    """
    for rows in sheets:
        for number, row in enumerate(rows[:_HEAD_ROWS], start=1):
            codes = {cell.strip(): at for at, cell in enumerate(row) if isinstance(cell, str)}
            if KEY in codes:
                columns = Columns({code: at for code, at in codes.items() if code in _CODES})
                _require_whole(columns, row)
                return columns, list(enumerate(rows[number:], start=number + 1))
    raise BadInput(NOT_THE_SHEET)


def _require_whole(columns: Columns, row: Row) -> None:
    named = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip() in _CODES]
    weeks = [[week_code(week, column) in columns.at for column in CHANNEL_COLUMNS] for week in _WEEKS]
    whole = any(map(all, weeks)) and all(all(week) or not any(week) for week in weeks)
    if len(named) != len(set(named)) or not whole:
        raise BadInput(COLUMNS_MISSING)


class FileRow:
    """The figures of one row of the file: what it says of each week, and what it remembers having said."""

    def __init__(self, columns: Columns, row: Row, weeks: Iterable[int]) -> None:
        self.columns, self.row = columns, row
        self.errors: list[str] = []
        self.notes: list[str] = []
        self.seen = read_state(columns.text(row, SEEN))
        if self.seen is None and columns.value(row, SEEN) is not None:
            self.errors.append(BAD_MEMORY)
        self.amounts = {week: self._week(week) for week in weeks if week_code(week, "regular") in columns.at}
        self.nil = self._nil()
        if self.nil and any(any(amounts) for amounts in self.amounts.values() if amounts):
            self.errors.append(NIL_WITH_AMOUNT)

    def month_row(self, key: PairKey, stored: MonthState) -> MonthRow:
        """What the row changes of what was shown to its author: at the download, or what is stored now."""
        shown = self.seen or stored
        wanted = {
            week: amounts
            for week, amounts in self.amounts.items()
            if amounts != shown.weeks.get(week) and (amounts is not None or self.seen is not None)
        }
        nil = self.nil or (self.seen is None and stored.nil and not wanted)
        if nil:
            wanted = {week: None for week, amounts in wanted.items() if amounts is None}
        if not wanted and nil == shown.nil:
            return MonthRow(*key, seen={}, wanted={}, seen_nil=stored.nil, wanted_nil=stored.nil)
        seen = {week: shown.weeks.get(week) for week in wanted}
        return MonthRow(*key, seen=seen, wanted=wanted, seen_nil=shown.nil, wanted_nil=nil)

    def _week(self, week: int) -> Amounts | None:
        amounts = [self._amount(week, channel) for channel in Channel]
        if all(amount is None for amount in amounts):
            return None
        regular, transfer, online = (amount or ZERO for amount in amounts)
        return (regular, transfer, online)

    def _amount(self, week: int, channel: Channel) -> Decimal | None:
        code = week_code(week, channel.column)
        value = self.columns.value(self.row, code)
        where = f"สัปดาห์ที่ {week} {channel.label} (คอลัมน์ {column_name(self.columns.at[code])})"
        try:
            return self._read(value, where)
        except AmountError as error:
            shown = f" “{value[:40]}”" if isinstance(value, str) else ""
            self.errors.append(f"{where}{shown}: {error}")
            return None

    def _read(self, value: Value, where: str) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, Odd):
            raise AmountError(value.sentence)
        if isinstance(value, str):
            found = reading(value)
            if found and found.rescued:
                self.notes.append(f"{where} “{value.strip()}” อ่านเป็น {money(found.amount)}")
            return found.amount if found else None
        return self._exact(value, where)

    def _exact(self, number: Decimal, where: str) -> Decimal:
        """A number cell in satang: what a program's own arithmetic leaves behind is cut off, and said."""
        if number < -_NOISE:
            raise AmountError(NEGATIVE)
        if number >= 10**MAX_BAHT_DIGITS:
            raise AmountError(TOO_LONG)
        amount = number.quantize(_SATANG, rounding=ROUND_HALF_UP)
        if abs(amount - number) > _NOISE:
            raise AmountError(f"{number:f} มีทศนิยมเกิน 2 หลัก โปรดปัดเป็นสตางค์เอง เช่น {money(amount)}")
        if amount != number:
            self.notes.append(f"{where} โปรแกรมตารางเก็บไว้เป็น {number:f} อ่านเป็น {money(amount)}")
        return amount

    def _nil(self) -> bool:
        value = self.columns.value(self.row, NIL)
        if value is None:
            return False
        text = value.strip().casefold() if isinstance(value, str) else "?"
        if text in NIL_WORDS:
            return True
        self.errors.append(BAD_NIL)
        return False

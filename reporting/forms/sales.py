"""What the officer typed into the weekly table, row by row, and the form that takes a line out.

A row of the table posts five fields: regular, transfer and online, "no sales in the month", and what
its author had on the screen (`seen`). A row that says what was seen is untouched and is not sent to
the action, so that a page that was open for long never touches other people's figures. What cannot be
read keeps its text and gets the sentence of the number parser (R4); the other rows do not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms
from django.http import QueryDict

from reporting.actions.desk import ZERO, Cell
from reporting.actions.sales import WeekRow
from reporting.amounts import AmountError, parse_amount
from reporting.models import CHANNEL_COLUMNS, Category
from reporting.stats.sheet import PairKey

NIL = "nil"
SEEN = "seen"
_ROW = re.compile(rf"r-([0-9]{{1,18}})-({'|'.join(Category.values)})-{SEEN}")
_SEPARATOR = "|"
NIL_WITH_AMOUNT = "เลือก “ไม่มียอดทั้งเดือน” ไว้ แต่มียอดในแถว: นำเครื่องหมายออก หรือลบยอด"


def field_name(key: PairKey, column: str) -> str:
    """The name of a field of a row: "r-17-FOOD-regular"."""
    return f"r-{key[0]}-{key[1]}-{column}"


def take_value(key: PairKey, column: str = "") -> str:
    """What the field "take" says when the author of a row gives way, in one channel or in the whole row."""
    return f"{key[0]}-{key[1]}-{column}" if column else f"{key[0]}-{key[1]}"


def seen_text(cell: Cell) -> str:
    """A stored cell as the hidden field carries it: "100.00|20.00|5.50", "nil", or nothing."""
    if cell.nil:
        return NIL
    return _SEPARATOR.join(f"{amount:.2f}" for amount in cell.amounts) if cell.amounts else ""


def seen_cell(text: str) -> Cell:
    """The inverse of `seen_text`. A text that no page of ours wrote is read as "nothing was seen"."""
    if text == NIL:
        return Cell(nil=True)
    try:
        amounts = [parse_amount(part) for part in text.split(_SEPARATOR)]
    except AmountError:
        return Cell()
    if len(amounts) != len(CHANNEL_COLUMNS) or None in amounts:
        return Cell()
    return Cell(amounts=(amounts[0], amounts[1], amounts[2]))


@dataclass
class TypedRow:
    """One row as it came back from the browser: the texts as they are, and what they mean.

    `gives_way`: its author was shown the other person's figures and chose to leave them, all of them or in
    the channels of `takes`.
    """

    key: PairKey
    texts: Mapping[str, str]
    nil: bool
    seen: Cell
    gives_way: bool = False
    takes: Collection[str] = ()
    errors: dict[str, str] = field(default_factory=dict)
    wanted: Cell = field(default_factory=Cell)

    def __post_init__(self) -> None:
        if self.gives_way:
            self.wanted = self.seen
            return
        amounts = {column: self._read(column) for column in CHANNEL_COLUMNS}
        if self.errors:
            return
        if self.nil:
            if any(amounts.values()):
                self.errors[NIL] = NIL_WITH_AMOUNT
            self.wanted = Cell(nil=True)
        elif any(amount is not None for amount in amounts.values()):
            regular, transfer, online = (amount or ZERO for amount in amounts.values())
            self.wanted = Cell(amounts=(regular, transfer, online))

    @property
    def needs_saving(self) -> bool:
        """Whether the row can be read and says something else than its author saw."""
        return not self.errors and self.wanted != self.seen

    @property
    def week_row(self) -> WeekRow:
        return WeekRow(*self.key, seen=self.seen, wanted=self.wanted)

    def _read(self, column: str) -> Decimal | None:
        if column in self.takes and self.seen.amounts:
            return self.seen.amounts[CHANNEL_COLUMNS.index(column)]
        try:
            return parse_amount(self.texts[column])
        except AmountError as error:
            self.errors[column] = str(error)
            return None


def read_rows(posted: QueryDict) -> list[TypedRow]:
    """The rows of a posted table, in the order they came in."""
    taken = set(posted.getlist("take"))
    rows = []
    for name in posted:
        match = _ROW.fullmatch(name)
        if match is None:
            continue
        key = (int(match[1]), match[2])
        names = {column: field_name(key, column) for column in CHANNEL_COLUMNS}
        if not all(name in posted for name in names.values()):
            continue  # Half a row says nothing: a missing field must not read as a cleared one.
        texts = {column: posted[name] for column, name in names.items()}
        row = TypedRow(
            key=key,
            texts=texts,
            nil=field_name(key, NIL) in posted,
            seen=seen_cell(posted[name]),
            gives_way=take_value(key) in taken,
            takes=[column for column in CHANNEL_COLUMNS if take_value(key, column) in taken],
        )
        rows.append(row)
    return rows


class RemoveLineForm(forms.Form):
    """Why a line is taken out of the month: one of the usual reasons, and words of one's own."""

    REASONS = (
        "เลิกผลิตหรือเลิกกิจการแล้ว",
        "ย้ายไปอยู่อำเภออื่น",
        "เพิ่มซ้ำกับรายการอื่น",
        "เลือกกลุ่มหรือประเภทผลิตภัณฑ์ผิด",
    )
    OTHER = "อื่น ๆ"

    reason = forms.ChoiceField(
        label="เหตุผลที่นำรายการออก",
        choices=[(text, text) for text in (*REASONS, OTHER)],
        widget=forms.RadioSelect,
        error_messages={"required": "โปรดเลือกเหตุผล", "invalid_choice": "โปรดเลือกเหตุผล"},
    )
    detail = forms.CharField(
        label="คำอธิบาย",
        required=False,
        max_length=400,
        help_text="จำเป็นเมื่อเลือก “อื่น ๆ”",
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == self.OTHER and not cleaned.get("detail"):
            self.add_error("detail", "โปรดพิมพ์เหตุผล")
        return cleaned

    @property
    def reason_text(self) -> str:
        """The reason as it is stored: the choice, with the words of one's own after a colon."""
        reason, detail = self.cleaned_data["reason"], self.cleaned_data["detail"]
        if reason == self.OTHER:
            return detail
        return f"{reason}: {detail}" if detail else reason

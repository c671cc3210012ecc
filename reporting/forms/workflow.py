"""The forms of the workflow: a reason for withdrawing or reopening, and the lines to return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict

from reporting.actions.workflow import LineToReturn
from reporting.fiscal import to_be
from reporting.models import ReturnReason
from reporting.stats.sheet import SheetRow

from .fields import parse_thai_date

TEXT_LENGTH = 500
SAME = "same"
WHOLE = "whole"


def date_text(day: date) -> str:
    """A date as it is typed, in BE: 8/11/2564."""
    return f"{day.day}/{day.month}/{to_be(day.year)}"


class ReasonForm(forms.Form):
    """One reason in words; `label` and `help_text` say what it is for."""

    reason = forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: object, label: str, help_text: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text
        self.fields["reason"].error_messages["required"] = f"โปรดพิมพ์{label}"


@dataclass
class ReturnRow:
    """A line of the return form with what was typed for it; `until` is the wish date as text."""

    number: int
    line_id: int
    name: str
    category: str
    total: Decimal
    ticked: bool
    picked: bool = False
    reason: str = ""
    text: str = ""
    until: str = ""
    error: str = ""
    lacks_reason: bool = False
    bad_until: bool = False


class ReturnForm:
    """Check box, coded reason, words and a wish date for every line; one may stand for all chosen lines.

    A hand-written form, because a formset of a thousand rows is slow (design, section 8). A line's own
    reason, words or date go before the common ones. "The whole report" chooses every line.
    """

    def __init__(
        self,
        rows: Sequence[SheetRow],
        reasons: Sequence[ReturnReason],
        data: QueryDict | None = None,
        *,
        today: date,
        wish: date,
    ) -> None:
        self.reasons, self.today = reasons, today
        self.error = ""
        posted = data or QueryDict()
        self.same_reason = posted.get(f"reason_{SAME}", "")
        self.same_text = posted.get(f"text_{SAME}", "")
        self.same_until = posted.get(f"until_{SAME}", date_text(wish) if data is None else "")
        self.whole = WHOLE in posted
        self._picked = set(posted.getlist("line"))
        self.rows = [self._row(row, posted) for row in rows if row.line and not row.line.is_removed]

    def _row(self, row: SheetRow, posted: QueryDict) -> ReturnRow:
        line = row.line
        return ReturnRow(
            number=row.number,
            line_id=line.pk,
            name=row.group.name,
            category=row.category_label,
            total=line.regular + line.transfer + line.online,
            ticked=line.is_ticked_by_province,
            picked=self.whole or str(line.pk) in self._picked,
            reason=posted.get(f"reason_{line.pk}", ""),
            text=posted.get(f"text_{line.pk}", ""),
            until=posted.get(f"until_{line.pk}", ""),
        )

    def is_valid(self) -> bool:
        """Check the chosen lines; every one that is not complete gets a sentence of its own."""
        known = {reason.code for reason in self.reasons}
        chosen = [row for row in self.rows if row.picked]
        for row in chosen:
            row.error = self._error(row, known)
        if self.whole and not (self.same_reason in known and self.same_text.strip()):
            self._ask_for_the_common_ones()
            return False
        forgotten = [
            row
            for row in self.rows
            if not row.picked and (row.reason or row.text.strip() or row.until.strip())
        ]
        for row in forgotten:
            row.error = "พิมพ์ไว้แต่ยังไม่ได้เลือกรายการนี้ โปรดเลือก หรือลบสิ่งที่พิมพ์"
        if self._picked - {str(row.line_id) for row in chosen}:
            self.error = "มีรายการที่ไม่อยู่ในรายงานนี้แล้ว โปรดตรวจรายการที่เลือกอีกครั้ง"
        elif not chosen and not forgotten:
            self.error = "โปรดเลือกรายการที่จะส่งคืนอย่างน้อย 1 รายการ"
        elif wrong := sum(bool(row.error) for row in self.rows):
            self.error = f"ยังไม่ได้ส่งคืน: โปรดแก้ {wrong:,} รายการข้างล่าง สิ่งที่พิมพ์ไว้ยังอยู่ครบ"
        return not self.error

    def _ask_for_the_common_ones(self) -> None:
        """The whole report goes back for one reason: say so once, and not at each of its lines."""
        self.error = "ส่งคืนทั้งรายงาน: โปรดเลือกเหตุผลและพิมพ์คำอธิบายที่ใช้กับทุกรายการ"
        for row in self.rows:
            row.picked, row.error, row.lacks_reason = str(row.line_id) in self._picked, "", False

    def _error(self, row: ReturnRow, known: set[str]) -> str:
        row.lacks_reason = (row.reason or self.same_reason) not in known
        if row.lacks_reason:
            return "โปรดเลือกเหตุผล"
        text = self._text(row)
        if not text:
            return "โปรดพิมพ์คำอธิบายให้อำเภอทราบว่าต้องแก้อะไร"
        if "\0" in text:
            return "คำอธิบายมีอักขระที่อ่านไม่ได้ โปรดพิมพ์ใหม่"
        if len(text) > TEXT_LENGTH:
            return f"คำอธิบายยาวเกินไป โปรดพิมพ์ไม่เกิน {TEXT_LENGTH} ตัวอักษร"
        try:
            until = self._until(row)
        except ValueError as wrong:
            row.bad_until = True
            return str(wrong)
        row.bad_until = until is not None and until < self.today
        return f"วันที่ขอให้แก้ต้องไม่ก่อนวันนี้ ({date_text(self.today)})" if row.bad_until else ""

    def _until(self, row: ReturnRow) -> date | None:
        """The wish date of a line, its own before the common one. ValueError for what is no date."""
        text = row.until.strip() or self.same_until.strip()
        return parse_thai_date(text) if text else None

    def _text(self, row: ReturnRow) -> str:
        return row.text.strip() or self.same_text.strip()

    @property
    def lines(self) -> list[LineToReturn]:
        """What the action takes, after `is_valid`."""
        return [
            LineToReturn(row.line_id, row.reason or self.same_reason, self._text(row), self._until(row))
            for row in self.rows
            if row.picked
        ]

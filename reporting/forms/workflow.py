"""The forms of the workflow: a reason for withdrawing or reopening, and the lines to return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import QueryDict

from reporting.actions.workflow import LineToReturn
from reporting.models import ReturnReason
from reporting.stats.sheet import SheetRow

TEXT_LENGTH = 500
SAME = "same"


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
    """A line of the return form with what was typed for it."""

    number: int
    line_id: int
    name: str
    category: str
    total: Decimal
    ticked: bool
    picked: bool = False
    reason: str = ""
    text: str = ""
    error: str = ""
    lacks_reason: bool = False


class ReturnForm:
    """Check box, coded reason and words for every line; one reason may stand for all chosen lines.

    A hand-written form, because a formset of a thousand rows is slow (design, section 8). A line's own
    reason or words go before the common ones.
    """

    def __init__(
        self, rows: Sequence[SheetRow], reasons: Sequence[ReturnReason], data: QueryDict | None = None
    ) -> None:
        self.reasons = reasons
        self.error = ""
        posted = data or QueryDict()
        self.same_reason = posted.get(f"reason_{SAME}", "")
        self.same_text = posted.get(f"text_{SAME}", "")
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
            picked=str(line.pk) in self._picked,
            reason=posted.get(f"reason_{line.pk}", ""),
            text=posted.get(f"text_{line.pk}", ""),
        )

    def is_valid(self) -> bool:
        """Check the chosen lines; every one that is not complete gets a sentence of its own."""
        known = {reason.code for reason in self.reasons}
        chosen = [row for row in self.rows if row.picked]
        for row in chosen:
            row.error = self._error(row, known)
        forgotten = [row for row in self.rows if not row.picked and (row.reason or row.text.strip())]
        for row in forgotten:
            row.error = "พิมพ์ไว้แต่ยังไม่ได้เลือกรายการนี้ โปรดเลือก หรือลบสิ่งที่พิมพ์"
        if self._picked - {str(row.line_id) for row in chosen}:
            self.error = "มีรายการที่ไม่อยู่ในรายงานนี้แล้ว โปรดตรวจรายการที่เลือกอีกครั้ง"
        elif not chosen and not forgotten:
            self.error = "โปรดเลือกรายการที่จะส่งคืนอย่างน้อย 1 รายการ"
        elif wrong := sum(bool(row.error) for row in self.rows):
            self.error = f"ยังไม่ได้ส่งคืน: โปรดแก้ {wrong:,} รายการข้างล่าง สิ่งที่พิมพ์ไว้ยังอยู่ครบ"
        return not self.error

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
        return ""

    def _text(self, row: ReturnRow) -> str:
        return row.text.strip() or self.same_text.strip()

    @property
    def lines(self) -> list[LineToReturn]:
        """What the action takes, after `is_valid`."""
        return [
            LineToReturn(row.line_id, row.reason or self.same_reason, self._text(row))
            for row in self.rows
            if row.picked
        ]

"""What the board of a fiscal year can be narrowed to: which districts, and which part of the year."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from reporting.fiscal import FiscalMonth
from reporting.stats.year_board import Next, YearBoard, YearCell, YearRow

DISTRICTS = {
    "": "ทุกอำเภอ",
    "check": "รอจังหวัดตรวจ",
    "overdue": "เลยกำหนดส่ง",
    "mending": "อำเภอกำลังแก้ไข",
    "late": "มีเดือนที่ส่งล่าช้า",
    "unsigned": "ยังไม่มี รต.๒ ที่ลงนาม",
}
PARTS = {
    "": "ทั้งปี",
    "open": "เฉพาะเดือนที่ยังไม่ครบ",
    "1": "ไตรมาส 1 (ต.ค.–ธ.ค.)",
    "2": "ไตรมาส 2 (ม.ค.–มี.ค.)",
    "3": "ไตรมาส 3 (เม.ย.–มิ.ย.)",
    "4": "ไตรมาส 4 (ก.ค.–ก.ย.)",
}


class YearFilter(forms.Form):
    """A GET form; what the address says wrongly is left out."""

    show = forms.ChoiceField(label="แสดงอำเภอ", required=False, choices=DISTRICTS.items())
    part = forms.ChoiceField(label="เดือน", required=False, choices=PARTS.items())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.full_clean()

    def narrowed(self, board: YearBoard) -> YearBoard:
        """The months of the chosen part, and the districts of which any of them is meant."""
        months = self._months(board)
        kept = [at for at, month in enumerate(board.months) if month in months]
        rows = [YearRow(row.district, [row.cells[at] for at in kept]) for row in board.rows]
        show = self.cleaned_data.get("show", "")
        if show:
            rows = [row for row in rows if any(_is_meant(cell, show) for cell in row.cells)]
        return YearBoard([board.months[at] for at in kept], rows)

    def _months(self, board: YearBoard) -> Sequence[FiscalMonth]:
        part = self.cleaned_data.get("part", "")
        if part == "open":
            return [foot.month for foot in board.feet if not all(cell.published for cell in foot.cells)]
        return [month for month in board.months if part in ("", str((month.position + 2) // 3))]


def _is_meant(cell: YearCell, show: str) -> bool:
    if show == "late":
        return cell.timing == "LATE"
    if show == "unsigned":
        return cell.report is not None and not cell.signed_by
    return cell.next == Next(show)

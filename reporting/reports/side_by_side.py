"""Two revisions of a district-month side by side: per line, by channel and category, with differences (R13).

Both sides are read from the publications' own texts. What differs stands first; the page and the workbook
draw the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.formats import thai_datetime
from reporting.models import Category, Channel, District, Publication

from .corrections import Difference, by_pair, of_line
from .lines import Amounts, Line, amounts_of, in_reading_order
from .tables import Column, Kind, Table, Value

TITLE = "เทียบข้อมูลที่จังหวัดยืนยันแล้ว สองฉบับ"
WEEKS_MOVED = "ยอดรายสัปดาห์เปลี่ยน ยอดเดือนเท่าเดิม"


@dataclass(frozen=True)
class Row:
    """A line in both revisions, None where one has no such line; `words`: what else changed."""

    line: int
    producer: str
    category: str
    before: Amounts | None
    after: Amounts | None
    words: tuple[str, ...] = ()

    @property
    def change(self) -> Decimal:
        """Baht by which the line's total changed."""
        return (self.after or Amounts()).total - (self.before or Amounts()).total

    @property
    def differs(self) -> bool:
        return bool(self.words) or self.before != self.after

    @property
    def channels(self) -> list[tuple[Decimal | None, Decimal | None]]:
        """Per channel the baht before and after."""
        return [
            (getattr(self.before, channel.column, None), getattr(self.after, channel.column, None))
            for channel in Channel
        ]

    @property
    def totals(self) -> tuple[Decimal | None, Decimal | None]:
        return self.before and self.before.total, self.after and self.after.total


@dataclass(frozen=True)
class Sum:
    """Baht of a channel, a category or everything, before and after."""

    label: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """`rows` are all lines, those that differ first; `shown` those of them that are wanted.

    `by_channel` and `by_category` add up to `total`. Why the later revisions were made is in `reasons`.
    """

    district: District
    before: Publication
    after: Publication
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    by_channel: tuple[Sum, ...]
    by_category: tuple[Sum, ...]
    total: Sum
    reasons: tuple[str, ...] = ()
    is_draft: bool = False

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)

    @property
    def unchanged(self) -> int:
        return len(self.rows) - self.differing

    @property
    def labels(self) -> tuple[str, str]:
        """How the two sides are called, in their order."""
        return f"ฉบับที่ {self.before.revision}", f"ฉบับที่ {self.after.revision}"

    @property
    def title(self) -> str:
        return f"{TITLE} {self.district} {self.before.month.label}"

    @property
    def heading(self) -> tuple[str, ...]:
        sides = zip(self.labels, (self.before, self.after), strict=True)
        confirmed = (f"{label} ยืนยัน {thai_datetime(one.published_at)}" for label, one in sides)
        place = f"{self.district} {self.district.province} ประจำเดือน{self.before.month.label}"
        return (TITLE, place, " · ".join(confirmed))

    @property
    def tables(self) -> tuple[Table, ...]:
        rows = tuple(_line_values(number, row) for number, row in enumerate(self.shown, 1))
        lines = Table("รายการ", _line_columns(self.labels), rows, caption=f"แตกต่าง {self.differing} รายการ")
        sums = (("แยกตามช่องทาง", self.by_channel), ("แยกตามประเภทผลิตภัณฑ์", self.by_category))
        return (lines, *(_sum_table(name, own, self.total, self.labels) for name, own in sums))

    @property
    def closing(self) -> tuple[str, ...]:
        return (*self.reasons, f"รายการที่เหมือนกันทั้งสองฉบับ {self.unchanged} รายการ")


def build(
    district: District,
    before: Publication,
    after: Publication,
    *,
    everything: bool = False,
    reasons: Sequence[str] = (),
) -> SideBySide:
    """The two publications of one district-month against each other; no query.

    Lines that are the same are left out of what is shown unless `everything` is wanted.
    """
    old, new = by_pair(before.content), by_pair(after.content)
    removed = {(line["group"], line["category"]): line["reason"] for line in after.content["removed"]}
    gone = [line for key, line in old.items() if key not in new]
    keys = [(line["group"], line["category"]) for line in in_reading_order([*new.values(), *gone])]
    rows = [_row(old.get(key), new.get(key), reason=removed.get(key, "")) for key in keys]
    rows.sort(key=lambda row: not row.differs)
    categories = {category.value: category.label for category in Category}
    return SideBySide(
        district=district,
        before=before,
        after=after,
        rows=tuple(rows),
        shown=tuple(row for row in rows if everything or row.differs),
        by_channel=_by_channel(old.values(), new.values()),
        by_category=_by_category(old.values(), new.values(), categories),
        total=Sum("รวม", _baht(old.values()), _baht(new.values())),
        reasons=tuple(reasons),
    )


def _row(old: Line | None, new: Line | None, *, reason: str) -> Row:
    line = new or old
    said = [_worded(one) for one in of_line(old, new, reason=reason) if not (old and new and one.change)]
    moved = old and new and old["weeks"] != new["weeks"] and amounts_of(old) == amounts_of(new)
    return Row(
        line=line["line"],
        producer=line["name"],
        category=Category(line["category"]).label,
        before=amounts_of(old) if old else None,
        after=amounts_of(new) if new else None,
        words=(*said, WEEKS_MOVED) if moved else tuple(said),
    )


def _worded(difference: Difference) -> str:
    """What changed besides amounts, which have columns of their own."""
    if difference.change:
        return difference.item
    return f"{difference.item}: {difference.before} เป็น {difference.after}"


def _by_channel(old: Iterable[Line], new: Iterable[Line]) -> tuple[Sum, ...]:
    sides = [sum(map(amounts_of, lines), Amounts()) for lines in (old, new)]
    return tuple(
        Sum(channel.label, *(getattr(side, channel.column) for side in sides)) for channel in Channel
    )


def _by_category(old: Iterable[Line], new: Iterable[Line], labels: Mapping[str, str]) -> tuple[Sum, ...]:
    return tuple(
        Sum(label, *(_baht(line for line in lines if line["category"] == category) for lines in (old, new)))
        for category, label in labels.items()
    )


def _baht(lines: Iterable[Line]) -> Decimal:
    return sum(map(amounts_of, lines), Amounts()).total


def _line_columns(labels: tuple[str, str]) -> tuple[Column, ...]:
    heads = [channel.label for channel in Channel] + ["รวม"]
    return (
        Column("ที่", Kind.COUNT, 8),
        Column("กลุ่ม/ผู้ผลิต ผู้ประกอบการ", Kind.TEXT, 45),
        Column("ประเภทผลิตภัณฑ์", Kind.TEXT, 25),
        *(Column(head, Kind.BAHT, 24, label) for label in labels for head in heads),
        Column("ผลต่าง", Kind.CHANGE, 24),
        Column("สิ่งที่เปลี่ยน", Kind.TEXT, 45),
    )


def _line_values(number: int, row: Row) -> tuple[Value, ...]:
    sides = (_side(row.before), _side(row.after))
    return (number, row.producer, row.category, *sides[0], *sides[1], row.change, " · ".join(row.words))


def _side(amounts: Amounts | None) -> tuple[Decimal | None, ...]:
    if amounts is None:
        return (None,) * (len(Channel) + 1)
    return (amounts.regular, amounts.transfer, amounts.online, amounts.total)


def _sum_table(name: str, rows: Iterable[Sum], total: Sum, labels: tuple[str, str]) -> Table:
    columns = (
        Column("รายการ", Kind.TEXT, 60),
        *(Column(f"{label} (บาท)", Kind.BAHT, 36) for label in labels),
        Column("ผลต่าง (บาท)", Kind.CHANGE, 36),
    )
    values = tuple((one.label, one.before, one.after, one.change) for one in rows)
    return Table(name, columns, values, ((total.label, total.before, total.after, total.change),))

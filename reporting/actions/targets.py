"""Setting targets: accepting a table, assigning a printed column to a channel.

The department sets them for one province and fiscal year at a time, so the province's row is the lock. What
was printed is never changed; a figure that differs from the print carries its reason. A cell that nobody set
has no row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, Stale
from reporting.fiscal import FiscalMonth
from reporting.models import (
    Channel,
    District,
    Province,
    TableSource,
    Target,
    TargetTable,
    User,
)

from . import audit

NO_REASON = "ค่าที่ต่างจากที่พิมพ์ต้องมีเหตุผล"
TAKEN = (
    "บางเดือนกำหนดไว้แล้วโดยคอลัมน์เดียวกันเป็นช่องทางอื่น หรือช่องทางเดียวกันจากคอลัมน์อื่น "
    "โปรดเลือกช่องทางให้ตรงกับที่กำหนดไว้ หรือเปลี่ยนช่องทางของตารางเดิมก่อน"
)
SET_MEANWHILE = "มีผู้กำหนดเป้าหมายของบางเดือนไปแล้ว ยังไม่ได้บันทึก โปรดดูตัวอย่างอีกครั้ง"
TOGETHER = "คอลัมน์สองคอลัมน์เป็นช่องทางเดียวกันไม่ได้ โปรดเลือกช่องทางให้ต่างกัน"
NOTHING = "ไม่มีค่าที่จะบันทึก โปรดตรวจตารางอีกครั้ง"

Key = tuple[str, int, str]


@dataclass(frozen=True)
class Figure:
    """One district's target of a month, printed for the channel `column` and counting for `channel`.

    `printed` is None where a figure was reckoned or typed in place of what could not be read.
    """

    district_id: str
    month: FiscalMonth
    column: str
    channel: str
    printed: Decimal | None
    accepted: Decimal
    reason: str = ""

    @property
    def key(self) -> Key:
        return (self.district_id, self.month.key, self.channel)


@dataclass(frozen=True)
class Source:
    """Where a table comes from, its print as rows of texts, and the decisions that no target keeps."""

    kind: TableSource
    printed: Sequence[Sequence[str]]
    file_name: str = ""
    reason: str = ""
    decisions: Sequence[dict[str, str]] = field(default_factory=tuple)

    def fill(self, table: TargetTable) -> None:
        """Keep where the table comes from in its row."""
        table.source, table.file_name, table.reason = self.kind, self.file_name[:200], self.reason
        table.printed, table.decisions = [list(row) for row in self.printed], list(self.decisions)


@transaction.atomic
def accept_table(
    *,
    province: Province,
    fiscal_year: int,
    source: Source,
    figures: Sequence[Figure],
    by: User,
    now: datetime,
) -> TargetTable:
    """Let the figures count from now on, in place of those that were set before; other months stay.

    BadInput for a figure that differs from the print without a reason, for another province's district, for
    another year's month, and where two columns would count for one channel.
    """
    access.require(by, Permission.MANAGE_TARGETS)
    province = Province.objects.select_for_update(of=("self",)).get(pk=province.pk)
    _check(province, fiscal_year, figures)
    stored = _stored(province, fiscal_year)
    _check_columns(figures, stored)
    if source.kind == TableSource.LADDER and any(figure.key in stored for figure in figures):
        raise Stale(SET_MEANWHILE)
    changes = [_change(figure, stored.get(figure.key)) for figure in figures]
    table = TargetTable(province=province, fiscal_year=fiscal_year, accepted_at=now, accepted_by=by)
    source.fill(table)
    table.save(force_insert=True)
    Target.objects.bulk_create(
        [_target(figure, table) for figure in figures],
        update_conflicts=True,
        unique_fields=["district", "month", "channel"],
        update_fields=["printed_in", "printed", "accepted", "note", "table", "accepted_at", "accepted_by"],
    )
    kept = {"source": source.kind.value, "targets": changes, "decisions": list(source.decisions)}
    audit.record(by=by, now=now, action="accept_targets", obj=table, changes=kept, reason=source.reason)
    return table


@transaction.atomic
def assign_column(*, table: TargetTable, column: str, channel: str, by: User, now: datetime) -> int:
    """Let a printed column of a table count for a channel from now on; the number of targets that moved.

    BadInput where one of its months already has a target of that channel from another column.
    """
    access.require(by, Permission.MANAGE_TARGETS)
    Province.objects.select_for_update(of=("self",)).get(pk=table.province_id)
    if channel not in Channel.values:
        raise BadInput("ไม่มีช่องทางนี้ โปรดเลือกช่องทางจากรายการ")
    stored = _stored(table.province, table.fiscal_year)
    moved = [one for one in stored.values() if _is_of(one, table, column) and one.channel != channel]
    if any((one.district_id, one.month.key, channel) in stored for one in moved):
        raise BadInput(TAKEN)
    if not moved:
        return 0
    before = moved[0].channel
    for one in moved:
        one.channel, one.printed_in = channel, "" if channel == column else column
    Target.objects.bulk_update(moved, ["channel", "printed_in"])
    said = {"column": Channel(column).label, "count": len(moved)}
    said |= {"before": Channel(before).label, "after": Channel(channel).label}
    audit.record(by=by, now=now, action="assign_target_column", obj=table, changes={"assignment": said})
    return len(moved)


def _is_of(target: Target, table: TargetTable, column: str) -> bool:
    return target.table_id == table.pk and target.column == column


def _stored(province: Province, fiscal_year: int) -> dict[Key, Target]:
    """The province's targets of the year by district, month and channel."""
    targets = Target.objects.filter(district__province=province).of_fiscal_year(fiscal_year)
    return {(one.district_id, one.month.key, one.channel): one for one in targets}


def _check(province: Province, fiscal_year: int, figures: Sequence[Figure]) -> None:
    if not figures:
        raise BadInput(NOTHING)
    known = set(District.objects.reporting().filter(province=province).values_list("pk", flat=True))
    if any(figure.district_id not in known for figure in figures):
        raise BadInput(f"มีอำเภอที่ไม่อยู่ใน{province} โปรดตรวจชื่ออำเภออีกครั้ง")
    if any(figure.month.fiscal_year != fiscal_year for figure in figures):
        raise BadInput(f"มีเดือนที่ไม่อยู่ในปีงบประมาณ {fiscal_year} โปรดตรวจแถวหัวของตาราง")
    if any(figure.printed != figure.accepted and not figure.reason for figure in figures):
        raise BadInput(NO_REASON)
    if len({figure.key for figure in figures}) < len(figures):
        raise BadInput(TOGETHER)


def _check_columns(figures: Sequence[Figure], stored: Mapping[Key, Target]) -> None:
    """No printed column counts twice, under two channels, and no channel is taken by two columns."""
    by_month: dict[tuple[str, int], list[Target]] = {}
    for one in stored.values():
        by_month.setdefault((one.district_id, one.month.key), []).append(one)
    for figure in figures:
        for one in by_month.get(figure.key[:2], ()):
            if (one.column == figure.column) != (one.channel == figure.channel):
                raise BadInput(TAKEN)


def _target(figure: Figure, table: TargetTable) -> Target:
    return Target(
        district_id=figure.district_id,
        month=figure.month,
        channel=figure.channel,
        printed_in="" if figure.channel == figure.column else figure.column,
        printed=figure.printed,
        accepted=figure.accepted,
        note=figure.reason,
        table=table,
        accepted_at=table.accepted_at,
        accepted_by=table.accepted_by,
    )


def _change(figure: Figure, before: Target | None) -> dict[str, Any]:
    """For the audit event: the figure that counted, the one that counts now, and the print."""
    return {
        "district": figure.district_id,
        "month": figure.month.key,
        "channel": figure.channel,
        "before": None if before is None else str(before.value),
        "after": str(figure.accepted),
        "printed": None if figure.printed is None else str(figure.printed),
        "why": figure.reason,
    }

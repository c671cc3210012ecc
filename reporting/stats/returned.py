"""The lines that a province sent back: those with the district now, and those sent again by it (R10)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from reporting.deadlines import bangkok_date
from reporting.formats import money, thai_date
from reporting.models import Channel, MonthlyReport, ReportingMonth, ReturnedLine, State, User


def waiting(reports: Iterable[MonthlyReport]) -> dict[int, list[ReturnedLine]]:
    """By report id, the lines that the province wants corrected now; 1 query, none without returns."""
    with_district = [report for report in reports if report.state == State.RETURNED]
    if not with_district:
        return {}
    found: dict[int, list[ReturnedLine]] = {}
    for item in _in_order(ReturnedLine.objects.in_force().filter(sent_back__report__in=with_district)):
        found.setdefault(item.sent_back.report_id, []).append(item)
    return found


def sent_again(report: MonthlyReport) -> dict[int, ReturnedLine]:
    """Line id → how it was sent back, for a submitted month that had been returned in this revision.

    At most 2 queries; none for a month that is with the province for the first time.
    """
    if report.state != State.SUBMITTED or report.submitted_at == report.first_submitted_at:
        return {}
    newest = report.newest_return()
    if newest is None:
        return {}
    return {item.line_id: item for item in _in_order(ReturnedLine.objects.filter(sent_back=newest))}


def what_came_of(item: ReturnedLine) -> str:
    """In a sentence: why a line came back, what its figures were and are, what the district says to it."""
    said = [
        f"ส่งคืน {thai_date(bangkok_date(item.sent_back.at), short=True)} “{item.why}: {item.text}”",
        _change(item),
    ]
    if item.answer:
        said.append(f"อำเภอตอบ “{item.answer}”")
    return " · ".join(said)


def _change(item: ReturnedLine) -> str:
    line = item.line
    if line.is_removed:
        return f"นำออกแล้ว: {line.removed_reason}"
    if not item.is_changed:
        return f"ยอดเดิม {money(line.total)} บาท"
    if item.before is None:
        return f"แก้เป็น {money(line.total)} บาท"
    now = "ไม่มียอดจำหน่าย" if line.nil else f"{money(line.total)} บาท"
    channels = zip(Channel, item.before, line.amounts, strict=True)
    parts = [f"{channel.label} {money(old)} → {money(new)}" for channel, old, new in channels if old != new]
    return f"แก้จาก {money(sum(item.before))} เป็น {now} ({', '.join(parts)})" if parts else f"แก้เป็น {now}"


def count_on_months(months: Iterable[ReportingMonth], user: User) -> None:
    """Put `returned` on each month: how many returned lines wait in it for the person's district.

    The months know the `state` of its report; 1 query, none while the province has sent nothing back.
    """
    numbers: dict[int, int] = {}
    if any(month.state == State.RETURNED for month in months):
        left = ReturnedLine.objects.in_force().left().order_by()
        left = left.filter(sent_back__report__district=user.district_id)
        numbers = dict(left.values_list("sent_back__report__month").annotate(Count("pk")))
    for month in months:
        month.returned = numbers.get(month.pk, 0)


def _in_order(found: QuerySet[ReturnedLine]) -> QuerySet[ReturnedLine]:
    people = ("sent_back__by", "answered_by")
    found = found.select_related("sent_back", "reason", "line__group__subdistrict", *people)
    return found.order_by("line__group__sort_key", "line_id")

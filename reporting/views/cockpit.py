"""Where a month stands, as a page draws it: the road of five steps and the list of what is to be done.

The list is the one on which the actions refuse (`readiness`); each open condition carries the button
that fixes it, for those who may press it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.formats import thai_date, thai_datetime
from reporting.models import Action, MonthlyReport, ReturnedLine, State, User
from reporting.readiness import Check, Standing, before_publish, before_submit
from reporting.stats.doubts import DoubtCount

# Who can meet a condition, and who may at least open the page on which it is met.
_MEETS = {
    "answered": Permission.ENTER,
    "complete": Permission.ENTER,
    "changed": Permission.ENTER,
    "ticked": Permission.TICK_DISTRICT,
    "certified": Permission.CERTIFY_DISTRICT,
    "issued": Permission.SIGN,
    "signed": Permission.SIGN,
    "checked": Permission.TICK_PROVINCE,
    "covered": Permission.CERTIFY_PROVINCE,
}
_OPENS = {
    "entry": Permission.ENTER,
    "fix": Permission.ENTER,
    "sheet": Permission.SEE_DESK,
    "certify": Permission.CERTIFY_DISTRICT,
    "rt2": Permission.SEE_DESK,
    "sign": Permission.SIGN,
    "province_certify": Permission.CERTIFY_PROVINCE,
}


@dataclass(frozen=True)
class Step:
    """One of the five steps of a month; `state` is done, now, todo or late."""

    label: str
    note: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Todo:
    """A line of the list of what is to be done; a level, shape and label replace the plain state."""

    text: str
    detail: str = ""
    url: str = ""
    action_label: str = ""
    done: bool = False
    waiting: bool = False
    level: str = ""
    shape: str = ""
    label: str = ""


def url_of(name: str, report: MonthlyReport) -> str:
    """The address of a page of the same district-month, or of its province's month."""
    if name.startswith("province_"):
        return reverse(name, args=(report.district.province_id, report.fiscal_month))
    return reverse(name, args=(report.district_id, report.fiscal_month))


def checks_for(standing: Standing, user: User, *, now: datetime) -> list[Check]:
    """The list that concerns this person now; empty when neither list does."""
    report = standing.report
    if user.is_district_staff and report.takes_figures_at(now):
        return before_submit(standing)
    if user.is_province_staff and report.state == State.SUBMITTED:
        return before_publish(standing)
    return []


def can_meet(check: Check, report: MonthlyReport, user: User) -> bool:
    """Whether this person can do now what the check asks for."""
    return not check.done and not check.waiting and access.can(user, _MEETS[check.code], report)


def todo(
    checks: Sequence[Check],
    report: MonthlyReport,
    user: User,
    *,
    returned: Sequence[ReturnedLine] = (),
    on_sheet: bool = False,
) -> list[Todo]:
    """The list as a page shows it; on the sheet itself a link to the sheet would lead nowhere."""
    if not returned:
        return [_todo_row(check, report, user, on_sheet=on_sheet) for check in checks]
    # The row of the returned lines says more than the condition they are in the list for.
    rest = [check for check in checks if check.code != "answered"]
    rows = [_todo_row(check, report, user, on_sheet=on_sheet) for check in rest]
    left = unfixed(returned)
    first = (left or returned)[0]
    fixed = Todo(
        text=f"จังหวัดส่งคืน {len(returned):,} รายการ: “{first.text}”",
        detail=f"{first.line.group} · {first.why} · จังหวัดส่งคืนเมื่อ {thai_datetime(first.sent_back.at)}",
        url=url_of("fix", report),
        action_label=f"แก้ {len(left):,} รายการ" if left else "เปิดดู",
        done=not left,
        level="bad",
        shape="arrow-return-left",
        label="ส่งคืน",
    )
    return [fixed, *rows]


def doubt_rows(count: DoubtCount, report: MonthlyReport, user: User) -> list[Todo]:
    """The lines that look wrongly typed: they hold nothing up, but each wants a note."""
    if not count.doubted:
        return []
    if not count.unanswered:
        return [Todo(f"รายการที่ต้องดู {count.doubted:,} รายการ มีคำชี้แจงครบ", done=True)]
    group_id, category = count.first
    may = access.can(user, Permission.ENTER, report)
    return [
        Todo(
            text=f"ตัวเลขที่ต้องดู {count.doubted:,} รายการ ยังไม่มีคำชี้แจง {count.unanswered:,} รายการ",
            detail="ตรวจตัวเลข ถ้าถูกต้องให้เขียนคำชี้แจง จังหวัดจะได้ไม่ต้องส่งคืนมาถาม",
            url=f"{url_of('entry', report)}?rows=all#line-{group_id}-{category}" if may else "",
            action_label="ไปชี้แจง",
            level="warn",
            shape="triangle-fill",
            label="ต้องดู",
        )
    ]


def submit_row(checks: Sequence[Check], report: MonthlyReport, user: User) -> Todo:
    """The last thing to do: sending the month to the province."""
    ready = all(check.done for check in checks)
    may = ready and access.can_press(user, Action.SUBMIT, report)
    due = "" if report.is_correction else f" ภายใน {thai_date(report.last_day)}"
    return Todo(
        text=f"ส่งจังหวัด{due}",
        detail="รอพัฒนาการอำเภอ" if ready and not may else "",
        url=url_of("sheet", report) + "#submit" if may else "",
        action_label="ไปส่งจังหวัด",
        waiting=not ready,
    )


def unfixed(returned: Sequence[ReturnedLine]) -> list[ReturnedLine]:
    """The returned lines that nobody has changed or answered since."""
    return [item for item in returned if not item.is_done]


def _todo_row(check: Check, report: MonthlyReport, user: User, *, on_sheet: bool) -> Todo:
    opens = access.can(user, _OPENS[check.url_name], report) and not (on_sheet and check.url_name == "sheet")
    mine = can_meet(check, report, user)
    look = "ดูร่าง รต.๒" if check.url_name == "rt2" and not check.done else "เปิดดู"
    shown = opens and (mine or check.done or check.url_name == "rt2")
    others = not check.done and not check.waiting and not mine
    return Todo(
        text=check.text,
        detail="รอพัฒนาการอำเภอ" if others and user.is_district_staff else "",
        url=url_of(check.url_name, report) if shown else "",
        action_label=check.action_label if mine else look,
        done=check.done,
        waiting=check.waiting,
    )


def road(standing: Standing, *, now: datetime) -> list[Step]:
    """The five steps of a district's month; the first that is not done is the present one."""
    report, counts = standing.report, standing.counts
    month = report.month
    submitted = report.state in (State.SUBMITTED, State.PUBLISHED)
    done = [
        submitted or (counts.expected > 0 and not counts.not_reported),
        submitted or (counts.present > 0 and not counts.not_reported and not counts.district_unticked),
        submitted or standing.signature is not None,
        submitted,
        report.state == State.PUBLISHED,
    ]
    notes = [
        f"{counts.reported:,}/{counts.expected:,} รายการ",
        f"{counts.district_ticked:,}/{counts.expected:,} รายการ",
        _papers_note(standing, submitted=submitted),
        f"ส่งแล้ว {thai_date(report.submitted_at, short=True)}"
        if submitted
        else f"ภายใน {thai_date(month.submit_due, short=True)}",
        f"ยืนยันแล้ว {thai_date(report.published_at, short=True)}"
        if report.published_at
        else f"ภายใน {thai_date(month.publish_due, short=True)}",
    ]
    labels = ("บันทึกครบ", "ยืนยันระดับอำเภอ", "มติ นตผ. และ รต.๒", "ส่งจังหวัด", "จังหวัดยืนยัน")
    dues = (None, None, None, month.submit_due, month.publish_due)
    today = bangkok_date(now)
    states = ["done" if is_done else "todo" for is_done in done]
    if "todo" in states:
        states[states.index("todo")] = "now"
    for position, due in enumerate(dues):
        if due and due < today and not done[position] and not report.is_correction:
            states[position] = "late"
    return [Step(*step) for step in zip(labels, notes, states, strict=True)]


def _papers_note(standing: Standing, *, submitted: bool) -> str:
    if submitted or standing.signature:
        return "ลงนามแล้ว"
    if standing.document:
        return "ออก รต.๒ แล้ว รอลงนาม"
    return "มีมติแล้ว รอออก รต.๒" if standing.certification else "ยังไม่มีมติ"

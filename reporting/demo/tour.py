"""What a visitor is told: whom to sign in as, and where to find each state of a report."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.models import MonthlyReport, ReportingMonth, Role, State, User
from reporting.models.users import NATIONAL_ROLES
from reporting.stats import progress

from .people import HOME_PROVINCE, PASSWORD
from .states import ENTERING


def lines() -> Iterator[str]:
    """The text on the screen, line by line."""
    yield f"บัญชีสาธิต (รหัสผ่านเดียวกันทุกบัญชี: {PASSWORD})"
    for user in accounts():
        yield f"  {user.username:<22} {user.get_role_display()} · {user.office}"
    months = ReportingMonth.objects.order_by("-month")[:2]
    if len(months) == 2:
        yield f"พัฒนาการอำเภอทุกอำเภอ และสถานะของเดือน{months[1]}"
        for report, username in situations(months[1]):
            yield f"  {username:<22} {report.district} · {situation(report)}"


def accounts() -> list[User]:
    """One account for each role."""
    users = User.objects.select_related("district__province", "province")
    people = [
        users.filter(district=ENTERING, role=Role.OFFICER),
        users.filter(district=ENTERING, role=Role.DEVELOPMENT_OFFICER),
        users.filter(province=HOME_PROVINCE),
        *(users.filter(role=role) for role in NATIONAL_ROLES),
    ]
    return [found for found in (people.order_by("pk").first() for people in people) if found]


def situations(month: ReportingMonth) -> Iterator[tuple[MonthlyReport, str]]:
    """The home province's reports of the month, each with its development officer's username."""
    chiefs = User.objects.filter(role=Role.DEVELOPMENT_OFFICER, district__province=HOME_PROVINCE)
    usernames = dict(chiefs.order_by("-pk").values_list("district_id", "username"))
    reports = MonthlyReport.objects.with_context().for_month(month.month)
    for report in reports.filter(district__in=usernames).order_by("district"):
        yield report, usernames[report.district_id]


def situation(report: MonthlyReport) -> str:
    """The report's state, and while it is with the district how far it has come."""
    state = report.get_state_display()
    if report.state == State.OPEN:
        counts = progress.counts_of(report)
        about = f"ฉบับแก้ไขที่ {report.revision} " if report.is_correction else ""
        ticked = f"ยืนยันแล้ว {counts.district_ticked}/{counts.present}"
        state += f" ({about}บันทึกแล้ว {counts.reported}/{counts.expected} {ticked})"
    return state

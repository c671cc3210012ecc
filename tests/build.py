"""Small worlds for tests: places, people, producers, and the steps of the chain as one call each."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from reporting.actions import (
    answers,
    certifications,
    circulars,
    committee,
    corrections,
    covers,
    documents,
    fixing,
    jobs,
    months,
    sales,
    signing,
    ticks,
    workflow,
)
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.deadlines import BANGKOK, bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import (
    Answer,
    Ballot,
    Category,
    Circular,
    CommitteeMember,
    CommitteeRole,
    CorrectionReason,
    Cover,
    District,
    Kind,
    Method,
    MonthlyReport,
    ProducerGroup,
    ProducerType,
    Province,
    RenderJob,
    ReportingMonth,
    Role,
    RosterEntry,
    SalesLine,
    Scope,
    Subdistrict,
    User,
)
from reporting.stats import sheet

OCTOBER = FiscalMonth(2021, 10)
NOW = dt.datetime(2021, 11, 3, 10, 0, tzinfo=BANGKOK)
AGREED = frozenset(signing.STATEMENTS[Kind.RT2])
PDF = b"%PDF-1.7\n% a small stand-in for the drawn form\n"


def places() -> None:
    """Two provinces: 43 with the districts 4301 and 4302, and 41 with 4101; Bangkok reports nothing."""
    rows = [("43", "หนองคาย", True), ("41", "อุดรธานี", True), ("10", "กรุงเทพมหานคร", False)]
    for code, name, reports in rows:
        Province.objects.create(
            code=code,
            name_th=name,
            name_en=name,
            abbreviation="นค",
            region4="ภาค",
            region6="ภาค",
            cluster="",
            reports_otop=reports,
        )
    districts = [("4301", "เมืองหนองคาย"), ("4302", "ท่าบ่อ"), ("4101", "เมืองอุดรธานี"), ("1001", "พระนคร")]
    for code, name in districts:
        reports = not code.startswith("10")
        District.objects.create(
            code=code, province_id=code[:2], name_th=name, name_en=name, reports_otop=reports
        )
        Subdistrict.objects.create(code=f"{code}01", district_id=code, name_th="ในเมือง", name_en="Nai Mueang")


def person(username: str, role: Role, *, district: str | None = None, province: str | None = None) -> User:
    """An account that tests sign in with `force_login`; it has no usable password."""
    return User.objects.create_user(
        username=username,
        full_name=f"{role.label} {username}",
        position=role.label,
        role=role,
        district_id=district,
        province_id=province,
    )


def open_month(month: FiscalMonth, *, by: User, now: dt.datetime = NOW) -> ReportingMonth:
    return months.open_month(month=month, by=by, now=now)


def report_of(district: str, month: FiscalMonth = OCTOBER) -> MonthlyReport:
    return MonthlyReport.objects.with_context().for_month(month).get(district_id=district)


def producer(
    name: str,
    *,
    district: str,
    by: User,
    categories: tuple[Category, ...] = (Category.FOOD,),
    producer_type: ProducerType = ProducerType.GROUP,
    starts: FiscalMonth = OCTOBER,
) -> ProducerGroup:
    """A registered producer whose categories are on the roster from `starts` on."""
    group = ProducerGroup(
        district_id=district,
        subdistrict_id=f"{district}01",
        producer_type=producer_type,
        created_at=NOW,
        created_by=by,
    )
    group.set_name(name)
    group.save()
    RosterEntry.objects.bulk_create(
        RosterEntry(group=group, category=category, starts=starts) for category in categories
    )
    return group


def producers(count: int, *, district: str, by: User, starts: FiscalMonth = OCTOBER) -> list[ProducerGroup]:
    """`count` producers with one category each, in bulk."""
    groups = []
    for number in range(count):
        group = ProducerGroup(
            district_id=district,
            subdistrict_id=f"{district}01",
            producer_type=ProducerType.GROUP,
            created_at=NOW,
            created_by=by,
        )
        group.set_name(f"กลุ่มตัวอย่างที่ {number + 1:04}")
        groups.append(group)
    ProducerGroup.objects.bulk_create(groups)
    categories = list(Category)
    RosterEntry.objects.bulk_create(
        RosterEntry(group=group, category=categories[number % len(categories)], starts=starts)
        for number, group in enumerate(groups)
    )
    return groups


def amounts(regular: str, transfer: str = "0", online: str = "0") -> tuple[Decimal, Decimal, Decimal]:
    return (Decimal(regular), Decimal(transfer), Decimal(online))


def enter(
    report: MonthlyReport,
    *,
    by: User,
    week: int = 1,
    value: tuple[Decimal, Decimal, Decimal] | None = None,
    now: dt.datetime = NOW,
) -> list[sales.RowResult]:
    """Give every expected row the same figures in one week (100.00, 20.00, 5.50 unless told)."""
    wanted = Cell(amounts=value or amounts("100.00", "20.00", "5.50"))
    rows = []
    for row in sheet.with_weeks(sheet.rows(report)):
        if row.line and row.line.is_removed:
            continue
        entry = row.weeks.get(week)
        seen = Cell(amounts=entry.amounts if entry else None, nil=bool(row.line and row.line.nil))
        rows.append(WeekRow(row.group.pk, row.category, seen=seen, wanted=wanted))
    return sales.save_week(report=report, week=week, rows=rows, by=by, now=now)


def versions(report: MonthlyReport) -> dict[int, int]:
    """The present lines and their versions, as a page would carry them."""
    return dict(SalesLine.objects.filter(report=report).present().values_list("pk", "version"))


def tick(report: MonthlyReport, level: Level, *, by: User, now: dt.datetime = NOW) -> list[ticks.TickResult]:
    return ticks.tick(report=report, level=level, seen=versions(report), by=by, now=now)


def resolution(number: str = "1/2564", report: MonthlyReport | None = None) -> certifications.ResolutionData:
    """A meeting of the second of November, or of the first day of the report's month if that is later."""
    day = dt.date(2021, 11, 2)
    return certifications.ResolutionData(
        method=Method.MEETING,
        number=number,
        resolved_on=max(day, report.fiscal_month.first_day) if report else day,
    )


def members(count: int, of: District | Province, *, by: User) -> list[CommitteeMember]:
    """`count` members of a committee since the first of October; the first one is its chair."""
    roles = [CommitteeRole.CHAIR] + [CommitteeRole.MEMBER] * (count - 1)
    return [
        committee.add_member(
            committee=of,
            data=committee.MemberData(f"กรรมการคนที่ {number}", role, OCTOBER.first_day),
            by=by,
            now=NOW,
        )
        for number, role in enumerate(roles, start=1)
    ]


def circular(
    *reports: MonthlyReport, of: District | Province, by: User, number: str = "ว 7", now: dt.datetime = NOW
) -> Circular:
    """A circular on the present figures of the reports, to be answered within three days."""
    return circulars.start_circular(
        committee=of,
        month=OCTOBER,
        seen={report.pk: None for report in reports},
        data=circulars.CircularData(number, NOW.date() + dt.timedelta(days=3)),
        by=by,
        now=now,
    )


def answer(found: Circular, *said: str, now: dt.datetime = NOW) -> list[Ballot]:
    """The first members answer, in their order: AGREE, or a remark in words."""
    ballots = list(found.ballots.order_by("id"))[: len(said)]
    return [
        answers.answer_circular(
            ballot=ballot,
            answer=word if word in Answer else Answer.REMARK,
            remark="" if word in Answer else word,
            seen=ballot.times,
            now=now,
        )[0]
        for ballot, word in zip(ballots, said, strict=True)
    ]


def issue(report: MonthlyReport, *, by: User, now: dt.datetime = NOW):
    prepared = documents.prepare_rt2(report=report, by=by, now=now)
    return documents.issue_rt2(report=report, issue=prepared, pdf=PDF, by=by, now=now)


def job(report: MonthlyReport, *, by: User, content: str = "0" * 64, now: dt.datetime = NOW) -> RenderJob:
    """An RT.2 that somebody asked for and nobody draws yet."""
    made, _ = jobs.ask(
        scope=Scope(Kind.RT2, report=report),
        content_sha256=content,
        line_count=500,
        address="https://otop.example.go.th",
        by=by,
        now=now,
    )
    return made


def draft(report: MonthlyReport, *, by: User, content: str = "1" * 64, now: dt.datetime = NOW) -> RenderJob:
    """A large draft of RT.2 that has just been drawn."""
    asked = {"content_sha256": content, "line_count": 500, "address": "https://otop.example.go.th"}
    made, _ = jobs.ask(scope=Scope(Kind.RT2, report=report), **asked, by=by, now=now, is_draft=True)
    held = jobs.claim(job_id=made.pk, now=now)
    jobs.keep_draft(job=held, content=PDF, content_sha256=content, now=now)
    held.refresh_from_db()
    return held


def stand_in(absent: User, substitute: User, *, by: User) -> Cover:
    """The substitute may act in the absent person's stead from today on, for three days."""
    now = timezone.now()
    first = bangkok_date(now)
    when = covers.Days(first, first + dt.timedelta(days=2))
    return covers.arrange(absent=absent, substitute=substitute, days=when, reason="ลาพักผ่อน", by=by, now=now)


def acting(cover: Cover) -> User:
    """The substitute as a request under the cover knows the person."""
    person = User.objects.get(pk=cover.substitute_id)
    person.act_under(Cover.objects.with_people().get(pk=cover.pk))
    return person


def sign(report: MonthlyReport, *, by: User, now: dt.datetime = NOW) -> None:
    """Tick, certify, issue and sign: everything that must stand before submission."""
    tick(report, Level.DISTRICT, by=by, now=now)
    certifications.certify_district(report=report, data=resolution(report=report), by=by, now=now)
    issue(report, by=by, now=now)
    documents.sign_rt2(report=report, statements=AGREED, by=by, now=now)


def submit(report: MonthlyReport, *, officer: User, chief: User, now: dt.datetime = NOW) -> MonthlyReport:
    """Take an open report with a roster all the way to SUBMITTED."""
    enter(report, by=officer, now=now)
    sign(report, by=chief, now=now)
    return workflow.submit(report=report, by=chief, now=now).report


def explain(report: MonthlyReport, text: str, *, by: User, now: dt.datetime = NOW) -> None:
    """Answer every returned line that was neither changed nor answered."""
    fixing.fix(report=report, for_the_rest=text, by=by, now=now)


def cover(report: MonthlyReport, *, by: User, now: dt.datetime = NOW) -> None:
    """Tick for the province and record its committee's resolution."""
    tick(report, Level.PROVINCE, by=by, now=now)
    certifications.certify_province(
        province=report.district.province,
        month=report.fiscal_month,
        report_ids=[report.pk],
        data=resolution(report=report),
        by=by,
        now=now,
    )


def reopen(report: MonthlyReport, *, by: User, now: dt.datetime = NOW) -> MonthlyReport:
    """Open a correction of all lines of a published month, unasked, by who may grant it."""
    pairs = [row.key for row in sheet.rows(report)]
    wish = corrections.Wish(pairs, CorrectionReason.TWICE, "ยอดซ้ำ")
    return corrections.open_unasked(report=report, wish=wish, by=by, now=now).report


def publish(
    report: MonthlyReport, *, officer: User, chief: User, staff: User, now: dt.datetime = NOW
) -> MonthlyReport:
    """Take an open report with a roster all the way to PUBLISHED."""
    report = submit(report, officer=officer, chief=chief, now=now)
    cover(report, by=staff, now=now)
    return workflow.publish(report=report, by=staff, now=now).report


def correct(
    report: MonthlyReport,
    *,
    officer: User,
    chief: User,
    staff: User,
    value: tuple[Decimal, Decimal, Decimal] | None = None,
    reason: str = "ยอดซ้ำ",
    now: dt.datetime = NOW,
) -> MonthlyReport:
    """Take a published report through a correction of its first week (26.50 a line unless told)."""
    pairs = list(report.lines.present().values_list("group_id", "category"))
    wish = corrections.Wish(pairs, CorrectionReason.TWICE, reason, effect=Decimal("-400.00"))
    report = corrections.open_unasked(report=report, wish=wish, by=staff, now=now).report
    enter(report, by=officer, value=value or amounts("20.00", "5.00", "1.50"), now=now)
    sign(report, by=chief, now=now)
    workflow.submit(report=report, by=chief, now=now)
    cover(report, by=staff, now=now)
    return workflow.publish(report=report, by=staff, now=now).report

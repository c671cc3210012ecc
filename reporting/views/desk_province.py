"""The first page of a province: every unfinished month, and what its districts ask of the province."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from reporting import badges, deadlines, due_words
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import MonthlyReport, State, User
from reporting.readiness import Standing, before_publish, problems
from reporting.standing import standings
from reporting.stats import progress

from . import correction_rows, handover_rows, inquiry_rows, roadmap_areas, saying
from .cockpit import Todo, url_of
from .roadmap import RoadMap

# Up to so many late districts stand in the list one by one; of a month long past it would fill the page.
NAMED_WHEN_LATE = 4
ENTERING = {"level": "wait", "shape": "pencil-square", "label": "กำลังบันทึก"}


@dataclass(frozen=True)
class ProvinceMonth:
    """One open month of a province: "7/9", and what its districts ask of the province.

    A district counts as published while any revision of it is in force, also during a correction (R13).
    """

    month: FiscalMonth
    total: int
    published: int
    waiting: int
    returned: int
    unsent: int
    due: str
    todo: list[Todo]
    url: str
    road_map: RoadMap

    @property
    def score(self) -> str:
        return f"{self.published}/{self.total}"

    @property
    def sentence(self) -> str:
        """Who has the matter, in the words of the banner."""
        if self.waiting:
            return f"เดือน{self.month} มี {self.waiting} อำเภอส่งแล้ว รอจังหวัดตรวจและยืนยัน"
        left = self.unsent + self.returned
        if left:
            return f"เดือน{self.month} ยืนยันแล้ว {self.score} อำเภอ รออำเภอส่งอีก {left}"
        return f"เดือน{self.month} ยืนยันแล้ว {self.score} อำเภอ"


class ProvinceDesk:
    """The first page of a province: every unfinished month, those with something to check first."""

    def __init__(self, user: User, *, now: datetime) -> None:
        self.user, self.now = user, now
        present = FiscalMonth.of(bangkok_date(now))
        own = MonthlyReport.objects.visible_to(user)
        unfinished = own.exclude(state=State.PUBLISHED).values("month")
        reports = own.filter(month__in=unfinished).with_context().order_by("-month__month", "district_id")
        by_month: dict[FiscalMonth, list[MonthlyReport]] = {}
        for report in reports:
            if report.fiscal_month <= present:
                by_month.setdefault(report.fiscal_month, []).append(report)
        submitted = [r for group in by_month.values() for r in group if r.state == State.SUBMITTED]
        self._standings = {standing.report.pk: standing for standing in standings(submitted)}
        months = [self._month(group) for group in by_month.values()]
        # Sorting is stable: within both halves the newest month stays first.
        self.months = sorted(months, key=lambda month: not month.waiting)

    @property
    def focus(self) -> ProvinceMonth | None:
        return self.months[0] if self.months else None

    @property
    def month(self) -> FiscalMonth | None:
        return self.focus.month if self.focus else None

    @property
    def road_map(self) -> RoadMap:
        """The stages of the month that comes first; empty where none is unfinished."""
        return self.focus.road_map if self.focus else RoadMap()

    @cached_property
    def handovers(self) -> list[Todo]:
        """The packs of the districts and of this office that nobody has accepted yet."""
        return handover_rows.waiting(self.user)

    @cached_property
    def requests(self) -> list[Todo]:
        """What districts ask to correct of the months that this office decides on."""
        return correction_rows.waiting(self.user)

    @cached_property
    def inquiries(self) -> list[Todo]:
        """What the department asks and this office has not answered."""
        return inquiry_rows.waiting(self.user, now=self.now)

    def _month(self, reports: list[MonthlyReport]) -> ProvinceMonth:
        month = reports[0].month
        states = progress.states(reports)
        unsent = [report for report in reports if report.state == State.OPEN and not report.is_correction]
        url = reverse("province_board", args=(self.user.province_id, month.month))
        rows = [self._submitted(report) for report in reports if report.state == State.SUBMITTED]
        rows += [self._with_district(report) for report in reports if self._is_with_district(report)]
        rows += [self._extended(report) for report in unsent if self._has_more_time(report)]
        unsent_rest = [report for report in unsent if not self._has_more_time(report)]
        rows += self._unsent(unsent_rest, url) if unsent_rest else []
        publish_due = month.publish_due
        published = sum(r.state == State.PUBLISHED or r.is_correction for r in reports)
        return ProvinceMonth(
            month=month.month,
            total=len(reports),
            published=published,
            waiting=states[State.SUBMITTED],
            returned=states[State.RETURNED],
            unsent=len(unsent),
            due=f"ยืนยันภายใน {thai_date(publish_due)} · {deadlines.until_th(publish_due, now=self.now)}",
            todo=rows,
            url=url,
            road_map=self._road_map(reports, published=published, url=url),
        )

    def _road_map(self, reports: list[MonthlyReport], *, published: int, url: str) -> RoadMap:
        month = reports[0].month
        first = [report for report in reports if not report.is_correction]
        waiting = [before_publish(self._standings[r.pk]) for r in first if r.state == State.SUBMITTED]
        missing = Counter(check.code for checks in waiting for check in problems(checks))
        tally = roadmap_areas.Tally(
            total=len(reports),
            unsent=sum(report.state == State.OPEN for report in first),
            returned=sum(report.state == State.RETURNED for report in first),
            published=published,
            unchecked=missing["checked"],
            uncovered=missing["covered"],
            board_url=url,
            certify_url=reverse("province_certify", args=(self.user.province_id, month.month)),
        )
        return roadmap_areas.of_province(month, tally, now=self.now)

    def _is_with_district(self, report: MonthlyReport) -> bool:
        """Whether the province has already acted and the district has to answer."""
        return report.state == State.RETURNED or (report.state == State.OPEN and report.is_correction)

    def _submitted(self, report: MonthlyReport) -> Todo:
        open_checks = problems(before_publish(self._standings[report.pk]))
        sheet = url_of("sheet", report)
        late = " · ส่งล่าช้า" if report.is_late else ""
        sent = f"ส่งเมื่อ {thai_date(report.submitted_at)}{late}"
        if not open_checks:
            text = f"{report.district} พร้อมยืนยันและส่งกรมฯ"
            return Todo(text, sent, f"{sheet}#publish", "ไปยืนยัน", level="ok", shape="check-lg", label="พร้อม")
        first = open_checks[0]
        label = "บันทึกมติ" if first.code == "covered" else "ตรวจ"
        url = url_of(first.url_name, report)
        text = f"{report.district}: {first.text}"
        return Todo(text, sent, url, label, level="info", shape="send-fill", label="รอตรวจ")

    def _with_district(self, report: MonthlyReport) -> Todo:
        said = saying.say(Standing(report), self.user, now=self.now)
        badge = badges.for_report(report, user=self.user)
        return Todo(
            f"{report.district} {'กำลังแก้ไขฉบับใหม่' if report.is_correction else 'กำลังแก้รายการที่ส่งคืน'}",
            said.detail,
            url_of("sheet", report),
            "เปิดดู",
            level=badge.level,
            shape=badge.shape,
            label="แก้ไข" if report.is_correction else "ส่งคืนแล้ว",
        )

    def _has_more_time(self, report: MonthlyReport) -> bool:
        """Whether the department lets this district enter a closed month."""
        return report.closed and not report.is_shut_on(bangkok_date(self.now))

    def _extended(self, report: MonthlyReport) -> Todo:
        detail = f"ส่ง{due_words.submit_by(report, now=self.now)}"
        pill = {"level": "warn", "shape": "hourglass-split", "label": "ขยายเวลา"}
        return Todo(f"{report.district} ยังไม่ส่ง", detail, url_of("talk", report), "ทวงถาม", **pill)

    def _unsent(self, reports: list[MonthlyReport], url: str) -> list[Todo]:
        """Those that have not submitted: by name when a few are late, as one line otherwise."""
        month = reports[0].month
        left = deadlines.until_th(month.submit_due, now=self.now)
        late = month.submit_due < bangkok_date(self.now)
        pill = {"level": "bad", "shape": "clock-fill", "label": "ล่าช้า"}
        due = f"กำหนดส่ง {thai_date(month.submit_due)} · {left}"
        if late and len(reports) <= NAMED_WHEN_LATE:
            return [
                Todo(f"{report.district} ยังไม่ส่ง", due, url_of("talk", report), "ทวงถาม", **pill)
                for report in reports
            ]
        names = " ".join(report.district.name_th for report in reports)
        text = f"ยังไม่ส่ง {len(reports)} อำเภอ: {names}"
        return [Todo(text, due, url, "เปิดกระดาน", **(pill if late else ENTERING))]

"""A past month that was corrected after the department had closed it, with everything that stays of it.

The department's feed of revisions, two revisions side by side and the figures of a past day have something to
show by it. The request, the grant, the difference and the papers go through the real actions.
"""

from __future__ import annotations

from decimal import Decimal

from reporting.actions import binder, sales
from reporting.actions.corrections import Wish
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.models import CorrectionReason, EvidenceKind, MonthlyReport, SalesLine, WeeklyEntry

from .desk import Desk, certify_province
from .people import People
from .plan import Plan, Squeeze
from .press import Press

DISTRICT = "4315"
# A line whose week was typed with a digit too few, by its place among those that sold in that week.
PLACE, WEEK, TIMES = 2, 3, Decimal(10)
WHY = "พิมพ์ยอดสัปดาห์ที่ 3 ขาดไปหนึ่งหลัก ตรวจพบเมื่อเทียบกับสมุดขายของกลุ่ม"
KEPT = "สมุดขายของกลุ่ม เก็บที่ทำการกลุ่ม หน้าของสัปดาห์ที่ 3"
MEETING = "พิเศษ 1"


class Corrected:
    """The correction in two steps: `begin` until the form is being drawn, `finish` from its issue on."""

    def __init__(self, *, plan: Plan, people: People, press: Press, address: str) -> None:
        self.plan, self.people, self.press, self.address = plan, people, press, address
        self.moments = Squeeze(plan)

    def begin(self) -> None:
        """Asked for, granted by the department, typed, ticked and certified."""
        at, month = self.moments.at, self.plan.history[-2]
        report = MonthlyReport.objects.with_context().for_month(month).get(district_id=DISTRICT)
        self.desk = Desk(report, self.people, ())
        sold = WeeklyEntry.objects.filter(line__report=report, week=WEEK, regular__gt=0)
        entry = sold.select_related("line").order_by("line")[PLACE]
        line, seen = entry.line, entry.amounts
        wanted = (seen[0] * TIMES, *seen[1:])
        wish = Wish(
            pairs=[(line.group_id, line.category)],
            reason=CorrectionReason.MISTYPED,
            text=WHY,
            effect=wanted[0] - seen[0],
        )
        asked = self.desk.ask_correction(wish, now=at(1, 9))
        self.desk.grant(asked, by=self.people.department, now=at(1, 11))
        self._type(line, Cell(seen), Cell(wanted))
        self.desk.tick(Level.DISTRICT, now=at(1, 15))
        self.desk.certify(number=f"{MEETING}/{self.plan.current.year_be}", now=at(1, 16))
        self.desk.prepare_form(self.press, self.address, now=at(1, 16))

    def finish(self) -> None:
        """Signed, submitted, and confirmed in place of the first revision. Raises PdfUnavailable."""
        at = self.moments.at
        self.desk.issue_and_sign(now=at(2, 9))
        self.desk.submit(now=at(2, 9.5))
        self.desk.tick(Level.PROVINCE, now=at(2, 13))
        certify_province([self.desk], number=f"{MEETING}/{self.plan.current.year_be}", now=at(3, 10))
        self.desk.publish(now=at(3, 11))

    def _type(self, line: SalesLine, seen: Cell, wanted: Cell) -> None:
        desk, now = self.desk, self.moments.at(1, 14)
        row = WeekRow(line.group_id, line.category, seen=seen, wanted=wanted)
        sales.save_week(report=desk.report, week=WEEK, rows=[row], by=desk.officer, now=now)
        binder.add(
            report=desk.report,
            line_id=line.pk,
            kind=EvidenceKind.KEPT_AT_GROUP,
            note=KEPT,
            by=desk.officer,
            now=now,
        )

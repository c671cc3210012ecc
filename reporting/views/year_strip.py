"""The year on one strip: each week of each month as a box that leads to it, gaps in amber (S19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import badges
from reporting.access import Permission
from reporting.badges import Badge
from reporting.fiscal import FiscalMonth
from reporting.models import MonthlyReport, User
from reporting.navigation import opened_months
from reporting.stats import gaps
from reporting.stats.gaps import MonthOnStrip, WeekGap

from .common import on_report


@dataclass(frozen=True)
class Box:
    """A week: where it leads, how it stands in a word for the eye (`css`) and in a sentence."""

    number: int
    url: str
    css: str
    label: str


@dataclass(frozen=True)
class Cell:
    """A month with its weeks, or with its state where nothing can be filled in."""

    month: FiscalMonth
    badge: Badge
    boxes: list[Box]
    url: str


class YearStrip:
    """A district's fiscal year (BE), for the page of its own and for the first page."""

    def __init__(self, district_id: str, fiscal_year: int, user: User, *, now: datetime) -> None:
        self.district_id, self.fiscal_year, self.user = district_id, fiscal_year, user
        self.now = now
        self.months = gaps.of_year(district_id, fiscal_year, now=now)

    @property
    def gap_count(self) -> int:
        return sum(month.gaps for month in self.months)

    @property
    def cells(self) -> list[Cell]:
        return [self._cell(month) for month in self.months]

    def _cell(self, item: MonthOnStrip) -> Cell:
        url = self._url(item.month) if item.report else ""
        badge = self._badge(item.report)
        return Cell(item.month, badge, [self._box(url, item.month, week) for week in item.weeks], url)

    def _badge(self, report: MonthlyReport | None) -> Badge:
        """The month's state; of a correction whose last day is over, that nothing can be changed any more."""
        if report and report.is_frozen_at(self.now):
            return badges.for_correction(report.correction, now=self.now)
        return badges.for_report(report, user=self.user)

    def _url(self, month: FiscalMonth) -> str:
        return reverse("entry", kwargs={"district_code": self.district_id, "month": month})

    def _box(self, url: str, month: FiscalMonth, gap: WeekGap) -> Box:
        number = gap.week.number
        if not gap.begun:
            css, said = "later", "ยังไม่ถึง"
        elif gap.missing:
            css, said = ("part" if gap.done else "none"), f"ขาด {gap.missing} จาก {gap.expected} รายการ"
        else:
            css, said = "full", "ครบแล้ว"
        label = f"{month.label} สัปดาห์ที่ {number} ({gap.week.label}): {said}"
        return Box(number, f"{url}?week={number}", css, label)


@require_safe
@on_report(Permission.ENTER, back="home")
def year_strip(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The fiscal year of the month in the address, with links to the other years that have months."""
    month = report.fiscal_month
    strip = YearStrip(report.district_id, month.fiscal_year, request.user, now=timezone.now())
    newest = {reporting.month.fiscal_year: reporting.month for reporting in opened_months(request)}
    years = [
        {
            "label": year,
            "url": reverse("year_strip", kwargs={"district_code": report.district_id, "month": newest[year]}),
            "current": year == month.fiscal_year,
        }
        for year in sorted(newest, reverse=True)
    ]
    context = {"report": report, "month": month, "strip": strip, "years": years}
    return render(request, "reporting/entry/year_strip.html", context)

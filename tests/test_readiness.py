"""Where several reports stand, read together, is where each of them stands, read alone."""

from __future__ import annotations

import datetime as dt

from reporting.actions import workflow
from reporting.models import MonthlyReport
from reporting.readiness import before_publish, before_submit
from reporting.standing import Standing, standings
from reporting.stats import nation_year, overview, returned
from tests import build

NOVEMBER, DECEMBER = build.OCTOBER.next(), build.OCTOBER.plus(2)


def all_reports() -> list[MonthlyReport]:
    return list(MonthlyReport.objects.with_context().order_by("pk"))


def everything_about(standing: Standing) -> dict[str, object]:
    return {
        "counts": standing.counts,
        "certification": standing.certification,
        "document": standing.document,
        "signature": standing.signature,
        "coverage": standing.coverage,
        "previous": standing.previous_publication,
        "changes": standing.changes_publication,
        "returned": standing.returned,
        "submit": before_submit(standing),
        "publish": before_publish(standing),
    }


def test_reports_read_together_stand_where_they_stand_alone(
    three_groups, officer, chief, province_staff, department
):
    """An unchanged correction, a changed one, a covered, a returned and an untouched report."""
    for month in (NOVEMBER, DECEMBER, build.OCTOBER.plus(3), build.OCTOBER.plus(4)):
        build.open_month(month, by=department)
    for month in (build.OCTOBER, NOVEMBER):
        report = build.publish(
            build.report_of("4302", month), officer=officer, chief=chief, staff=province_staff
        )
        workflow.reopen(report=report, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    changed = build.report_of("4302", NOVEMBER)
    build.enter(changed, by=officer, value=build.amounts("1.00"))
    build.sign(changed, by=chief)
    later = build.NOW + dt.timedelta(days=90)
    covered = build.submit(build.report_of("4302", DECEMBER), officer=officer, chief=chief, now=later)
    build.cover(covered, by=province_staff, now=later)
    january = build.report_of("4302", build.OCTOBER.plus(3))
    back = build.submit(january, officer=officer, chief=chief, now=later)
    item = workflow.LineToReturn(back.lines.first().pk, "OTHER", "ตรวจ")
    workflow.return_lines(report=back, lines=[item], by=province_staff, now=later)
    build.enter(back, by=officer, week=2, now=later)

    together = [everything_about(standing) for standing in standings(all_reports())]
    assert together == [everything_about(Standing(report)) for report in all_reports()]


def test_reading_together_costs_the_same_for_many(
    three_groups, officer, chief, department, django_assert_num_queries
):
    build.open_month(NOVEMBER, by=department)
    for month in (build.OCTOBER, NOVEMBER):
        build.submit(build.report_of("4302", month), officer=officer, chief=chief)
    reports = [report for report in all_reports() if report.district_id == "4302"]
    for chosen in (reports[:1], reports):
        with django_assert_num_queries(6):
            for standing in standings(chosen):
                everything_about(standing)


def test_the_lines_to_correct_are_those_of_the_newest_return(submitted, chief, province_staff):
    lines = list(submitted.lines.order_by("pk"))
    report = submitted
    for line in lines[:2]:
        item = workflow.LineToReturn(line.pk, "OTHER", "ตรวจ")
        report = workflow.return_lines(report=report, lines=[item], by=province_staff, now=build.NOW).report
        wanted = returned.waiting([report])[report.pk]
        assert [found.line_id for found in wanted] == [line.pk]
        build.explain(report, "ถูกต้องแล้ว", by=chief)
        report = workflow.submit(report=report, by=chief, now=build.NOW).report
    assert returned.waiting([report]) == {}


def test_the_overview_of_the_nation_agrees_with_its_totals(published, october, department):
    build.open_month(NOVEMBER, by=department)
    first, second = overview.of_months([october, build.report_of("4302", NOVEMBER).month])
    assert (first.expected, first.published, first.provinces, first.provinces_done) == (3, 1, 2, 0)
    assert first.total == nation_year.year_table(2565).total.total
    assert first.online == nation_year.year_table(2565).total.online
    assert (second.published, second.total) == (0, 0)

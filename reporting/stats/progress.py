"""How far a month has come: counts of lines per report, states and lateness per area.

Everything here is computed; nothing of it is stored. The counts look at working lines and are for the
district and its province only; the department gets states and dates (R12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from reporting.fiscal import FiscalMonth
from reporting.models import CorrectionLine, MonthlyReport, RosterEntry, SalesLine, State, WeeklyEntry

from . import sheet


@dataclass(frozen=True)
class LineCounts:
    """How many lines a report expects, has, and has ticked."""

    present: int = 0
    entered: int = 0
    nil: int = 0
    removed: int = 0
    unfilled: int = 0
    missing: int = 0
    district_ticked: int = 0
    province_ticked: int = 0

    @property
    def expected(self) -> int:
        """Rows that must be reported: lines that count and roster pairs without a line."""
        return self.present + self.missing

    @property
    def reported(self) -> int:
        return self.present - self.unfilled

    @property
    def not_reported(self) -> int:
        return self.missing + self.unfilled

    @property
    def district_unticked(self) -> int:
        return self.present - self.district_ticked

    @property
    def province_unticked(self) -> int:
        return self.present - self.province_ticked


def line_counts(reports: Iterable[MonthlyReport]) -> dict[int, LineCounts]:
    """LineCounts by report id, in 3 queries whatever the number of reports."""
    reports = list(reports)
    has_entry = Exists(WeeklyEntry.objects.filter(line=OuterRef("pk")))
    present = Q(removed_at__isnull=True)
    grouped = (
        SalesLine.objects.filter(report__in=reports)
        .annotate(has_entry=has_entry)
        .order_by()
        .values("report_id")
        .annotate(
            n_present=Count("pk", filter=present),
            n_nil=Count("pk", filter=present & Q(nil=True)),
            n_removed=Count("pk", filter=~present),
            n_unfilled=Count("pk", filter=present & Q(nil=False, has_entry=False)),
            n_district=Count("pk", filter=present & Q(district_tick_version=F("version"))),
            n_province=Count("pk", filter=present & Q(province_tick_version=F("version"))),
        )
    )
    counts = {
        row["report_id"]: LineCounts(
            present=row["n_present"],
            entered=row["n_present"] - row["n_nil"] - row["n_unfilled"],
            nil=row["n_nil"],
            removed=row["n_removed"],
            unfilled=row["n_unfilled"],
            district_ticked=row["n_district"],
            province_ticked=row["n_province"],
        )
        for row in grouped
    }
    missing = _missing(reports)
    return {
        report.pk: replace(counts.get(report.pk, LineCounts()), missing=missing[report.pk])
        for report in reports
    }


def counts_of(report: MonthlyReport) -> LineCounts:
    """LineCounts of one report."""
    return line_counts([report])[report.pk]


def counts_of_rows(rows: Iterable[sheet.SheetRow], *, entered: Collection[int]) -> LineCounts:
    """The same counts from the rows of a page and the ids of the lines with an entry; no query."""
    rows = list(rows)
    lines = [row.line for row in rows if row.line]
    present = [line for line in lines if not line.is_removed]
    unfilled = sum(not line.nil and line.pk not in entered for line in present)
    nil = sum(line.nil for line in present)
    return LineCounts(
        present=len(present),
        entered=len(present) - nil - unfilled,
        nil=nil,
        removed=len(lines) - len(present),
        unfilled=unfilled,
        missing=len(rows) - len(lines),
        district_ticked=sum(line.is_ticked_by_district for line in present),
        province_ticked=sum(line.is_ticked_by_province for line in present),
    )


def states(reports: Iterable[MonthlyReport]) -> dict[str, int]:
    """How many reports are in each state, every state named."""
    seen = Counter(report.state for report in reports)
    return {state.value: seen[state.value] for state in State}


CORRECTION = "CORRECTION"
"""Beside the four states: a published month that is being corrected, on its way through them again."""

STAGES = (*State.values, CORRECTION)


def stage(report: MonthlyReport) -> str:
    """The report's state, or CORRECTION while a newer revision is on its way (R13)."""
    return CORRECTION if report.is_correction and report.state != State.PUBLISHED else report.state


def stages_by_month(months: Iterable[FiscalMonth]) -> dict[FiscalMonth, dict[str, int]]:
    """How many reports are in each stage, every stage named, by opened month; 1 query."""
    correcting = When(~Q(state=State.PUBLISHED), revision__gt=1, then=Value(CORRECTION))
    grouped = (
        MonthlyReport.objects.filter(month__month__in=list(months))
        .order_by()
        .annotate(stage=Case(correcting, default=F("state")))
        .values_list("month__month", "stage")
        .annotate(n=Count("pk"))
    )
    found: dict[FiscalMonth, dict[str, int]] = {}
    for month, name, number in grouped:
        found.setdefault(month, dict.fromkeys(STAGES, 0))[name] = number
    return found


def _missing(reports: list[MonthlyReport]) -> Counter[int]:
    """Roster pairs without a line, by report id."""
    missing: Counter[int] = Counter()
    waiting = [report for report in reports if sheet.expects_roster(report)]
    if not waiting:
        return missing
    have = set(SalesLine.objects.filter(report__in=waiting).values_list("report_id", "group_id", "category"))
    roster: dict[str, list[RosterEntry]] = {}
    districts = {report.district_id for report in waiting}
    for entry in RosterEntry.objects.filter(group__district_id__in=districts).select_related("group"):
        roster.setdefault(entry.group.district_id, []).append(entry)
    granted = _granted(waiting)
    for report in waiting:
        month, only = report.fiscal_month, granted.get(report.pk)
        for entry in roster.get(report.district_id, []):
            key = (entry.group_id, entry.category)
            expected = entry.starts <= month and (entry.ends is None or entry.ends >= month)
            if expected and (only is None or key in only) and (report.pk, *key) not in have:
                missing[report.pk] += 1
    return missing


def _granted(reports: list[MonthlyReport]) -> dict[int, set[sheet.PairKey]]:
    """The granted pairs of those of the reports that are corrections, by report id; 1 query, if any is."""
    owners = {report.correction_id: report.pk for report in reports if report.correction_id}
    granted: dict[int, set[sheet.PairKey]] = {report_id: set() for report_id in owners.values()}
    if owners:
        for pair in CorrectionLine.objects.filter(correction__in=owners, granted=True):
            granted[owners[pair.correction_id]].add(pair.key)
    return granted

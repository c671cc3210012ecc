"""What the lines of a district sold in the twelve months before, and in the last week of them.

Working figures of one's own district: the desk compares what is being typed with them. Removed lines do
not count. A month in which a pair has no line is not known, which is something else than nothing sold.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from reporting.models import CHANNEL_COLUMNS, MonthlyReport, SalesLine, WeeklyEntry

from .desk import Amounts
from .sheet import PairKey

MONTHS = 12


@dataclass(slots=True, eq=False)
class History:
    """A pair's twelve months before the month of the page, oldest first; None where it has no line."""

    months: list[Amounts | None] = field(default_factory=lambda: [None] * MONTHS)

    @property
    def last_month(self) -> Amounts | None:
        return self.months[-1]

    @property
    def last_year(self) -> Amounts | None:
        """The same month a year before."""
        return self.months[0]

    @property
    def totals(self) -> list[Decimal | None]:
        """Baht over the three channels, month by month."""
        return [amounts and amounts[0] + amounts[1] + amounts[2] for amounts in self.months]

    @property
    def median(self) -> Decimal | None:
        """The middle one of the months in which something was sold, in baht; None below three of them."""
        sold = [total for total in self.totals if total]
        return median(sold) if len(sold) >= 3 else None


NO_HISTORY = History()


def of_report(
    report: MonthlyReport, *, group_ids: Collection[int] | None = None
) -> Mapping[PairKey, History]:
    """The history of every pair of the district that has one, or of those of some producers; 1 query."""
    month = report.fiscal_month
    place = {month.plus(at - MONTHS).key: at for at in range(MONTHS)}
    lines = SalesLine.objects.present().order_by().filter(report__district=report.district_id)
    lines = lines.filter(report__month__month__gte=month.plus(-MONTHS), report__month__month__lt=month)
    if group_ids is not None:
        lines = lines.filter(group_id__in=group_ids)
    found: dict[PairKey, History] = {}
    columns = ("group_id", "category", "report__month__month", *CHANNEL_COLUMNS)
    for group_id, category, then, *amounts in lines.values_list(*columns):
        history = found.get((group_id, category))
        if history is None:
            history = found[(group_id, category)] = History()
        history.months[place[then.key]] = tuple(amounts)
    return found


def of_months(reports: Sequence[MonthlyReport]) -> dict[int, dict[PairKey, History]]:
    """Report id → the histories that `of_report` gives, for months of one district together; 1 query."""
    months = [report.fiscal_month for report in reports]
    lines = SalesLine.objects.present().order_by().filter(report__district=reports[0].district_id)
    lines = lines.filter(report__month__month__gte=min(months).plus(-MONTHS))
    lines = lines.filter(report__month__month__lt=max(months))
    places = {
        report.pk: {report.fiscal_month.plus(at - MONTHS).key: at for at in range(MONTHS)}
        for report in reports
    }
    found: dict[int, dict[PairKey, History]] = {report.pk: {} for report in reports}
    columns = ("group_id", "category", "report__month__month", *CHANNEL_COLUMNS)
    for group_id, category, then, *amounts in lines.values_list(*columns):
        for report_id, place in places.items():
            if (at := place.get(then.key)) is not None:
                own = found[report_id].setdefault((group_id, category), History())
                own.months[at] = tuple(amounts)
    return found


def last_week_of_the_month_before(report: MonthlyReport) -> Mapping[PairKey, Amounts]:
    """What the pairs sold in the week before the report's first one; 1 query."""
    month = report.fiscal_month.previous()
    entries = WeeklyEntry.objects.order_by().filter(
        week=month.weeks()[-1].number,
        line__removed_at__isnull=True,
        line__report__district=report.district_id,
        line__report__month__month=month,
    )
    rows = entries.values_list("line__group_id", "line__category", *CHANNEL_COLUMNS)
    return {(group_id, category): tuple(amounts) for group_id, category, *amounts in rows}

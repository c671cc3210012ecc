"""The department's key figure of a round or a year, of the nation, a province or a district (S50, D09).

Everything comes from the sums of publications (R12). A round is October to March or April to September.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from reporting import kpi
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Base, District, KpiDefinition, Province, Publication

from .nation import SATANG, ZERO

Area = Province | District
ByMonth = dict[FiscalMonth, Decimal]
YEARS_BACK = 3


@dataclass(frozen=True)
class Scope:
    """The months that are judged: a round of a fiscal year (BE), or the whole year for round 0."""

    fiscal_year: int
    round: int

    @property
    def months(self) -> list[FiscalMonth]:
        return [month for month in fiscal_year_months(self.fiscal_year) if self.round in (0, month.round)]

    def back(self, years: int) -> list[FiscalMonth]:
        """The same months so many years earlier."""
        return [month.plus(-12 * years) for month in self.months]

    @property
    def last_day(self) -> date:
        return self.months[-1].last_day


@dataclass(frozen=True)
class Rung:
    """One level: from which growth on, how many baht that is, and what is needed a week."""

    number: int
    growth: Decimal
    wanted: Decimal | None
    a_week: Decimal | None


@dataclass
class Score:
    """An area's standing: `actual` of the months that are in, against the base of the same months.

    `base` is that of the whole scope, from which the target comes. Baht throughout.
    """

    actual: Decimal
    base: Decimal
    base_so_far: Decimal
    months_in: int
    target: Decimal | None
    growth: Decimal | None
    level: int | None
    weeks: int
    a_week: Decimal | None
    area: Area | None = None
    rungs: list[Rung] = field(default_factory=list)


def scores(
    areas: Iterable[Area], scope: Scope, definition: KpiDefinition, *, today: date, total: Area | None = None
) -> tuple[Score, list[Score]]:
    """The sum of the areas, and each of them, in their order; 1 query besides the areas.

    `total` is the area that they make up, None for the nation.
    """
    areas = list(areas)
    by_district = isinstance(total, Province | District)
    found = sold(
        within(total), definition.columns, scope, area="district_id" if by_district else "province_id"
    )
    each = {area.pk: found.get(area.pk, {}) for area in areas}
    whole: ByMonth = {}
    for months in each.values():
        for month, baht in months.items():
            whole[month] = whole.get(month, ZERO) + baht
    nation = whole
    if definition.base == Base.FIXED and total is not None:
        nation = {}
        for months in sold(
            Publication.objects.current(), definition.columns, scope, area="province_id"
        ).values():
            for month, baht in months.items():
                nation[month] = nation.get(month, ZERO) + baht
    judge = _Judge(scope, definition, today, nation)
    rows = [judge.score(each[area.pk], area) for area in areas]
    return judge.score(whole, total), rows


def sold(
    publications: QuerySet[Publication], columns: Sequence[str], scope: Scope, *, area: str
) -> dict[str, ByMonth]:
    """Measured baht by area and month, of the scope's year and the three before it; 1 query."""
    months = fiscal_year_months(scope.fiscal_year)
    within = publications.filter(
        month__gte=months[0].plus(-12 * YEARS_BACK), month__lte=months[-1]
    ).order_by()
    sums = {f"{one}_sum": Sum(one) for one in columns}
    found: dict[str, ByMonth] = {}
    for place, month, *amounts in within.values_list(F(area), "month").annotate(**sums):
        # SQLite adds binary fractions; whole satang are exact again (R3).
        found.setdefault(place, {})[month] = sum((one.quantize(SATANG) for one in amounts), ZERO)
    return found


def within(area: Area | None) -> QuerySet[Publication]:
    """What counts of an area; None is the nation."""
    current = Publication.objects.current()
    if isinstance(area, District):
        return current.filter(district=area)
    return current.filter(province=area) if area else current


@dataclass(frozen=True)
class _Judge:
    """Scores areas of one scope by one definition. `nation` is what a fixed base is shared out by."""

    scope: Scope
    definition: KpiDefinition
    today: date
    nation: ByMonth

    def score(self, sold: ByMonth, area: Area | None) -> Score:
        definition, months = self.definition, self.scope.months
        known = [month for month in months if month in sold]
        actual = sum((sold[month] for month in known), ZERO)
        base, so_far = self._base(sold, months), self._base(sold, known)
        growth = kpi.growth(actual, so_far) if known else None
        wanted = kpi.target(base, definition.percent)
        weeks = kpi.weeks_left(self.scope.last_day, today=max(self.today, months[0].first_day))
        rungs = []
        for number, threshold in enumerate(definition.thresholds, start=1):
            baht = kpi.target(base, threshold)
            rungs.append(Rung(number, threshold, baht, kpi.a_week(baht, actual, weeks)))
        return Score(
            actual=actual,
            base=base,
            base_so_far=so_far,
            months_in=len(known),
            target=wanted,
            growth=growth,
            level=kpi.level(growth, definition.thresholds),
            weeks=weeks,
            a_week=kpi.a_week(wanted, actual, weeks),
            area=area,
            rungs=rungs,
        )

    def _base(self, sold: ByMonth, months: Sequence[FiscalMonth]) -> Decimal:
        """The base of some months of the scope, in baht."""
        if self.definition.base == Base.SAME_MONTHS:
            return _sum(sold, [month.plus(-12) for month in months])
        if self.definition.base == Base.THREE_YEARS:
            years = range(1, YEARS_BACK + 1)
            return kpi.mean([_sum(sold, [month.plus(-12 * back) for month in months]) for back in years])
        last_year = fiscal_year_months(self.scope.fiscal_year - 1)
        own = _sum(sold, last_year)
        if self.definition.base == Base.FIXED:
            whole = _sum(self.nation, last_year)
            own = self.definition.fixed_base * own / whole if whole else ZERO
        return kpi.part_of_year(own, len(months))


def _sum(sold: ByMonth, months: Iterable[FiscalMonth]) -> Decimal:
    return sum((sold.get(month, ZERO) for month in months), ZERO)

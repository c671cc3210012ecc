"""The department's key figure of a round or a year, of the nation, a province or a district (S50, D09).

Everything comes from the sums of publications (R12). A round is October to March or April to September.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from reporting import kpi
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Base, District, KpiDefinition, Province, Publication

from .nation import ZERO

Area = Province | District
ByMonth = dict[FiscalMonth, Decimal]
ByDistrict = dict[str, ByMonth]
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
    """An area's standing: `actual` of the district-months that are in, against the base of the same ones.

    A month that half of the districts have confirmed is held against their half of the base, or it would be a
    fall. `base` is that of the whole scope, from which the target comes. Baht throughout.
    """

    actual: Decimal
    base: Decimal
    base_so_far: Decimal
    months_in: int
    reports_in: int
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
    place = "district_id" if isinstance(total, Province | District) else "province_id"
    found = sold(within(total), definition, scope, area=place)
    each = {area.pk: found.get(area.pk, {}) for area in areas}
    whole = {district: months for districts in each.values() for district, months in districts.items()}
    nation = whole
    if definition.base == Base.FIXED and total is not None:
        every = sold(Publication.objects.current(), definition, scope, area="province_id")
        nation = {district: months for districts in every.values() for district, months in districts.items()}
    judge = _Judge(scope, definition, today, nation)
    rows = [judge.score(each[area.pk], area) for area in areas]
    return judge.score(whole, total), rows


def sold(
    publications: QuerySet[Publication], definition: KpiDefinition, scope: Scope, *, area: str
) -> dict[str, ByDistrict]:
    """Measured baht by area, district and month, of the scope's year and those of its base; 1 query."""
    months, columns = fiscal_year_months(scope.fiscal_year), definition.columns
    back = YEARS_BACK if definition.base == Base.THREE_YEARS else 1
    wanted = publications.filter(month__gte=months[0].plus(-12 * back), month__lte=months[-1])
    found: dict[str, ByDistrict] = {}
    for place, district, month, *amounts in wanted.order_by().values_list(
        area, "district_id", "month", *columns
    ):
        of_district = found.setdefault(place, {}).setdefault(district, {})
        of_district[month] = sum(amounts, ZERO)
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
    nation: ByDistrict

    def score(self, sold: ByDistrict, area: Area | None) -> Score:
        definition, months = self.definition, self.scope.months
        known = {district: [month for month in months if month in own] for district, own in sold.items()}
        actual = sum((_sum(sold[district], own) for district, own in known.items()), ZERO)
        base, so_far = self._base(sold, dict.fromkeys(sold, months)), self._base(sold, known)
        growth = kpi.growth(actual, so_far)
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
            months_in=len({month for own in known.values() for month in own}),
            reports_in=sum(map(len, known.values())),
            target=wanted,
            growth=growth,
            level=kpi.level(growth, definition.thresholds),
            weeks=weeks,
            a_week=kpi.a_week(wanted, actual, weeks),
            area=area,
            rungs=rungs,
        )

    def _base(self, sold: ByDistrict, months: Mapping[str, Sequence[FiscalMonth]]) -> Decimal:
        """The base of some months of the scope, which may be others for each district, in baht."""
        if self.definition.base == Base.SAME_MONTHS:
            return _back(sold, months, 1)
        if self.definition.base == Base.THREE_YEARS:
            return kpi.mean([_back(sold, months, back) for back in range(1, YEARS_BACK + 1)])
        last_year = fiscal_year_months(self.scope.fiscal_year - 1)
        own = sum((_sum(sold[district], last_year) * len(at) for district, at in months.items()), ZERO)
        if self.definition.base == Base.FIXED:
            whole = sum((_sum(one, last_year) for one in self.nation.values()), ZERO)
            own = self.definition.fixed_base * own / whole if whole else ZERO
        return kpi.part_of_year(own, 1)


def _back(sold: ByDistrict, months: Mapping[str, Sequence[FiscalMonth]], years: int) -> Decimal:
    """What the districts sold in those months so many years earlier."""
    ones = (_sum(sold[district], [one.plus(-12 * years) for one in at]) for district, at in months.items())
    return sum(ones, ZERO)


def _sum(sold: ByMonth, months: Iterable[FiscalMonth]) -> Decimal:
    return sum((sold.get(month, ZERO) for month in months), ZERO)

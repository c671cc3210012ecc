"""The tie-out seal: the same sales added up along every path a figure takes, and whether they agree.

RT.2's lines, the weekly entries behind them, RT.3 by category, RT.4 by channel and the nation's report come
from different rows of the database. They agree by construction; a row that was changed behind the portal's
back makes them differ, and then both figures and the place are said. Two differences that cancel out in
the sum are still differences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.formats import money
from reporting.models import CHANNEL_COLUMNS, MonthlyReport, Province, Publication, State

from . import nation, nation_report
from .sales import Basis, DistrictFigures
from .snapshot import Snapshot

ZERO = Decimal("0.00")
ByPlace = Mapping[str, Decimal]


@dataclass(frozen=True)
class Path:
    """One way to the sum, in baht."""

    name: str
    baht: Decimal


@dataclass(frozen=True)
class Chain:
    """Paths that must lead to one sum; `differing` names the places in which they do not.

    `scope` says of what they are the sum, where a form has several.
    """

    paths: tuple[Path, ...]
    differing: tuple[str, ...] = ()
    scope: str = ""

    @property
    def agrees(self) -> bool:
        return not self.differing and len({path.baht for path in self.paths}) == 1

    @property
    def words(self) -> str:
        """The chain as a sentence: one sum, or every path with its own."""
        scope = f"{self.scope}: " if self.scope else ""
        if self.agrees:
            return f"{scope}{' = '.join(path.name for path in self.paths)} = {money(self.paths[0].baht)} บาท"
        return scope + " · ".join(f"{path.name} {money(path.baht)} บาท" for path in self.paths)


@dataclass(frozen=True)
class TieOut:
    """All chains of one form."""

    chains: tuple[Chain, ...]

    @property
    def agrees(self) -> bool:
        return all(chain.agrees for chain in self.chains)

    @property
    def odd(self) -> tuple[Chain, ...]:
        """The chains that do not agree."""
        return tuple(chain for chain in self.chains if not chain.agrees)

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for chain in self.odd for place in chain.differing))

    @property
    def words(self) -> tuple[str, ...]:
        """What the seal says: all chains when they agree, otherwise those that do not."""
        return tuple(chain.words for chain in (self.chains if self.agrees else self.odd))


def chain(paths: Mapping[str, ByPlace], *, names: Mapping[str, str] | None = None, scope: str = "") -> Chain:
    """Compare paths that each give baht by place; `names` says how a place is called, if not by itself."""
    names = names or {}
    places = dict.fromkeys(place for found in paths.values() for place in found)
    odd = [
        names.get(place, place)
        for place in places
        if len({found.get(place, ZERO) for found in paths.values()}) > 1
    ]
    return Chain(tuple(Path(name, _sum(found)) for name, found in paths.items()), tuple(odd), scope)


def of_district(report: MonthlyReport, content: Snapshot) -> TieOut:
    """RT.2's seal: its lines and their weeks, and once it is published the totals; then 2 queries."""
    place = report.district.name_th
    paths = {"รต.๒": content.total, "ยอดรายสัปดาห์": _sum_of_weeks(content.content)}
    if report.state == State.PUBLISHED:
        publication = report.publications.current().defer("payload").prefetch_related("totals").first()
        cells = publication.totals.all() if publication else ()
        paths["รต.๓"] = sum((cell.regular + cell.transfer + cell.online for cell in cells), ZERO)
        paths["รต.๔ และรายงานกรมฯ"] = publication.total if publication else ZERO
    return TieOut((chain({name: {place: baht} for name, baht in paths.items()}),))


def of_province(
    province: Province,
    month: FiscalMonth,
    figures: Sequence[DistrictFigures],
    *,
    papers: ByPlace,
    at: datetime | None = None,
) -> TieOut:
    """The seal of RT.3 and RT.4, district by district; 2 queries.

    `figures` are those of `sales.province_month` at the same moment; `papers` are the totals of RT.2 by
    district code where the month was handed over and the province has not confirmed it yet.
    """
    shown = [own for own in figures if own.has_figures]
    waiting = {own.district.pk for own in shown if own.basis != Basis.CONFIRMED}
    names = {own.district.pk: own.district.name_th for own in figures}
    forms = {
        "รต.๒": _published_lines(province, month, at) | {code: papers.get(code, ZERO) for code in waiting},
        "รต.๓": {own.district.pk: own.category_total for own in shown},
        "รต.๔": {own.district.pk: own.total for own in shown},
    }
    confirmed = sum((own.total for own in shown if own.basis == Basis.CONFIRMED), ZERO)
    reported = {
        "ยอดที่จังหวัดยืนยันแล้ว": {str(province): confirmed},
        "รายงานกรมฯ": {str(province): nation.province_total(province, month, at=at)},
    }
    return TieOut((chain(forms, names=names), chain(reported)))


def of_nation(table: nation_report.Table, *, at: datetime | None = None) -> TieOut:
    """The seal of the national report, province by province; 1 query.

    The lines of a month are a hundred thousand: they are held against the totals on the forms of each
    province, not here. `at` is the moment of the table.
    """
    months = fiscal_year_months(table.month.fiscal_year)[: table.month.position]
    sums = nation.sums_by_month(months, at=at)
    own = {"month": sums.get(table.month, ZERO), "year": _sum(sums)}
    scopes = {"month": f"เดือน{table.month}", "year": "ปีงบประมาณสะสม"}
    names = {row.province.pk: row.province.name_th for row in table.rows}
    chains = []
    for period, scope in scopes.items():
        figures = {row.province.pk: getattr(row, period) for row in table.rows}
        forms = {
            "รต.๓ ทุกจังหวัด": {code: one.by_category for code, one in figures.items()},
            "รต.๔ ทุกจังหวัด": {code: one.total for code, one in figures.items()},
        }
        everything = {
            "รวมทุกจังหวัด": {"ทั้งประเทศ": getattr(table.total, period).total},
            "ข้อมูลที่ยืนยันแล้วทั้งหมด": {"ทั้งประเทศ": own[period]},
        }
        chains += [chain(forms, names=names, scope=scope), chain(everything, scope=scope)]
    return TieOut(tuple(chains))


def _sum(found: ByPlace) -> Decimal:
    return sum(found.values(), ZERO)


def _sum_of_weeks(content: Mapping[str, list]) -> Decimal:
    """Baht of all weekly entries of a content."""
    return sum(
        (Decimal(baht) for line in content["lines"] for _, *week in line["weeks"] for baht in week), ZERO
    )


def _published_lines(province: Province, month: FiscalMonth, at: datetime | None) -> dict[str, Decimal]:
    """Baht by district code, added up from the lines of the publications themselves; 1 query."""
    found = Publication.objects.in_force(at).filter(province=province, month=month)
    return {
        publication.district_id: sum(
            (Decimal(line[column]) for line in publication.content["lines"] for column in CHANNEL_COLUMNS),
            ZERO,
        )
        for publication in found.only("district_id", "payload")
    }

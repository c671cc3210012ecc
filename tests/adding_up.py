"""Every way in which the portal adds up what is published, each told by the parts that it is broken down to.

A path is what one page, form or file says: baht by month, province, district, category, producer type or
channel, or by several of them. `differing` holds all paths against the same figures added up by hand.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    Kind,
    KpiDefinition,
    ProducerType,
    Province,
    Publication,
)
from reporting.reports import exports, province_forms
from reporting.stats import (
    comparison,
    kpi,
    nation,
    nation_report,
    nation_year,
    open_data,
    pinning,
    published,
    sales,
    tie_out,
)
from reporting.stats.two_years import Narrowed

PARTS = ("month", "province", "district", "category", "type", "channel")
Cube = dict[tuple[object, ...], Decimal]
"""Baht by the values of PARTS, or of some of them."""


@dataclass(frozen=True)
class Path:
    """One way to the figures: its name, the parts it is told by, and what it tells."""

    name: str
    parts: tuple[str, ...]
    found: Cube


def by_hand(cube: Cube, parts: Sequence[str]) -> Cube:
    """The whole cube added up to these parts."""
    places = [PARTS.index(part) for part in parts]
    sums: Cube = defaultdict(Decimal)
    for key, baht in cube.items():
        sums[tuple(key[place] for place in places)] += baht
    return sums


def differing(cube: Cube, months: Sequence[FiscalMonth], at: dt.datetime | None) -> list[str]:
    """The names of the paths that do not say, to the satang, what the cube says."""
    return [path.name for path in paths(months, at) if _sold(path.found) != _sold(by_hand(cube, path.parts))]


def paths(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    """All paths to what was published of these months, which are the year's first, as of a moment."""
    yield from _year(months, at)
    yield from _narrowed_years(months, at)
    yield from _months(months, at)
    yield from _report(months, at)
    yield from _provinces(months, at)
    yield from _lines(months, at)
    yield from _director(months, at)
    if at is None:
        yield from _present(months)


def _year(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    year = months[0].fiscal_year
    table = nation_year.year_table(year, at=at)
    cells = {
        (month, row.area.pk): cell.amounts.total
        for row in table.rows
        for month, cell in zip(table.months, row.cells, strict=True)
    }
    yield Path("year: sum", (), {(): table.total.total})
    yield Path("year: cells", ("month", "province"), cells)
    yield Path("year: rows", ("province",), {(row.area.pk,): row.total.total for row in table.rows})
    columns = zip(table.months, table.month_totals, strict=True)
    yield Path("year: columns", ("month",), {(month,): one.total for month, one in columns})
    yield Path("year: channels", ("channel",), {(one,): getattr(table.total, one) for one in CHANNEL_COLUMNS})
    parts = {key: figures.now.total for key, figures in table.parts.items()}
    yield Path("year: parts", ("category", "type"), parts)
    next_year = nation_year.year_table(year + 1, at=at)
    base = {(row.area.pk,): row.figures.then.total for row in next_year.rows}
    yield Path("year: base of the next one", ("province",), base)


def _narrowed_years(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    def rows(**narrowed: object) -> dict[str, Decimal]:
        table = nation_year.year_table(months[0].fiscal_year, narrowed=Narrowed(**narrowed), at=at)
        return {row.area.pk: row.total.total for row in table.rows}

    districts = {}
    for province in Province.objects.reporting():
        districts |= {(province.pk, code): baht for code, baht in rows(province=province).items()}
    yield Path("year: a province's districts", ("province", "district"), districts)
    regions = (rows(region=region) for region in Province.objects.regions())
    yield Path(
        "year: regions", ("province",), {(code,): baht for one in regions for code, baht in one.items()}
    )
    kinds = (
        ("category", "category", Category.values),
        ("type", "producer_type", ProducerType.values),
        ("channel", "channel", CHANNEL_COLUMNS),
    )
    for part, name, values in kinds:
        found = {(value, code): baht for value in values for code, baht in rows(**{name: value}).items()}
        yield Path(f"year: narrowed by {part}", (part, "province"), found)


def _months(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    shown: Cube = {}
    of_category: Cube = {}
    for month in months:
        for row in comparison.month_table(month, at=at).rows:
            shown |= {
                (month, row.province.pk, one): getattr(row.cell.amounts, one) for one in CHANNEL_COLUMNS
            }
        for category in Category.values:
            table = comparison.month_table(month, at=at, category=category)
            of_category |= {(month, row.province.pk, category): row.cell.amounts.total for row in table.rows}
    yield Path("month: provinces", ("month", "province", "channel"), shown)
    yield Path("month: provinces of a category", ("month", "province", "category"), of_category)
    totals = {(month,): comparison.month_table(month, at=at).total.cell.amounts.total for month in months}
    yield Path("month: sum", ("month",), totals)
    categories = {
        (month, category, one): getattr(amounts, one)
        for month in months
        for category, amounts in nation.by_category(months=[month], at=at).items()
        for one in CHANNEL_COLUMNS
    }
    yield Path("month: categories", ("month", "category", "channel"), categories)
    everything = nation.sums_by_month(list(months), at=at)
    yield Path("month: everything", ("month",), {(month,): baht for month, baht in everything.items()})


def _report(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    own: Cube = {}
    of_year: Cube = {}
    of_categories: Cube = {}
    for month in months:
        table = nation_report.table(month, at=at)
        for row in table.rows:
            columns = zip(CHANNEL_COLUMNS, row.month.channels, strict=True)
            own |= {(month, row.province.pk, one): baht for one, baht in columns}
            of_categories[month, row.province.pk] = row.month.by_category
        of_year = {(row.province.pk,): row.year.total for row in table.rows}
    yield Path("report: months", ("month", "province", "channel"), own)
    yield Path("report: months by category", ("month", "province"), of_categories)
    yield Path("report: year up to the last month", ("province",), of_year)


def _provinces(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    channels: Cube = {}
    categories: Cube = {}
    sums: Cube = {}
    seals: dict[str, Cube] = defaultdict(dict)
    for province in Province.objects.reporting():
        for month in months:
            sums[month, province.pk] = nation.province_total(province, month, at=at)
            figures = sales.province_month(province, month, working=False, at=at)
            for own in figures:
                place = (month, own.district.pk)
                channels |= {(*place, one): own.channel(one) for one in CHANNEL_COLUMNS}
                categories |= {(*place, one): own.category(one)[1] for one in Category.values}
            for chain in tie_out.of_province(province, month, figures, papers={}, at=at).chains:
                for path in chain.paths:
                    seals[path.name][month, province.pk] = path.baht
    yield Path("province: sum", ("month", "province"), sums)
    yield Path("province: RT.4", ("month", "district", "channel"), channels)
    yield Path("province: RT.3", ("month", "district", "category"), categories)
    for name, found in seals.items():
        yield Path(f"province: seal, {name}", ("month", "province"), found)


def _lines(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    lines: Cube = defaultdict(Decimal)
    weeks: Cube = defaultdict(Decimal)
    shares: Cube = defaultdict(Decimal)
    for one in (
        Publication.objects.in_force(at).filter(month__in=months).select_related("province", "district")
    ):
        place = (one.month, one.province_id, one.district_id)
        for line in published.content(one).lines:
            for column, baht in zip(CHANNEL_COLUMNS, line.channels, strict=True):
                lines[(*place, *line.cell, column)] += baht
            for week in line.weeks:
                weeks[(*place, *line.cell)] += week.total
        for share in published.shares(one):
            if not share.is_sum:
                for column, baht in zip(CHANNEL_COLUMNS, share.channels, strict=True):
                    shares[(*place, share.category, share.producer_type, column)] += baht
    yield Path("district: lines", PARTS, lines)
    yield Path("district: weeks", PARTS[:-1], weeks)
    yield Path("district: shares", PARTS, shares)
    exported = Decimal(0)
    for month in months:
        file = exports.lines(exports.in_force(month, at), name="ทั้งประเทศ")
        exported += sum((row[-2] for row in file.rows), Decimal(0))
    yield Path("file of lines", (), {(): exported})


def _director(months: Sequence[FiscalMonth], at: dt.datetime | None) -> Iterator[Path]:
    pinned = pinning.summed(Kind.DIRECTOR_YEAR, months[-1], at=at or dt.datetime.max.replace(tzinfo=dt.UTC))
    content = pinning.PinnedReport(content=pinned.content).figures
    codes = {province.name_th: province.pk for province in Province.objects.reporting()}
    by_province = {
        (codes[name], column): Decimal(baht)
        for name, _, _, *amounts in content["provinces"]
        for column, baht in zip(CHANNEL_COLUMNS, amounts, strict=True)
    }
    by_category = {
        (code, column): Decimal(baht)
        for code, *amounts in content["categories"]
        for column, baht in zip(CHANNEL_COLUMNS, amounts, strict=True)
    }
    by_month = {
        (FiscalMonth.from_key(key),): sum(map(Decimal, amounts), Decimal(0))
        for key, _, *amounts in content["months"]
    }
    yield Path("director: sum", (), {(): pinned.total})
    yield Path("director: sum by category", (), {(): pinned.by_category})
    yield Path("director: provinces", ("province", "channel"), by_province)
    yield Path("director: categories", ("category", "channel"), by_category)
    yield Path("director: months", ("month",), by_month)


def _present(months: Sequence[FiscalMonth]) -> Iterator[Path]:
    """What has no past: open data, the key figure, and the forms as they are issued."""
    opened: Cube = {}
    for row in open_data.rows(open_data.totals(month__in=months)):
        month = FiscalMonth(*map(int, row["month"].split("-")))
        place = (month, row["province_code"], row["district_code"])
        key = (*place, row["category_code"], row["producer_type_code"], row["channel_code"].lower())
        opened[key] = Decimal(row["baht"])
    yield Path("open data", PARTS, opened)
    scope = kpi.Scope(months[0].fiscal_year, 0)
    judged = KpiDefinition(measure="TOTAL", base="SAME_MONTHS", percent=15)
    total, rows = kpi.scores(Province.objects.reporting(), scope, judged, today=months[0].first_day)
    yield Path("key figure: sum", (), {(): total.actual})
    yield Path("key figure: provinces", ("province",), {(one.area.pk,): one.actual for one in rows})
    forms = {
        (month, province.pk): province_forms.build(province, month, working=False).rt4.confirmed.figures.total
        for province in Province.objects.reporting()
        for month in months
    }
    yield Path("RT.4 as issued", ("month", "province"), forms)


def _sold(found: Cube) -> Cube:
    return {key: baht for key, baht in found.items() if baht}

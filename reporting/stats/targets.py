"""Targets of a fiscal year: districts × months, how complete they are, and what differs from the print.

None is "not set" everywhere; a sum is of what is set, and None where nothing is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Channel, District, Province, Target
from reporting.models.targets import assignment_words

SATANG = Decimal("0.01")

Counted = tuple[str, str]
"""The channel for which a column counts, and the one it was printed for where that is another."""


@dataclass(frozen=True)
class Cell:
    """A district's month: `baht` over the chosen channels, None where not set; `targets` stand behind it."""

    month: FiscalMonth
    baht: Decimal | None
    targets: tuple[Target, ...] = ()

    @property
    def is_changed(self) -> bool:
        return any(target.is_changed for target in self.targets)


@dataclass(frozen=True)
class DistrictYear:
    district: District
    cells: tuple[Cell, ...]

    @property
    def set_months(self) -> int:
        return sum(cell.baht is not None for cell in self.cells)

    @property
    def missing(self) -> list[FiscalMonth]:
        return [cell.month for cell in self.cells if cell.baht is None]

    @property
    def total(self) -> Decimal | None:
        return added(cell.baht for cell in self.cells)


@dataclass(frozen=True)
class YearTable:
    """A province's year, or a part of it; `targets` are all those of the districts, in any channel."""

    fiscal_year: int
    months: tuple[FiscalMonth, ...]
    rows: tuple[DistrictYear, ...]
    targets: tuple[Target, ...]

    @property
    def sums(self) -> list[Decimal | None]:
        """The sum of each month."""
        return [added(row.cells[at].baht for row in self.rows) for at in range(len(self.months))]

    @property
    def total(self) -> Decimal | None:
        return added(row.total for row in self.rows)

    @property
    def set_cells(self) -> int:
        return sum(row.set_months for row in self.rows)

    @property
    def all_cells(self) -> int:
        return len(self.rows) * len(self.months)

    @property
    def channels(self) -> list[Channel]:
        """The channels that have a target at all."""
        present = {target.channel for target in self.targets}
        return [channel for channel in Channel if channel in present]

    @property
    def changed(self) -> list[Target]:
        """The targets for which another figure counts than was printed."""
        return [target for target in self.targets if target.is_changed]

    @property
    def assignments(self) -> list[str]:
        """A sentence for each printed column that counts for another channel."""
        return sorted({target.assignment for target in self.targets if target.assignment})


def added(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the figures that are known; None when none is."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True)
class Aims:
    """Targets of a month by district code, over all channels, in baht; districts without one are absent.

    `notes` are sentences about channels (`channel_notes`).
    """

    sums: dict[str, Decimal]
    notes: tuple[str, ...] = ()


def of_month(districts: Iterable[District], month: FiscalMonth) -> Aims:
    """The month's targets of the districts; 1 query."""
    sums: dict[str, Decimal] = {}
    columns: Counter[Counted] = Counter()
    for target in Target.objects.filter(district__in=list(districts), month=month):
        sums[target.district_id] = sums.get(target.district_id, Decimal(0)) + target.value
        columns[target.channel, target.printed_in] += 1
    return Aims(sums, channel_notes(columns, aimed=len(sums)))


def channel_notes(columns: Mapping[Counted, int], *, aimed: int) -> tuple[str, ...]:
    """What a form says of targets that do not cover all channels, or whose column counts for another one.

    `columns` counts districts of the month, `aimed` those that have a target at all. A column that counts
    for another channel in earlier months only has 0. Sales are measured over all channels, so a channel
    without a target is said: nobody set it, which is not zero.
    """
    notes = []
    by_channel = {one: sum(n for (code, _), n in columns.items() if code == one) for one in Channel}
    if any(n < aimed for n in by_channel.values()):
        told = " · ".join(
            f"{channel.label} {n:,} อำเภอ" if n else f"{channel.label} ยังไม่กำหนด"
            for channel, n in by_channel.items()
        )
        notes.append(f"ประมาณการนับเฉพาะช่องทางที่กำหนดไว้: {told} ร้อยละคิดจากยอดจำหน่ายทุกช่องทาง")
    for (channel, printed_in), n in sorted(columns.items()):
        if printed_in:
            where = f"{n:,} อำเภอ" if n else "เดือนก่อนหน้า"
            notes.append(f"ประมาณการที่{assignment_words(printed_in, channel)} ({where})")
    return tuple(notes)


def of_districts(districts: Sequence[District], fiscal_year: int, *, channel: str | None = None) -> YearTable:
    """The districts' year in one channel, or over all of them; 1 query."""
    targets = Target.objects.filter(district__in=districts).of_fiscal_year(fiscal_year)
    targets = targets.select_related("district", "table", "accepted_by")
    return table(districts, list(targets), fiscal_year, channel=channel)


def table(
    districts: Sequence[District],
    targets: Sequence[Target],
    fiscal_year: int,
    *,
    channel: str | None = None,
) -> YearTable:
    """The same from targets that are already read."""
    months = tuple(fiscal_year_months(fiscal_year))
    behind: dict[tuple[str, int], list[Target]] = {}
    for target in targets:
        if channel in (None, target.channel):
            behind.setdefault((target.district_id, target.month.key), []).append(target)
    rows = tuple(
        DistrictYear(
            district, tuple(_cell(month, behind.get((district.pk, month.key), ())) for month in months)
        )
        for district in districts
    )
    return YearTable(fiscal_year, months, rows, tuple(targets))


def _cell(month: FiscalMonth, targets: Sequence[Target]) -> Cell:
    return Cell(month, added(target.value for target in targets), tuple(targets))


@dataclass(frozen=True)
class ProvinceYear:
    """How much of a province's year is set, in district-months, and the sum of it."""

    province: Province
    districts: int
    set_cells: int
    months: int
    total: Decimal | None

    @property
    def all_cells(self) -> int:
        return self.districts * 12

    @property
    def is_complete(self) -> bool:
        return self.set_cells == self.all_cells


def of_provinces(provinces: Sequence[Province], fiscal_year: int) -> list[ProvinceYear]:
    """A row for each province; 2 queries, whatever their number."""
    districts = District.objects.reporting().order_by().values("province").annotate(n=Count("pk"))
    counts = {row["province"]: row["n"] for row in districts}
    targets = Target.objects.of_fiscal_year(fiscal_year).filter(district__reports_otop=True)
    grouped = (
        targets.order_by()
        .values("district__province", "month")
        .annotate(baht=Sum(Coalesce("accepted", "printed")), n=Count("district", distinct=True))
    )
    months: dict[str, list[tuple[int, Decimal]]] = {}
    for row in grouped:
        months.setdefault(row["district__province"], []).append((row["n"], row["baht"].quantize(SATANG)))
    return [
        ProvinceYear(
            province,
            districts=counts.get(province.pk, 0),
            set_cells=sum(n for n, _ in months.get(province.pk, ())),
            months=len(months.get(province.pk, ())),
            total=added(baht for _, baht in months.get(province.pk, ())),
        )
        for province in provinces
    ]

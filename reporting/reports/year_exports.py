"""What the pages of a fiscal year show, as tables to take along: of the nation, a province, the key figure.

Only publications are read here (R12). `day` ends the name of a file that shows a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from reporting import kpi
from reporting.formats import percent
from reporting.models import CHANNEL_COLUMNS, Category, Channel, District, ProducerType, Province
from reporting.stats.kpi import Scope, Score
from reporting.stats.nation import Amounts
from reporting.stats.nation_year import AreaRow, YearTable
from reporting.stats.year_figures import Figures

from .export_files import Export
from .exports import MONEY, Row, baht, count, text
from .tables import Column, Kind, Value

PLACES = {Province: "จังหวัด", District: "อำเภอ"}
NATION = "ทั้งประเทศ"


def share(label: str, group: str = "") -> Column:
    return Column(f"{label} (ร้อยละ)", Kind.PERCENT, 30, group)


def change(label: str) -> Column:
    return Column(f"{label} (บาท)", Kind.CHANGE, 36)


def year(table: YearTable, *, fiscal_year: int, province: Province | None = None, day: str = "") -> Export:
    """Areas × months: baht where something is published, nothing where it is not."""
    place = _place(province)
    columns = (text(f"รหัส{place}", 20), text(place), *(baht(month.label) for month in table.months))
    rows = [
        (
            row.area.pk,
            row.area.name_th,
            *(cell.amounts.total if cell.amounts.districts else None for cell in row.cells),
            row.total.total,
        )
        for row in table.rows
    ]
    sums = (
        "",
        f"รวม {len(table.rows)} {place}",
        *(one.total for one in table.month_totals),
        table.total.total,
    )
    name = _name("ยอดจำหน่าย OTOP", province, fiscal_year, day)
    return Export(name, (*columns, baht("รวม")), (*rows, sums))


def areas(table: YearTable, *, fiscal_year: int, province: Province | None = None, day: str = "") -> Export:
    """Per area its sum, its share of all, its growth, and how complete and punctual it is."""
    place = _place(province)
    columns = (
        text(f"รหัส{place}", 20),
        text(place),
        baht("ยอดจำหน่าย"),
        share("สัดส่วน"),
        share("จากช่วงเดียวกันปีก่อน"),
        count("ฉบับที่ยืนยันแล้ว"),
        count("ฉบับที่คาดไว้"),
        share("ความครบถ้วน"),
        share("อำเภอส่งทันกำหนด"),
        share("จังหวัดยืนยันทันกำหนด"),
    )
    rows = [(row.area.pk, row.area.name_th, *_standing(row, table)) for row in table.rows]
    name = _name("ความครบถ้วนและความตรงเวลา OTOP", province, fiscal_year, day)
    return Export(name, columns, (*rows, ("", "รวม", *_standing(table, table))))


def _standing(row: AreaRow | YearTable, table: YearTable) -> Row:
    punctual = row.punctual
    return (
        row.total.total,
        percent(row.total.total, table.total.total),
        row.figures.growth,
        punctual.confirmed,
        punctual.expected,
        punctual.completeness,
        punctual.district,
        punctual.province,
    )


PARTS = (
    text("แยกตาม"),
    text("รายการ", 60),
    *MONEY,
    baht("ปีก่อนทั้งหมด"),
    baht("ช่วงเดียวกันปีก่อน"),
    share("สัดส่วน"),
    share("จากช่วงเดียวกันปีก่อน"),
)


def parts(table: YearTable, *, fiscal_year: int, province: Province | None = None, day: str = "") -> Export:
    """The year by month, category, producer type and channel, and the nation's by region."""
    name = _name("ยอดจำหน่าย OTOP แยกส่วน", province, fiscal_year, day)
    return Export(name, PARTS, list(_parts(table, regions=province is None)))


def _parts(table: YearTable, *, regions: bool) -> Iterator[Row]:
    for month, figures in zip(table.months, table.columns, strict=True):
        yield "เดือน", month.label, *_part(figures, table)
    for category in Category:
        yield "ประเภทผลิตภัณฑ์", category.label, *_part(table.of(category=category), table)
    for kind in ProducerType:
        yield "ประเภทผู้ผลิต", kind.label, *_part(table.of(producer_type=kind), table)
    for channel in Channel:
        yield "ช่องทาง", channel.label, *_channel(channel.column, table.figures)
    if regions:
        for region, figures in table.by_region().items():
            yield "ภาค", region, *_part(figures, table)


def _part(figures: Figures, table: YearTable) -> Row:
    now = figures.now
    then = (figures.then.total, figures.both_then.total)
    return (*_money(now), *then, percent(now.total, table.total.total), figures.growth)


def _money(amounts: Amounts) -> tuple[Decimal, ...]:
    return (*(getattr(amounts, column) for column in CHANNEL_COLUMNS), amounts.total)


def _channel(column: str, figures: Figures) -> Row:
    now = getattr(figures.now, column)
    own = (now if one == column else None for one in CHANNEL_COLUMNS)
    then = (getattr(figures.then, column), getattr(figures.both_then, column))
    return (*own, now, *then, percent(now, figures.now.total), figures.growth_of(column))


def key_figure(
    total: Score,
    rows: Iterable[Score],
    scope: Scope,
    *,
    thresholds: Sequence[Decimal],
    sources: Mapping[str, kpi.Explained],
) -> Export:
    """The key figure of the parts of an area and of their sum, each level included.

    `sources` says by an area's code where its growth comes from, as far as the page shows it; the nation's
    code is "".
    """
    columns = (
        text("รหัส", 20),
        text("พื้นที่"),
        count("เดือนที่ยืนยันแล้ว"),
        baht("ผลงาน"),
        baht("ฐานของเดือนที่ยืนยันแล้ว"),
        share("เพิ่มขึ้นจากฐาน"),
        count("ระดับ"),
        baht("ฐานของทั้งรอบ"),
        baht("เป้าหมาย"),
        share("ของเป้าหมาย"),
        baht("ต้องขายสัปดาห์ละ"),
        *(column for at in range(len(thresholds)) for column in _level(at + 1, thresholds[at])),
        *(change(label) for label in ("ผู้ผลิตรายใหม่", "ย้ายช่องทาง", "เพิ่มหรือลดจริง", "ส่วนที่เพิ่มหรือลด")),
    )
    place = str(total.area) if total.area else NATION
    part = f" รอบที่ {scope.round}" if scope.round else ""
    found = [_score(score, sources) for score in (*rows, total)]
    return Export(f"ตัวชี้วัด OTOP {place} ปีงบประมาณ {scope.fiscal_year}{part}", columns, found)


def _level(number: int, threshold: Decimal) -> tuple[Column, Column]:
    head = f"ระดับ {number} (ร้อยละ {threshold})"
    return baht(f"{head} ยอดทั้งรอบ"), baht(f"{head} ต้องขายสัปดาห์ละ")


def _score(score: Score, sources: Mapping[str, kpi.Explained]) -> Row:
    code, name = (score.area.pk, score.area.name_th) if score.area else ("", f"รวม{NATION}")
    found = sources.get(code)
    explained: tuple[Value, ...] = (found.new, found.moved, found.real, found.total) if found else (None,) * 4
    return (
        code,
        name,
        score.months_in,
        score.actual if score.months_in else None,
        score.base_so_far or None,
        score.growth,
        score.level,
        score.base or None,
        score.target,
        percent(score.actual, score.target),
        score.a_week,
        *(value for rung in score.rungs for value in (rung.wanted, rung.a_week)),
        *explained,
    )


def _place(province: Province | None) -> str:
    return PLACES[District if province else Province]


def _name(what: str, province: Province | None, fiscal_year: int, day: str) -> str:
    place = f" {province}" if province else ""
    return f"{what}{place} ปีงบประมาณ {fiscal_year}{day}"

"""One district's publications, for those who read nothing else: every revision, and its content in words.

Lines, weeks and removed lines come out of the publication's payload, never from the working tables (R12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from reporting.fiscal import FiscalMonth
from reporting.models import (
    CHANNEL_COLUMNS,
    Action,
    Category,
    District,
    MonthlyReport,
    ProducerType,
    Province,
    Publication,
    PublicationTotal,
    Subdistrict,
    Transition,
    User,
)
from reporting.thai import thai_sort_key

from .sales import ZERO

Channels = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class PublishedWeek:
    """The days of a week, and its baht by channel."""

    number: int
    label: str
    channels: Channels

    @property
    def total(self) -> Decimal:
        return sum(self.channels, ZERO)


@dataclass(frozen=True)
class PublishedLine:
    """`pk` names the line in every revision, `group` its producer, `cell` the sum that it is part of."""

    pk: int
    group: int
    number: int
    name: str
    subdistrict: str
    category: str
    producer_type: str
    nil: bool
    cell: tuple[str, str]
    channels: Channels
    weeks: list[PublishedWeek]

    @property
    def total(self) -> Decimal:
        return sum(self.channels, ZERO)


@dataclass(frozen=True)
class RemovedLine:
    pk: int
    name: str
    category: str
    reason: str


@dataclass(frozen=True)
class Content:
    """The lines in Thai alphabetical order, and those that were taken out with a reason."""

    lines: list[PublishedLine]
    removed: list[RemovedLine]


@dataclass(frozen=True)
class Share:
    """A row of the sums: a category with one producer type, or the category's own sum with none."""

    label: str
    category: str
    producer_type: str
    lines: int
    channels: Channels

    @property
    def is_sum(self) -> bool:
        return not self.producer_type

    @property
    def total(self) -> Decimal:
        return sum(self.channels, ZERO)


def standing(district: District, month: FiscalMonth) -> MonthlyReport | None:
    """State and dates of a district's report, the only things known of it before it is published."""
    return MonthlyReport.objects.for_month(month).with_context().filter(district=district).first()


def revisions(district: District, month: FiscalMonth, *, user: User) -> list[Publication]:
    """All publications of the district-month, the newest first, without their payloads; 1 query."""
    publications = Publication.objects.visible_to(user).filter(district=district, month=month)
    return list(publications.select_related("published_by").defer("payload").order_by("-revision"))


def in_force(publications: Iterable[Publication], *, at: datetime | None) -> Publication | None:
    """The one of a district-month's publications that counted at a moment, None is now."""
    return next((one for one in publications if one.was_in_force(at)), None)


def receipt(publication: Publication) -> str:
    """The number of the receipt with which the province handed the publication to the department; 1 query."""
    confirmed = Transition.objects.filter(action=Action.PUBLISH, report=publication.report_id)
    own = confirmed.filter(revision=publication.revision).order_by("-sequence")
    return own.values_list("receipt", flat=True).first() or ""


def confirmations(
    month: FiscalMonth, *, user: User, province: Province | None = None, at: datetime | None = None
) -> QuerySet[Transition]:
    """The hand-overs to the department up to a moment, the newest first, each with its receipt; 1 query."""
    own = Transition.objects.visible_to(user).filter(action=Action.PUBLISH, report__month__month=month)
    if province:
        own = own.filter(report__district__province=province)
    if at:
        own = own.filter(at__lte=at)
    return own.select_related("report__district__province").order_by("-at", "-id")


def content(publication: Publication) -> Content:
    """The publication's payload as rows to read; 2 queries."""
    data = publication.content
    places = dict(
        Subdistrict.objects.filter(district_id=publication.district_id).values_list("pk", "name_th")
    )
    ordered = sorted(data["lines"], key=lambda line: (thai_sort_key(line["name"]), line["line"]))
    lines = [_line(line, number, places, publication.month) for number, line in enumerate(ordered, start=1)]
    removed = [
        RemovedLine(line["line"], line["name"], Category(line["category"]).label, line["reason"])
        for line in data["removed"]
    ]
    return Content(lines, removed)


def shares(publication: Publication) -> list[Share]:
    """The publication's sums by category and producer type, each category's own sum first; 1 query."""
    by_category: dict[str, dict[str, PublicationTotal]] = {}
    for cell in publication.totals.all():
        by_category.setdefault(cell.category, {})[cell.producer_type] = cell
    rows = []
    for category in Category:
        cells = by_category.get(category.value, {})
        own = [_share(kind, cells[kind.value]) for kind in ProducerType if kind.value in cells]
        columns = zip(*(share.channels for share in own), strict=True)
        sums = tuple(sum(column, ZERO) for column in columns) or (ZERO, ZERO, ZERO)
        lines = sum(share.lines for share in own)
        rows.append(Share(category.label, category.value, "", lines, sums))
        rows += own
    return rows


def summed_in(lines: list[PublishedLine], *, category: str, producer_type: str = "") -> list[PublishedLine]:
    """The lines that a row of the sums is made of; all of them for no category."""
    return [line for line in lines if category in ("", line.cell[0]) and producer_type in ("", line.cell[1])]


def _share(kind: ProducerType, cell: PublicationTotal) -> Share:
    channels = (cell.regular, cell.transfer, cell.online)
    return Share(kind.label, cell.category, kind.value, cell.lines, channels)


def _line(line: dict[str, Any], number: int, places: dict[str, str], month: FiscalMonth) -> PublishedLine:
    return PublishedLine(
        pk=line["line"],
        group=line["group"],
        number=number,
        name=line["name"],
        subdistrict=places.get(line["subdistrict"], ""),
        category=Category(line["category"]).label,
        producer_type=ProducerType(line["producer_type"]).short,
        nil=line["nil"],
        cell=(line["category"], line["producer_type"]),
        channels=tuple(Decimal(line[column]) for column in CHANNEL_COLUMNS),
        weeks=[
            PublishedWeek(week, month.week(week).label, tuple(map(Decimal, amounts)))
            for week, *amounts in line["weeks"]
        ],
    )

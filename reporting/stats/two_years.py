"""The sums of some months and of the same months a year before, side by side, made by the database (R12).

They are read from the publications of those months alone, however many years are stored. Whether a
district-month is published in both years is asked of the publication, whatever part of its sales is summed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from reporting.fiscal import FiscalMonth
from reporting.models import CHANNEL_COLUMNS, Province, Publication, PublicationTotal

from .nation import SATANG, ZERO, Amounts
from .year_figures import Figures, Punctuality

A_YEAR = 100
"""What lies between the number of a month in the database and that of the same month a year later."""

_SUMS = {column: f"sum_{column}" for column in CHANNEL_COLUMNS}

Key = tuple[str, FiscalMonth]


@dataclass(frozen=True)
class Narrowed:
    """What the figures are narrowed to; nothing means all. `channel` is the name of a money column.

    A province is shown by its districts. A region is one of the four of the National Statistical Office.
    """

    province: Province | None = None
    region: str = ""
    category: str = ""
    producer_type: str = ""
    channel: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.channel,) if self.channel else CHANNEL_COLUMNS

    @property
    def parts(self) -> dict[str, str]:
        """The condition on the totals of publications."""
        wanted = {"category": self.category, "producer_type": self.producer_type}
        return {name: code for name, code in wanted.items() if code}


EVERYTHING = Narrowed()


@dataclass(frozen=True)
class Asked:
    """The months of one fiscal year in their order, what they are narrowed to, and as of which moment."""

    months: list[FiscalMonth]
    narrowed: Narrowed = EVERYTHING
    at: datetime | None = None

    @property
    def of_a_year(self) -> QuerySet[Publication]:
        return self._within(Publication.objects.in_force(self.at), self.months)

    @property
    def of_both_years(self) -> QuerySet[Publication]:
        before = [month.same_month_last_year() for month in self.months]
        return self._within(Publication.objects.in_force(self.at), [*before, *self.months])

    @property
    def in_both_years(self) -> QuerySet[Publication]:
        """Those of both years that have a counterpart in the other one."""
        return self.told_apart(self.of_both_years).filter(both=True).values("pk")

    def told_apart(self, rows: QuerySet[Any], to: str = "") -> QuerySet[Any]:
        """The rows with `both`: whether the publication, to which `to` leads, has one in the other year.

        PostgreSQL reads the others once and looks each row up among them.
        """
        month = f"{to}month"
        later = When(**{f"{month}__gte": self.months[0]}, then=F(month) - A_YEAR)
        # Only among those of both years, or the database would look through every year there is.
        counterpart = self.of_both_years.filter(
            month=OuterRef("other"), province=OuterRef(f"{to}province"), district=OuterRef(f"{to}district")
        )
        return rows.annotate(other=Case(later, default=F(month) + A_YEAR), both=Exists(counterpart))

    @property
    def first_ones(self) -> QuerySet[Publication]:
        """The first confirmed revision of each district-month, in force or replaced."""
        published = Publication.objects.filter(revision=1)
        return self._within(
            published.filter(published_at__lte=self.at) if self.at else published, self.months
        )

    def _within(self, rows: QuerySet[Publication], months: list[FiscalMonth]) -> QuerySet[Publication]:
        rows = rows.filter(month__in=months).order_by()
        if self.narrowed.province:
            return rows.filter(province=self.narrowed.province)
        return rows.filter(province__region4=self.narrowed.region) if self.narrowed.region else rows

    @property
    def area(self) -> str:
        return "district_id" if self.narrowed.province else "province_id"


def by_area(asked: Asked) -> dict[Key, Figures]:
    """Figures by area and month of the later year; 1 query, 2 when narrowed to a part of the sales.

    `districts` counts publications, whether or not they hold anything of that part.
    """
    narrowed, found = asked.narrowed, defaultdict(Figures)
    place = (asked.area, "month", "both")
    rows = asked.told_apart(asked.of_both_years).values(*place)
    people = Sum("producers_group") + Sum("producers_individual") + Sum("producers_sme")
    sums = {} if narrowed.parts else _sums(asked)
    for row in rows.annotate(n=Count("pk"), people=people, **sums):
        _put(found, row[asked.area], row["month"], row, asked)
    if narrowed.parts:
        cells = PublicationTotal.objects.filter(publication__in=asked.of_both_years, **narrowed.parts)
        named = cells.order_by().annotate(area=F(f"publication__{asked.area}"), month=F("publication__month"))
        named = asked.told_apart(named, "publication__").values("area", "month", "both")
        for row in named.annotate(**_sums(asked)):
            _put(found, row["area"], row["month"], row, asked)
    return found


def by_part(asked: Asked, areas: dict[Key, Figures]) -> dict[tuple[str, str], Figures]:
    """Figures by category and producer type over all months; 1 query. `areas` are those of `by_area`."""
    cells = PublicationTotal.objects.filter(publication__in=asked.of_both_years, **asked.narrowed.parts)
    both = _told_by_month(asked, areas)
    named = cells.order_by().annotate(month=F("publication__month"), both=both)
    found: dict[tuple[str, str], Figures] = {}
    for row in named.values("category", "producer_type", "month", "both").annotate(**_sums(asked)):
        months: defaultdict[Key, Figures] = defaultdict(Figures)
        _put(months, "", row["month"], row, asked)
        for figures in months.values():
            found.setdefault((row["category"], row["producer_type"]), Figures()).add(figures)
    return found


def first_confirmed(asked: Asked) -> dict[Key, Punctuality]:
    """How many reports are confirmed, and which of them came in time, by area and month; 1 query."""
    grouped = asked.first_ones.values_list(asked.area, "month").annotate(
        n=Count("pk"),
        submitted=Count("pk", filter=Q(submitted_at__date__lte=F("submit_due"))),
        confirmed=Count("pk", filter=Q(published_at__date__lte=F("publish_due"))),
    )
    return {
        (area, month): Punctuality(confirmed=n, submitted_in_time=submitted, confirmed_in_time=confirmed)
        for area, month, n, submitted, confirmed in grouped
    }


def _told_by_month(asked: Asked, areas: dict[Key, Figures]) -> Case:
    """Whether a total's publication has a counterpart; of most months the areas tell it of all or none."""
    counts: dict[FiscalMonth, list[int]] = {}
    for (_, month), one in areas.items():
        sides = ((month, one.now, one.both_now), (month.plus(-12), one.then, one.both_then))
        for side, whole, both in sides:
            count = counts.setdefault(side, [0, 0])
            count[0] += whole.districts
            count[1] += both.districts
    all_of = [month for month, (whole, both) in counts.items() if whole == both]
    some_of = [month for month, (whole, both) in counts.items() if 0 < both < whole]
    whens = [When(publication__month__in=all_of, then=Value(True))] if all_of else []
    if some_of:
        asked_again = asked.in_both_years.filter(month__in=some_of)
        whens.append(When(publication__in=asked_again, then=Value(True)))
    return Case(*whens, default=Value(False))


def _sums(asked: Asked) -> dict[str, Sum]:
    """Sums of the asked channels."""
    return {_SUMS[one]: Sum(one) for one in asked.narrowed.columns}


def _put(
    found: defaultdict[Key, Figures], area: str, month: FiscalMonth, row: dict[str, Any], asked: Asked
) -> None:
    """Add a row of sums to the figures of its month, or of the same month a year later.

    SQLite adds binary fractions: exact to the satang for a month of the nation, not for a year. So the
    database adds up to a month, and months are added afterwards.
    """
    is_now = month >= asked.months[0]
    figures = found[area, month if is_now else month.plus(12)]
    whole, both = (figures.now, figures.both_now) if is_now else (figures.then, figures.both_then)
    amounts = Amounts(
        *[row.get(name, ZERO).quantize(SATANG) for name in _SUMS.values()],
        districts=row.get("n", 0),
        producers=row.get("people", 0),
    )
    whole.add(amounts)
    if row["both"]:
        both.add(amounts)

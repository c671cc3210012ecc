"""New, continuing and closed producers of a fiscal year and their sales, from publications alone (S54, R12).

Two years are compared like for like: only a district's months that are published in both count. In them a
producer is new who sold this year and nothing the year before, continuing who sold in both, closed who sold
the year before and nothing since. What a producer is follows from all its sales; a category narrows the sums
and counts who sold in it. A producer belongs to one district, so the nation is the sum of its districts.

The database groups the lines of the texts. A district's result is kept under the hashes of the contents that
it was made from, so that only a district that has published anew is read again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from reporting.fiscal import fiscal_year_months
from reporting.formats import percent
from reporting.models import CHANNEL_COLUMNS, District, Province, Publication

from .nation import ZERO
from .nation_year import areas
from .text_lines import baht, of_line, sum_of, tables
from .two_years import Asked, Narrowed, by_area

Area = Province | District
KEPT_FOR = 30 * 24 * 3600
"""Seconds. A result is good for as long as its publications are those that count."""


class Standing(StrEnum):
    NEW = "NEW"
    CONTINUING = "CONTINUING"
    CLOSED = "CLOSED"


Row = tuple[str, str, int, int, int]
"""Category (empty is all), standing, producers, and satang of this year and of the year before."""


@dataclass
class Part:
    """Producers of one standing, and their baht this year and the year before, in the compared months."""

    producers: int = 0
    now: Decimal = ZERO
    then: Decimal = ZERO

    def add(self, other: Part) -> None:
        self.producers += other.producers
        self.now += other.now
        self.then += other.then


@dataclass
class Growth:
    """An area's year: `published` is all baht of the year, `months` how many district-months are compared."""

    area: Area | None = None
    parts: dict[Standing, Part] = field(default_factory=lambda: {one: Part() for one in Standing})
    published: Decimal = ZERO
    months: int = 0

    def add(self, other: Growth) -> None:
        for standing, part in other.parts.items():
            self.parts[standing].add(part)
        self.published += other.published
        self.months += other.months

    @property
    def now(self) -> Decimal:
        """Baht of this year in the compared months: of new and continuing producers."""
        return sum((part.now for part in self.parts.values()), ZERO)

    @property
    def then(self) -> Decimal:
        """Baht of the year before in the same months: of continuing and closed producers."""
        return sum((part.then for part in self.parts.values()), ZERO)

    @property
    def not_compared(self) -> Decimal:
        """Baht of this year's months that are not published of the year before."""
        return self.published - self.now

    @property
    def change(self) -> int:
        """By how many there are more producers that sell."""
        return self.parts[Standing.NEW].producers - self.parts[Standing.CLOSED].producers

    def share(self, standing: Standing) -> Decimal | None:
        """Percent of the sales of this year; of a closed producer's, of those of the year before."""
        part = self.parts[standing]
        return percent(part.then, self.then) if standing == Standing.CLOSED else percent(part.now, self.now)


@dataclass(frozen=True)
class Producer:
    """A new or a closed producer of a district, by the name of the newest publication that has it."""

    pk: int
    name: str
    standing: Standing
    now: Decimal
    then: Decimal


def growth(
    fiscal_year: int, *, province: Province | None = None, category: str = "", at: datetime | None = None
) -> list[Growth]:
    """The provinces of the nation, or the districts of a province, by their codes.

    3 queries, 4 of a category, and 1 for each province in which something was published since the last time.
    """
    asked = Asked(fiscal_year_months(fiscal_year), Narrowed(province=province, category=category), at)
    found = {area.pk: Growth(area) for area in areas(asked.narrowed)}
    for (code, _), figures in by_area(asked).items():
        if code in found:
            found[code].published += figures.now.total
            found[code].months += figures.both_now.districts
    for district, rows in _by_district(asked).items():
        code = district if province else district[:2]
        for one, standing, producers, now, then in rows:
            if one == category and code in found:
                found[code].parts[Standing(standing)].add(Part(producers, baht(now), baht(then)))
    return list(found.values())


def total(parts: Iterable[Growth]) -> Growth:
    """The sum of areas."""
    whole = Growth()
    for part in parts:
        whole.add(part)
    return whole


def producers(
    district: District, fiscal_year: int, *, category: str = "", at: datetime | None = None
) -> list[Producer]:
    """The new and the closed producers of a district that sold in the category; 2 queries."""
    asked = Asked(fiscal_year_months(fiscal_year), Narrowed(province=district.province), at)
    marked = _counted(asked.of_both_years.filter(district=district), asked).get(district.pk)
    if not marked:
        return []
    wanted = "WHERE s.category = %s" if category else ""
    statement = f"""
        {_judged(len(marked))}
        SELECT s.producer, MAX(s.named), j.standing, SUM(s.now), SUM(s.before)
        FROM sold s JOIN judged j ON j.district = s.district AND j.producer = s.producer {wanted}
        GROUP BY s.producer, j.standing
        HAVING j.standing <> 'CONTINUING' AND SUM(s.now) + SUM(s.before) > 0
    """
    pks = [pk for pk, _ in marked]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*_first(asked), *pks, *([category] if category else [])])
        rows = cursor.fetchall()
    return [
        Producer(pk, named[_MONTH_DIGITS:], Standing(standing), baht(now), baht(then))
        for pk, named, standing, now, then in rows
    ]


def prepare(district: District, fiscal_year: int) -> None:
    """Read a district that has published anew before somebody waits for it: for its year and the next one."""
    for year in (fiscal_year, fiscal_year + 1):
        _by_district(Asked(fiscal_year_months(year), Narrowed(province=district.province)))


Counted = tuple[int, str]
"""A publication's id and the hash of its content."""

Kept = dict[str, tuple[str, list[Row]]]
"""Of the districts of a province: what a result was made from, and the result."""

_MONTH_DIGITS = 6


def _by_district(asked: Asked) -> dict[str, list[Row]]:
    """Each district's rows; those of a district whose publications are the ones of the last time are kept."""
    counted = _counted(asked.of_both_years, asked)
    by_province: dict[str, dict[str, str]] = defaultdict(dict)
    for district, ones in counted.items():
        by_province[district[:2]][district] = _mark(ones)
    day = asked.at.date() if asked.at else "now"
    names = {code: f"register-growth-{asked.months[0].key}-{day}-{code}" for code in by_province}
    kept: dict[str, Kept] = cache.get_many(names.values())
    found: dict[str, list[Row]] = {}
    for code, marks in by_province.items():
        own = kept.get(names[code], {})
        anew = [district for district, mark in marks.items() if own.get(district, ("",))[0] != mark]
        if anew:
            rows = _grouped([pk for district in anew for pk, _ in counted[district]], asked)
            own |= {district: (marks[district], rows[district]) for district in anew}
            cache.set(names[code], own, KEPT_FOR)
        found |= {district: own[district][1] for district in marks}
    return found


def _counted(publications: QuerySet[Publication], asked: Asked) -> dict[str, list[Counted]]:
    """The publications of both years whose district-month is published in the other year too, by district."""
    rows = list(publications.values_list("district_id", "month", "pk", "sha256"))
    known = {(district, month) for district, month, *_ in rows}
    found: dict[str, list[Counted]] = defaultdict(list)
    for district, month, pk, sha256 in rows:
        if (district, month.plus(12 if month < asked.months[0] else -12)) in known:
            found[district].append((pk, sha256))
    return found


def _mark(ones: Sequence[Counted]) -> str:
    return hashlib.sha256("".join(sorted(sha256 for _, sha256 in ones)).encode()).hexdigest()


def _grouped(pks: Sequence[int], asked: Asked) -> dict[str, list[Row]]:
    """The rows of the districts of these publications, as the database groups their lines; 1 query."""
    statement = f"""
        {_judged(len(pks))}
        SELECT district, '' AS category, standing, COUNT(*), SUM(now), SUM(before)
        FROM judged GROUP BY district, standing
        UNION ALL
        SELECT s.district, s.category, j.standing,
            SUM(CASE WHEN j.standing = 'CLOSED' AND s.before > 0 OR s.now > 0 THEN 1 ELSE 0 END),
            SUM(s.now), SUM(s.before)
        FROM sold s JOIN judged j ON j.district = s.district AND j.producer = s.producer
        GROUP BY s.district, s.category, j.standing
    """
    found: dict[str, list[Row]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*_first(asked), *pks])
        for district, category, standing, count, now, then in cursor.fetchall():
            found[district].append((category, standing, int(count), int(now), int(then)))
    return found


def _first(asked: Asked) -> Iterator[int]:
    """The month from which a line is of this year, for both sums of a line."""
    return iter((asked.months[0].key, asked.months[0].key))


def _judged(publications: int) -> str:
    """What each producer sold by category, and what that makes of it: `sold` and `judged`, in satang."""
    return f"""
        WITH sold AS (
            SELECT p.district_id AS district, {of_line("group")} AS producer,
                {of_line("category")} AS category,
                MAX(CAST(p.month AS TEXT) || {of_line("name")}) AS named,
                {sum_of(CHANNEL_COLUMNS, ">=")} AS now, {sum_of(CHANNEL_COLUMNS, "<")} AS before
            FROM {tables()}
            WHERE p.id IN ({", ".join(["%s"] * publications)})
            GROUP BY p.district_id, {of_line("group")}, {of_line("category")}
        ), whole AS (
            SELECT district, producer, SUM(now) AS now, SUM(before) AS before
            FROM sold GROUP BY district, producer
        ), judged AS (
            SELECT district, producer, now, before, CASE
                WHEN before = 0 THEN 'NEW' WHEN now = 0 THEN 'CLOSED' ELSE 'CONTINUING'
            END AS standing
            FROM whole WHERE now + before > 0
        )
    """

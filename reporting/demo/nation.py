"""A whole nation for benchmarks: every district, about a hundred lines each, over whole fiscal years.

Sizes, categories, types, the online share and the season are those of `figures`; districts submit and
provinces confirm as in the demonstration's past. Lines are typed in the last week of their month only, none
is corrected, and months stay open: what is asked of such data is how fast the nation's pages are.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from reporting.actions import months, reference, seeding, seeding_nation
from reporting.actions.seeding_nation import Shape
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Category, District, Holiday, MonthlyReport, ProducerGroup, RosterEntry

from . import people as persons
from .figures import MONTH_SIGMA, FigureMaker
from .history import HistoryMaker
from .names import NameMaker
from .people import People
from .plan import Plan
from .register import SECOND_CATEGORY, Pair, shape_like_the_nation
from .sales import NIL, YEARLY_GROWTH

SEED = 2565
FIXTURES = settings.BASE_DIR / "fixtures"
Step = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Size:
    """Fiscal years, districts (the first ones by code, 0 is all), and lines of a district on the average."""

    years: int = 5
    districts: int = 0
    lines: int = 100


@transaction.atomic
def create(*, size: Size, now: dt.datetime, step: Step) -> int:
    """Fill an empty database; how many lines are published. Asks `step` around each part."""
    with step("จังหวัด อำเภอ ตำบล วันหยุด"):
        if not District.objects.exists():
            reference.load_geography(FIXTURES / "geography")
            reference.load_holidays(FIXTURES / "holidays.csv")
    plan, figures = Plan(now=now, holidays=Holiday.objects.days()), FigureMaker(SEED)
    with step("ผู้ใช้งาน"):
        people = persons.create(NameMaker(seed=SEED, folder=FIXTURES / "demo"), last_seen=now)
    past = _past(plan, size.years)
    with step("เปิดเดือน"):
        months.open_months(months=past, by=people.department, now=plan.opened_at(past[0]))
    with step("ทะเบียนกลุ่ม/ผู้ผลิต"):
        districts, pairs = _register(size, people, figures, starts=past[0])
        seeding_nation.begin(
            (one.entry.group_id, one.category, one.base, one.transfer_share, one.online_share)
            for one in pairs
        )
    lines = 0
    history = HistoryMaker(plan=plan, people=people)
    for year in range(past[0].fiscal_year, past[-1].fiscal_year + 1):
        with step(f"ยอดจำหน่ายปีงบประมาณ {year}"):
            for month in fiscal_year_months(year):
                lines += _publish(month, districts, history, figures, first_year=past[0].fiscal_year)
    seeding.mark_loaded(by=people.administrator, now=now)
    return lines


def _past(plan: Plan, years: int) -> list[FiscalMonth]:
    """The months of so many fiscal years, the last of which is over."""
    last = plan.current.fiscal_year - 1
    return [month for year in range(last - years + 1, last + 1) for month in fiscal_year_months(year)]


def _publish(
    month: FiscalMonth,
    districts: Sequence[District],
    history: HistoryMaker,
    figures: FigureMaker,
    *,
    first_year: int,
) -> int:
    reports = MonthlyReport.objects.with_context().for_month(month).filter(district__in=districts)
    season = figures.seasonal(month.month) * (1 + YEARLY_GROWTH * (month.fiscal_year - first_year))
    return seeding_nation.publish(
        month,
        history.confirmed(month, list(reports.order_by("district"))),
        Shape(season, MONTH_SIGMA, NIL),
        typed_at=history.plan.typed_at(month.weeks()[-1]),
    )


def _register(
    size: Size, people: People, figures: FigureMaker, *, starts: FiscalMonth
) -> tuple[Sequence[District], Sequence[Pair]]:
    """The districts, and what the producers of each sell; the producers are stored."""
    rolls = random.Random(SEED)
    found = District.objects.reporting().order_by("code").prefetch_related("subdistricts")
    districts, pairs = list(found[: size.districts or None]), []
    for district in districts:
        wanted = len(pairs) + max(1, round(size.lines * rolls.uniform(0.6, 1.4)))
        maker = _producers(district, people, figures, rolls, starts=starts)
        while len(pairs) < wanted:
            pairs += next(maker)
    shape_like_the_nation(pairs, figures)
    entries = [pair.entry for pair in pairs]
    seeding.store_register(list({id(one.group): one.group for one in entries}.values()), entries)
    return districts, pairs


def _producers(
    district: District, people: People, figures: FigureMaker, rolls: random.Random, *, starts: FiscalMonth
) -> Iterator[list[Pair]]:
    """The producers of a district, one after another, each with one category, sometimes two."""
    places, number = list(district.subdistricts.all()), 0
    while True:
        number += 1
        kind, place = figures.pick_type(), rolls.choice(places)
        categories = [figures.pick_category()]
        if rolls.random() < SECOND_CATEGORY:
            categories = list(dict.fromkeys([*categories, figures.pick_category()]))
        group = ProducerGroup(
            district=district,
            subdistrict=place,
            producer_type=kind,
            created_at=dt.datetime.combine(starts.first_day, dt.time(2), tzinfo=dt.UTC),
            created_by=people.typist(district.pk),
        )
        group.set_name(f"{Category(categories[0]).label}{place.name_th} {number}")
        yield [
            Pair(RosterEntry(group=group, category=code, starts=starts), figures.line_base(code, kind))
            for code in categories
        ]

"""Making the demonstration: everything in one transaction, so that it is there as a whole or not at all."""

from __future__ import annotations

import datetime as dt
import gc
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from reporting.actions import months, reference, seeding
from reporting.fiscal import FiscalMonth
from reporting.models import Holiday, Target

from . import committees, handovers, inquiries, standing_in
from . import people as persons
from .corrected import Corrected
from .figures import FigureMaker
from .history import HistoryMaker
from .names import NameMaker
from .people import People
from .plan import LETTER_MONTHS, Plan
from .press import Press
from .register import Register, RegisterMaker
from .sales import Seller, by_the_letter, once_a_month, week_by_week
from .states import StateMaker

SEED = 2565
FIXTURES = settings.BASE_DIR / "fixtures"
# What the districts sold of the letter's target in its three months; the first was met exactly.
LETTER_FACTORS = {
    10: ("1",) * 9,
    11: ("0.97", "1.04", "0.91", "1.02", "0.95", "1.08", "0.99", "0.93", "1.01"),
    12: ("1.03", "0.96", "1.01", "0.94", "1.06", "0.98", "0.92", "1.05", "0.97"),
}

Step = Callable[[str], AbstractContextManager[None]]


@transaction.atomic
def create(*, now: dt.datetime, address: str, step: Step) -> bool:
    """Load everything; whether the papers of the last month could be drawn. Asks `step` around each part.

    `address` is where the portal will be served; it is printed on the papers for checking them.
    """
    with step("จังหวัด อำเภอ ตำบล วันหยุด เป้าหมาย"):
        reference.load_geography(FIXTURES / "geography")
        reference.load_holidays(FIXTURES / "holidays.csv")
        reference.load_targets(FIXTURES / "targets" / "nongkhai_2565.csv")
    plan = Plan(now=now, holidays=Holiday.objects.days())
    names, figures = NameMaker(seed=SEED, folder=FIXTURES / "demo"), FigureMaker(SEED)
    with step("ผู้ใช้งาน"):
        people = persons.create(names, last_seen=now - dt.timedelta(days=1))
    with step("เปิดเดือน"):
        _open_and_close(plan, people)
        others = _committees(plan, people)
    with step("ทะเบียนกลุ่ม/ผู้ผลิต"):
        maker = RegisterMaker(plan=plan, people=people, names=names, figures=figures)
        home, nation = maker.home(), maker.nation()
    first_year = plan.history[0].fiscal_year
    weekly = week_by_week(figures, random.Random(SEED), first_year)
    monthly = once_a_month(figures, random.Random(SEED), first_year)
    history = HistoryMaker(plan=plan, people=people)
    with Press() as press, few_collections():
        states = StateMaker(
            plan=plan, people=people, register=home, seller=weekly, press=press, address=address
        )
        with step("เดือนล่าสุดของจังหวัดหนองคาย"):
            states.begin()
        with step("ยอดจำหน่ายย้อนหลังของจังหวัดหนองคาย"):
            _letter_months(history, home, figures)
            _publish(history, plan.history, home, weekly)
        with step("ยอดจำหน่ายย้อนหลังของจังหวัดอื่น"):
            _publish(history, [*plan.history, plan.last], nation, monthly)
        with step("รายงานและเดือนปัจจุบันของจังหวัดหนองคาย"):
            drawn = _finish(states, Corrected(plan=plan, people=people, press=press, address=address))
            states.current_month()
            _beside_the_months(others, plan, people)
    seeding.mark_loaded(by=people.administrator, now=now)
    return drawn


def _open_and_close(plan: Plan, people: People) -> None:
    """Open every month in its time, and close those whose time is over."""
    for month in plan.months:
        months.open_month(month=month, by=people.department, now=plan.opened_at(month))
        if closed_at := plan.closed_at(month):
            months.close_month(month=month, by=people.department, now=closed_at)


def _committees(plan: Plan, people: People) -> NameMaker:
    """Fill the registers; the names are of their own maker, so that the producers' do not depend on them."""
    names, since = NameMaker(seed=SEED + 1, folder=FIXTURES / "demo"), plan.months[0]
    committees.create(names, people, since=since, now=plan.opened_at(since))
    return names


def _publish(history: HistoryMaker, past: Sequence[FiscalMonth], register: Register, seller: Seller) -> None:
    for month in past:
        history.publish(month, register, lambda _: seller)


def _finish(states: StateMaker, corrected: Corrected) -> bool:
    """The states of the last month, and the month that is corrected; whether their papers could be drawn."""
    corrected.begin()
    drawn = states.finish()
    if drawn:
        corrected.finish()
    return drawn


def _letter_months(history: HistoryMaker, home: Register, figures: FigureMaker) -> None:
    """October 2564 as the letter's target table has it, to the baht; the two months after it nearly so."""
    for month in LETTER_MONTHS:
        sellers: dict[str, Seller] = {}
        for code, factor in zip(sorted(home), LETTER_FACTORS[month.month], strict=True):
            rows = Target.objects.filter(district_id=code, month=month)
            target = {row.channel.lower(): row.value for row in rows}
            sellers[code] = by_the_letter(figures, target, Decimal(factor))
        history.publish(month, home, sellers.__getitem__)


def _beside_the_months(names: NameMaker, plan: Plan, people: People) -> None:
    """A pack that waits for its successor, questions of the department, and somebody who is away."""
    handovers.create(names, people, now=plan.now)
    inquiries.create(plan, people)
    standing_in.create(people, now=plan.now)


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage in cycles rarely: so many new objects hold none, and looking is slow."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

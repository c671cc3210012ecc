"""What the tests do inside a demonstration's own process and database: `python -m tests.demo.steps STEP`.

A step prints its answer as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

TYPED = "4242.00"


def leftover() -> None:
    """An older, much smaller demonstration with somebody's work in it."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.core.management import call_command
    from django.utils import timezone

    from reporting.actions import seeding
    from reporting.models import Role, User

    call_command("migrate", verbosity=0)
    account = {"full_name": "ผู้ดูแลเดิม", "position": "นักวิชาการคอมพิวเตอร์", "role": Role.ADMINISTRATOR}
    former = User.objects.create_user(username="former", **account)
    seeding.mark_loaded(by=former, now=timezone.now())
    default_storage.save("old-file", ContentFile(b"old"))


def facts() -> dict[str, Any]:
    """Everything the tests ask about a new demonstration, read once."""
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from reporting.deadlines import bangkok_date
    from reporting.demo.people import PASSWORD
    from reporting.demo.plan import LETTER_MONTHS, Plan
    from reporting.models import (
        Document,
        Handover,
        MonthlyReport,
        ProducerGroup,
        Publication,
        SalesLine,
        User,
    )

    plan = Plan(now=timezone.now())
    documents = Document.objects.select_related("file", "signature")
    usable = [user for user in User.objects.all() if user.has_usable_password()]
    home = MonthlyReport.objects.filter(district__province="43").order_by("district")
    return {
        "old_file": default_storage.exists("old-file"),
        "former": User.objects.filter(username="former").exists(),
        "usernames": sorted(user.username for user in usable),
        "accounts": User.objects.count(),
        "passwords": usable[0].check_password(PASSWORD) and len({user.password for user in usable}) == 1,
        "algorithm": usable[0].password.partition("$")[0],
        "producers": {
            code: ProducerGroup.objects.filter(district=code).count()
            for code in home.values_list("district", flat=True).distinct()
        },
        "letter": [_letter(month) for month in LETTER_MONTHS],
        "last_year": [_nation(month) for month in plan.history[:12]],
        "year": _year(plan.history),
        "months": {
            "history": [month.key for month in plan.history],
            "last": {r.district_id: [r.state, r.revision] for r in home.for_month(plan.last)},
            "current": sorted(set(home.for_month(plan.current).values_list("state", flat=True))),
            "weeks_typed": SalesLine.objects.filter(report__in=home.for_month(plan.current))
            .filter(weeks__isnull=False)
            .exists(),
            "weeks_over": plan.current.weeks()[0].last_day < bangkok_date(plan.now),
        },
        "revisions": [
            [one.district_id, one.revision, one.superseded_at is None, one.month.key]
            for one in Publication.objects.filter(
                report__in=MonthlyReport.objects.filter(publications__revision__gt=1)
            ).order_by("revision")
        ],
        "papers": [
            [document.report.district_id, document.file.file.read(5).decode(), document.signature.method]
            for document in documents
        ],
        "handovers": [
            [pack.leaver.username, pack.successor.username, pack.is_waiting]
            for pack in Handover.objects.all()
        ],
        "future": _future(plan.now),
    }


def _letter(month: Any) -> dict[str, list[str]]:
    """Regular, transfer and online of the month by district, in baht."""
    from reporting.models import Publication

    rows = Publication.objects.current().filter(month=month)
    return {row.district_id: [str(row.regular), str(row.transfer), str(row.online)] for row in rows}


def _nation(month: Any) -> list[Any]:
    from reporting.stats import nation_year

    total = nation_year.year_table(month.fiscal_year).month_totals[month.position - 1]
    return [month.month, str(total.total), total.districts]


def _year(months: Any) -> dict[str, Any]:
    """Shares in percent over all months before the last."""
    from reporting.stats import nation, nation_year

    table = nation_year.year_table(months[0].fiscal_year)
    total = table.total
    shares = {
        category: float(100 * amounts.total / total.total)
        for category, amounts in nation.by_category(months=months).items()
    }
    return {
        "shares": shares,
        "online": float(100 * total.online / total.total),
        "provinces": sum(row.total.districts > 0 for row in table.rows),
    }


def _future(now: Any) -> list[str]:
    """The moments in the database that have not come yet."""
    from django.apps import apps
    from django.db import models

    found = []
    for model in apps.get_app_config("reporting").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField) and model._default_manager.filter(
                **{f"{field.name}__gt": now}
            ):
                found.append(f"{model.__name__}.{field.name}")
    return found


def type_something() -> dict[str, Any]:
    """An officer types a figure that no demonstration would invent; which line it is."""
    from decimal import Decimal

    from django.utils import timezone

    from reporting.actions import sales
    from reporting.actions.sales import Cell, WeekRow
    from reporting.models import MonthlyReport, RosterEntry, User

    report = MonthlyReport.objects.with_context().filter(district="4302").order_by("month").last()
    nil = report.lines.filter(nil=True).values("group")
    pairs = RosterEntry.objects.of_district("4302").for_month(report.fiscal_month).exclude(group__in=nil)
    entry = pairs.order_by("pk").first()
    week = report.fiscal_month.weeks()[-1].number
    wanted = Cell(amounts=(Decimal(TYPED), Decimal("0.00"), Decimal("0.00")))
    row = WeekRow(entry.group_id, entry.category, seen=Cell(), wanted=wanted)
    officer = User.objects.get(username="thabo.officer")
    (result,) = sales.save_week(report=report, week=week, rows=[row], by=officer, now=timezone.now())
    return {"line": result.line.pk, "week": week, "outcome": result.outcome}


def typed() -> list[str]:
    """Where that figure stands."""
    from reporting.models import WeeklyEntry

    return [f"{entry.line_id}/{entry.week}" for entry in WeeklyEntry.objects.filter(regular=TYPED)]


STEPS = {step.__name__: step for step in (leftover, facts, type_something, typed)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(STEPS[sys.argv[1]]()))

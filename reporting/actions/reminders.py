"""Reminding before due dates and once after them; however often it is run, nobody is told twice for one day.

The month's row is locked, so that a second run waits and then finds what the first has written; a unique
index holds the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from reporting import telling
from reporting.deadlines import bangkok_date
from reporting.models import (
    REMINDERS,
    Holiday,
    MonthlyReport,
    Notice,
    NoticeKind,
    ReportingMonth,
    State,
    User,
)
from reporting.stats import reminders
from reporting.stats.reminders import Days, Matter

from . import outbox


def send(*, now: datetime) -> int:
    """Write the reminders of this moment's day in Bangkok; how many were new."""
    asked = {
        "today": bangkok_date(now),
        "before": settings.OTOP_REMIND_DAYS,
        "holidays": Holiday.objects.days(),
    }
    months = ((month, reminders.days_of(month, **asked)) for month in ReportingMonth.objects.all())
    return sum(_remind(month, days, now=now) for month, days in months if days)


@transaction.atomic
def _remind(month: ReportingMonth, days: Days, *, now: datetime) -> int:
    month = ReportingMonth.objects.select_for_update(no_key=True).get(pk=month.pk)
    reports = MonthlyReport.objects.filter(month=month).exclude(state=State.PUBLISHED).with_context()
    found = reminders.matters(reports.order_by("district_id"), days, today=bangkok_date(now))
    have = Notice.objects.filter(
        month=month, kind__in=REMINDERS, reminder_day__in=[days.submit, days.publish]
    )
    told = set(have.values_list("user_id", "kind", "reminder_day"))
    new = [
        notice
        for notice in _notices(found, month, now=now)
        if (notice.user_id, notice.kind, notice.reminder_day) not in told
    ]
    outbox.write(Notice.objects.bulk_create(new), now=now)
    return len(new)


def _notices(found: Iterable[Matter], month: ReportingMonth, *, now: datetime) -> Iterable[Notice]:
    """A notice for each person of the office that a matter belongs to; 2 queries."""
    found = list(found)
    people = _people(found)
    for matter in found:
        of_province = matter.kind == NoticeKind.REMIND_PUBLISH
        district = matter.reports[0].district
        text = telling.reminder(matter.kind, matter.reports, now=now)
        for person in people.get(district.province_id if of_province else district.pk, ()):
            yield Notice(
                user=person,
                kind=matter.kind,
                month=month,
                report=None if of_province else matter.reports[0],
                text=text,
                at=now,
                reminder_day=matter.day,
            )


def _people(found: Iterable[Matter]) -> dict[str, list[User]]:
    """The people of the offices concerned, by the code of their district or province."""
    districts = [m.reports[0].district_id for m in found if m.kind != NoticeKind.REMIND_PUBLISH]
    provinces = [m.reports[0].district.province_id for m in found if m.kind == NoticeKind.REMIND_PUBLISH]
    active = User.objects.filter(is_active=True)
    people: dict[str, list[User]] = {}
    for person in (active.filter(district__in=districts) | active.filter(province__in=provinces)).order_by(
        "pk"
    ):
        people.setdefault(person.district_id or person.province_id, []).append(person)
    return people

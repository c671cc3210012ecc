"""Telling people what concerns them, in the transaction of the act itself; and that they have read it.

Everybody in both offices is told of a hand-over, except the person who pressed. A notice is nobody's work and
so in no log; what it tells of is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from reporting import cover_words, inquiry_words, telling
from reporting.models import (
    Cover,
    Inquiry,
    MonthlyReport,
    Notice,
    NoticeKind,
    ReportingMonth,
    Role,
    SalesLine,
    Thread,
    User,
)
from reporting.models.users import DISTRICT_ROLES, UserQuerySet
from reporting.stats.circulars import CircularStanding
from reporting.telling import Words

from . import outbox

_DECIDED_BY_DEPARTMENT = (NoticeKind.CORRECTION_ASKED, NoticeKind.CORRECTION_WITHDRAWN)


def hand_over(
    kind: str, *, report: MonthlyReport, by: User, now: datetime, count: int = 0, wish: date | None = None
) -> None:
    """Tell both offices of a verb of the workflow; of a return also how many lines, until when."""
    words = telling.hand_over(kind, report, by=by, now=now, count=count, wish=wish)
    _tell(kind, words, _both_offices(report), month=report.month, report=report, by=by, now=now)


def correction(
    kind: str, *, report: MonthlyReport, by: User, now: datetime, last_day: date | None = None
) -> None:
    """Tell both offices of a step of a correction; the department too of what only it may decide."""
    words = telling.correction(kind, report, by=by, now=now, last_day=last_day)
    people = _both_offices(report)
    if not report.month.is_open and kind in _DECIDED_BY_DEPARTMENT:
        people = people | User.objects.filter(role=Role.DEPARTMENT)
    _tell(kind, words, people, month=report.month, report=report, by=by, now=now)


def message(*, report: MonthlyReport, line: SalesLine | None, by: User, now: datetime) -> None:
    """Tell both offices that somebody wrote about the report or one of its lines."""
    about = f"{line.group} ({line.get_category_display()})" if line else ""
    words = telling.message(report, about, by=by)
    people = _both_offices(report)
    _tell(NoticeKind.MESSAGE, words, people, month=report.month, report=report, line=line, by=by, now=now)


def extension(kind: str, *, report: MonthlyReport, by: User, now: datetime) -> None:
    """Tell both offices that a district got more time, or no longer has it."""
    words = telling.extension(kind, report, by=by)
    _tell(kind, words, _both_offices(report), month=report.month, report=report, by=by, now=now)


def inquiry(kind: str, *, inquiry: Inquiry, by: User, now: datetime) -> None:
    """Tell the province, the district once it was brought in, and who of the department has written there.

    The writer's own notices of the inquiry are read: who writes has seen what was said before.
    """
    publication = inquiry.publication
    people = User.objects.filter(
        Q(province_id=publication.province_id)
        | Q(district_id=publication.district_id if inquiry.is_shared else None, district__isnull=False)
        | Q(role=Role.DEPARTMENT, pk__in=inquiry.messages.order_by().values("author"))
    )
    by.notices.unread().filter(inquiry=inquiry).update(read_at=now)
    month = ReportingMonth.objects.get(month=publication.month)
    _tell(
        kind, inquiry_words.told(kind, inquiry, by=by), people, month=month, inquiry=inquiry, by=by, now=now
    )


def circular(kind: str, *, standing: CircularStanding, by: User | None, now: datetime) -> None:
    """Tell the committee's own office how its circular ended, or that it can be ended now."""
    sent, first = standing.circular, standing.items[0].report
    words = telling.circular(kind, sent.committee, first.month, by=by)
    if sent.district_id:
        people, report = User.objects.filter(district_id=sent.district_id), first
    else:
        people, report = User.objects.filter(province_id=sent.province_id), None
    _tell(kind, words, people, month=first.month, report=report, by=by, now=now)


def cover(kind: str, *, cover: Cover, by: User, now: datetime) -> None:
    """Tell both people of a leave cover that it was arranged, or ended before its time."""
    texts = cover_words.told(kind, cover, by=by)
    people = zip((cover.absent, cover.substitute), texts, strict=True)
    told = Notice.objects.bulk_create(
        Notice(user=person, kind=kind, text=text, at=now, by=by)
        for person, text in people
        if person.is_active and person.pk != by.pk
    )
    outbox.write(told, now=now)


def months_opened(*, months: Sequence[ReportingMonth], by: User, now: datetime) -> None:
    """Tell every district and every province that months take figures; of several in one notice."""
    words = telling.month_opened(months[0], now=now)
    if len(months) > 1:
        words = telling.months_opened([opened.month for opened in months])
    _tell(NoticeKind.MONTH_OPENED, words, _all_offices(), month=months[-1], by=by, now=now)


def month_reopened(*, month: ReportingMonth, by: User, now: datetime) -> None:
    """Tell them that a closed month takes figures again."""
    words = telling.month_opened(month, again=True, now=now)
    _tell(NoticeKind.MONTH_OPENED, words, _all_offices(), month=month, by=by, now=now)


def due_moved(*, month: ReportingMonth, by: User, now: datetime) -> None:
    """Tell every district and every province that an open month has other due dates."""
    words = telling.due_moved(month)
    _tell(NoticeKind.DUE_MOVED, words, _all_offices(), month=month, by=by, now=now)


def month_closed(*, month: ReportingMonth, by: User, now: datetime) -> None:
    """Tell every district and every province that a month takes no new figures."""
    words = telling.month_closed(month)
    _tell(NoticeKind.MONTH_CLOSED, words, _all_offices(), month=month, by=by, now=now)


@transaction.atomic
def mark_read(*, user: User, ids: Iterable[int], now: datetime) -> int:
    """Remember that the person has read these of their own notices; how many were unread."""
    return user.notices.unread().filter(pk__in=list(ids)).update(read_at=now)


@transaction.atomic
def mark_all_read(*, user: User, up_to: int, now: datetime) -> int:
    """The same for all up to the newest one that was on the screen: a later one was not seen."""
    return user.notices.unread().filter(pk__lte=up_to).update(read_at=now)


def mark_thread_read(*, user: User, thread: Thread, up_to: datetime, now: datetime) -> None:
    """Who has read a thread up to a moment need not be told any more that there was something in it."""
    told = user.notices.unread().filter(kind=NoticeKind.MESSAGE, at__lte=up_to)
    told.filter(report=thread.report_id, line=thread.line_id).update(read_at=now)


def _both_offices(report: MonthlyReport) -> UserQuerySet:
    district = report.district
    return User.objects.filter(Q(district_id=district.pk) | Q(province_id=district.province_id))


def _all_offices() -> UserQuerySet:
    districts = Q(role__in=DISTRICT_ROLES, district__reports_otop=True)
    return User.objects.filter(districts | Q(role=Role.PROVINCE, province__reports_otop=True))


def _tell(
    kind: str,
    words: Words,
    people: UserQuerySet,
    *,
    month: ReportingMonth,
    by: User | None,
    now: datetime,
    report: MonthlyReport | None = None,
    line: SalesLine | None = None,
    inquiry: Inquiry | None = None,
) -> None:
    """One notice for each of the people but the one who did it, and the letters; at most 3 queries."""
    others = people.filter(is_active=True).exclude(pk=by.pk if by else None).order_by("pk")
    told = Notice.objects.bulk_create(
        Notice(
            user=person,
            kind=kind,
            month=month,
            report=report,
            line=line,
            inquiry=inquiry,
            text=words.for_person(person),
            at=now,
            by=by,
        )
        for person in others
    )
    outbox.write(told, now=now)

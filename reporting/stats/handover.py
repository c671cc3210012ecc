"""What is open in an office, what went wrong of late, and what its lines usually do: for its handover pack.

An office is a district or a province; a province has everything that its districts have. Each question is a
fixed number of queries, whatever the number of producers and districts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from reporting import habits
from reporting.fiscal import FiscalMonth
from reporting.models import (
    Action,
    Circular,
    Committee,
    CommitteeMember,
    District,
    Evidence,
    EvidenceKind,
    FollowUp,
    Inquiry,
    InquiryState,
    Message,
    MonthlyReport,
    Office,
    ReturnedLine,
    Role,
    RosterEntry,
    SalesLine,
    State,
    Transition,
    User,
)

from . import desk, doubts, risk
from .sheet import PairKey
from .threads import WAITS

RECENT = 3
Pairs = Sequence[tuple[RosterEntry, habits.Line]]


def of_place(place: Committee, path: str = "") -> Q:
    """What belongs to the office; `path` leads to the report, "" from the report itself."""
    district = f"{path}district"
    return Q(**{district if isinstance(place, District) else f"{district}__province": place})


def unfinished(place: Committee, present: FiscalMonth) -> list[MonthlyReport]:
    """The months that have begun and that the province has not confirmed, oldest first; 1 query."""
    reports = MonthlyReport.objects.filter(of_place(place), month__month__lte=present)
    open_ones = reports.exclude(state=State.PUBLISHED).with_context()
    return list(open_ones.order_by("month__month", "district_id"))


def returned(place: Committee) -> list[ReturnedLine]:
    """The returned lines that were neither changed nor answered so far; 1 query."""
    found = ReturnedLine.objects.filter(of_place(place, "sent_back__report__")).in_force().left()
    found = found.select_related("reason", "line__group", "sent_back__report__month")
    return list(found.order_by("sent_back__report__month__month", "line__group__sort_key", "line_id"))


def inquiries(place: Committee) -> list[Inquiry]:
    """What the department asks and has not closed, of a district what it was brought into; 1 query."""
    found = Inquiry.objects.filter(of_place(place, "publication__")).exclude(state=InquiryState.CLOSED)
    if isinstance(place, District):
        found = found.filter(shared_at__isnull=False)
    return list(found.with_context().order_by("asked_at", "pk"))


def talks(place: Committee, *, now: datetime) -> list[Message]:
    """The newest message of each thread about which somebody wrote of late, newest first; 1 query."""
    messages = Message.objects.filter(of_place(place, "thread__report__"), at__gte=now - WAITS)
    messages = messages.select_related(
        "author", "thread__line__group", "thread__report__month", "thread__report__district"
    )
    newest = {message.thread_id: message for message in messages.order_by("id")}
    return sorted(newest.values(), key=lambda message: -message.pk)


def marks(place: Committee) -> list[FollowUp]:
    """The lines that the office itself follows; 1 query."""
    office = Office.DISTRICT if isinstance(place, District) else Office.PROVINCE
    found = FollowUp.objects.open().filter(of_place(place, "line__report__"), office=office)
    found = found.select_related("marked_by", "line__group", "line__report__month", "line__report__district")
    return list(found.order_by("-line__report__month__month", "-id"))


@dataclass(frozen=True)
class Trouble:
    """What happened of late: months late, lines sent back, months corrected, figures doubted."""

    reports: Sequence[MonthlyReport]
    returned: Sequence[ReturnedLine]
    reopened: Sequence[Transition]
    doubted: Sequence[tuple[SalesLine, doubts.Doubted]]

    @property
    def late(self) -> list[MonthlyReport]:
        return [report for report in self.reports if report.is_late]


def trouble(place: Committee, present: FiscalMonth, *, today: date) -> Trouble:
    """The last three months before the present one; 3 queries, for a district 3 more for each month."""
    reports = MonthlyReport.objects.filter(of_place(place), month__month__lt=present)
    reports = list(reports.filter(month__month__gte=present.plus(-RECENT)).with_context().order_by("id"))
    lines = ReturnedLine.objects.filter(sent_back__report__in=reports)
    lines = lines.select_related("reason", "line__group", "line__report__district", "line__report__month")
    reopened = Transition.objects.filter(report__in=reports, action=Action.REOPEN)
    of_district = isinstance(place, District)
    return Trouble(
        reports=reports,
        returned=list(lines.order_by("sent_back__at", "line__group__sort_key", "pk")),
        reopened=list(reopened.select_related("report__district", "report__month").order_by("at")),
        doubted=[own for report in reports for own in _doubted(report, today)] if of_district else [],
    )


def _doubted(report: MonthlyReport, today: date) -> list[tuple[SalesLine, doubts.Doubted]]:
    lines = list(report.lines.present().select_related("group").order_by("group__sort_key", "pk"))
    for line in lines:
        line.report = report
    found = doubts.of_report(report, lines, desk.filled(report), today=today)
    return [(line, found[line.pk]) for line in lines if line.pk in found]


def roster(district: District, month: FiscalMonth) -> Pairs:
    """The pairs expected from the month on, in reading order, with what is known of each; 4 queries."""
    entries = RosterEntry.objects.of_district(district.pk).filter(Q(ends__isnull=True) | Q(ends__gte=month))
    entries = entries.select_related("group__subdistrict")
    past, _ = risk.past_of_district(district.pk, month)
    notes, evidence = _notes(district, month), _evidence(district, month)
    pairs = sorted(entries, key=lambda entry: (entry.group.sort_key, entry.group_id, entry.rank))
    return [
        (
            entry,
            habits.Line(
                month=month,
                past=past.get((entry.group_id, entry.category), ()),
                notes=notes.get((entry.group_id, entry.category)),
                evidence=evidence.get((entry.group_id, entry.category)),
            ),
        )
        for entry in pairs
    ]


def _notes(district: District, month: FiscalMonth) -> Mapping[PairKey, Counter[str]]:
    """What was said of each pair in the two confirmed years before the month; 1 query."""
    lines = SalesLine.objects.present().filter(report__district=district, report__state=State.PUBLISHED)
    lines = lines.filter(report__month__month__gte=month.plus(-risk.MONTHS), report__month__month__lt=month)
    found: dict[PairKey, Counter[str]] = defaultdict(Counter)
    for group_id, category, note in lines.exclude(note="").values_list("group_id", "category", "note"):
        found[group_id, category][note] += 1
    return found


def _evidence(district: District, month: FiscalMonth) -> Mapping[PairKey, Counter[str]]:
    """How often which kind of evidence stood behind each pair in the year before the month; 1 query."""
    kept = Evidence.objects.present().filter(report__district=district, line__isnull=False)
    kept = kept.filter(report__month__month__gte=month.plus(-habits.YEAR), report__month__month__lt=month)
    counted = kept.order_by().values_list("line__group_id", "line__category", "kind")
    found: dict[PairKey, Counter[str]] = defaultdict(Counter)
    for group_id, category, kind, times in counted.annotate(times=Count("id")):
        found[group_id, category][EvidenceKind(kind).label] += times
    return found


@dataclass(frozen=True)
class Register:
    """The committee: who sits in it today, and the circulars that still wait for answers."""

    members: Sequence[CommitteeMember]
    circulars: Sequence[Circular]


def register(place: Committee, *, today: date) -> Register:
    """The office's own committee; 2 queries."""
    members = CommitteeMember.objects.of(place).on(today).in_order()
    return Register(list(members), list(Circular.objects.of(place).open().order_by("expires_on")))


def colleagues(place: Committee) -> list[User]:
    """Whom the office works with: the accounts in charge of the other level, and its own; 1 query."""
    people = User.objects.filter(is_active=True).select_related("district__province", "province")
    if isinstance(place, District):
        own = Q(district=place) | Q(province=place.province_id)
    else:
        own = Q(province=place) | Q(district__province=place, role=Role.DEVELOPMENT_OFFICER)
    return list(people.filter(own).order_by("province_id", "district_id", "role", "username"))

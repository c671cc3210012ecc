"""The road map of a district's, a province's and the nation's month, from what is known of each.

How far a stage is comes from the lists on which the actions refuse (`readiness`), its button from what stands
beside them (`cockpit`). Of the nation only states and publications are read (R12).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reporting.models import MonthlyReport, ReportingMonth, State, User
from reporting.readiness import Check
from reporting.standing import Standing
from reporting.stats.overview import MonthOverview

from . import cockpit
from .cockpit import Todo
from .roadmap import Fact, RoadMap, short, stages

OF_A_DISTRICT = ("opened", "entered", "ticked", "signed", "submitted", "checked", "published")
OF_A_PROVINCE = ("opened", "entered", "submitted", "checked", "covered", "published")
OF_THE_NATION = ("opened", "submitted", "checked", "published", "reported")


def of_district(standing: Standing, user: User, *, now: datetime) -> RoadMap:
    """A district's month; each stage carries the button that this person has for it."""
    report = standing.report
    facts = _district_facts(standing, cockpit.checks_for(standing, user, now=now), user)
    # A correction is nobody's delay: the due dates are those of the first revision (R13).
    drawn = stages(report.month, OF_A_DISTRICT, facts, now=now, judged=not report.is_correction)
    return RoadMap(f"เดือน{report.month}", drawn)


@dataclass(frozen=True)
class Tally:
    """How far a province's districts are in one month, and where the province goes on."""

    total: int
    unsent: int
    returned: int
    published: int
    unchecked: int
    uncovered: int
    board_url: str
    certify_url: str

    @property
    def sent(self) -> int:
        return self.total - self.unsent - self.returned


def of_province(month: ReportingMonth, tally: Tally, *, now: datetime) -> RoadMap:
    """A province's month; several stages are under way at once, for the districts are not equally far."""
    all_sent = tally.sent == tally.total
    ready = tally.sent - tally.published - max(tally.unchecked, tally.uncovered)
    board = {"url": tally.board_url, "action_label": "เปิดกระดาน"}
    covering = {"url": tally.certify_url, "action_label": "บันทึกมติ"} if tally.uncovered else {}
    facts = {
        "opened": Fact(True),
        "entered": Fact(not tally.unsent, _of(tally.total - tally.unsent, tally.total)),
        "submitted": Fact(all_sent, f"ส่งแล้ว {_of(tally.sent, tally.total)}", **({} if all_sent else board)),
        "checked": _waiting("รอตรวจ", tally.unchecked, over=all_sent, **board),
        "covered": _waiting("รอมติ", tally.uncovered, over=all_sent, **covering),
        "published": Fact(
            tally.published == tally.total,
            _of(tally.published, tally.total),
            busy=ready > 0,
            **(board if ready > 0 else {}),
        ),
    }
    return RoadMap(f"เดือน{month}", stages(month, OF_A_PROVINCE, facts, now=now))


def of_nation(overview: MonthOverview, *, reported: bool, urls: Mapping[str, str], now: datetime) -> RoadMap:
    """The nation's month, from states and publications only; `urls` are those that this person may open."""
    sent, expected = overview.submitted + overview.published, overview.expected
    everything = overview.published >= expected > 0
    labels = {"opened": "เปิด–ปิดเดือน", "published": "ดูรายเดือน", "reported": "รายงานเสนออธิบดี"}
    links = {code: {"url": url, "action_label": labels[code]} for code, url in urls.items()}
    facts = {
        "opened": Fact(True, **links.get("opened", {})),
        "submitted": Fact(sent >= expected > 0, f"ส่งแล้ว {_of(sent, expected)}"),
        "checked": _waiting("รอตรวจ", overview.submitted, over=everything),
        "published": Fact(
            everything,
            _of(overview.published, expected),
            busy=overview.published > 0,
            **links.get("published", {}),
        ),
        "reported": Fact(reported, "มีรายงานแล้ว" if reported else "", **links.get("reported", {})),
    }
    month = overview.month
    return RoadMap(f"เดือน{month}", stages(month, OF_THE_NATION, facts, now=now))


def _district_facts(standing: Standing, checks: list[Check], user: User) -> dict[str, Fact]:
    report, counts = standing.report, standing.counts
    submitted = report.state in (State.SUBMITTED, State.PUBLISHED)
    published = report.state == State.PUBLISHED
    complete = counts.expected > 0 and not counts.not_reported
    ticked = counts.present > 0 and not counts.not_reported and not counts.district_unticked
    checked = published or (submitted and counts.present > 0 and not counts.province_unticked)
    sending = cockpit.submit_row(checks, report, user) if checks else Todo("")

    def fact(done: bool, note: str, *codes: str) -> Fact:
        open_checks = [check for check in checks if check.code in codes and not check.done]
        row = cockpit.row_of(open_checks[0], report, user) if open_checks else Todo("")
        return Fact(submitted or (done and not open_checks), note, row.url, row.action_label)

    return {
        "opened": Fact(True),
        "entered": fact(
            complete, f"{counts.reported:,}/{counts.expected:,} รายการ", "answered", "complete", "changed"
        ),
        "ticked": fact(ticked, f"{counts.district_ticked:,}/{counts.expected:,} รายการ", "ticked"),
        "signed": fact(
            standing.signature is not None,
            _papers_note(standing, submitted=submitted),
            "certified",
            "issued",
            "signed",
        ),
        "submitted": Fact(submitted, _sent_note(report), sending.url, sending.action_label),
        "checked": Fact(checked, _checked_note(standing)),
        "published": Fact(published, f"ยืนยันแล้ว {short(report.published_at)}" if published else ""),
    }


def _sent_note(report: MonthlyReport) -> str:
    if report.state in (State.SUBMITTED, State.PUBLISHED):
        return f"ส่งแล้ว {short(report.submitted_at)}"
    if report.correction:
        return f"แก้ไขได้ถึง {short(report.correction.expires_on)}"
    return f"ขยายเวลาถึง {short(report.last_day)}" if report.last_day != report.month.submit_due else ""


def _checked_note(standing: Standing) -> str:
    counts = standing.counts
    if standing.report.state == State.RETURNED:
        return f"ส่งคืน {len(standing.returned):,} รายการ"
    waits = standing.report.state == State.SUBMITTED
    return f"{counts.province_ticked:,}/{counts.present:,} รายการ" if waits else ""


def _papers_note(standing: Standing, *, submitted: bool) -> str:
    if submitted or standing.signature:
        return "ลงนามแล้ว"
    if standing.document:
        return "ออก รต.๒ แล้ว รอลงนาม"
    return "มีมติแล้ว รอออก รต.๒" if standing.certification else "ยังไม่มีมติ"


def _waiting(word: str, number: int, *, over: bool, **link: str) -> Fact:
    """A stage that is done when everything has come and nothing waits for it."""
    if not number:
        return Fact(over)
    return Fact(False, f"{word} {number:,} อำเภอ", busy=True, **link)


def _of(part: int, whole: int) -> str:
    return f"{part:,}/{whole:,} อำเภอ"

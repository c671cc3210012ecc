"""The road map of a month: its stages in time, who does each, how far it is, and the button that does it.

It is the letter's road map and the to-do list in one, drawn twice: across the first page, and as a time line
on the help page. Dates are those of the opened month, days off moved. A visitor sees the dates only; how far
each stage is for an office is told by `roadmap_areas`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reporting.deadlines import bangkok_date
from reporting.formats import thai_date
from reporting.models import ReportingMonth

WORDS = {
    "done": "เสร็จแล้ว",
    "now": "กำลังทำ",
    "late": "เลยกำหนด",
    "todo": "ยังไม่ถึง",
    "past": "ผ่านไปแล้ว",
    "next": "ถัดไป",
}
PILLS = {
    "done": ("ok", "check-lg"),
    "now": ("warn", "circle-half"),
    "late": ("bad", "clock-fill"),
    "todo": ("wait", "circle"),
    "past": ("wait", "check-lg"),
    "next": ("warn", "calendar-event"),
}


@dataclass(frozen=True)
class Plan:
    """What a stage is, in the letter's words: who does what."""

    label: str
    who: str
    what: str


PLANS = {
    "opened": Plan("เปิดงวด", "กรมฯ", "เปิดระบบให้บันทึกข้อมูลของเดือน พร้อมกำหนดวันส่ง วันตรวจ และวันยืนยัน"),
    "entered": Plan("บันทึกครบ", "อำเภอ", "จัดเก็บยอดจากทุกกลุ่มตามแบบ รต.๑ แล้วบันทึกในระบบทุกสัปดาห์"),
    "ticked": Plan("ยืนยันระดับอำเภอ", "พัฒนาการอำเภอ", "ตรวจความถูกต้องและยืนยันข้อมูลทุกรายการ"),
    "signed": Plan(
        "มติ นตผ. และ รต.๒", "พัฒนาการอำเภอ", "ให้ นตผ.อำเภอ รับรองข้อมูล ออก รต.๒ จากระบบ แล้วลงนามรับรอง"
    ),
    "submitted": Plan("ส่งจังหวัด", "พัฒนาการอำเภอ", "ส่งรายงานของเดือนพร้อม รต.๒ ให้จังหวัด"),
    "checked": Plan("จังหวัดตรวจ", "จังหวัด", "ตรวจรายงานของอำเภอกับ รต.๓ และ รต.๔ รายการใดไม่ถูกต้องส่งคืนพร้อมเหตุผล"),
    "covered": Plan("มติ นตผ.จังหวัด", "จังหวัด", "นำเสนอผลให้ นตผ.จังหวัด รับรองข้อมูล"),
    "published": Plan("จังหวัดยืนยัน", "จังหวัด", "ยืนยันและส่งกรมฯ หากจังหวัดไม่ยืนยัน กรมฯ จะไม่เห็นข้อมูล"),
    "reported": Plan("รายงานอธิบดี", "กรมฯ", "ตรวจผลการบันทึกของ 76 จังหวัด แล้วรายงานรายได้ต่ออธิบดี"),
}


@dataclass(frozen=True)
class Fact:
    """How far a stage is: `busy` marks one that is being done although an earlier one is not over."""

    done: bool
    note: str = ""
    url: str = ""
    action_label: str = ""
    busy: bool = False


@dataclass(frozen=True)
class Stage:
    """One stage as a page draws it; `state` is done, now, late or todo, for a visitor past, next or todo."""

    plan: Plan
    state: str
    when: str
    note: str = ""
    url: str = ""
    action_label: str = ""

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def level(self) -> str:
        return PILLS[self.state][0]

    @property
    def shape(self) -> str:
        return PILLS[self.state][1]


@dataclass(frozen=True)
class RoadMap:
    """The stages of one month; `title` names the month, and whose it is."""

    title: str = ""
    stages: list[Stage] = field(default_factory=list)


def of_everybody(months: Sequence[ReportingMonth], *, now: datetime) -> RoadMap:
    """The dates of the month that is due next, without any figure; nothing where no month is open."""
    today = bangkok_date(now)
    opened = [one for one in months if one.is_open and one.month.first_day <= today]
    if not opened:
        return RoadMap()
    month = next((one for one in opened if one.publish_due >= today), opened[-1])
    ends = {"entered": month.month.last_day} | _dues(month)
    over = ["opened", *(code for code, last in ends.items() if last < today)]
    ahead = [code for code in ends if code not in over]
    states = dict.fromkeys(over, "past") | dict.fromkeys(ahead[:1], "next")
    # What has no date of its own is over when the dated stage behind it is.
    for before, after in (("ticked", "submitted"), ("signed", "submitted"), ("covered", "published")):
        states[before] = "past" if after in over else "todo"
    plans = [(code, states.get(code, "todo")) for code in PLANS]
    return RoadMap(f"เดือน{month}", [Stage(PLANS[code], state, _when(code, month)) for code, state in plans])


def stages(
    month: ReportingMonth,
    codes: Sequence[str],
    facts: Mapping[str, Fact],
    *,
    now: datetime,
    judged: bool = True,
) -> list[Stage]:
    """The stages in order: late past its due date, now when it is the first that is not done or is busy."""
    today, due = bangkok_date(now), _dues(month) if judged else {}
    first = next((code for code in codes if not facts[code].done), None)
    found = []
    for code in codes:
        fact = facts[code]
        if fact.done:
            state = "done"
        elif code in due and due[code] < today:
            state = "late"
        else:
            state = "now" if fact.busy or code == first else "todo"
        when = "" if code in _dues(month) and not judged else _when(code, month)
        found.append(Stage(PLANS[code], state, when, fact.note, fact.url, fact.action_label))
    return found


def _dues(month: ReportingMonth) -> dict[str, date]:
    """The stages that have a due date."""
    return {"submitted": month.submit_due, "checked": month.check_due, "published": month.publish_due}


def _when(code: str, month: ReportingMonth) -> str:
    if due := _dues(month).get(code):
        return f"ภายใน {short(due)}"
    if code == "opened":
        return short(month.opened_at)
    if code == "entered":
        return f"ทุกสัปดาห์ ถึง {short(month.month.last_day)}"
    if code == "reported":
        return f"หลัง {short(month.publish_due)}"
    return "ก่อนส่งจังหวัด" if code in ("ticked", "signed") else "ก่อนจังหวัดยืนยัน"


def short(day: date | None) -> str:
    """A date or a moment as the road map writes it: "5 พ.ย. 2564"."""
    return thai_date(day, short=True)

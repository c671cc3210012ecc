"""A state is a shape, a word and a colour, and may read differently for its audience."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from reporting import badges
from reporting.models import Action, MonthlyReport, NoticeKind, Role, State, User

ROOT = Path(__file__).resolve().parent.parent
ICONS = (ROOT / "static" / "css" / "icons.css").read_text()

DISTRICT = User(role=Role.DEVELOPMENT_OFFICER)
PROVINCE = User(role=Role.PROVINCE)
DEPARTMENT = User(role=Role.DEPARTMENT)


def label(state: str, user: User | None = None, *, revision: int = 1, verified: bool = False) -> str:
    report = MonthlyReport(state=state, revision=revision)
    return badges.for_report(report, user=user, verified=verified).label


@pytest.mark.parametrize("badge", badges.BADGES.values(), ids=badges.BADGES)
def test_every_badge_has_a_drawn_shape_a_word_and_a_known_level(badge):
    assert f".bi-{badge.shape} " in ICONS
    assert badge.label
    assert badge.level in {"ok", "wait", "warn", "bad", "info"}


def test_every_state_every_verb_and_every_notice_has_a_badge():
    assert {*State.values, *Action.values, *NoticeKind.values} <= set(badges.BADGES)


def test_a_state_reads_as_its_reader_calls_it():
    assert label(State.SUBMITTED, DISTRICT) == "ส่งจังหวัดแล้ว"
    assert label(State.SUBMITTED, PROVINCE) == "รอจังหวัดตรวจ"
    assert label(State.RETURNED, DISTRICT) == "ส่งคืนให้แก้"
    assert label(State.RETURNED, PROVINCE) == "ส่งคืนอำเภอแล้ว"
    assert label(State.RETURNED, DEPARTMENT) == "จังหวัดส่งคืน"
    assert label(State.PUBLISHED) == "จังหวัดยืนยันแล้ว"


def test_an_open_report_may_be_verified_or_a_correction():
    assert label(State.OPEN, DISTRICT) == "กำลังบันทึก"
    assert label(State.OPEN, DISTRICT, verified=True) == "ยืนยันครบ รอส่งจังหวัด"
    assert label(State.OPEN, PROVINCE, verified=True) == "อำเภอยืนยันครบ"
    assert label(State.OPEN, DISTRICT, revision=2, verified=True) == "กำลังแก้ไขฉบับใหม่"
    assert label(State.SUBMITTED, DISTRICT, revision=2) == "ส่งจังหวัดแล้ว"


def test_a_month_without_a_report_is_not_opened():
    assert badges.for_report(None).label == "ยังไม่เปิดงวด"


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        badges.badge("NONSENSE")


def drawn(template: str, **context: object) -> str:
    text = Template("{% load badges %}" + template).render(Context(context))
    return re.sub(r"\s+", " ", text).strip()


def test_the_tags_draw_shape_word_and_colour():
    assert drawn('{% badge "LATE" %}') == (
        '<span class="pill pill-bad"><i class="bi bi-clock-fill" aria-hidden="true"></i>ล่าช้า</span>'
    )
    assert "บันทึกแล้ว 14:02" in drawn('{% badge "LINE_SAVED" label="บันทึกแล้ว 14:02" %}')
    report = MonthlyReport(state=State.SUBMITTED)
    assert "รอจังหวัดตรวจ" in drawn("{% state_badge report %}", report=report, user=PROVINCE)
    assert "ส่งจังหวัดแล้ว" in drawn("{% state_badge report %}", report=report)


def test_a_longer_label_is_escaped():
    assert "&lt;b&gt;" in drawn('{% badge "TODO" label=word %}', word="<b>")

"""What the department asks about published figures: who says what, what it moves, who is told (S46)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions import inquiries
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import (
    AuditEvent,
    Inquiry,
    InquiryMessage,
    InquiryState,
    MonthlyReport,
    Notice,
    Publication,
    SalesLine,
)
from reporting.stats import inquiries as stats
from tests import build

WORDS = "ยอดออนไลน์สูงกว่าเดือนก่อนมาก โปรดตรวจ"
LATER = build.NOW + dt.timedelta(days=3)


@pytest.fixture
def everybody(officer, chief, neighbour, province_staff, other_province, department, auditor, published):
    """A published month and people of every office; what was told before the test is taken away."""
    Notice.objects.all().delete()
    return published


def asked(by, *, line=None, code="-", text=WORDS, now=build.NOW) -> Inquiry:
    publication = Publication.objects.current().get(district="4302")
    figure = next(one for one in stats.figures(publication, line) if one.code == code)
    return inquiries.ask(publication=publication, figure=figure, text=text, by=by, now=now)


def said(inquiry) -> list[tuple[str, str]]:
    return list(inquiry.messages.order_by("pk").values_list("kind", "text"))


def told() -> set[tuple[str, str]]:
    return set(Notice.objects.values_list("user__username", "kind"))


def stored(inquiry) -> Inquiry:
    return Inquiry.objects.get(pk=inquiry.pk)


def test_from_the_question_to_the_closing_word(everybody, department, province_staff, chief):
    found = asked(department)
    assert (found.state, found.subject, found.amount) == ("OPEN", "ทั้งอำเภอ · ทุกช่องทาง", Decimal("502.00"))
    inquiries.share(inquiry=found, text="โปรดดูใบเสร็จ", by=province_staff, now=build.NOW)
    inquiries.write(inquiry=found, text="รวมงานกาชาด", by=chief, now=build.NOW)
    assert stored(found).state == InquiryState.OPEN
    inquiries.write(inquiry=found, text="อำเภอตรวจแล้วถูกต้อง", by=province_staff, now=LATER)
    assert (stored(found).state, stored(found).since) == (InquiryState.ANSWERED, LATER)
    inquiries.write(inquiry=found, text="ขอหลักฐาน", by=department, now=LATER)
    assert stored(found).state == InquiryState.OPEN
    inquiries.write(inquiry=found, text="อยู่ในแฟ้มแล้ว", by=province_staff, now=LATER)
    inquiries.close(inquiry=found, by=department, now=LATER)
    closed = stored(found)
    assert (closed.state, closed.closed_by, closed.closed_at) == (InquiryState.CLOSED, department, LATER)
    assert said(found) == [
        ("ASK", WORDS),
        ("SHARE", "โปรดดูใบเสร็จ"),
        ("REMARK", "รวมงานกาชาด"),
        ("ANSWER", "อำเภอตรวจแล้วถูกต้อง"),
        ("ASK", "ขอหลักฐาน"),
        ("ANSWER", "อยู่ในแฟ้มแล้ว"),
        ("CLOSE", "ตอบแล้ว"),
    ]


def test_no_step_of_it_changes_a_figure_or_a_state(everybody, department, province_staff, chief):
    def everything():
        rows = MonthlyReport.objects.order_by("pk").values(), SalesLine.objects.order_by("pk").values()
        return [list(found) for found in (*rows, Publication.objects.order_by("pk").values())]

    before = everything()
    found = asked(department)
    inquiries.share(inquiry=found, text="โปรดดู", by=province_staff, now=build.NOW)
    inquiries.write(inquiry=found, text="ดูแล้ว", by=chief, now=build.NOW)
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=build.NOW)
    inquiries.close(inquiry=found, by=department, now=build.NOW)
    assert everything() == before


def test_the_figures_that_can_be_asked_about_are_the_publications_own(everybody):
    publication = Publication.objects.get()
    by_code = {one.code: one for one in stats.figures(publication)}
    assert by_code["-"].amount == publication.total
    for channel in ("regular", "transfer", "online"):
        assert by_code[f"-{channel.upper()}"].amount == getattr(publication, channel)
    categories = [one for one in by_code.values() if one.category and not one.channel]
    assert sum(one.amount for one in categories) == publication.total
    assert {one.category for one in categories} == {"FOOD", "BEVERAGE", "TEXTILE"}
    line = SalesLine.objects.get(category="TEXTILE")
    own = {one.channel: one.amount for one in stats.figures(publication, line.pk)}
    assert own == {"": line.total, "REGULAR": line.regular, "TRANSFER": line.transfer, "ONLINE": line.online}
    assert stats.figures(publication, line.pk + 1000) == []


def test_who_is_told_of_each_step(everybody, department, province_staff, chief):
    found = asked(department)
    assert told() == {("province", "inquiry_asked")}
    text = Notice.objects.get().text
    assert "ทั้งอำเภอ · ทุกช่องทาง" in text
    assert "502" not in text
    assert "ออนไลน์สูง" not in text
    Notice.objects.all().delete()
    inquiries.share(inquiry=found, text="โปรดดู", by=province_staff, now=build.NOW)
    shared = {(name, "inquiry_shared") for name in ("officer", "chief", "department")}
    assert told() == shared
    Notice.objects.all().delete()
    inquiries.write(inquiry=found, text="ดูแล้ว", by=chief, now=build.NOW)
    assert told() == {(name, "inquiry_remarked") for name in ("officer", "province", "department")}
    Notice.objects.all().delete()
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=build.NOW)
    assert told() == {(name, "inquiry_answered") for name in ("officer", "chief", "department")}


def test_who_writes_has_read_what_was_said_before(everybody, department, province_staff):
    found = asked(department)
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=LATER)
    assert Notice.objects.get(user=province_staff).read_at == LATER


def test_only_the_own_office_of_each_part_may_press(
    everybody, department, province_staff, other_province, chief, neighbour, auditor
):
    for person in (chief, province_staff, auditor):
        with pytest.raises(NotAllowed):
            asked(person)
    found = asked(department)
    steps = [
        (inquiries.share, (department, chief, other_province, auditor)),
        (inquiries.close, (province_staff, chief, auditor)),
        (inquiries.write, (chief, neighbour, other_province, auditor)),
    ]
    for step, people in steps:
        for person in people:
            with pytest.raises(NotAllowed):
                step(inquiry=found, text="ก", by=person, now=build.NOW)
    assert said(found) == [("ASK", WORDS)]


def test_a_repeated_press_is_one_word(everybody, department, province_staff, chief):
    first, again = asked(department), asked(department, now=build.NOW + dt.timedelta(seconds=5))
    assert first == again
    assert asked(department, text="อีกเรื่อง") != first
    for _ in range(2):
        inquiries.share(inquiry=first, text="โปรดดู", by=province_staff, now=build.NOW)
        inquiries.write(inquiry=first, text="ดูแล้ว", by=chief, now=build.NOW)
    for _ in range(2):
        inquiries.write(inquiry=first, text="ถูกต้อง", by=province_staff, now=build.NOW)
    for _ in range(2):
        inquiries.close(inquiry=first, by=department, now=build.NOW)
    kinds = [kind for kind, _ in said(first)]
    assert kinds == ["ASK", "SHARE", "REMARK", "SHARE", "REMARK", "ANSWER", "CLOSE"]


def test_a_closed_matter_takes_no_more_words(everybody, department, province_staff):
    found = asked(department)
    inquiries.close(inquiry=found, text="ไม่ต้องตอบแล้ว", by=department, now=build.NOW)
    for step in (inquiries.write, inquiries.share):
        with pytest.raises(WrongState, match="ปิดเรื่องนี้แล้ว"):
            step(inquiry=found, text="ก", by=province_staff, now=build.NOW)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_is_said_without_words(everybody, department, province_staff, text):
    with pytest.raises(BadInput):
        asked(department, text=text)
    found = asked(department)
    steps = ((inquiries.write, province_staff), (inquiries.share, province_staff))
    for step, person in (*steps, (inquiries.close, department)):
        with pytest.raises(BadInput):
            step(inquiry=found, text=text, by=person, now=build.NOW)


def test_a_replaced_revision_is_not_asked_about(everybody, officer, chief, province_staff, department):
    replaced = Publication.objects.get()
    figure = stats.figures(replaced)[0]
    build.correct(everybody, officer=officer, chief=chief, staff=province_staff, now=LATER)
    replaced.refresh_from_db()
    with pytest.raises(WrongState, match="มีฉบับใหม่แทนแล้ว"):
        inquiries.ask(publication=replaced, figure=figure, text=WORDS, by=department, now=LATER)


def test_the_figure_then_and_now(everybody, officer, chief, province_staff, department):
    line = SalesLine.objects.get(category="TEXTILE")
    whole, own = asked(department), asked(department, line=line.pk, code="TEXTILE-")
    assert stats.replaced(whole) is None
    build.correct(everybody, officer=officer, chief=chief, staff=province_staff, now=LATER)
    now = stats.replaced(stored(whole))
    assert (now.publication.revision, now.amount, now.change) == (2, Decimal("106.00"), Decimal("-396.00"))
    same = next(x for x in now.publication.content["lines"] if x["line"] == line.pk)
    assert stats.replaced(stored(own)).amount == sum(
        Decimal(same[name]) for name in ("regular", "transfer", "online")
    )
    assert stored(own).amount == own.amount


def test_who_is_waited_for(everybody, department, province_staff, chief, neighbour, auditor):
    def waiting():
        people = (department, province_staff, chief, neighbour, auditor)
        return [Inquiry.objects.waiting_for(person).count() for person in people]

    found = asked(department)
    assert waiting() == [0, 1, 0, 0, 0]
    inquiries.share(inquiry=found, text="โปรดดู", by=province_staff, now=build.NOW)
    assert waiting() == [0, 1, 1, 0, 0]
    inquiries.write(inquiry=found, text="ดูแล้ว", by=chief, now=build.NOW)
    assert waiting() == [0, 1, 0, 0, 0]
    inquiries.share(inquiry=found, text="ดูอีกที", by=province_staff, now=build.NOW)
    assert waiting() == [0, 1, 1, 0, 0]
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=build.NOW)
    assert waiting() == [1, 0, 0, 0, 0]
    inquiries.close(inquiry=found, by=department, now=build.NOW)
    assert waiting() == [0, 0, 0, 0, 0]


def test_the_log_keeps_every_word_and_the_district_reads_it_once_it_was_brought_in(
    everybody, department, province_staff, chief
):
    found = asked(department)
    inquiries.share(inquiry=found, text="โปรดดู", by=province_staff, now=build.NOW)
    events = AuditEvent.objects.filter(stream=f"inquiry:{found.pk}").order_by("sequence")
    assert [(one.action, one.changes["message"], one.district_id) for one in events] == [
        ("ask_inquiry", WORDS, None),
        ("share_inquiry", "โปรดดู", "4302"),
    ]
    assert AuditEvent.objects.visible_to(chief).filter(object_type="inquiry").count() == 1
    assert InquiryMessage.objects.count() == 2

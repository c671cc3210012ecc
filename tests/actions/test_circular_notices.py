"""Who is told that a circular can be ended, has ended or no longer holds: the committee's office, once."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting import telling
from reporting.actions import circular_end, removal, workflow
from reporting.actions.ticks import Level
from reporting.errors import WrongState
from reporting.models import Answer, Circular, Mail, Notice, NoticeKind, Outcome
from tests import build

AGREE = Answer.AGREE
LATER = build.NOW + dt.timedelta(hours=5)


def told(kind: NoticeKind) -> set[str]:
    """Who has a notice of the kind; nobody has two."""
    names = list(Notice.objects.filter(kind=kind).values_list("user__username", flat=True))
    assert len(names) == len(set(names))
    return set(names)


@pytest.fixture
def elsewhere(neighbour, stranger, province_staff, department):
    """People who have nothing to do with the district's committee."""


@pytest.fixture
def provincial(submitted, province_staff):
    build.person("colleague", build.Role.PROVINCE, province="43")
    build.members(3, province_staff.province, by=province_staff)
    return build.circular(submitted, of=province_staff.province, by=province_staff)


def test_the_last_answer_is_told_once_to_the_whole_office(circular, elsewhere, officer, chief):
    build.answer(circular, AGREE, AGREE, "โปรดตรวจ", AGREE)
    assert told(NoticeKind.CIRCULAR_ANSWERED) == set()
    last = circular.ballots.order_by("id").last()
    build.answer(circular, AGREE, AGREE, "โปรดตรวจ", AGREE, "ขอดูใบเสร็จ")
    build.answer(circular, AGREE, AGREE, AGREE, AGREE, AGREE)
    assert last.answer == ""
    assert told(NoticeKind.CIRCULAR_ANSWERED) == {"officer", "chief"}
    notice = chief.notices.get(kind=NoticeKind.CIRCULAR_ANSWERED)
    assert notice.by is None
    assert notice.text == (
        "กรรมการตอบหนังสือเวียน นตผ.อำเภอท่าบ่อ เดือนตุลาคม 2564 ครบทุกคนแล้ว โปรดอ่านคำตอบ แล้วปิดหรือยกเลิกหนังสือเวียน"
    )


def test_who_closes_it_tells_the_colleagues(circular, elsewhere, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    for _ in range(2):
        circular_end.close_circular(circular=circular, by=chief, now=LATER)
    assert told(NoticeKind.CIRCULAR_CLOSED) == {"officer"}


def test_a_cancelled_one_is_told_without_its_reason(circular, elsewhere, officer, chief):
    circular_end.cancel_circular(circular=circular, reason="ยอด 88 ผิด", by=chief, now=LATER)
    assert told(NoticeKind.CIRCULAR_CANCELLED) == {"officer"}
    assert "88" not in officer.notices.get(kind=NoticeKind.CIRCULAR_CANCELLED).text


def test_changed_figures_are_told_at_once_and_once(circular, ticked, elsewhere, officer, chief):
    build.enter(ticked, by=officer, value=build.amounts("7.00"))
    build.tick(ticked, Level.DISTRICT, by=chief)
    build.enter(ticked, by=officer, value=build.amounts("8.00"))
    assert told(NoticeKind.CIRCULAR_VOID) == {"chief"}
    circular.refresh_from_db()
    assert (circular.outcome, circular.void_told_at) == ("", build.NOW)
    build.tick(ticked, Level.DISTRICT, by=chief)
    build.circular(ticked, of=chief.district, by=chief)
    circular.refresh_from_db()
    assert circular.outcome == Outcome.VOID
    assert told(NoticeKind.CIRCULAR_VOID) == {"chief"}


def test_a_line_taken_out_of_the_month_is_told_too(circular, ticked, officer):
    line = ticked.lines.first()
    removal.remove_line(
        report=ticked,
        group_id=line.group_id,
        category=line.category,
        version=line.version,
        reason="เลิกกิจการ",
        by=officer,
        now=build.NOW,
    )
    assert told(NoticeKind.CIRCULAR_VOID) == {"chief"}


def test_a_producer_who_comes_later_voids_what_went_round_without(circular, ticked, officer, chief):
    build.producers(1, district="4302", by=officer)
    build.enter(ticked, by=officer)
    assert told(NoticeKind.CIRCULAR_VOID) == {"chief"}


def test_a_save_that_changes_nothing_tells_nothing(circular, ticked, officer):
    build.enter(ticked, by=officer)
    assert told(NoticeKind.CIRCULAR_VOID) == set()


def test_what_was_never_told_is_told_by_the_new_one(circular, ticked, officer, chief):
    build.enter(ticked, by=chief, value=build.amounts("7.00"))
    Circular.objects.update(void_told_at=None)
    Notice.objects.all().delete()
    build.tick(ticked, Level.DISTRICT, by=chief)
    build.circular(ticked, of=chief.district, by=chief)
    assert told(NoticeKind.CIRCULAR_VOID) == {"officer"}


def test_a_withdrawal_tells_the_province_that_its_circular_is_void(provincial, submitted, chief):
    workflow.withdraw(report=submitted, reason="แก้ยอด", by=chief, now=LATER)
    assert told(NoticeKind.CIRCULAR_VOID) == {"province", "colleague"}
    notice = Notice.objects.filter(kind=NoticeKind.CIRCULAR_VOID).first()
    assert (notice.report, "นตผ.จังหวัดหนองคาย" in notice.text) == (None, True)


def test_a_provincial_one_is_the_provinces_matter(provincial, province_staff):
    build.answer(provincial, AGREE, AGREE, AGREE)
    circular_end.close_circular(circular=provincial, by=province_staff, now=LATER)
    assert told(NoticeKind.CIRCULAR_ANSWERED) == {"province", "colleague"}
    assert told(NoticeKind.CIRCULAR_CLOSED) == {"colleague"}


def test_what_is_refused_tells_nobody(circular, chief):
    build.answer(circular, AGREE, AGREE)
    with pytest.raises(WrongState):
        circular_end.close_circular(circular=circular, by=chief, now=LATER)
    assert told(NoticeKind.CIRCULAR_CLOSED) == set()


def test_who_can_act_is_led_to_the_circulars_and_who_cannot_to_the_sheet(
    circular, provincial_notice, officer, chief
):
    build.answer(circular, *[AGREE] * 5)
    places = {notice.user.username: telling.place(notice) for notice in Notice.objects.all()}
    assert places["chief"] == "/districts/4302/2565-10/circulars/"
    assert places["officer"] == "/districts/4302/2565-10/sheet/"
    assert telling.place(provincial_notice) == "/provinces/43/2565-10/circulars/"


@pytest.fixture
def provincial_notice(province_staff, report):
    return Notice(user=province_staff, kind=NoticeKind.CIRCULAR_CLOSED, month=report.month)


def test_it_goes_out_by_mail(circular, officer, chief, settings):
    settings.OTOP_SENDS_MAIL = True
    chief.email = "chief@example.go.th"
    chief.save()
    build.answer(circular, *[AGREE] * 5)
    assert Mail.objects.get().notice.kind == NoticeKind.CIRCULAR_ANSWERED

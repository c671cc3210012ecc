"""Reminders: only to those whose matter it is, on the day in Bangkok, never twice."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from reporting.actions import months, reminders, workflow
from reporting.actions.workflow import LineToReturn
from reporting.deadlines import BANGKOK
from reporting.models import REMINDERS, Holiday, Mail, MonthlyReport, Notice, NoticeKind, User
from tests import build

# October 2021 is due on Friday the 5th of November, and to be confirmed by Wednesday the 10th.


def morning(day: int, hour: int = 7, minute: int = 0) -> dt.datetime:
    return dt.datetime(2021, 11, day, hour, minute, tzinfo=BANGKOK)


@pytest.fixture
def everybody(officer, chief, province_staff, neighbour, other_province, department, auditor):
    """People of every office, before the month is opened."""


@pytest.fixture
def october(everybody, october):
    return october


def reminded(kind: str | None = None) -> set[str]:
    found = Notice.objects.filter(kind__in=[kind] if kind else REMINDERS)
    return set(found.values_list("user__username", flat=True))


def send_back(report, by, now):
    item = LineToReturn(report.lines.first().pk, "OTHER", "ตรวจ")
    return workflow.return_lines(report=report, lines=[item], by=by, now=now).report


def test_who_has_not_submitted_is_reminded_and_nobody_else(submitted):
    assert reminders.send(now=morning(4)) == 1
    assert reminded() == {"neighbour"}
    notice = Notice.objects.get(kind=NoticeKind.REMIND_SUBMIT)
    assert notice.text == (
        "รายงานอำเภอเมืองหนองคาย เดือนตุลาคม 2564 ยังไม่ส่งจังหวัด โปรดบันทึก ยืนยัน และส่งภายในวันที่ 5 พฤศจิกายน 2564"
    )
    assert (notice.by, notice.reminder_day) == (None, morning(4).date())


def test_a_second_run_tells_nobody_again(report):
    first = reminders.send(now=morning(4))
    assert first == 3
    assert reminders.send(now=morning(4)) == reminders.send(now=morning(4, hour=23, minute=59)) == 0
    call_command("send_reminders")
    assert Notice.objects.filter(kind__in=REMINDERS).count() == first


def test_the_database_holds_the_same(report, officer):
    reminders.send(now=morning(4))
    notice = Notice.objects.filter(kind__in=REMINDERS).first()
    notice.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        notice.save(force_insert=True)


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (dt.datetime(2021, 11, 1, 16, 59, tzinfo=dt.UTC), 0),  # 23:59 of the 1st in Bangkok.
        (
            dt.datetime(2021, 11, 1, 17, 0, tzinfo=dt.UTC),
            3,
        ),  # Midnight: the 2nd has begun, three days before.
        (dt.datetime(2021, 11, 1, 12, 0, tzinfo=zoneinfo.ZoneInfo("America/New_York")), 0),
    ],
)
def test_the_day_is_the_day_in_bangkok(report, now, count):
    assert reminders.send(now=now) == count


def test_the_day_after_the_due_day_begins_at_midnight_in_bangkok(report):
    Holiday.objects.all().delete()
    reminders.send(now=morning(4))
    MonthlyReport.objects.update(state="OPEN")
    before = Notice.objects.filter(kind=NoticeKind.REMIND_SUBMIT).count()
    reminders.send(now=morning(7, hour=23, minute=59))
    assert Notice.objects.filter(kind=NoticeKind.REMIND_SUBMIT).count() == before, "Saturday and Sunday"
    reminders.send(now=morning(8, hour=0))
    assert Notice.objects.filter(kind=NoticeKind.REMIND_SUBMIT).count() == 2 * before
    assert "โดยเร็ว (เลยกำหนด 5 พฤศจิกายน 2564 แล้ว)" in Notice.objects.first().text + "".join(
        Notice.objects.filter(kind=NoticeKind.REMIND_SUBMIT).values_list("text", flat=True)
    )


def test_a_holiday_moves_the_reminder_to_the_day_before(report):
    Holiday.objects.create(day=dt.date(2021, 11, 4), name="วันหยุด")
    assert reminders.send(now=morning(3)) == 3
    assert reminders.send(now=morning(4)) == 0


def test_a_returned_month_and_the_province_are_reminded_of_the_provinces_day(submitted, province_staff):
    send_back(submitted, province_staff, morning(3))
    reminders.send(now=morning(9))
    assert reminded(NoticeKind.REMIND_FIX) == {"officer", "chief"}
    assert reminded(NoticeKind.REMIND_PUBLISH) == {"province", "other-province"}
    text = Notice.objects.get(user=province_staff, kind=NoticeKind.REMIND_PUBLISH).text
    assert text.startswith("เดือนตุลาคม 2564 ยังไม่ยืนยัน 2 อำเภอ: เมืองหนองคาย ท่าบ่อ")
    assert text.endswith("ยืนยันภายในวันที่ 10 พฤศจิกายน 2564")


def test_what_is_published_or_being_corrected_reminds_nobody(published, province_staff):
    MonthlyReport.objects.exclude(pk=published.pk).delete()
    workflow.reopen(report=published, reason="ผิด", by=province_staff, now=morning(3))
    for day in (4, 8, 9, 11):
        assert reminders.send(now=morning(day)) == 0


def test_a_closed_month_reminds_nobody_of_what_cannot_be_sent_any_more(submitted, department, province_staff):
    months.close_month(month=build.OCTOBER, by=department, now=morning(8))
    reminders.send(now=morning(9))
    assert reminded() == {"province"}, "what was submitted can still be confirmed"
    assert "1 อำเภอ: ท่าบ่อ" in Notice.objects.get(kind__in=REMINDERS).text


def test_a_month_opened_for_the_past_reminds_nobody_of_a_year_ago(everybody, department):
    build.open_month(build.OCTOBER, by=department, now=dt.datetime(2022, 10, 1, tzinfo=BANGKOK))
    assert reminders.send(now=dt.datetime(2022, 10, 3, 7, tzinfo=BANGKOK)) == 0


def test_a_reminder_goes_out_as_a_letter_too_and_leads_to_the_work(report, officer, client):
    User.objects.filter(pk=officer.pk).update(email="officer@cdd.example.go.th")
    reminders.send(now=morning(4))
    assert Mail.objects.get().notice.user == officer
    client.force_login(officer)
    notice = officer.notices.get(kind=NoticeKind.REMIND_SUBMIT)
    response = client.post("/inbox/read/", {"open": notice.pk})
    assert response.url == "/districts/4302/2565-10/sheet/"


@pytest.mark.parametrize("people", [0, 30])
def test_queries_do_not_grow_with_the_people(report, people, django_assert_num_queries):
    for number in range(people):
        build.person(f"colleague-{number}", build.Role.OFFICER, district="4302")
    # Holidays, months; of a month with something due: savepoint, lock, reports, told already, people, rows.
    with django_assert_num_queries(9):
        reminders.send(now=morning(4))

"""Who is told of what: both offices but the one who pressed, in the act's own transaction, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from reporting.actions import corrections, months, notices, threads, workflow
from reporting.actions.workflow import LineToReturn
from reporting.errors import NotReady
from reporting.models import CorrectionReason, Notice, NoticeKind, User
from reporting.stats import sheet
from tests import build

OFFICES = ("officer", "chief", "province_staff")


@pytest.fixture
def everybody(officer, chief, province_staff, neighbour, stranger, other_province, auditor, administrator):
    """People of every office; what was told before the test is taken away."""


@pytest.fixture
def ready(everybody, submitted):
    Notice.objects.all().delete()
    return submitted


def told() -> set[tuple[str, str]]:
    return set(Notice.objects.values_list("user__username", "kind"))


def send_back(report, by):
    item = LineToReturn(report.lines.first().pk, "OTHER", "ยอด 5.50 ซ้ำ")
    return workflow.return_lines(report=report, lines=[item], by=by, now=build.NOW)


def test_a_submission_is_told_to_both_offices_but_the_one_who_pressed(
    everybody, three_groups, officer, chief
):
    Notice.objects.all().delete()
    build.submit(three_groups, officer=officer, chief=chief)
    assert told() == {("officer", "submit"), ("province", "submit")}
    notice = Notice.objects.get(user__username="province")
    assert (notice.by, notice.report, notice.read_at) == (chief, three_groups, None)
    assert "โปรดตรวจและยืนยัน" in notice.text


@pytest.mark.parametrize(
    ("press", "kind", "expected"),
    [
        (lambda r, c, s: send_back(r, s), "return_lines", {"officer", "chief"}),
        (
            lambda r, c, s: workflow.withdraw(report=r, reason="ผิด", by=c, now=build.NOW),
            "withdraw",
            {"officer", "province"},
        ),
        (lambda r, c, s: published(r, s), "publish", {"officer", "chief"}),
    ],
)
def test_the_other_verbs_are_told_too(ready, chief, province_staff, press, kind, expected):
    press(ready, chief, province_staff)
    assert told() == {(name, kind) for name in expected}


def published(report, by):
    build.cover(report, by=by)
    return workflow.publish(report=report, by=by, now=build.NOW)


def test_a_department_that_opens_a_correction_tells_both_offices(ready, province_staff, department):
    report = published(ready, province_staff).report
    Notice.objects.all().delete()
    workflow.reopen(report=report, reason="ยอด 99 ผิด", by=department, now=build.NOW)
    assert told() == {(name, "reopen") for name in ("officer", "chief", "province")}


def test_a_colleague_in_the_province_is_told_and_who_has_left_is_not(ready, province_staff):
    build.person("colleague", build.Role.PROVINCE, province="43")
    User.objects.filter(username="officer").update(is_active=False)
    send_back(ready, province_staff)
    assert told() == {("chief", "return_lines"), ("colleague", "return_lines")}


def test_a_repeated_press_tells_nobody_again(ready, province_staff):
    send_back(ready, province_staff)
    before = Notice.objects.count()
    assert send_back(ready, province_staff).repeated
    assert Notice.objects.count() == before


def test_what_was_refused_was_not_told(ready, province_staff):
    with pytest.raises(NotReady):
        workflow.publish(report=ready, by=province_staff, now=build.NOW)
    assert told() == set()


def test_a_transaction_that_fails_afterwards_tells_nobody(ready, province_staff):
    with pytest.raises(RuntimeError), transaction.atomic():
        send_back(ready, province_staff)
        raise RuntimeError
    assert told() == set()


def test_neither_reasons_nor_words_nor_baht_are_in_a_notice(ready, province_staff, chief, department):
    send_back(ready, province_staff)
    threads.post(report=ready, line_id=None, text="ยอด 502.00 หรือไม่", by=chief, now=build.NOW)
    for text in Notice.objects.values_list("text", flat=True):
        assert not {"5.50", "ซ้ำ", "502"} & set(text.split())


def test_a_message_asks_the_other_office_and_is_only_mentioned_to_ones_own(ready, chief):
    line = ready.lines.select_related("group").first()
    threads.post(report=ready, line_id=line.pk, text="โปรดดู", by=chief, now=build.NOW)
    said = dict(Notice.objects.values_list("user__username", "text"))
    assert "ถึงจังหวัด" in said["officer"]
    assert said["province"].endswith("โปรดอ่านและตอบ")
    assert f"“{line.group} ({line.get_category_display()})”" in said["province"]
    assert {notice.line for notice in Notice.objects.all()} == {line}


def test_reading_a_thread_reads_what_was_told_of_it_and_no_other(ready, chief, officer, province_staff):
    first = threads.post(report=ready, line_id=None, text="หนึ่ง", by=chief, now=build.NOW)
    line = ready.lines.first()
    threads.post(report=ready, line_id=line.pk, text="สอง", by=chief, now=build.NOW)
    threads.mark_read(report=ready, message_id=first.pk, by=province_staff, now=build.NOW)
    assert list(province_staff.notices.unread().values_list("line", flat=True)) == [line.pk]
    threads.post(report=ready, line_id=line.pk, text="ตอบ", by=province_staff, now=build.NOW)
    assert not province_staff.notices.unread().exists(), "who answers has read"
    assert officer.notices.unread().count() == 3


def test_a_month_is_told_to_all_who_report_and_to_nobody_else(everybody, department, places):
    build.person("bangkok", build.Role.OFFICER, district="1001")
    reporting = {"officer", "chief", "province", "neighbour", "stranger", "other-province"}
    build.open_month(build.OCTOBER, by=department)
    build.open_month(build.OCTOBER, by=department)
    assert told() == {(name, "month_opened") for name in reporting}
    assert "ส่งจังหวัดภายในวันที่ 5 พฤศจิกายน 2564" in Notice.objects.get(user__username="officer").text
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    months.reopen_month(month=build.OCTOBER, reason="ปิดผิดเดือน", by=department, now=build.NOW)
    kinds = list(
        Notice.objects.filter(user__username="officer").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == [NoticeKind.MONTH_OPENED, NoticeKind.MONTH_CLOSED, NoticeKind.MONTH_OPENED]


@pytest.fixture
def confirmed(ready, province_staff):
    report = published(ready, province_staff).report
    Notice.objects.all().delete()
    return report


def ask(report, by):
    wish = corrections.Wish(
        pairs=[row.key for row in sheet.rows(report)][:1],
        reason=CorrectionReason.MISTYPED,
        text="ยอด 77 ผิด",
    )
    return corrections.ask(report=report, wish=wish, by=by, now=build.NOW)


def test_a_wish_to_correct_is_told_to_who_decides(confirmed, chief, department):
    ask(confirmed, chief)
    ask(confirmed, chief)
    assert told() == {("officer", "correction_asked"), ("province", "correction_asked")}
    text = Notice.objects.get(user__username="province").text
    assert "โปรดพิจารณา" in text
    assert "77" not in text


def test_after_closing_the_department_decides_and_is_told(confirmed, chief, department, client):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    Notice.objects.all().delete()
    ask(confirmed, chief)
    said = dict(Notice.objects.values_list("user__username", "text"))
    assert set(said) == {"officer", "province", "department"}
    assert "โปรดพิจารณา" in said["department"]
    assert said["province"].endswith("รอกรมฯ พิจารณา")
    client.force_login(department)
    response = client.post("/inbox/read/", {"open": department.notices.get().pk})
    assert response.url == "/districts/4302/2565-10/correction/"


def test_a_grant_says_until_when_and_a_new_day_is_told(confirmed, chief, officer, province_staff):
    last, later = dt.date(2021, 11, 20), dt.date(2021, 11, 25)
    found = ask(confirmed, chief)
    found = corrections.grant(correction=found, expires_on=last, by=province_staff, now=build.NOW)
    assert "ส่งใหม่ภายในวันที่ 20 พฤศจิกายน 2564" in officer.notices.get(kind="reopen").text
    for _ in range(2):
        found = corrections.extend(correction=found, expires_on=later, by=province_staff, now=build.NOW)
    assert officer.notices.get(kind="correction_extended").text.endswith("ส่งภายในวันที่ 25 พฤศจิกายน 2564")


def test_a_refusal_and_a_withdrawal_are_told_without_their_words(confirmed, chief, officer, province_staff):
    corrections.refuse(
        correction=ask(confirmed, chief), text="ยอด 88 ถูกแล้ว", by=province_staff, now=build.NOW
    )
    assert "88" not in officer.notices.get(kind="correction_refused").text
    corrections.withdraw(correction=ask(confirmed, chief), by=chief, now=build.NOW)
    assert province_staff.notices.filter(kind="correction_withdrawn").count() == 1


def test_nobody_marks_the_notices_of_others(ready, province_staff, chief, officer):
    send_back(ready, province_staff)
    foreign = Notice.objects.get(user=officer)
    assert notices.mark_read(user=chief, ids=[foreign.pk], now=build.NOW) == 0
    assert notices.mark_read(user=officer, ids=[foreign.pk], now=build.NOW) == 1
    assert notices.mark_read(user=officer, ids=[foreign.pk], now=build.NOW) == 0


@pytest.mark.parametrize("colleagues", [0, 40])
def test_telling_many_costs_no_more_than_telling_one(
    ready, province_staff, colleagues, django_assert_num_queries
):
    for number in range(colleagues):
        build.person(f"colleague-{number}", build.Role.PROVINCE, province="43")
    with django_assert_num_queries(2):
        notices.hand_over("submit", report=ready, by=province_staff, now=build.NOW)
    assert Notice.objects.count() == 2 + colleagues

"""Files of what offices keep and of what stands behind published figures: each says what its page says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reporting.actions import corrections, extensions, followups, handover, months, threads
from reporting.deadlines import bangkok_date
from reporting.formats import thai_date
from reporting.models import Answer, CorrectionReason, Holiday, ReturnReason
from tests import build
from tests.views.desk import at
from tests.views.test_exports import DESK, OCTOBER, read, url

WISH = {"reason": CorrectionReason.MISTYPED, "text": "พิมพ์ผิด", "effect": Decimal("5.00")}


def test_holidays_are_those_of_the_year_on_the_page(client, department):
    Holiday.objects.create(day=dt.date(2021, 12, 10), name="วันรัฐธรรมนูญ")
    Holiday.objects.create(day=dt.date(2022, 1, 3), name="ชดเชยวันขึ้นปีใหม่")
    client.force_login(department)
    rows = read(client.get(url("holidays"), {"year": "2564"}))
    assert rows[0] == ["วันที่", "วันหยุด"] and ["10 ธันวาคม 2564", "วันรัฐธรรมนูญ"] in rows
    assert "ชดเชยวันขึ้นปีใหม่" not in [row[1] for row in rows]
    assert f'href="{url("holidays")}?year=2564"' in client.get(reverse("holidays"), {"year": "2564"}).text


def test_months_have_their_due_dates_and_stages(client, submitted, department):
    client.force_login(department)
    head, october, november, *_ = read(client.get(url("months")))
    assert head[:2] == ["เดือน", "สถานะ"] and "อำเภอ: ส่งจังหวัดแล้ว" in head
    assert october[:3] == ["ตุลาคม 2564", "เปิดรับข้อมูล", "5 พ.ย. 2564"]
    assert october[head.index("อำเภอ: ส่งจังหวัดแล้ว")] == "1"
    assert november[:2] == ["พฤศจิกายน 2564", "ยังไม่เปิด"]


def test_who_had_more_time_is_in_the_file_of_the_month(client, report, department):
    months.close_month(month=OCTOBER, by=department, now=build.NOW)
    until, now = bangkok_date(timezone.now()) + dt.timedelta(days=7), timezone.now()
    given = {"until": until, "reason": "น้ำท่วม"}
    extensions.extend(report=build.report_of("4302"), **given, by=department, now=now)
    client.force_login(department)
    rows = read(client.get(url("extensions")))[1:]
    said = ["หนองคาย", "ท่าบ่อ", thai_date(until), "มีผลอยู่", "น้ำท่วม", department.full_name]
    assert [row[:6] for row in rows] == [said]


def test_a_reason_that_is_no_longer_offered_has_no_number(client, department):
    last = ReturnReason.objects.order_by("-position").first()
    ReturnReason.objects.filter(pk=last.pk).update(active=False)
    client.force_login(department)
    rows = read(client.get(url("return_reasons")))[1:]
    assert [row[0] for row in rows] == [*map(str, range(1, len(rows))), ""]
    assert rows[-1][1:3] + rows[-1][4:] == [last.code, last.label, "เลิกใช้"]


def test_members_and_their_answers_without_their_links(client, ticked, five_members, chief):
    circular = build.circular(ticked, of=ticked.district, by=chief)
    ballots = build.answer(circular, Answer.AGREE, "ยอดสูงไป")
    client.force_login(chief)
    assert [row[0] for row in read(client.get(url("committee")))[1:]] == [one.name for one in five_members]
    kwargs = DESK | {"circular_id": circular.pk}
    path = reverse("circular_export", kwargs=kwargs | {"file_type": "csv"})
    assert f'href="{path}"' in client.get(reverse("circular", kwargs=kwargs)).text
    rows = read(client.get(path))[1:]
    assert [(row[0], row[2], row[4], row[5]) for row in rows[:2]] == [
        (ballots[0].name, Answer.AGREE.label, "1", ""),
        (ballots[1].name, Answer.REMARK.label, "1", "ยอดสูงไป"),
    ]
    assert [row[2] for row in rows[2:]] == ["ยังไม่ตอบ"] * 3
    assert not [cell for row in rows for cell in row for one in ballots if one.token in cell]


def test_handovers_say_who_waits_for_whom(client, report, officer):
    handover.start(words="", successor=None, by=officer, now=build.NOW)
    client.force_login(officer)
    (row,) = read(client.get(url("handovers")))[1:]
    assert row[2:4] + row[5:6] == [officer.full_name, "ยังไม่ทราบ", "ยังไม่รับมอบ"]


def test_marks_and_unread_messages_are_in_one_file(client, ticked, chief, province_staff):
    line = ticked.lines.earliest("pk")
    now = timezone.now()
    followups.follow(report=ticked, line_id=line.pk, wanted=True, by=chief, now=now)
    threads.post(report=ticked, line_id=None, text="โปรดเร่ง", by=province_staff, now=now)
    client.force_login(chief)
    message, mark = read(client.get(url("work_list")))[1:]
    assert message[:4] + message[6:8] == [
        "ข้อความที่ยังไม่อ่าน",
        "ท่าบ่อ",
        "ตุลาคม 2564",
        "ทั้งเดือน",
        "",
        province_staff.full_name,
    ]
    assert message[9] == "โปรดเร่ง"
    assert (mark[0], mark[3], mark[6]) == ("ติดดาว", line.group.name, "125.50")


def test_a_corrections_lines_before_and_after(
    client, published, officer, chief, neighbour, province_staff, department
):
    report = build.correct(published, officer=officer, chief=chief, staff=province_staff)
    pair = report.lines.order_by("pk").values_list("group_id", "category")[:1]
    wish = corrections.Wish(list(pair), **WISH)
    substitute = build.acting(build.stand_in(chief, neighbour, by=province_staff))
    corrections.ask(report=report, wish=wish, by=substitute, now=timezone.now())
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        asked, *done = read(client.get(url("correction")))[1:]
    assert asked[1].startswith(f"{neighbour.full_name} แทน")
    assert (asked[3], asked[6], asked[10], asked[14], asked[18], asked[19]) == (
        "รอพิจารณา",
        "2",
        "",
        "26.50",
        "",
        "",
    )
    assert [(row[6], row[10], row[14], row[18], row[19]) for row in done] == [
        ("1", "อนุญาต", "125.50", "26.50", "-99.00")
    ] * 4
    # Session, person, publication, corrections, lines, publications, producers, whose stead; no line (R12).
    assert len(queries) == 8
    assert not [one for one in queries if "reporting_salesline" in one["sql"]]


def test_a_published_lines_weeks_are_those_of_the_revision(
    client, published, officer, chief, province_staff, auditor
):
    line = published.lines.earliest("pk")
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    page = reverse("published_line", kwargs=DESK | {"line_id": line.pk})
    path = reverse("published_line_export", kwargs=DESK | {"line_id": line.pk, "file_type": "csv"})
    client.force_login(auditor)
    assert f'href="{path}?revision=1"' in client.get(page, {"revision": "1"}).text
    first = read(client.get(path, {"revision": "1"}))
    assert first[1][1:6] == ["100.00", "20.00", "5.50", "125.50", officer.full_name]
    assert first[-1] == ["รวมทั้งเดือน", "100.00", "20.00", "5.50", "125.50", "", ""]
    assert read(client.get(path))[-1][4] == "26.50"
    assert client.get(path, {"revision": "9"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("neighbour", "committee", 404),
        ("officer", "committee", 403),
        ("other_province", "province_committee", 404),
        ("neighbour", "correction", 404),
        ("auditor", "correction", 403),
        ("auditor", "months", 403),
        ("department", "work_list", 403),
    ],
)
def test_nobody_else_may(client, published, request, who, name, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(name)).status_code == status


def test_a_month_that_nobody_confirmed_has_no_corrections(client, submitted, chief):
    client.force_login(chief)
    assert client.get(url("correction")).url == at("sheet")

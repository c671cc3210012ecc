"""ติดดาว: an office marks lines to come back to them, and finds them and unread messages on one list."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.actions import followups, threads
from reporting.errors import BadInput, NotAllowed
from reporting.models import AuditEvent, FollowUp, MonthlyReport
from tests import build
from tests.views.desk import at, login_url, text_of, told

STAR, LIST = at("star"), reverse("work_list")


@pytest.fixture
def line(submitted):
    return submitted.lines.select_related("group").order_by("pk").first()


def follow(line, by, wanted=True):
    followups.follow(report=line.report, line_id=line.pk, wanted=wanted, by=by, now=build.NOW)


def test_a_star_is_set_found_and_taken_away(client, line, province_staff):
    client.force_login(province_staff)
    assert f'value="{line.pk}:on" aria-pressed="false"' in text_of(client.get(at("sheet")))
    response = client.post(STAR, {"star": f"{line.pk}:on", "page": "1", "show": "list"})
    assert response.url == f"{at('sheet')}?page=1&show=list#line-{line.pk}"
    assert f'value="{line.pk}:off" aria-pressed="true"' in text_of(client.get(at("sheet")))
    page = text_of(client.get(LIST))
    assert line.group.name in page
    assert "ติดดาวไว้ 1 รายการ" in page
    assert client.post(STAR, {"star": f"{line.pk}:off", "from": "work_list"}).url == LIST
    assert "ยังไม่มีรายการติดตาม" in text_of(client.get(LIST))
    assert FollowUp.objects.get().cleared_by == province_staff


def test_each_office_has_its_own_stars(client, line, province_staff, chief, officer):
    follow(line, chief)
    client.force_login(officer)
    assert line.group.name in text_of(client.get(LIST))
    client.force_login(province_staff)
    assert line.group.name not in text_of(client.get(LIST))
    follow(line, province_staff)
    assert FollowUp.objects.open().count() == 2


def test_a_repeated_star_has_one_effect_and_moves_nothing(line, province_staff):
    for _ in range(2):
        follow(line, province_staff)
    follow(line, province_staff, wanted=False)
    follow(line, province_staff, wanted=False)
    changes = [event.changes for event in AuditEvent.objects.filter(action="follow_line").order_by("pk")]
    assert [change["after"]["followed"] for change in changes] == [True, False]
    assert MonthlyReport.objects.get(pk=line.report_id).province_acted_at is None


def test_the_log_says_it_in_words(client, line, chief):
    follow(line, chief)
    client.force_login(chief)
    assert "ติดดาวหรือเลิกติดดาว" in text_of(client.get(reverse("audit")))


def test_unread_messages_wait_on_the_list(client, line, province_staff, chief):
    now = timezone.now()
    old = {"report": line.report, "by": province_staff, "text": "เก่าแล้ว"}
    threads.post(now=now - dt.timedelta(days=61), **old)
    threads.post(report=line.report, line_id=line.pk, text="โปรดตรวจใบเสร็จ", by=province_staff, now=now)
    client.force_login(chief)
    page = text_of(client.get(LIST))
    assert "โปรดตรวจใบเสร็จ" in page
    assert "เก่าแล้ว" not in page
    client.force_login(province_staff)
    assert "โปรดตรวจใบเสร็จ" not in text_of(client.get(LIST))


def test_the_sheet_opens_at_the_page_of_a_line(client, report, officer, chief):
    build.producers(130, district="4302", by=officer)
    build.enter(report, by=officer)
    line = report.lines.get(group__name="กลุ่มตัวอย่างที่ 0120")
    client.force_login(chief)
    page = text_of(client.get(at("sheet"), {"line": line.pk}))
    assert f'id="line-{line.pk}"' in page
    assert page.count('name="tick"') == 30


@pytest.mark.parametrize("star", ["", "x", "1", "1:yes", "๑:on", "1:on 2:on"])
def test_a_broken_form_changes_nothing_and_says_so(client, line, chief, star):
    client.force_login(chief)
    assert "ยังไม่ได้บันทึก" in told(client.post(STAR, {"star": star}))[0]
    assert not FollowUp.objects.exists()


def test_a_line_of_another_report_is_refused(line, neighbour):
    other = build.report_of("4301")
    with pytest.raises(BadInput):
        followups.follow(report=other, line_id=line.pk, wanted=True, by=neighbour, now=build.NOW)


@pytest.mark.parametrize("who", ["department", "auditor", "neighbour", "other_province", "administrator"])
def test_nobody_else_marks_or_sees_marks(client, line, chief, request, who):
    follow(line, chief)
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        follow(line, person)
    assert not FollowUp.objects.visible_to(person).exists()
    client.force_login(person)
    assert client.post(STAR).status_code == 404


def test_the_list_is_for_the_two_offices(client, department):
    assert client.get(LIST).url == login_url(LIST)
    client.force_login(department)
    assert client.get(LIST).status_code == 403
    assert client.post(LIST).status_code == 405


@pytest.mark.parametrize("count", [1, 4])
def test_queries_of_the_list(client, submitted, province_staff, count, django_assert_num_queries):
    for line in submitted.lines.order_by("pk")[:count]:
        follow(line, province_staff)
    client.force_login(province_staff)
    with django_assert_num_queries(6):
        client.get(LIST)

"""ข้อความ: both offices write and read about a month and its lines; nobody else, and nothing is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import threads
from reporting.errors import BadInput, NotAllowed
from reporting.models import AuditEvent, Message, MonthlyReport, ReadUpTo, Thread, User
from reporting.stats import threads as written
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL, READ = at("talk"), at("talk_read")
WORDS = "ยอดนี้รวม <b>งานกาชาด</b> แล้วหรือไม่"


@pytest.fixture
def line(submitted, province_staff):
    """A line of the submitted month, whose people have been here for a year."""
    User.objects.update(date_joined=build.NOW - dt.timedelta(days=365))
    return submitted.lines.select_related("group").order_by("pk").first()


def post(report, by, *, line=None, text=WORDS, now=build.NOW):
    return threads.post(report=report, line_id=line.pk if line else None, text=text, by=by, now=now)


def test_the_province_asks_about_a_line_and_the_district_answers(client, line, province_staff, chief):
    client.force_login(province_staff)
    response = client.post(f"{URL}?line={line.pk}", {"text": WORDS})
    assert response.url == f"{URL}?line={line.pk}"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ส่งข้อความแล้ว"]
    client.force_login(chief)
    sheet = text_of(client.get(at("sheet")))
    assert "ยอดนี้รวม &lt;b&gt;งานกาชาด&lt;/b&gt; แล้วหรือไม่" in sheet
    assert "ยังไม่อ่าน 1" in sheet
    client.post(f"{URL}?line={line.pk}", {"text": "รวมแล้ว"})
    page = text_of(client.get(f"{URL}?line={line.pk}"))
    assert page.index("งานกาชาด") < page.index("รวมแล้ว")
    assert "ยังไม่อ่าน" not in text_of(client.get(at("sheet")))
    client.force_login(province_staff)
    assert "ยังไม่อ่าน 1" in text_of(client.get(at("sheet")))


def test_the_month_has_a_thread_of_its_own(client, line, province_staff, chief):
    post(line.report, province_staff, text="โปรดส่งภาพถ่ายการประชุม")
    post(line.report, province_staff, line=line)
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "โปรดส่งภาพถ่ายการประชุม" in page
    assert "งานกาชาด" not in page
    assert f"?line={line.pk}" in page
    assert Thread.objects.count() == 2


def test_looking_does_not_read_and_pressing_does(client, line, province_staff, chief):
    message = post(line.report, province_staff, line=line)
    client.force_login(chief)
    for _ in range(2):
        assert "อ่านแล้ว 1 ข้อความ" in text_of(client.get(f"{URL}?line={line.pk}"))
    assert client.post(f"{READ}?line={line.pk}", {"message": message.pk}).url == f"{URL}?line={line.pk}"
    assert "อ่านแล้ว 1 ข้อความ" not in text_of(client.get(f"{URL}?line={line.pk}"))


def test_reading_never_goes_backwards_and_not_into_other_months(line, province_staff, chief):
    first = post(line.report, province_staff, text="หนึ่ง")
    second = post(line.report, province_staff, text="สอง")
    for message in (second, first):
        threads.mark_read(report=line.report, message_id=message.pk, by=chief, now=build.NOW)
    assert ReadUpTo.objects.get(user=chief).message == second
    with pytest.raises(BadInput):
        threads.mark_read(
            report=build.report_of("4301"), message_id=first.pk, by=province_staff, now=build.NOW
        )


def test_a_new_person_does_not_begin_with_old_messages(line, province_staff, chief):
    post(line.report, province_staff, now=chief.date_joined - dt.timedelta(days=1))
    [talk] = written.of_report(line.report, chief).values()
    assert (len(talk.messages), talk.unread) == (1, 0)


def test_a_repeated_press_is_one_message(line, province_staff):
    first = post(line.report, province_staff)
    again = post(line.report, province_staff, now=build.NOW + dt.timedelta(seconds=5))
    later = post(line.report, province_staff, now=build.NOW + dt.timedelta(hours=1))
    assert first == again != later
    assert Message.objects.count() == 2


def test_writing_moves_nothing_and_the_district_may_still_withdraw(line, province_staff):
    ticks = line.district_tick_version
    post(line.report, province_staff, line=line)
    line.refresh_from_db()
    assert line.district_tick_version == ticks == line.version
    assert MonthlyReport.objects.get(pk=line.report_id).province_acted_at is None


def test_the_log_has_the_words(client, line, province_staff, chief):
    post(line.report, province_staff, line=line)
    post(line.report, province_staff, text="ทั้งเดือน")
    events = AuditEvent.objects.filter(action="post_message").order_by("pk")
    assert [event.changes for event in events] == [
        {"line": line.pk, "before": {"message": ""}, "after": {"message": WORDS}},
        {"message": "ทั้งเดือน"},
    ]
    client.force_login(chief)
    page = text_of(client.get(reverse("audit")))
    assert "ส่งข้อความ" in page
    assert "งานกาชาด&lt;/b&gt;" in page


@pytest.mark.parametrize("text", ["", "  \n ", "ก" * 1001])
def test_bad_words_are_said_and_kept(client, line, chief, text):
    client.force_login(chief)
    response = client.post(URL, {"text": text})
    assert response.status_code == 422
    assert not Message.objects.exists()
    assert ("โปรดพิมพ์ข้อความก่อนส่ง" in text_of(response)) == (not text.strip())


def test_no_words_are_refused_by_the_action_too(line, chief):
    with pytest.raises(BadInput):
        post(line.report, chief, text=" ")


def test_a_line_of_another_month_is_not_found(client, line, chief, neighbour):
    client.force_login(chief)
    assert client.get(f"{URL}?line=0").status_code == 404
    with pytest.raises(BadInput):
        post(build.report_of("4301"), neighbour, line=line)


@pytest.mark.parametrize("who", ["department", "auditor", "neighbour", "other_province", "administrator"])
def test_nobody_else_writes_or_reads(client, line, request, who):
    post(line.report, line.report.submitted_by)
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        post(line.report, person)
    with pytest.raises(NotAllowed):
        threads.mark_read(report=line.report, message_id=Message.objects.get().pk, by=person, now=build.NOW)
    assert not Message.objects.visible_to(person).exists()
    client.force_login(person)
    assert client.get(URL).status_code == client.post(READ).status_code == 404


def test_a_published_month_is_still_talked_about(client, published, chief):
    client.force_login(chief)
    assert client.post(URL, {"text": "ขอแก้ไขยอด"}).status_code == 302
    assert Message.objects.get().text == "ขอแก้ไขยอด"


def test_a_broken_mark_is_said(client, line, chief):
    client.force_login(chief)
    assert told(client.post(READ, {"message": "x"}))[0].startswith("ไม่พบข้อความนี้")


@pytest.mark.parametrize("count", [2, 5])
def test_queries(client, line, province_staff, chief, count, django_assert_num_queries):
    for number in range(count):
        post(line.report, province_staff, line=line if number % 2 else None, text=f"ข้อ {number}")
    client.force_login(chief)
    with django_assert_num_queries(7):
        client.get(f"{URL}?line={line.pk}")


def test_visitors_and_methods(client, report, chief):
    assert client.get(URL).url == login_url(URL)
    client.force_login(chief)
    assert client.get(READ).status_code == 405

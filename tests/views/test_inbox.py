"""กล่องแจ้งเตือน: counted on every page, read by a press, never by looking; nobody's but one's own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import threads, workflow
from reporting.actions.workflow import LineToReturn
from reporting.models import Notice
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL, READ = reverse("inbox"), reverse("inbox_read")


@pytest.fixture
def returned(submitted, province_staff, officer, chief):
    """A month that the province sent back; the officer has not been told of anything else."""
    Notice.objects.all().delete()
    item = LineToReturn(submitted.lines.first().pk, "OTHER", "ตรวจ")
    return workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW).report


def counted(client) -> int:
    page = text_of(client.get(reverse("home")))
    return (
        int(page.split("เรื่องยังไม่อ่าน")[0].rsplit('class="count">', 1)[1].split("<")[0])
        if ("เรื่องยังไม่อ่าน" in page)
        else 0
    )


def test_the_district_finds_who_sent_what_back_until_when(client, returned, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "ส่งคืนรายงานอำเภอท่าบ่อ เดือนตุลาคม 2564 1 รายการ" in page
    assert "ภายในวันที่ 10 พฤศจิกายน 2564" in page
    assert counted(client) == 1


def test_looking_reads_nothing_and_opening_reads_and_leads_to_the_work(client, returned, officer):
    client.force_login(officer)
    client.get(URL)
    assert counted(client) == 1
    response = client.post(READ, {"open": officer.notices.get().pk})
    assert response.url == at("fix")
    assert counted(client) == 0


@pytest.mark.parametrize(("who", "name"), [("chief", "fix"), ("province_staff", "sheet")])
def test_the_same_return_leads_each_office_to_its_own_page(client, returned, request, who, name):
    person = request.getfixturevalue(who)
    colleague = build.person("colleague", build.Role.PROVINCE, province="43")
    Notice.objects.filter(user=colleague).delete()
    notice = Notice.objects.first()
    notice.pk, notice.user = None, person
    notice.save()
    client.force_login(person)
    assert client.post(READ, {"open": notice.pk}).url == at(name)


def test_a_message_leads_to_its_thread(client, returned, officer, province_staff):
    line = returned.lines.first()
    threads.post(report=returned, line_id=line.pk, text="ตรวจ", by=province_staff, now=build.NOW)
    client.force_login(officer)
    notice = officer.notices.first()
    assert client.post(READ, {"open": notice.pk}).url == f"{at('talk')}?line={line.pk}"


@pytest.mark.parametrize(
    ("who", "name", "area"), [("officer", "entry", "4302"), ("province_staff", "province_board", "43")]
)
def test_an_opened_month_leads_to_its_page(client, places, department, request, who, name, area):
    person = request.getfixturevalue(who)
    build.open_month(build.OCTOBER, by=department)
    client.force_login(person)
    response = client.post(READ, {"open": person.notices.get().pk})
    assert response.url == reverse(name, args=(area, build.OCTOBER))


def test_one_is_read_without_going_there(client, returned, officer):
    client.force_login(officer)
    assert client.post(READ, {"read": officer.notices.get().pk}).url == URL
    assert counted(client) == 0


def test_all_are_read_up_to_the_newest_that_was_shown(client, returned, officer, province_staff):
    client.force_login(officer)
    newest = officer.notices.first().pk
    threads.post(report=returned, line_id=None, text="ตรวจ", by=province_staff, now=build.NOW)
    response = client.post(READ, {"all": newest})
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ อ่านแล้ว 1 เรื่อง"]
    assert counted(client) == 1


def test_what_others_were_told_is_not_there(client, returned, officer, chief):
    client.force_login(chief)
    foreign = officer.notices.get()
    assert client.post(READ, {"open": foreign.pk}).status_code == 404
    assert client.post(READ, {"all": foreign.pk + 1000}).status_code == 302
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize("posted", [{}, {"open": "x"}, {"read": "9" * 30}, {"read": ""}])
def test_a_broken_press_is_not_found(client, returned, officer, posted):
    client.force_login(officer)
    assert client.post(READ, posted).status_code == 404


def test_an_empty_inbox_says_so(client, department):
    client.force_login(department)
    assert "ยังไม่มีเรื่องแจ้ง" in text_of(client.get(URL))


def test_visitors_and_methods(client, chief):
    assert client.get(URL).url == login_url(URL)
    assert client.post(READ).status_code == 302
    client.force_login(chief)
    assert client.post(URL).status_code == client.get(READ).status_code == 405


def many(user, count: int) -> None:
    first = Notice.objects.filter(user=user).first()
    Notice.objects.bulk_create(
        Notice(
            user=user,
            kind=first.kind,
            month=first.month,
            report=first.report,
            text="ก",
            at=first.at,
            by=first.by,
        )
        for _ in range(count)
    )


def test_the_list_is_paged_and_the_number_ends_at_99(client, returned, officer):
    many(officer, 120)
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "99+" in page
    assert "รายการที่ 1–30 จาก 121" in page


@pytest.mark.parametrize("count", [1, 120])
def test_queries(client, returned, officer, count, django_assert_num_queries):
    many(officer, count)
    client.force_login(officer)
    # The session, the person with the number, the frame with its returned lines, the list and its length.
    with django_assert_num_queries(6):
        client.get(URL)

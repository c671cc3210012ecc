"""ข้อซักถาม: asked from a publication's page, answered by the province, read by the auditor."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import inquiries
from reporting.models import Inquiry, Notice, Publication, SalesLine
from tests import build
from tests.actions.test_inquiries import WORDS, asked
from tests.views.desk import at, login_url, text_of, told

ASK, LIST = at("inquiry_ask"), reverse("inquiries")
NATION = reverse("nation_district", args=(build.OCTOBER, "4302"))
LATER = build.NOW + dt.timedelta(days=3)


def address(found: Inquiry, name: str = "inquiry") -> str:
    return reverse(name, args=(found.pk,))


@pytest.fixture
def found(published, department) -> Inquiry:
    return asked(department)


def shared(found, province_staff) -> Inquiry:
    return inquiries.share(inquiry=found, text="โปรดดูใบเสร็จ", by=province_staff, now=build.NOW)


# --- asking ---


@pytest.mark.parametrize("page", ["district", "line", "province"])
def test_the_ways_in(client, published, department, auditor, page):
    line = SalesLine.objects.get(category="TEXTILE")
    url, way = {
        "district": (NATION, ASK),
        "line": (reverse("published_line", args=("4302", build.OCTOBER, line.pk)), f"{ASK}?line={line.pk}"),
        "province": (reverse("nation_province", args=(build.OCTOBER, "43")), ASK),
    }[page]
    client.force_login(department)
    assert f'href="{way}"' in text_of(client.get(url))
    client.force_login(auditor)
    assert ASK not in text_of(client.get(url))


def test_the_department_asks_about_a_sum(client, published, department, province_staff):
    client.force_login(department)
    page = text_of(client.get(ASK))
    assert "ซักถามจังหวัดหนองคาย เรื่องอำเภอท่าบ่อ" in page
    assert '<option value="-">ทั้งอำเภอ · ทุกช่องทาง: 502.00 บาท</option>' in page
    response = client.post(ASK, {"revision": 1, "figure": "TEXTILE-ONLINE", "text": WORDS})
    found = Inquiry.objects.get()
    assert response.url == address(found)
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ส่งคำถามถึงจังหวัดแล้ว"]
    assert (found.category, found.channel, found.line) == ("TEXTILE", "ONLINE", None)
    assert "ผ้า เครื่องแต่งกาย · รายได้ออนไลน์" in text_of(client.get(NATION))
    client.force_login(province_staff)
    home = text_of(client.get(reverse("home")))
    assert "ข้อซักถามของกรมฯ ที่รอตอบ" in home
    assert address(found) in home


def test_the_department_asks_about_a_line(client, published, department):
    line = SalesLine.objects.get(category="TEXTILE")
    client.force_login(department)
    client.post(f"{ASK}?line={line.pk}", {"revision": 1, "figure": "TEXTILE-", "text": WORDS})
    found = Inquiry.objects.get()
    assert (found.line, found.amount) == (line.pk, line.total)
    assert f"{line.group}" in text_of(client.get(address(found)))
    assert client.get(f"{ASK}?line={line.pk + 1000}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"figure": "-", "text": ""}, "โปรดพิมพ์คำถาม"),
        ({"figure": "HERB-", "text": WORDS}, "โปรดเลือกตัวเลขที่มีในฉบับนี้"),
        ({"figure": "-", "text": "ก" * 1001}, "พิมพ์ได้ไม่เกิน 1,000"),
    ],
)
def test_bad_input_is_said(client, published, department, sent, sentence):
    client.force_login(department)
    response = client.post(ASK, sent)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Inquiry.objects.exists()


def test_a_form_of_a_replaced_revision_is_refused_and_keeps_its_words(
    client, published, officer, chief, province_staff, department
):
    build.correct(published, officer=officer, chief=chief, staff=province_staff, now=LATER)
    client.force_login(department)
    response = client.post(ASK, {"revision": 1, "figure": "-", "text": WORDS})
    assert response.status_code == 422
    page = text_of(response)
    assert "ตัวเลขนี้มีฉบับใหม่แทนแล้ว" in page
    assert WORDS in page
    assert "ทั้งอำเภอ · ทุกช่องทาง: 106.00 บาท" in text_of(client.get(ASK))


# --- the thread ---


def test_the_province_answers_and_the_department_closes(client, found, department, province_staff, auditor):
    client.force_login(province_staff)
    page = text_of(client.get(address(found)))
    assert WORDS in page
    assert "ตอบกรมฯ" in page
    assert "ปิดแล้วไม่มีใครเขียนเพิ่มได้" not in page
    response = client.post(address(found), {"text": "ตรวจแล้ว <b>ถูกต้อง</b>"})
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ส่งข้อความแล้ว"]
    client.force_login(department)
    assert address(found) in text_of(client.get(reverse("home")))
    page = text_of(client.get(address(found)))
    assert "ตรวจแล้ว &lt;b&gt;ถูกต้อง&lt;/b&gt;" in page
    assert at("correction") in page
    assert 'value="ตอบแล้ว"' in page or ">ตอบแล้ว</textarea>" in page.replace("> ", ">")
    response = client.post(address(found, "inquiry_close"), {"text": "ตอบแล้ว"})
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ปิดเรื่องแล้ว"]
    client.force_login(auditor)
    page = text_of(client.get(address(found)))
    assert "ปิดเรื่องแล้ว" in page
    assert "<form class=" not in page


def test_the_district_comes_in_when_the_province_calls_it(client, found, province_staff, chief, department):
    client.force_login(chief)
    assert client.get(address(found)).status_code == 404
    assert client.post(address(found), {"text": "ก"}).status_code == 404
    client.force_login(province_staff)
    client.post(address(found, "inquiry_share"), {"text": "โปรดดูใบเสร็จ"})
    assert "เรียน พัฒนาการอำเภอท่าบ่อ" in text_of(client.get(address(found)))
    client.force_login(chief)
    assert address(found) in text_of(client.get(reverse("home")))
    page = text_of(client.get(address(found)))
    assert WORDS in page
    assert "ทั้งจังหวัดและกรมฯ อ่านข้อความนี้" in page
    client.post(address(found), {"text": "รวมงานกาชาด"})
    assert "รวมงานกาชาด" in text_of(client.get(address(found)))
    assert "ขอแก้ไข" in text_of(client.get(address(found)))


def test_words_for_line_go_to_the_office_that_is_waited_for(client, found, department, province_staff):
    client.force_login(department)
    page = text_of(client.get(address(found)))
    assert "เรียน สำนักงานพัฒนาชุมชนจังหวัดหนองคาย" in page
    assert f"http://testserver{address(found)}" in page
    client.force_login(province_staff)
    assert "ข้อความสำหรับ LINE" not in text_of(client.get(address(found)))


def test_a_newer_revision_shows_both_figures(client, found, officer, chief, province_staff, department):
    build.correct(build.report_of("4302"), officer=officer, chief=chief, staff=province_staff, now=LATER)
    client.force_login(department)
    page = text_of(client.get(address(found)))
    assert "ฉบับที่ 1 มีฉบับที่ 2 แทนแล้ว" in page
    assert "<b>502.00</b>" in page
    assert "<b>106.00</b> บาท (−396.00)" in page


def test_a_closed_matter_says_so(client, found, department, province_staff):
    inquiries.close(inquiry=found, text="ไม่ต้องตอบแล้ว", by=department, now=build.NOW)
    client.force_login(province_staff)
    response = client.post(address(found), {"text": "ก"})
    assert "ปิดเรื่องนี้แล้ว" in told(response)[0]
    response = client.post(address(found, "inquiry_share"), {"text": "ก"})
    assert "ปิดเรื่องนี้แล้ว" in told(response)[0]


@pytest.mark.parametrize(
    ("who", "name"),
    [("province_staff", "inquiry"), ("province_staff", "inquiry_share"), ("department", "inquiry_close")],
)
def test_no_words_are_asked_for_again(client, found, request, who, name):
    client.force_login(request.getfixturevalue(who))
    response = client.post(address(found, name), {"text": " "})
    assert response.status_code == 422
    assert "โปรดพิมพ์" in text_of(response)


def test_others_find_nothing(client, found, province_staff, neighbour, other_province, administrator):
    shared(found, province_staff)
    for person in (neighbour, other_province):
        client.force_login(person)
        assert client.get(address(found)).status_code == 404
        assert client.post(address(found), {"text": "ก"}).status_code == 404
        assert str(found) not in text_of(client.get(LIST))
    client.force_login(administrator)
    assert client.get(address(found)).status_code == 403


def test_wrong_roles_and_visitors(client, found, province_staff, auditor, department):
    for person, name in (
        (auditor, "inquiry"),
        (province_staff, "inquiry_close"),
        (department, "inquiry_share"),
    ):
        client.force_login(person)
        assert client.post(address(found, name), {"text": "ก"}).status_code == 403
    for person in (province_staff, auditor):
        client.force_login(person)
        assert client.get(ASK).status_code == 403
    client.logout()
    assert client.get(address(found)).url == login_url(address(found))
    assert client.get(address(found, "inquiry_close")).status_code == 302


def test_the_notice_leads_to_the_thread(client, found, province_staff):
    notice = Notice.objects.get(user=province_staff, kind="inquiry_asked")
    client.force_login(province_staff)
    assert client.post(reverse("inbox_read"), {"open": notice.pk}).url == address(found)


# --- the list ---


def test_the_list_and_its_filters(client, found, department, province_staff, auditor):
    other = asked(department, text="อีกเรื่อง", code="FOOD-")
    inquiries.write(inquiry=other, text="ถูกต้อง", by=province_staff, now=build.NOW)
    gone = asked(department, text="เรื่องที่สาม", code="-ONLINE")
    inquiries.close(inquiry=gone, by=department, now=build.NOW)

    def listed(**query):
        return {row.inquiry for row in client.get(LIST, query).context["rows"]}

    for person in (department, province_staff, auditor):
        client.force_login(person)
        assert listed() == {found, other}
        assert listed(state="OPEN") == {found}
        assert listed(state="ANSWERED") == {other}
        assert listed(state="CLOSED") == {gone}
        assert listed(state="ALL", month="2565-10") == {found, other, gone}
        assert listed(age="7") == {found, other}
    client.force_login(department)
    assert listed(province="43") == {found, other}
    assert listed(province="41") == set()
    response = client.get(LIST, {"state": "SONG"})
    assert (response.status_code, response.context["rows"]) == (422, [])


def test_the_list_to_take_along(client, found, department):
    client.force_login(department)
    export = reverse("inquiries_export", args=("csv",))
    text = b"".join(client.get(export)).decode("utf-8-sig")
    assert "ทั้งอำเภอ · ทุกช่องทาง" in text
    assert len(text.splitlines()) == 2
    assert client.get(export, {"state": "SONG"}).url == f"{LIST}?state=SONG"


def test_the_menu_counts_what_waits(client, found, department, province_staff):
    def counted(person):
        client.force_login(person)
        nav = client.get(LIST).context["nav"]
        return next(x["count"] for part in nav for x in part["items"] if x["label"] == "ข้อซักถามของกรมฯ")

    assert (counted(department), counted(province_staff)) == (None, 1)
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=build.NOW)
    assert (counted(department), counted(province_staff)) == (1, None)


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow(client, found, department, province_staff):
    client.force_login(department)
    before = [queries(client, url) for url in (LIST, address(found), NATION, reverse("home"))]
    for number in range(5):
        other = asked(department, text=f"เรื่องที่ {number}", code="FOOD-")
        inquiries.write(inquiry=other, text=f"ถาม {number}", by=department, now=build.NOW)
        inquiries.write(inquiry=found, text=f"ต่อ {number}", by=department, now=build.NOW)
    assert [queries(client, url) for url in (LIST, address(found), NATION, reverse("home"))] == before


def test_no_page_of_an_inquiry_reads_a_working_line(client, found, department, province_staff):
    inquiries.write(inquiry=found, text="ถูกต้อง", by=province_staff, now=build.NOW)
    client.force_login(department)
    for url in (LIST, address(found), ASK):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        said = " ".join(query["sql"] for query in captured)
        assert "reporting_salesline" not in said
        assert "reporting_weeklyentry" not in said


def test_a_publication_with_an_inquiry_still_corrects(client, found, officer, chief, province_staff):
    build.correct(build.report_of("4302"), officer=officer, chief=chief, staff=province_staff, now=LATER)
    assert Publication.objects.current().get(district="4302").revision == 2

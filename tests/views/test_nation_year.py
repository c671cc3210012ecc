"""The year of the nation: 76 provinces × 12 months, from publications alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.models import District, Province
from tests import build, nationwide
from tests.views.desk import login_url, text_of

URL = reverse("nation_year", args=[2565])
OCTOBER = build.OCTOBER


def province_page(province: str, month=OCTOBER) -> str:
    return reverse("nation_province", args=(month, province))


@pytest.fixture
def one_published(october, department):
    return nationwide.publish("4302", by=department)


def test_the_sums_are_shown_in_full(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "1,231.05" in page
    assert "1,000.35" in page
    assert "200.70" in page
    assert "30.00" in page
    assert "จากรายงานอำเภอ 1 ฉบับ" in page


def test_a_cell_has_a_lamp_a_word_and_a_way_in(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert 'class="lamp part" title="1,231.05 บาท · ยืนยันแล้วบางอำเภอ 1/2"' in page
    assert '<span class="visually-hidden"> 1,231.05 บาท · ยืนยันแล้วบางอำเภอ 1/2</span></a>' in page
    assert f'href="{province_page("43")}">' in page
    assert 'class="lamp none" title="ยังไม่มีอำเภอใดยืนยัน"' in page
    assert 'class="lamp closed" title="ยังไม่เปิดงวด"' in page
    nationwide.publish("4101", by=department)
    assert "ครบทุกอำเภอ 1/1" in text_of(client.get(URL))


def test_a_name_is_text_wherever_it_is_drawn(client, one_published, department):
    Province.objects.filter(pk="43").update(name_th="<หนองคาย>")
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "<หนองคาย>" not in page
    for drawn in (
        ">&lt;หนองคาย&gt;</a></th>",
        "ล้านบาท รวม&lt;หนองคาย&gt;</span>",
        "<title>&lt;หนองคาย&gt; ",
    ):
        assert drawn in page


def test_each_sum_leads_to_the_page_that_explains_it(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    year_of_43, month = (
        reverse("nation_province_year", args=(2565, "43")),
        reverse("nation_month", args=[OCTOBER]),
    )
    assert f'<td title="1,231.05 บาท"><a href="{year_of_43}"><b>0.00</b>' in page
    assert f'<td title="1,231.05 บาท"><a href="{month}">0.00<span' in page
    assert '<td title="1,231.05 บาท"><a href="#areas">0.00<span' in page


def test_the_sum_of_a_narrowed_month_leads_to_the_same_of_that_month(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"channel": "ONLINE", "first": "10", "last": "12"}))
    asked = f"{URL}?first=10&amp;last=10&amp;channel=ONLINE"
    assert f'<td title="30.00 บาท"><a href="{asked}#areas">0.00<span' in page
    assert client.get(asked.replace("&amp;", "&")).context["total"]["amount"] == "30.00"


def test_a_month_that_is_not_opened_leads_nowhere(client, one_published, department):
    client.force_login(department)
    assert province_page("43", OCTOBER.next()) not in text_of(client.get(URL))


def test_amounts_stand_in_millions(client, october, department):
    line = ("FOOD", "GROUP", "93335876.00", "5409805.00", "0.00")
    nationwide.publish("4302", by=department, lines=[line])
    client.force_login(department)
    page = text_of(client.get(URL))
    assert ">98.75<span" in page
    assert "98,745,681.00 บาท" in page


def test_categories_are_listed_with_their_share(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "สมุนไพรที่ไม่ใช่อาหาร" in page
    assert "1,230.75" in page
    assert "100.0%" in page


def test_a_part_stands_beside_the_year_before_like_for_like(client, one_published, department):
    """4101 confirmed the month of the year before alone: it is in that month's sum and in no comparison."""
    before = OCTOBER.plus(-12)
    build.open_month(before, by=department)
    for district, regular in (("4302", "40.00"), ("4101", "900.00")):
        lines = [("FOOD", "GROUP", regular, "0.00", "0.00")]
        nationwide.publish(district, by=department, month=before, lines=lines)
    client.force_login(department)
    shown = client.get(URL).context
    assert shown["by_month"]["rows"][0]["then"] == "940.00"
    assert shown["parts"][0]["rows"][0]["then"] == "40.00"
    assert shown["parts"][2]["rows"][0]["then"] == "40.00"


def test_it_changes_the_moment_a_province_publishes(client, one_published, department):
    client.force_login(department)
    assert "1,231.05" in text_of(client.get(URL))
    nationwide.publish("4101", by=department, lines=[("FOOD", "GROUP", "0.95", "0.00", "0.00")])
    page = text_of(client.get(URL))
    assert "1,232.00" in page
    assert "อุดรธานี 0.95 บาท" in page


def test_the_map_and_the_table_beside_it_say_the_same(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    year_of_43 = reverse("nation_province_year", args=(2565, "43"))
    assert f'<a href="{year_of_43}" aria-label="หนองคาย 1,231.05 บาท · กลุ่มน้อยที่สุด"' in page
    assert f'<th scope="row"><a href="{year_of_43}">หนองคาย</a></th><td class="num">1,231.05 บาท</td>' in page
    assert page.count("<path ") == 77
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("completeness", "หนองคาย 50.0% · 50% ถึงไม่ถึง 75%"),
        ("punctual", "หนองคาย 50.0% · 50% ถึงไม่ถึง 75%"),
        ("growth", "หนองคาย – · ไม่มีข้อมูล"),
        ("online", "หนองคาย 2.4% · กลุ่มน้อยที่สุด"),
    ],
)
def test_the_map_is_coloured_by_what_is_asked(client, one_published, department, measure, words):
    client.force_login(department)
    assert words in text_of(client.get(URL, {"measure": measure}))


def test_the_address_narrows_it_and_links_keep_it(client, one_published, department):
    client.force_login(department)
    asked = {
        "first": "10",
        "last": "11",
        "region": "ภาค",
        "category": "FOOD",
        "channel": "ONLINE",
        "type": "GROUP",
    }
    response = client.get(URL, asked)
    page = text_of(response)
    assert response.status_code == 200
    assert [card["label"] for card in response.context["cards"]] == ["รายได้ออนไลน์"]
    assert response.context["cards"][0]["value"] == Decimal("30.00")
    assert [head["label"] for head in response.context["months"]] == ["ต.ค.", "พ.ย."]
    kept = "first=10&amp;last=11&amp;category=FOOD&amp;channel=ONLINE&amp;type=GROUP"
    assert f'href="{reverse("nation_province_year", args=(2565, "43"))}?{kept}"' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "12", "last": "10"}, "เดือนสุดท้ายอยู่ก่อนเดือนแรก โปรดเลือกใหม่"),
        ({"region": "ภาคอื่น"}, "ภาคอื่น"),
        ({"category": "GOLD", "first": "13", "measure": "x"}, "invalid-feedback"),
    ],
)
def test_what_cannot_be_is_said_and_left_out(client, one_published, department, asked, said):
    client.force_login(department)
    response = client.get(URL, asked)
    assert response.status_code == 422
    assert said in text_of(response)
    assert response.context["cards"][0]["value"] == Decimal("1231.05")
    assert len(response.context["months"]) == 12


def test_the_day_stays_when_it_is_narrowed(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"on": "2021-11-03", "category": "FOOD"}))
    assert '<input type="hidden" name="on" value="2021-11-03">' in page
    assert '<input type="hidden" name="category" value="FOOD">' in page
    assert f'{reverse("nation_month", args=[OCTOBER])}?on=2021-11-03"' in page


def test_other_years_are_a_press_away(client, one_published, department):
    build.open_month(OCTOBER.previous(), by=department)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert reverse("nation_year", args=[2564]) in page
    assert 'aria-current="page">2565</a>' in page


def test_the_auditor_reads_it_too(client, one_published, auditor):
    client.force_login(auditor)
    assert client.get(URL).status_code == 200


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("year", ["9999", "0", "2543", "2600", "99999999999999999999", "-1", "x", "๒๕๖๕"])
def test_a_year_that_cannot_be_is_not_found(client, october, department, year):
    client.force_login(department)
    assert client.get(f"/nation/{year}/").status_code == 404


@pytest.mark.parametrize("year", [2544, 2599])
def test_the_first_and_the_last_year_open(client, october, department, year):
    client.force_login(department)
    assert client.get(f"/nation/{year}/").status_code == 200


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


def test_it_asks_no_working_table(client, submitted, department):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.get(URL))
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said
    assert "502.00" not in page


@pytest.mark.parametrize("provinces", [0, 30])
def test_queries_do_not_grow_with_the_provinces(
    client, places, department, provinces, django_assert_num_queries
):
    nationwide.provinces(*(str(number + 50) for number in range(provinces)))
    build.open_month(OCTOBER, by=department)
    for district in District.objects.reporting():
        nationwide.publish(district.pk, by=department)
    client.force_login(department)
    with django_assert_num_queries(8):
        client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL, {"on": "2021-11-30", "category": "FOOD", "region": "ภาค"})

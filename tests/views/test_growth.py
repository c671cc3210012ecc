"""New, continuing and closed producers: own district, own province, all; as a page and as a file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.models import ProducerGroup
from tests import build, nationwide
from tests.views.desk import login_url, text_of

NATION = reverse("growth_nation", args=[2565])
PROVINCE = reverse("growth_province", kwargs={"fiscal_year": 2565, "province_code": "43"})
DISTRICT = reverse("growth_district", kwargs={"fiscal_year": 2565, "district_code": "4302"})
PAGES = (NATION, PROVINCE, DISTRICT)
LAST_YEAR = build.OCTOBER.plus(-12)
LATER = build.NOW + dt.timedelta(days=40)


def lines(*amounts: str) -> list[nationwide.Line]:
    return [("FOOD", "GROUP", amount, "0.00", "0.00") for amount in amounts]


@pytest.fixture
def two_years(officer, department):
    """4302: กลุ่มที่ 1 sold in both Octobers, กลุ่มที่ 2 only in the first, กลุ่มที่ 3 only in the second."""
    cache.clear()
    for month in (LAST_YEAR, build.OCTOBER):
        build.open_month(month, by=department)
    for month, amounts, producers in (
        (LAST_YEAR, ("300.00", "100.00"), (1, 2)),
        (build.OCTOBER, ("450.00", "150.00"), (1, 3)),
    ):
        sold = {"by": department, "month": month, "lines": lines(*amounts), "producers": producers}
        nationwide.publish("4302", **sold)


def read(client, name, file_type="csv", **query) -> str:
    place = {"growth_province": {"province_code": "43"}, "growth_district": {"district_code": "4302"}}
    url = reverse(
        f"{name}_export", kwargs={"fiscal_year": 2565, "file_type": file_type, **place.get(name, {})}
    )
    return b"".join(client.get(url, query)).decode("utf-8-sig")


@pytest.mark.parametrize("url", PAGES)
def test_counts_shares_and_what_is_compared(client, two_years, department, url):
    client.force_login(department)
    response = client.get(url)
    page = text_of(response)
    assert "เทียบปีงบประมาณ 2565 กับ 2564 เฉพาะเดือนของอำเภอที่ยืนยันแล้วทั้งสองปี รวม 1 อำเภอ-เดือน" in page
    assert [card["value"] for card in response.context["cards"]] == ["1", "1", "1", "0"]
    assert [row["share"] for row in response.context["standings"]["rows"]] == ["25.0%", "75.0%", "25.0%"]
    assert [row["now"] for row in response.context["standings"]["rows"]] == ["150.00", "450.00", "–"]
    assert '<svg class="chart bars"' in page


@pytest.mark.parametrize("who", ["officer", "province_staff", "department", "auditor"])
def test_the_district_names_its_new_and_its_closed_producers(client, two_years, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(DISTRICT))
    assert page.index("รายใหม่ 1 ราย") < page.index("กลุ่มที่ 3") < page.index("หยุดขาย 1 ราย")
    assert page.index("หยุดขาย 1 ราย") < page.index("กลุ่มที่ 2")
    assert "กลุ่มที่ 1" not in page


def test_the_register_says_who_is_closed_to_its_own_offices_only(client, two_years, officer, department):
    group = build.producer("กลุ่มที่ปิดแล้ว", district="4302", by=officer)
    ProducerGroup.objects.filter(pk=group.pk).update(closed_at=build.NOW, closed_by=officer)
    for month, other in ((LAST_YEAR, group.pk), (build.OCTOBER, group.pk + 2)):
        sold = {"by": department, "month": month, "lines": lines("300.00", "100.00")}
        nationwide.publish("4302", producers=(group.pk + 1, other), now=LATER, **sold)
    client.force_login(officer)
    assert "ปิดในทะเบียนแล้ว" in text_of(client.get(DISTRICT))
    client.force_login(department)
    assert "ปิดในทะเบียนแล้ว" not in text_of(client.get(DISTRICT))


def test_from_the_nation_to_the_province_to_the_district(client, two_years, department):
    client.force_login(department)
    assert f'href="{PROVINCE}?category=FOOD"' in text_of(client.get(NATION, {"category": "FOOD"}))
    assert f'href="{DISTRICT}"' in text_of(client.get(PROVINCE))


def test_a_category_narrows_the_sums(client, two_years, department):
    client.force_login(department)
    for url in PAGES:
        cards = client.get(url, {"category": "HERB"}).context["cards"]
        assert [card["value"] for card in cards] == ["0", "0", "0", "0"]
        assert client.get(url, {"category": "FOOD"}).context["cards"][0]["value"] == "1"


def test_a_past_day(client, two_years, department):
    sold = {"by": department, "lines": lines("450.00"), "producers": (1,), "now": LATER}
    nationwide.publish("4302", **sold)
    client.force_login(department)
    assert client.get(NATION).context["cards"][0]["value"] == "0"
    page = client.get(NATION, {"on": "2021-11-10"})
    assert page.context["cards"][0]["value"] == "1"
    assert "ตัวเลข ณ สิ้นวันที่ 10 พฤศจิกายน 2564" in text_of(page)
    assert f"{PROVINCE}?on=2021-11-10" in text_of(page)


def test_without_a_year_before_it_says_what_is_missing(client, published, department, province_staff):
    client.force_login(department)
    for url in PAGES:
        page = text_of(client.get(url))
        assert "ยังไม่มีเดือนที่เทียบกับปีก่อนได้" in page
    assert "502.00" in text_of(client.get(PROVINCE))


def test_the_files_say_what_the_pages_say(client, two_years, department):
    client.force_login(department)
    for name in ("growth_nation", "growth_province"):
        table = read(client, name).splitlines()
        assert "รายใหม่ (ราย)" in table[0]
        assert table[-1].endswith("0.00,600.00,1")
    by_name = read(client, "growth_district").splitlines()
    assert by_name[1:] == ["รายใหม่,กลุ่มที่ 3,150.00,0.00", "หยุดขาย,กลุ่มที่ 2,0.00,100.00"]
    url = reverse("growth_nation_export", kwargs={"fiscal_year": 2565, "file_type": "csv"})
    assert client.get(url, {"category": "SONG"}).url == f"{NATION}?category=SONG"


@pytest.mark.parametrize("query", [{"category": "SONG"}, {"on": "2599-01-01"}])
def test_what_cannot_be_meant_is_said(client, two_years, department, query):
    client.force_login(department)
    response = client.get(NATION, query)
    assert response.status_code == 422
    assert response.context["cards"][0]["value"] == "1"


def test_others_are_kept_out(
    client, two_years, neighbour, stranger, other_province, administrator, province_staff
):
    for person in (neighbour, stranger, other_province):
        client.force_login(person)
        assert client.get(DISTRICT).status_code == 404
    for person in (province_staff, administrator):
        client.force_login(person)
        assert client.get(NATION).status_code == 403
    client.force_login(province_staff)
    assert client.get(reverse("growth_nation", args=[1])).status_code == 403
    assert client.get(PROVINCE.replace("2565", "1999")).status_code == 404
    assert client.post(PROVINCE).status_code == 405
    client.logout()
    assert client.get(PROVINCE).url == login_url(PROVINCE)


def test_queries_do_not_grow_and_read_no_working_line(client, two_years, department):
    client.force_login(department)

    def asked() -> list[int]:
        counts = []
        for url in PAGES:
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            said = " ".join(query["sql"] for query in captured)
            assert "reporting_salesline" not in said
            assert "reporting_weeklyentry" not in said
            counts.append(len(captured))
        return counts

    before = asked()
    for month in (LAST_YEAR, build.OCTOBER):
        nationwide.publish("4301", by=department, month=month, producers=(7, 8))
    assert asked() == before == [6, 7, 9]

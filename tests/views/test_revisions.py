"""The feed of revisions: what replaced what, why, by whose leave, and what that did to the sum."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import corrections, workflow
from reporting.deadlines import BANGKOK
from reporting.models import CorrectionReason, Publication
from tests import build, nationwide
from tests.views.desk import login_url, text_of

URL = reverse("revisions")
LATER = dt.datetime(2021, 12, 20, 10, 0, tzinfo=BANGKOK)


@pytest.fixture
def corrected(published, officer, chief, province_staff):
    """ท่าบ่อ was corrected from 502.00 to 106.00."""
    return build.correct(published, officer=officer, chief=chief, staff=province_staff, now=LATER)


def revisions_of(response) -> list[tuple[str, int]]:
    return [(row.publication.district_id, row.publication.revision) for row in response.context["rows"]]


@pytest.mark.parametrize("who", ["department", "auditor", "province_staff", "officer", "chief"])
def test_a_revision_with_its_reason_its_grant_and_its_effect(client, corrected, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(URL))
    assert "อำเภอท่าบ่อ จังหวัดหนองคาย" in page
    assert "นับยอดซ้ำ: ยอดซ้ำ" in page
    assert "เจ้าหน้าที่จังหวัด province อนุญาต 20 ธ.ค. 2564 10:00 น." in page
    assert "106.00" in page
    assert "−396.00" in page
    assert "คาดไว้ −400.00" in page


def test_who_asked_is_named_beside_who_granted(client, published, officer, chief, province_staff, department):
    pairs = list(published.lines.values_list("group_id", "category"))
    wish = corrections.Wish(pairs, CorrectionReason.MISTYPED, "พิมพ์เกินหนึ่งศูนย์")
    asked = corrections.ask(report=published, wish=wish, by=chief, now=LATER)
    report = corrections.grant(correction=asked, by=province_staff, now=LATER).report
    build.enter(report, by=officer, value=build.amounts("1.00"), now=LATER)
    build.sign(report, by=chief, now=LATER)
    workflow.submit(report=report, by=chief, now=LATER)
    build.cover(report, by=province_staff, now=LATER)
    workflow.publish(report=report, by=province_staff, now=LATER)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "พิมพ์ตัวเลขผิด: พิมพ์เกินหนึ่งศูนย์" in page
    assert "พัฒนาการอำเภอ chief ขอ · เจ้าหน้าที่จังหวัด province อนุญาต" in page


def test_a_revision_of_the_time_before_corrections_has_its_reason_from_the_log(client, corrected, department):
    Publication.objects.get(revision=2).report.corrections.update(revision=7)
    client.force_login(department)
    assert "นับยอดซ้ำ: ยอดซ้ำ" in text_of(client.get(URL))


def test_a_first_revision_is_no_news(client, published, department):
    client.force_login(department)
    assert "ไม่พบฉบับแก้ไข" in text_of(client.get(URL))
    page = text_of(client.get(URL, {"all": "on"}))
    assert "ยืนยันครั้งแรก" in page
    assert "502.00" in page


def test_a_correction_under_way_is_not_told(client, published, officer, province_staff, department):
    report = workflow.reopen(report=published, reason="เหตุลับ", by=province_staff, now=LATER).report
    build.enter(report, by=officer, week=2, value=build.amounts("77777.00"))
    client.force_login(department)
    page = text_of(client.get(URL, {"all": "on"}))
    assert "เหตุลับ" not in page
    assert "77,777" not in page


def test_the_newest_comes_first(client, corrected, officer, chief, province_staff, department):
    again = LATER + dt.timedelta(days=1)
    value = build.amounts("30.00")
    build.correct(corrected, officer=officer, chief=chief, staff=province_staff, value=value, now=again)
    client.force_login(department)
    assert revisions_of(client.get(URL)) == [("4302", 3), ("4302", 2)]
    page = text_of(client.get(URL))
    assert page.index("+14.00") < page.index("−396.00")


def test_another_provinces_revisions_are_not_seen(client, corrected, other_province, stranger, neighbour):
    for person in (other_province, stranger, neighbour):
        client.force_login(person)
        assert revisions_of(client.get(URL, {"all": "on"})) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"province": "43"}, [("4302", 2)]),
        ({"province": "41"}, []),
        ({"province": "41", "all": "on"}, [("4101", 1)]),
        ({"district": "4302"}, [("4302", 2)]),
        ({"district": "4302", "all": "on"}, [("4302", 2), ("4302", 1)]),
        ({"month": "2565-10"}, [("4302", 2)]),
        ({"month": "2565"}, [("4302", 2)]),
        ({"month": "2565-11"}, []),
        ({"after": "2021-12-19"}, [("4302", 2)]),
        ({"after": "2021-12-20"}, []),
    ],
)
def test_it_is_narrowed_by_month_area_and_day(client, corrected, department, asked, found):
    build.open_month(build.OCTOBER.next(), by=department)
    nationwide.publish("4101", by=department)
    client.force_login(department)
    response = client.get(URL, asked)
    assert response.status_code == 200
    assert revisions_of(response) == found


@pytest.mark.parametrize(
    "asked",
    [{"month": "2570-01"}, {"month": "x"}, {"province": "10"}, {"district": "1001"}, {"after": "31/2/2564"}],
)
def test_what_cannot_be_chosen_is_said_and_finds_nothing(client, corrected, department, asked):
    client.force_login(department)
    response = client.get(URL, asked)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert revisions_of(response) == []


def test_a_province_cannot_choose_another_provinces_district(client, corrected, province_staff):
    client.force_login(province_staff)
    assert client.get(URL, {"district": "4101"}).status_code == 422
    assert 'name="province"' not in text_of(client.get(URL))


def test_it_is_in_the_menu_of_those_who_follow_it(
    client, october, department, auditor, province_staff, officer
):
    link = f'href="{URL}"'
    for person in (department, auditor, province_staff):
        client.force_login(person)
        assert link in text_of(client.get(reverse("home")))
    client.force_login(officer)
    assert link not in text_of(client.get(reverse("home")))


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


def test_the_administrator_may_not(client, october, administrator):
    client.force_login(administrator)
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("corrections", [1, 60])
def test_queries_do_not_grow_with_the_revisions(
    client, corrected, department, corrections, django_assert_num_queries
):
    newest = Publication.objects.get(revision=2)
    newest.report.corrections.update(revision=77)  # The reasons of all of them come from the log.
    for number in range(3, corrections + 2):
        newest.superseded_at = LATER
        newest.save()
        newest.pk, newest.revision, newest.superseded_at = None, number, None
        newest.save(force_insert=True)
    client.force_login(department)
    with django_assert_num_queries(10):
        assert len(client.get(URL).context["rows"]) == min(corrections, 50)

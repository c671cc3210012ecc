"""The district's register: every producer with its categories, filters, and what may be done with it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import closing, groups
from reporting.models import Category, ProducerGroup, Subdistrict
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("register")
NAMES = ("กลุ่มทอผ้าบ้านน้ำโมง", "กลุ่มอาหารอร่อย", "ร้านน้ำพริกแม่คำ")


@pytest.fixture
def group(three_groups) -> ProducerGroup:
    return ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย")


@pytest.fixture
def closed(three_groups, group, officer) -> ProducerGroup:
    return closing.close_group(
        report=three_groups, group=group, reason="ย้ายไปอยู่อำเภออื่น", by=officer, now=build.NOW
    )


def link(name: str, group) -> str:
    return reverse(name, args=("4302", build.OCTOBER, group.pk))


def row_of(page: str, group) -> str:
    return page.partition(f'id="group-{group.pk}"')[2].partition("</tr>")[0]


def shown(page: str) -> list[str]:
    """The known names on the page in their order."""
    body = page.partition("<tbody>")[2]
    return sorted((name for name in NAMES if f"{name}<small>" in body), key=body.index)


def test_every_producer_in_thai_order_with_its_facts(client, three_groups, group, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert shown(page) == list(NAMES)
    assert "3 กลุ่ม" in page
    row = row_of(page, group)
    assert "ต.ในเมือง · กลุ่มผู้ผลิตชุมชน" in row
    since = "<small>ตั้งแต่ ต.ค. 2564</small>"
    assert row.index(f"อาหาร {since}") < row.index(f"เครื่องดื่ม {since}")
    assert "3 พ.ย. 2564" in row
    assert "เปิดอยู่" in row


def test_what_may_be_done_with_an_open_one(client, three_groups, group, officer):
    client.force_login(officer)
    row = row_of(text_of(client.get(URL)), group)
    assert f'href="{at("group_add")}?group={group.pk}&amp;back=register"' in row
    assert f'href="{link("group_close", group)}"' in row
    assert "reopen" not in row


def test_a_closed_one_says_when_why_and_by_whom_and_can_be_opened_again(client, closed, officer):
    client.force_login(officer)
    row = row_of(text_of(client.get(URL)), closed)
    assert "ปิดแล้ว" in row and "ย้ายไปอยู่อำเภออื่น" in row and "3 พ.ย. 2564" in row
    assert "ต.ค. 2564 – ต.ค. 2564" in row
    assert f'href="{link("group_reopen", closed)}"' in row
    assert "close/" not in row and "back=register" not in row


def test_ended_categories_say_until_when(client, three_groups, group, officer, department):
    build.open_month(build.OCTOBER.next(), by=department)
    group.roster.filter(category="FOOD").update(ends=build.OCTOBER.next())
    client.force_login(officer)
    assert "อาหาร <small>ต.ค. 2564 – พ.ย. 2564</small>" in row_of(text_of(client.get(URL)), group)


def test_a_submitted_month_takes_no_category_but_a_closing(client, submitted, group, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert at("group_add") not in page
    assert link("group_close", group) in row_of(page, group)


def test_the_province_reads_it_and_changes_nothing(client, closed, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert shown(page) == list(NAMES)
    for name in ("เพิ่มประเภท", "ปิดกลุ่ม", "เปิดอีกครั้ง", at("group_add")):
        assert name not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "น้ำ"}, ["กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"]),
        ({"q": "เเม่คำ"}, ["ร้านน้ำพริกแม่คำ"]),
        ({"q": "โมง ผ้า"}, ["กลุ่มทอผ้าบ้านน้ำโมง"]),
        ({"type": "INDIVIDUAL"}, ["ร้านน้ำพริกแม่คำ"]),
        ({"subdistrict": "430202"}, ["กลุ่มทอผ้าบ้านน้ำโมง"]),
        ({"status": "closed"}, ["กลุ่มอาหารอร่อย"]),
        ({"status": "open"}, ["กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"]),
        ({"q": "น้ำ", "type": "GROUP", "status": "open"}, ["กลุ่มทอผ้าบ้านน้ำโมง"]),
        ({"q": "%"}, []),
        ({"q": "' OR 1=1"}, []),
    ],
)
def test_the_filter(client, closed, officer, query, names):
    Subdistrict.objects.create(code="430202", district_id="4302", name_th="น้ำโมง", name_en="Nam Mong")
    ProducerGroup.objects.filter(name="กลุ่มทอผ้าบ้านน้ำโมง").update(subdistrict="430202")
    client.force_login(officer)
    assert shown(text_of(client.get(URL, query))) == names


@pytest.mark.parametrize(
    "query", [{"type": "KING"}, {"status": "9"}, {"subdistrict": "430101"}, {"q": "ก" * 101}, {"q": "\0"}]
)
def test_what_cannot_be_looked_for_is_said_on_the_form(client, three_groups, officer, query):
    client.force_login(officer)
    response = client.get(URL, query)
    assert response.status_code == 422
    assert "invalid-feedback" in text_of(response)
    assert shown(text_of(response)) == []


def test_nothing_found_says_what_to_try(client, three_groups, officer):
    client.force_login(officer)
    page = text_of(client.get(URL, {"q": "ไม่มีกลุ่มนี้"}))
    assert "ไม่พบกลุ่มที่ค้นหา" in page and 'value="ไม่มีกลุ่มนี้"' in page and "ล้างการค้นหา" in page


def test_an_empty_register_says_what_to_do_first(client, report, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "ยังไม่มีกลุ่มในทะเบียน" in page
    assert at("group_add") in page.partition('class="empty"')[2]


def test_the_filter_is_kept_by_pages_and_by_what_is_done(client, report, officer):
    first, *_ = build.producers(103, district="4302", by=officer)
    client.force_login(officer)
    page = text_of(client.get(URL, {"status": "open"}))
    assert page.count('class="who"') == 100
    assert "status=open&amp;page=2" in page
    assert f'href="{link("group_close", ProducerGroup.objects.get(pk=first.pk))}?status=open"' in page
    second = text_of(client.get(URL, {"status": "open", "page": "2"}))
    assert second.count('class="who"') == 3
    assert "close/?status=open&amp;page=2" in second


@pytest.mark.parametrize("page", ["", "0", "99", "x"])
def test_a_wrong_page_number_shows_a_page(client, three_groups, officer, page):
    client.force_login(officer)
    assert client.get(URL, {"page": page}).status_code == 200


def test_other_districts_producers_are_not_in_it(client, three_groups, officer, neighbour):
    build.producer("กลุ่มข้างบ้าน", district="4301", by=neighbour)
    client.force_login(officer)
    assert "กลุ่มข้างบ้าน" not in text_of(client.get(URL))


def test_names_and_reasons_are_escaped(client, three_groups, officer):
    bad = build.producer("<script>1</script>", district="4302", by=officer)
    who = {"report": three_groups, "group": bad, "by": officer, "now": build.NOW}
    closing.close_group(reason="<script>2</script>", **who)
    client.force_login(officer)
    page = client.get(URL, {"q": "<script>3</script>", "status": ""}).content.decode()
    page += client.get(URL).content.decode()
    for number in (1, 2, 3):
        assert f"<script>{number}" not in page


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_it_takes_no_post(client, report, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 112])
def test_queries_do_not_grow_with_the_producers(client, report, officer, count, django_assert_num_queries):
    found = build.producers(count, district="4302", by=officer)
    for group in ProducerGroup.objects.filter(pk__in=[found[0].pk, found[-1].pk]):
        groups.add_category(report=report, group=group, category=Category.HERB, by=officer, now=build.NOW)
        closing.close_group(report=report, group=group, reason="เลิก", by=officer, now=build.NOW)
    client.force_login(officer)
    client.get(URL)
    with django_assert_num_queries(9):
        client.get(URL, {"page": "99"})

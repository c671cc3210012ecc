"""เพิ่มกลุ่ม: another category of a registered producer, or a new producer."""

from __future__ import annotations

import pytest

from reporting.actions import closing, removal
from reporting.models import AuditEvent, Category, ProducerGroup, ProducerType, RosterEntry, Subdistrict
from reporting.stats import desk
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL = at("group_add")


@pytest.fixture
def group(three_groups) -> ProducerGroup:
    return ProducerGroup.objects.get(name="กลุ่มทอผ้าบ้านน้ำโมง")


def existing(group, category: str = "HERB") -> dict[str, str]:
    return {"kind": "existing", "existing-group": str(group.pk), "existing-category": category}


def new(name: str = "กลุ่มใหม่", **changes: str) -> dict[str, str]:
    return {
        "kind": "new",
        "new-name": name,
        "new-subdistrict": "430201",
        "new-producer_type": "INDIVIDUAL",
        "new-category": "FOOD",
    } | changes


def test_the_page_shows_both_ways_and_says_the_rule(client, three_groups, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "หนึ่งกลุ่มที่มีสองประเภทผลิตภัณฑ์ ให้เพิ่มประเภทละหนึ่งแถว" in page
    assert "ผลิตภัณฑ์หลายชนิดในประเภทเดียวกัน ให้รวมยอดเป็นแถวเดียว" in page
    assert "กลุ่มอาหารอร่อย · ต.ในเมือง · มีแล้ว: อาหาร, เครื่องดื่ม" in page
    assert "ตำบลในเมือง" in page


def test_another_category_leads_to_its_row(client, three_groups, group, officer):
    client.force_login(officer)
    response = client.post(f"{URL}?week=3&page=2&q=%E0%B8%81", existing(group))
    assert response.status_code == 302
    assert response.url == f"{at('entry')}?week=3&page=1#line-{group.pk}-HERB"
    assert told(response) == [f"{SAVED} เพิ่ม “กลุ่มทอผ้าบ้านน้ำโมง” (สมุนไพรที่ไม่ใช่อาหาร) แล้ว กรอกยอดได้ในแถวที่แสดงสี"]
    assert (group.pk, "HERB") in [row.key for row in desk.rows(three_groups)]
    assert f'id="line-{group.pk}-HERB"' in text_of(client.get(response.url))


def test_a_new_producer_is_registered_and_expected_from_this_month_on(client, three_groups, officer):
    client.force_login(officer)
    response = client.post(URL, new("  ร้านผ้า   แม่นา "))
    group = ProducerGroup.objects.get(name="ร้านผ้า แม่นา")
    assert response.status_code == 302
    assert (group.subdistrict_id, group.producer_type) == ("430201", ProducerType.INDIVIDUAL)
    assert RosterEntry.objects.get(group=group).starts == build.OCTOBER
    assert AuditEvent.objects.filter(action="add_group").count() == 1


def test_the_row_may_stand_on_another_page(client, report, officer):
    build.producers(100, district="4302", by=officer)
    client.force_login(officer)
    response = client.post(URL, new("ฮ"))
    group = ProducerGroup.objects.get(name="ฮ")
    assert response.url == f"{at('entry')}?page=2#line-{group.pk}-FOOD"
    assert f'id="line-{group.pk}-FOOD"' in text_of(client.get(response.url))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"new-name": ""}, "โปรดพิมพ์ชื่อกลุ่มหรือผู้ผลิต"),
        ({"new-name": " \u200b "}, "โปรดพิมพ์ชื่อกลุ่มหรือผู้ผลิต"),
        ({"new-name": "ก" * 201}, "พิมพ์ได้ไม่เกิน 200 ตัวอักษร"),
        ({"new-subdistrict": ""}, "โปรดเลือกตำบล"),
        ({"new-subdistrict": "430101"}, "ไม่มีตำบลนี้ในอำเภอ"),
        ({"new-producer_type": ""}, "โปรดเลือกประเภทผู้ผลิต"),
        ({"new-category": ""}, "โปรดเลือกประเภทผลิตภัณฑ์"),
        ({"new-category": "GOLD"}, "โปรดเลือกประเภทผลิตภัณฑ์"),
        ({"new-name": "กลุ่ม อาหารอร่อย"}, "มี “กลุ่มอาหารอร่อย” ในตำบลในเมืองอยู่แล้ว"),
    ],
)
def test_what_is_wrong_with_a_new_producer_is_said(client, three_groups, officer, changes, sentence):
    client.force_login(officer)
    response = client.post(URL, new(**changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert ProducerGroup.objects.count() == 3


def test_what_was_typed_is_kept(client, three_groups, officer):
    client.force_login(officer)
    page = text_of(client.post(URL, new("ชื่อที่พิมพ์ไว้", **{"new-category": ""})))
    assert 'value="ชื่อที่พิมพ์ไว้"' in page
    assert '<option value="430201" selected>' in page
    assert page.count(" checked") == 1  # The producer's type.


def test_a_pair_that_is_there_already_is_refused(client, three_groups, group, officer):
    client.force_login(officer)
    response = client.post(URL, existing(group, "TEXTILE"))
    assert response.status_code == 422
    assert "มี “กลุ่มทอผ้าบ้านน้ำโมง” (ผ้า เครื่องแต่งกาย) ในเดือนนี้อยู่แล้ว" in text_of(response)
    option = text_of(response).partition(f'<option value="{group.pk}"')[2].partition(">")[0]
    assert "selected" in option


def test_a_pair_that_was_taken_out_is_brought_back_instead(client, three_groups, group, officer):
    removal.remove_line(
        report=three_groups,
        group_id=group.pk,
        category=Category.TEXTILE,
        version=0,
        reason="ผิด",
        by=officer,
        now=build.NOW,
    )
    client.force_login(officer)
    assert "กด “นำกลับมา” ใต้ตารางได้" in text_of(client.post(URL, existing(group, "TEXTILE")))


def test_another_districts_producer_is_no_choice(client, three_groups, officer, neighbour):
    theirs = build.producer("กลุ่มของเมืองหนองคาย", district="4301", by=neighbour)
    client.force_login(officer)
    assert "กลุ่มของเมืองหนองคาย" not in text_of(client.get(URL))
    response = client.post(URL, existing(theirs))
    assert response.status_code == 422
    assert "ไม่มีกลุ่มนี้ในทะเบียนของอำเภอ" in text_of(response)


def use(group) -> str:
    """The link that leads to the form of the registered producers with this one chosen."""
    return f'href="?group={group.pk}&amp;category=FOOD"'


def test_a_name_that_looks_like_another_is_shown_with_it(client, three_groups, group, officer):
    client.force_login(officer)
    response = client.post(URL, new("กลุ่มทอผ้าบ้านน้ำโมง 2"))
    page = text_of(response)
    assert response.status_code == 422
    assert "ชื่อนี้คล้ายกับ 1 กลุ่มในทะเบียนของอำเภอ" in page
    assert "กลุ่มทอผ้าบ้านน้ำโมง</b> ต.ในเมือง" in page and "มีแล้ว: ผ้า เครื่องแต่งกาย" in page
    assert use(group) in page and "ใช้กลุ่มนี้" in page
    assert f'name="new-apart" value="{group.pk}"' in page and "เป็นคนละกลุ่มกัน" in page
    assert 'value="กลุ่มทอผ้าบ้านน้ำโมง 2"' in page
    assert ProducerGroup.objects.count() == 3


def test_it_is_saved_when_the_officer_says_they_are_two(client, three_groups, group, officer):
    client.force_login(officer)
    name = "กลุ่มทอผ้าบ้านน้ำโมง 2"
    assert client.post(URL, new(name, **{"new-apart": str(group.pk)})).status_code == 302
    assert ProducerGroup.objects.filter(name=name).exists()


@pytest.mark.parametrize("apart", ["", "0", "x", "999999999", "9" * 30, "<script>"])
def test_a_tick_that_was_given_for_others_does_not_count(client, three_groups, officer, apart):
    client.force_login(officer)
    response = client.post(URL, new("กลุ่มทอผ้าบ้านน้ำโมง 2", **{"new-apart": apart}))
    assert response.status_code == 422
    assert "<script>" not in response.content.decode()


def test_the_tick_is_taken_back_when_another_look_alike_came_meanwhile(client, three_groups, group, officer):
    build.producer("กลุ่มทอผ้าบ้านน้ำโมง 3", district="4302", by=officer)
    client.force_login(officer)
    page = text_of(client.post(URL, new("กลุ่มทอผ้าบ้านน้ำโมง 2", **{"new-apart": str(group.pk)})))
    assert "ชื่อนี้คล้ายกับ 2 กลุ่ม" in page
    box = page.partition('name="new-apart"')[2].partition(">")[0]
    assert "checked" not in box


def test_the_same_name_in_the_subdistrict_leads_to_it_and_cannot_be_ticked_away(
    client, three_groups, group, officer
):
    client.force_login(officer)
    page = text_of(client.post(URL, new(group.name, **{"new-apart": str(group.pk)})))
    assert "มี “กลุ่มทอผ้าบ้านน้ำโมง” ในตำบลในเมืองอยู่แล้ว" in page
    assert use(group) in page
    assert "เป็นคนละกลุ่มกัน" not in page


def test_the_same_name_in_another_subdistrict_is_asked_about(client, three_groups, group, officer):
    Subdistrict.objects.create(code="430202", district_id="4302", name_th="น้ำโมง", name_en="Nam Mong")
    client.force_login(officer)
    typed = new(group.name, **{"new-subdistrict": "430202"})
    assert client.post(URL, typed).status_code == 422
    assert client.post(URL, typed | {"new-apart": str(group.pk)}).status_code == 302


def test_a_closed_look_alike_can_be_opened_again(client, three_groups, group, officer):
    closing.close_group(report=three_groups, group=group, reason="เลิกกิจการ", by=officer, now=build.NOW)
    client.force_login(officer)
    page = text_of(client.post(URL, new(group.name)))
    assert f"{at('register')}{group.pk}/reopen/" in page
    assert use(group) not in page
    assert "ปิดแล้ว" in page


def test_look_alikes_are_escaped(client, three_groups, officer):
    build.producer("<script>1</script>", district="4302", by=officer)
    client.force_login(officer)
    assert "<script>1" not in client.post(URL, new("<script>1</script> ")).content.decode()


def test_a_producer_can_be_chosen_by_the_address(client, three_groups, group, officer):
    client.force_login(officer)
    page = text_of(client.get(f"{URL}?group={group.pk}&category=HERB"))
    option = page.partition(f'<option value="{group.pk}"')[2].partition("</option>")[0]
    assert " selected" in option and "มีแล้ว: ผ้า เครื่องแต่งกาย" in option
    radio = page.partition('name="existing-category" value="HERB"')[2].partition(">")[0]
    assert "checked" in radio
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    "query", ["group=0", "group=x", "group=999999999", "group=", "category=GOLD", "group=1e9"]
)
def test_an_unknown_producer_or_category_in_the_address_chooses_nothing(client, three_groups, officer, query):
    client.force_login(officer)
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    assert " checked" not in text_of(response)


def test_a_closed_producer_is_no_choice(client, three_groups, group, officer):
    closing.close_group(report=three_groups, group=group, reason="เลิกกิจการ", by=officer, now=build.NOW)
    client.force_login(officer)
    assert f'<option value="{group.pk}"' not in text_of(client.get(f"{URL}?group={group.pk}"))
    assert client.post(URL, existing(group)).status_code == 422


def test_who_came_from_the_register_goes_back_to_it(client, three_groups, officer):
    client.force_login(officer)
    assert f'href="{at("register")}"' in text_of(client.get(f"{URL}?back=register")).partition("<main")[2]
    assert f'href="{at("entry")}?week=2"' in text_of(client.get(f"{URL}?week=2"))


@pytest.mark.parametrize("kind", ["", "other"])
def test_neither_form_shows_the_page_again(client, three_groups, officer, kind):
    client.force_login(officer)
    assert client.post(URL, {"kind": kind}).status_code == 422


def test_a_submitted_month_takes_no_groups(client, submitted, officer):
    client.force_login(officer)
    for response in (client.get(URL), client.post(URL, new())):
        assert response.status_code == 302
        assert response.url == at("entry")
        assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in told(response)[-1]
    assert ProducerGroup.objects.count() == 3


def test_names_are_escaped(client, three_groups, officer):
    build.producer("<script>1</script>", district="4302", by=officer)
    client.force_login(officer)
    assert "<script>1" not in client.get(URL).content.decode()


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, new()).status_code == 404


def test_the_province_adds_nothing(client, report, province_staff):
    client.force_login(province_staff)
    assert client.get(URL).status_code == 403
    assert client.post(URL, new()).status_code == 403


def test_it_is_read_and_posted_only(client, report, officer):
    client.force_login(officer)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 120])
def test_queries_of_the_page(client, report, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    client.force_login(officer)
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)

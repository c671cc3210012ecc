"""The help page: for everybody, with dates only before the sign-in and the own office's stages after it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reporting.old_portal import ITEMS, WORDS
from reporting.reports import pdf, xlsx
from reporting.reports.blanks import BLANK_FORMS
from reporting.versions import versions
from tests.views.desk import at, text_of

URL = reverse("help")


def words_of(response) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_visitor_finds_everything_there_is_to_take(client, october):
    page = text_of(client.get(URL))
    for slug in BLANK_FORMS:
        assert reverse("blank_pdf", args=[slug]) in page
        assert reverse("blank_xlsx", args=[slug]) in page
    assert "ใช้ตั้งแต่ปีงบประมาณ พ.ศ. 2565" in page
    for version in versions():
        assert version.title in page
    for item in ITEMS:
        assert item.words in page
    assert f"{reverse('account_login')}?next={URL}" in page


def test_the_old_landing_page_had_nine_items(client, db):
    assert len(ITEMS) == 9


@pytest.mark.parametrize("slug", BLANK_FORMS)
def test_the_sizes_that_are_said_are_those_of_the_files(slug):
    form = BLANK_FORMS[slug]
    assert len(xlsx.draw(form.build())) == pytest.approx(form.xlsx_size * 1000, rel=0.25)
    assert len(pdf.draw(form.template, form.build())) == pytest.approx(form.pdf_size * 1000, rel=0.25)


def test_a_visitor_sees_the_dates_of_the_open_month_and_no_figure(client, submitted):
    page = words_of(client.get(URL))
    assert "Road Map การรายงาน เดือนตุลาคม 2564" in page
    for date in ("ภายใน 5 พ.ย. 2564", "ภายใน 8 พ.ย. 2564", "ภายใน 10 พ.ย. 2564"):
        assert date in page
    assert not re.search(r"[0-9]/[0-9]+ (รายการ|อำเภอ)", page)


def test_without_an_open_month_it_says_so(client, db):
    assert "กรมฯ ยังไม่เปิดงวดให้รายงาน" in text_of(client.get(URL))


def test_an_office_sees_its_own_stages_with_their_buttons(client, three_groups, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "0/4 รายการ" in page
    assert f'href="{at("entry")}"' in page
    assert 'aria-label="เมนูหลัก"' in page


def test_an_account_without_sales_sees_the_dates(client, october, administrator):
    client.force_login(administrator)
    page = words_of(client.get(URL))
    assert "ภายใน 5 พ.ย. 2564" in page
    assert "0/3" not in page


def test_without_the_second_factor_it_is_the_visitors_page(client, three_groups, officer, settings):
    settings.OTOP_REQUIRE_MFA = True
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "0/4 รายการ" not in page
    assert 'aria-label="เมนูหลัก"' not in page


def test_a_visitor_gets_no_cookie(client, october):
    assert not client.get(URL).cookies


def test_a_visitor_costs_one_query(client, october, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(URL)


def test_the_menu_marks_what_is_new_until_it_has_been_opened(client, officer):
    client.force_login(officer)
    assert '<span class="count">ใหม่</span>' in text_of(client.get(reverse("home")))
    client.get(URL)
    assert '<span class="count">ใหม่</span>' not in text_of(client.get(reverse("home")))


def test_it_takes_no_post(client, db):
    assert client.post(URL).status_code == 405


# --- the search ---


@pytest.mark.parametrize("query", ["เพิ่มกลุ่ม", "เพิ่ม กลุ่ม", "  เพิ่มกลุ่ม "])
def test_a_word_of_the_old_menu_is_found(client, db, query):
    page = text_of(client.get(URL, {"q": query}))
    found = page.partition('class="found-list"')[2].partition("</ul>")[0]
    assert f'<a href="{reverse("old_word", args=["add-group"])}">เพิ่มกลุ่ม</a>' in found


def test_both_kinds_of_digits_are_found(client, db):
    first, second = (client.get(URL, {"q": query}) for query in ("รต.๓", "รต.3"))
    assert [one.passage for one in first.context["found"]] == [one.passage for one in second.context["found"]]
    assert first.context["found"]


def test_titles_come_first(client, db):
    found = client.get(URL, {"q": "บันทึก"}).context["found"]
    in_title = ["บันทึก" in one.passage.title for one in found]
    assert set(in_title) == {True, False}
    assert in_title == sorted(in_title, reverse=True)


@pytest.mark.parametrize("query", ["เรือดำน้ำ", "<script>", "!!!"])
def test_what_is_not_there_is_said_with_what_was_asked(client, db, query):
    response = client.get(URL, {"q": query})
    assert response.status_code == 200
    assert f"ไม่พบ “{query}”" in response.content.decode().replace("&lt;", "<").replace("&gt;", ">")


# --- the words of the old menu ---

# Where each word leads the offices, by hand: district, province, department; accounts without sales go home.
LEADS = {
    "service": ("home", "home", "home"),
    "sign-in": ("home", "home", "home"),
    "entry-system": ("home", "home", "home"),
    "entry": ("entry", "province_board", "nation_month"),
    "search": ("entry", "province_board", "nation_month"),
    "add-group": ("group_add", "province_board", "nation_month"),
    "remove": ("entry", "province_board", "nation_month"),
    "save": ("entry", "province_board", "nation_month"),
    "confirm-district": ("sheet", "province_board", "nation_month"),
    "rows": ("sheet", "province_board", "nation_month"),
    "reports": ("rt2", "rt3", "nation_report"),
    "rt2": ("rt2", "province_board", "nation_month"),
    "confirm-province": ("history", "province_board", "nation_month"),
    "search-district": ("history", "province_board", "nation_month"),
    "tell-district": ("fix", "province_board", "nation_month"),
    "rt3": ("rt2", "rt3", "nation_report"),
    "rt4": ("rt2", "rt4", "nation_report"),
}
COLUMNS = {"officer": 0, "chief": 0, "province_staff": 1, "department": 2, "auditor": 2}


def test_every_word_of_the_old_menu_leads_somewhere(client, db):
    assert {word.slug for word in WORDS if word.leads} == set(LEADS)
    page = text_of(client.get(URL))
    for word in WORDS:
        assert f'">{word.words}</a>' in page
        assert word.leads or f'id="{word.anchor}"' in page


@pytest.mark.parametrize("who", [*COLUMNS, "administrator"])
def test_each_word_opens_the_page_of_the_own_office(client, three_groups, request, who):
    client.force_login(request.getfixturevalue(who))
    for slug, names in LEADS.items():
        response = client.get(reverse("old_word", args=[slug]), follow=True)
        assert response.status_code == 200, slug
        want = names[COLUMNS[who]] if who in COLUMNS else "home"
        assert response.resolver_match.url_name == want, slug


def test_a_page_of_another_office_says_whose_it_is(client, three_groups, province_staff, officer):
    client.force_login(province_staff)
    page = text_of(client.get(reverse("old_word", args=["entry"]), follow=True))
    assert "เป็นหน้าของอำเภอ" in page
    client.force_login(officer)
    assert "เป็นหน้าของ" not in text_of(client.get(reverse("old_word", args=["entry"]), follow=True))


def test_a_visitor_signs_in_and_is_led_on(client, three_groups, officer):
    url = reverse("old_word", args=["entry"])
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_before_the_first_month_it_says_so(client, officer):
    client.force_login(officer)
    response = client.get(reverse("old_word", args=["entry"]), follow=True)
    assert response.resolver_match.url_name == "home"
    assert "เมื่อเปิดแล้วหน้านี้จะใช้ได้" in text_of(response)


@pytest.mark.parametrize("slug", ["downloads", "nothing", "%00"])
def test_no_other_word_has_an_address(client, officer, slug):
    client.force_login(officer)
    assert client.get(f"/help/words/{slug}/").status_code == 404


def test_looking_up_a_word_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(reverse("old_word", args=["entry"])).status_code == 405

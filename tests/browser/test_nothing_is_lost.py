"""What is typed survives a lost connection, an ended session, a closed tab and another person's change."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from reporting.actions import sales
from reporting.actions.sales import Cell, WeekRow
from reporting.models import WeeklyEntry
from reporting.stats import desk as desk_rows
from tests import build
from tests.browser.conftest import PASSWORD
from tests.browser.test_entry_desk import all_saved, field, open_week, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = """() => new Promise((resolve) => {
    const request = indexedDB.open("otop-unsaved", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows", {keyPath: "id"});
    request.onsuccess = () => {
        const all = request.result.transaction("rows").objectStore("rows").getAll();
        all.onsuccess = () => { request.result.close(); resolve(all.result); };
    };
})"""


def kept(page: Page) -> list[dict]:
    """The rows that this browser keeps."""
    return page.evaluate(KEPT)


# Waits in the page: Playwright's own waiting takes the promise of an asynchronous condition for a true one.
FIRST_TEXTS_KEPT = f"""async (wanted) => {{
    const giveUp = performance.now() + 20000;
    for (;;) {{
        const found = (await ({KEPT})()).map((row) => row.texts[0]).sort();
        if (JSON.stringify(found) === JSON.stringify(wanted) || performance.now() > giveUp) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }}
}}"""


def until_kept(page: Page, *texts: str) -> None:
    """Wait until the browser keeps exactly these figures in its rows' first fields."""
    assert page.evaluate(FIRST_TEXTS_KEPT, sorted(texts)) == sorted(texts)


@pytest.fixture
def desk(sign_in, officer, three_groups):
    return open_week(sign_in(officer))


def test_without_a_connection_it_waits_and_then_goes_by_itself(desk):
    desk.context.set_offline(True)
    field(desk, 0).fill("11")
    field(desk, 1).fill("22")
    field(desk, 2).focus()
    expect(desk.locator("#saving")).to_contain_text("ไม่มีการเชื่อมต่อ")
    until_kept(desk, "11.00", "22.00")
    assert stored() == []
    desk.context.set_offline(False)
    all_saved(desk)
    assert [amounts[0] for amounts in stored()] == ["11.00", "22.00"]
    until_kept(desk)


def test_a_closed_tab_gives_its_figures_to_the_next(desk):
    desk.context.set_offline(True)
    field(desk, 0).fill("33")
    until_kept(desk, "33")
    context = desk.context
    desk.close()
    context.set_offline(False)
    again = open_week(context.new_page())
    all_saved(again)
    expect(field(again, 0)).to_have_value("33.00")
    assert stored() == [("33.00", "0.00", "0.00")]


def test_figures_of_another_week_go_too(desk):
    desk.context.set_offline(True)
    field(desk, 0).fill("33")
    until_kept(desk, "33")
    context = desk.context
    desk.close()
    context.set_offline(False)
    again = open_week(context.new_page(), 4)
    until_kept(again)
    assert [(entry.week, str(entry.regular)) for entry in WeeklyEntry.objects.all()] == [(2, "33.00")]


@pytest.fixture
def answer_lost(desk):
    """The first field of a row is stored, but its answer never came; the second one is typed after that."""
    lost = []

    def lose(route):
        if lost:
            return route.abort()
        lost.append(route.fetch())
        return route.abort()

    desk.route("**/entry/rows/", lose)
    field(desk, 0).fill("5")
    field(desk, 0, 1).focus()
    expect(desk.locator("#saving")).to_contain_text("ไม่มีการเชื่อมต่อ")
    assert stored() == [("5.00", "0.00", "0.00")]
    field(desk, 0, 1).fill("6")
    expect(desk.locator(".echo")).to_contain_text("หก")
    return desk


def test_a_lost_answer_makes_no_conflict_with_oneself(answer_lost):
    answer_lost.unroute("**/entry/rows/")
    field(answer_lost, 1).focus()
    all_saved(answer_lost)
    assert stored() == [("5.00", "6.00", "0.00")]


@pytest.mark.parametrize("week", [2, 4], ids=["its week", "another week"])
def test_nor_does_it_in_the_next_tab(answer_lost, week):
    page = answer_lost.context.new_page()
    answer_lost.close()
    open_week(page, week)
    until_kept(page)
    assert stored() == [("5.00", "6.00", "0.00")]


def test_where_nothing_can_be_kept_the_page_says_so(sign_in, officer, three_groups):
    page = sign_in(officer)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    open_week(page)
    page.context.set_offline(True)
    field(page, 0).fill("5")
    field(page, 1).focus()
    expect(page.locator("#saving")).to_contain_text("เครื่องนี้เก็บตัวเลขให้ไม่ได้")


def test_signing_in_again_in_place_saves_what_waited(desk, officer):
    field(desk, 0).fill("44")
    Session.objects.all().delete()
    field(desk, 1).fill("55")
    field(desk, 2).focus()
    dialog = desk.locator("#sign-in")
    expect(dialog).to_contain_text("หมดเวลาการใช้งาน")
    with desk.context.expect_page() as opened:
        dialog.get_by_role("link", name="เข้าสู่ระบบ").click()
    window = opened.value
    window.get_by_label("ชื่อผู้ใช้").fill(officer.username)
    window.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    until_kept(desk)
    all_saved(desk)
    expect(dialog).to_be_hidden()
    assert sorted(amounts[0] for amounts in stored()) == ["44.00", "55.00"]


def test_somebody_else_signing_in_gets_none_of_it(desk, chief):
    desk.context.set_offline(True)
    field(desk, 0).fill("66")
    until_kept(desk, "66")
    Session.objects.all().delete()
    desk.context.set_offline(False)
    expect(desk.locator("#sign-in")).to_contain_text("หมดเวลาการใช้งาน")
    window = desk.context.new_page()
    chief.set_password(PASSWORD)
    chief.save()
    window.goto("/accounts/login/?next=/signed-in/")
    window.get_by_label("ชื่อผู้ใช้").fill(chief.username)
    window.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(desk.locator("#saving")).to_contain_text("มีผู้อื่นเข้าสู่ระบบในเครื่องนี้แล้ว")
    assert stored() == []
    until_kept(desk, "66")


def test_signing_out_says_what_is_unsaved_and_clears_it(desk):
    desk.context.set_offline(True)
    field(desk, 0).fill("77")
    until_kept(desk, "77")
    context = desk.context
    desk.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/accounts/logout/")
    expect(page.get_by_text("ยังไม่ได้บันทึก 1 แถว")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url(lambda url: "logout" not in url)
    assert kept(page) == []
    assert stored() == []


def test_only_figures_are_kept(desk):
    desk.context.set_offline(True)
    field(desk, 0).fill("88")
    until_kept(desk, "88")
    [row] = kept(desk)
    assert set(row) == {"id", "me", "report", "week", "key", "texts", "nil", "base", "sent", "stamp"}
    assert row["texts"] == ["88", "", ""]


@pytest.fixture
def clash(desk, three_groups, chief):
    """The officer typed 5 and 6 where the development officer had just stored 7."""
    first = desk_rows.rows(three_groups)[0]
    theirs = WeekRow(*first.key, seen=Cell(), wanted=Cell(amounts=build.amounts("7.00")))
    sales.save_week(report=three_groups, week=2, rows=[theirs], by=chief, now=build.NOW)
    field(desk, 0).fill("5")
    field(desk, 0, 2).fill("6")
    field(desk, 1).focus()
    expect(desk.locator(".hint-conflict")).to_contain_text(chief.full_name)
    return desk


def test_a_conflict_is_never_overwritten_by_itself(clash):
    field(clash, 0).fill("8")
    field(clash, 1).fill("9")
    field(clash, 2).focus()
    expect(clash.locator("#saving")).to_contain_text("ยังไม่ได้บันทึก 1 แถว")
    assert stored() == [("7.00", "0.00", "0.00"), ("9.00", "0.00", "0.00")]


def test_the_officer_chooses_for_each_cell(clash):
    clash.get_by_label("รายได้ปกติ: ใช้ 7.00 แทน 5.00").check()
    clash.get_by_role("button", name="บันทึกตามที่เลือก").click()
    all_saved(clash)
    assert stored() == [("7.00", "0.00", "6.00")]
    expect(field(clash, 0)).to_have_value("7.00")
    until_kept(clash)


def test_without_a_choice_ones_own_figures_stand(clash):
    clash.get_by_role("button", name="บันทึกตามที่เลือก").click()
    all_saved(clash)
    assert stored() == [("5.00", "0.00", "6.00")]


def test_the_save_button_stays_with_its_words(desk):
    field(desk, 0).fill("12")
    desk.get_by_role("button", name="บันทึก", exact=True).click()
    expect(desk.locator("#saving")).to_contain_text("การบันทึกข้อมูลสมบูรณ์")
    assert stored() == [("12.00", "0.00", "0.00")]

"""One account: the page, and what its buttons do. Who may do what is in tests/actions/test_accounts.py."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from reporting.actions import account_links
from reporting.models import AuditEvent, Handover, Role, User
from tests import build
from tests.views.desk import login_url, text_of, told

NEW = reverse("user_new")
PERSON = {"full_name": "นายสมชาย ใจดี", "position": "นักวิชาการพัฒนาชุมชน", "acting_for": "", "email": ""}
LINK = re.compile(r"http://testserver(/own-password/[A-Za-z0-9_-]+/)")
GOOD = "ทุ่งนาสีเขียว-๒๕๖๔"


def url(account, name: str = "user") -> str:
    return reverse(name, args=(account.pk,))


def test_made_invited_password_chosen_and_signed_in(client, province_staff):
    client.force_login(province_staff)
    posted = PERSON | {"username": "Thabo.Somchai", "role": "officer", "district": "4302"}
    answer = client.post(NEW, posted)
    account = User.objects.get(username="thabo.somchai")
    assert answer.url == url(account)
    page = text_of(client.get(answer.url))
    assert "แสดงครั้งเดียว" in page and "data-copy" in page
    way_in = LINK.search(page)[1]
    assert not LINK.search(text_of(client.get(answer.url)))
    visitor = Client()
    assert "นายสมชาย ใจดี" in text_of(visitor.get(way_in))
    answer = visitor.post(way_in, {"password": GOOD, "again": GOOD})
    assert answer.url == reverse("account_login")
    answer = visitor.post(answer.url, {"login": "thabo.somchai", "password": GOOD})
    assert answer.status_code == 302
    assert visitor.get(reverse("home")).status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "officer"}, "ชื่อผู้ใช้"),
        ({"username": "ชื่อ มีวรรค"}, "ชื่อผู้ใช้"),
        ({"district": ""}, "โปรดเลือกอำเภอ"),
        ({"district": "4101"}, "invalid-feedback"),
        ({"role": "province"}, "invalid-feedback"),
        ({"full_name": ""}, "โปรดพิมพ์ชื่อและนามสกุล"),
        ({"email": "x"}, "อีเมลนี้อ่านไม่ได้"),
    ],
)
def test_what_cannot_be_made_is_said_on_the_form(client, officer, province_staff, change, sentence):
    client.force_login(province_staff)
    answer = client.post(NEW, PERSON | {"username": "new", "role": "officer", "district": "4302"} | change)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not User.objects.filter(username="new").exists()


def test_the_department_is_offered_provinces_and_no_districts(client, department):
    client.force_login(department)
    page = text_of(client.get(NEW))
    assert 'name="province"' in page and 'name="district"' not in page
    client.post(NEW, PERSON | {"username": "udon", "role": "province", "province": "41"})
    assert User.objects.get(username="udon").province_id == "41"


def test_words_are_changed(client, officer, province_staff):
    client.force_login(province_staff)
    answer = client.post(url(officer), PERSON | {"acting_for": "นายอำเภอท่าบ่อ"})
    assert told(answer) == ["การบันทึกข้อมูลสมบูรณ์"]
    officer.refresh_from_db()
    assert (officer.full_name, officer.acting_for) == ("นายสมชาย ใจดี", "นายอำเภอท่าบ่อ")
    assert client.post(url(officer), PERSON | {"full_name": ""}).status_code == 422


def test_a_session_ends_at_the_next_request_after_the_account_has_ended(client, officer, province_staff):
    officer.set_password(GOOD)
    officer.save()
    theirs = Client()
    theirs.force_login(officer)
    assert theirs.get(reverse("home")).status_code == 200
    client.force_login(province_staff)
    client.post(url(officer, "user_end"), {"reason": "เกษียณ"})
    assert theirs.get(reverse("home")).url == login_url(reverse("home"))
    client.post(url(officer, "user_revive"))
    assert theirs.get(reverse("home")).url == login_url(reverse("home"))
    assert "ปิดใช้งาน</h1>" not in text_of(client.get(url(officer)))


def test_a_move_takes_the_old_pages_away_at_the_next_request(client, three_groups, officer, province_staff):
    theirs, at = Client(), {"district_code": "4302", "month": build.OCTOBER}
    theirs.force_login(officer)
    assert theirs.get(reverse("entry", kwargs=at)).status_code == 200
    client.force_login(province_staff)
    page = text_of(client.get(url(officer, "user_move")))
    assert "ชุดส่งมอบงาน" in page
    to = {"role": "officer", "district": "4301", "position": "เจ้าพนักงาน", "hand_over": "on"}
    assert client.post(url(officer, "user_move"), to).url == url(officer)
    assert theirs.get(reverse("entry", kwargs=at)).status_code == 404
    assert theirs.get(reverse("entry", kwargs=at | {"district_code": "4301"})).status_code == 200
    assert Handover.objects.get().leaver == officer


@pytest.mark.parametrize(("name", "posted"), [("user_move", {"role": "officer"}), ("user_end", {"x": "y"})])
def test_a_move_and_an_end_say_what_is_missing(client, officer, province_staff, name, posted):
    client.force_login(province_staff)
    assert client.post(url(officer, name), posted).status_code == 422


def test_another_link_ends_the_first(client, officer, province_staff):
    first = account_links.give(account=officer, by=province_staff, now=build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(client.post(url(officer, "user_link")).url))
    assert LINK.search(page) and first.token not in page


def test_of_an_ended_account_no_link_is_given(client, officer, province_staff):
    client.force_login(province_staff)
    client.post(url(officer, "user_end"), {"reason": "เกษียณ"})
    answer = client.post(url(officer, "user_link"))
    assert told(answer)[-1] == "บัญชีนี้ปิดใช้งานอยู่ โปรดเปิดใช้งานก่อน"


def test_who_lost_the_telephone_comes_back_by_a_new_link(client, officer, province_staff, settings):
    settings.OTOP_REQUIRE_MFA = True
    for account in (officer, province_staff):
        account.set_password(GOOD)
        account.save()
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    theirs = Client()
    theirs.force_login(officer)
    client.force_login(province_staff)
    lost = url(officer, "user_lost")
    assert client.post(lost, {"reason": ""}).status_code == 422
    asked = client.post(lost, {"reason": "ทำหายที่ตลาด"})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(user=officer).exists()
    client.post(reverse("account_reauthenticate"), {"password": GOOD})
    page = text_of(client.get(client.post(lost, {"reason": "ทำหายที่ตลาด"}).url))
    assert theirs.get(reverse("home")).url == login_url(reverse("home"))
    assert not Authenticator.objects.filter(user=officer).exists()
    assert Authenticator.objects.filter(user=province_staff).exists()
    way_in = LINK.search(page)[1]
    theirs.post(way_in, {"password": GOOD, "again": GOOD})
    theirs.post(reverse("account_login"), {"login": "officer", "password": GOOD})
    assert theirs.get(reverse("home")).url == reverse("mfa_activate_totp")
    assert AuditEvent.objects.get(action="forget_factors").reason == "ทำหายที่ตลาด"


PAGES = ("user", "user_move", "user_end", "user_lost", "user_link", "user_revive")


def test_a_visitor_signs_in_first(client, officer):
    for name in ("user", "user_move", "user_end", "user_lost"):
        assert client.get(url(officer, name)).url == login_url(url(officer, name))


@pytest.mark.parametrize("name", PAGES)
def test_another_provinces_people_do_not_exist(client, stranger, province_staff, name):
    client.force_login(province_staff)
    assert client.post(url(stranger, name), PERSON).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_who_sees_but_does_not_manage_changes_nothing(client, officer, administrator, department, name):
    client.force_login(department)
    assert client.post(url(officer, name), PERSON).status_code == 403
    assert client.post(url(administrator, name), PERSON).status_code == 403
    assert "ดูได้เท่านั้น" in text_of(client.get(url(officer)))
    assert not AuditEvent.objects.filter(object_type="user").exists()


def test_nobody_ends_the_own_account(client, administrator):
    client.force_login(administrator)
    assert client.post(url(administrator, "user_end"), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_nobody_else_may(client, request, neighbour, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(NEW).status_code == 403
    assert client.get(url(neighbour)).status_code == 403


def test_the_log_says_it_in_words(client, officer, province_staff):
    client.force_login(province_staff)
    client.post(
        url(officer, "user_move"), {"role": "development_officer", "district": "4301", "position": "ก"}
    )
    page = text_of(client.get(reverse("audit")))
    for words in ("ย้ายผู้ใช้งานออก", "รับผู้ใช้งานที่ย้ายมา", "อำเภอท่าบ่อ จังหวัดหนองคาย", Role.DEVELOPMENT_OFFICER.label):
        assert words in page

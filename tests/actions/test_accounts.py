"""Accounts: who may make, move and end whose, and what is left of the old rights and the old area."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from reporting import access
from reporting.actions import account_links, accounts
from reporting.actions.users import Person, Post
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AccountLink, AuditEvent, District, Handover, Province, Role, User
from tests import build

SOMCHAI = Person("นายสมชาย ใจดี", "นักวิชาการพัฒนาชุมชน")


def post(role: Role, code: str = "") -> Post:
    if len(code) == 4:
        return Post(role, district=District.objects.get(pk=code))
    return Post(role, province=Province.objects.get(pk=code) if code else None)


def make(
    by: User, role: Role, code: str = "", *, username: str = "somchai", person: Person = SOMCHAI
) -> User:
    made = {"username": username, "person": person, "post": post(role, code)}
    return accounts.make(**made, by=by, now=build.NOW)[0]


def move(account: User, by: User, role: Role, code: str = "", *, hand_over: bool = False) -> User:
    to = {"post": post(role, code), "position": "ตำแหน่งใหม่", "hand_over": hand_over}
    return accounts.move(account=account, **to, by=by, now=build.NOW)


def end(account: User, by: User, *, hand_over: bool = False) -> User:
    return accounts.deactivate(account=account, reason="เกษียณ", hand_over=hand_over, by=by, now=build.NOW)


MAY_MAKE = {
    "province_staff": {("officer", "4302"), ("development_officer", "4301")},
    "department": {("province", "43"), ("province", "41"), ("department", ""), ("auditor", "")},
    "administrator": {
        ("officer", "4302"),
        ("officer", "4101"),
        ("development_officer", "4301"),
        ("province", "43"),
        ("province", "41"),
        ("department", ""),
        ("auditor", ""),
        ("administrator", ""),
    },
    "chief": set(),
    "officer": set(),
    "auditor": set(),
}


@pytest.mark.parametrize("who", MAY_MAKE)
def test_who_makes_which_accounts(request, who):
    by, made = request.getfixturevalue(who), set()
    for number, (role, code) in enumerate(sorted(MAY_MAKE["administrator"])):
        try:
            make(by, Role(role), code, username=f"made{number}")
        except NotAllowed:
            continue
        made.add((role, code))
    assert made == MAY_MAKE[who]


def test_a_new_account_has_no_password_and_a_link_to_choose_one(province_staff):
    account, link = accounts.make(
        username=" Somchai ",
        person=SOMCHAI,
        post=post(Role.OFFICER, "4302"),
        by=province_staff,
        now=build.NOW,
    )
    assert (account.username, account.has_usable_password()) == ("somchai", False)
    assert link.token not in str(vars(AccountLink.objects.get()))
    made, given = AuditEvent.objects.filter(stream=f"user:{account.pk}").order_by("sequence")
    assert (made.action, made.actor, made.district_id, made.province_id) == (
        "create_user",
        province_staff,
        "4302",
        "43",
    )
    assert given.action == "give_link"


def test_a_name_that_is_taken_is_refused_in_any_case(province_staff, officer):
    with pytest.raises(BadInput, match="ชื่อผู้ใช้"):
        make(province_staff, Role.OFFICER, "4302", username="OFFICER")
    assert not AccountLink.objects.exists()


@pytest.mark.parametrize(("role", "code"), [(Role.OFFICER, ""), (Role.OFFICER, "43"), (Role.AUDITOR, "4302")])
def test_an_area_that_does_not_fit_the_role_is_refused(administrator, role, code):
    with pytest.raises(BadInput):
        make(administrator, role, code)


def test_nobody_looks_after_the_own_account(department, administrator, province_staff):
    for person in (department, administrator, province_staff):
        assert not access.may_manage(person, person)


def test_other_words_are_recorded_before_and_after_and_the_same_ones_are_not(province_staff, officer):
    words = Person(officer.full_name, "หัวหน้ากลุ่มงาน", email="a@example.go.th")
    for _ in range(2):
        accounts.edit(account=officer, person=words, by=province_staff, now=build.NOW)
    changes = AuditEvent.objects.get(action="edit_user").changes
    assert changes == {"position": ["เจ้าหน้าที่อำเภอ", "หัวหน้ากลุ่มงาน"], "email": ["", "a@example.go.th"]}


def test_a_move_ends_old_rights_and_keeps_the_old_area_in_the_log(three_groups, officer, province_staff):
    build.enter(three_groups, by=officer)
    account_links.give(account=officer, by=province_staff, now=build.NOW)
    moved = move(officer, province_staff, Role.DEVELOPMENT_OFFICER, "4301")
    assert not access.can(moved, access.Permission.ENTER, three_groups)
    assert access.can(moved, access.Permission.SUBMIT, build.report_of("4301"))
    assert AuditEvent.objects.get(action="save_week").district_id == "4302"
    left, come = (AuditEvent.objects.get(action=action) for action in ("move_user", "receive_user"))
    assert (left.district_id, come.district_id) == ("4302", "4301")
    assert left.changes == come.changes
    assert left.changes["area"] == ["อำเภอท่าบ่อ จังหวัดหนองคาย", "อำเภอเมืองหนองคาย จังหวัดหนองคาย"]
    assert not AccountLink.objects.open().exists()


def test_nobody_moves_an_account_to_where_they_may_not_make_one(province_staff, department, officer):
    with pytest.raises(NotAllowed):
        move(officer, province_staff, Role.OFFICER, "4101")
    with pytest.raises(NotAllowed):
        move(officer, department, Role.DEPARTMENT)
    assert not AuditEvent.objects.filter(action="move_user").exists()


def test_a_move_to_the_same_place_is_nothing(province_staff, officer):
    move(officer, province_staff, Role.OFFICER, "4302", hand_over=True)
    assert not AuditEvent.objects.filter(action="move_user").exists()
    assert not Handover.objects.exists()


def test_a_move_leaves_a_pack_that_a_newcomer_of_the_old_office_may_accept(report, province_staff, officer):
    move(officer, province_staff, Role.OFFICER, "4301", hand_over=True)
    pack = Handover.objects.get()
    assert (pack.leaver, pack.district_id, pack.role) == (officer, "4302", Role.OFFICER)
    assert province_staff.full_name in pack.words
    assert pack.may_be_accepted_by(build.person("newcomer", Role.OFFICER, district="4302"))
    assert not accounts.can_leave_pack(User.objects.get(pk=officer.pk))


def test_an_ended_account_has_no_right_no_password_and_no_link(report, province_staff, officer):
    account_links.give(account=officer, by=province_staff, now=build.NOW)
    ended = end(officer, province_staff, hand_over=True)
    assert not access.can(ended, access.Permission.ENTER, report)
    assert not ended.has_usable_password()
    assert not AccountLink.objects.open().exists()
    assert AuditEvent.objects.get(action="end_user").reason == "เกษียณ"
    assert Handover.objects.get().leaver == officer
    with pytest.raises(WrongState):
        account_links.give(account=officer, by=province_staff, now=build.NOW)


def test_ending_needs_a_reason_and_happens_once(province_staff, officer):
    with pytest.raises(BadInput):
        accounts.deactivate(account=officer, reason=" ", hand_over=False, by=province_staff, now=build.NOW)
    for _ in range(2):
        end(officer, province_staff)
    assert AuditEvent.objects.filter(action="end_user").count() == 1


def test_an_account_that_begins_again_gets_a_link(province_staff, officer):
    with pytest.raises(WrongState):
        accounts.activate(account=officer, by=province_staff, now=build.NOW)
    end(officer, province_staff)
    account, link = accounts.activate(account=officer, by=province_staff, now=build.NOW)
    assert account.is_active
    assert link.is_usable(build.NOW)


def test_a_lost_factor_is_forgotten_by_who_may_manage_the_account_and_with_a_reason(
    officer, province_staff, department
):
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    said = {"account": officer, "now": build.NOW}
    with pytest.raises(NotAllowed):
        accounts.forget_factors(**said, reason="หาย", by=department)
    with pytest.raises(BadInput):
        accounts.forget_factors(**said, reason=" ", by=province_staff)
    assert Authenticator.objects.filter(user=officer).count() == 1
    account, link = accounts.forget_factors(**said, reason="หาย", by=province_staff)
    assert not account.has_usable_password() and link.is_usable(build.NOW)
    assert AuditEvent.objects.get(action="forget_factors").changes == {"factors": ["1", "0"]}
    end(officer, province_staff)
    with pytest.raises(WrongState):
        accounts.forget_factors(**said, reason="หาย", by=province_staff)

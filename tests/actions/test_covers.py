"""Leave cover: who may be stood in for by whom, who arranges it, and what ends it (S55)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import accounts, covers
from reporting.actions.covers import Days
from reporting.actions.users import Post
from reporting.deadlines import bangkok_date, end_of_day
from reporting.errors import BadInput, NotAllowed
from reporting.models import AuditEvent, Cover, District, Notice, NoticeKind, Role, User
from tests import build

TODAY = bangkok_date(build.NOW)
DAY = dt.timedelta(days=1)
THREE_DAYS = Days(TODAY, TODAY + 2 * DAY)


def names(people) -> set[str]:
    return {person.username for person in people}


def arrange(absent: User, substitute: User, by: User, **change) -> Cover:
    asked = {"days": THREE_DAYS, "reason": "ลาพักผ่อน", "now": build.NOW} | change
    return covers.arrange(absent=absent, substitute=substitute, by=by, **asked)


def running_on(day: dt.date) -> set[int]:
    return set(Cover.objects.running(day).values_list("pk", flat=True))


@pytest.fixture
def colleague(officer):
    return build.person("colleague", Role.OFFICER, district="4302")


@pytest.fixture
def second_staff(province_staff):
    return build.person("second-staff", Role.PROVINCE, province="43")


def test_the_same_role_within_the_province_stands_in(
    officer, chief, neighbour, stranger, colleague, province_staff, second_staff, other_province, auditor
):
    away = build.person("away", Role.OFFICER, district="4301")
    ended = build.person("ended", Role.DEVELOPMENT_OFFICER, district="4301")
    User.objects.filter(pk=ended.pk).update(is_active=False)
    people = User.objects
    assert names(people.substitutes_for(officer)) == {"colleague", "away"}
    # The district's own officers may act for its development officer, never the other way round.
    assert names(people.substitutes_for(chief)) == {"neighbour", "officer", "colleague"}
    assert names(people.substitutes_for(away)) == {"officer", "colleague"}
    assert names(people.substitutes_for(province_staff)) == {"second-staff"}
    assert names(people.substitutes_for(auditor)) == set()


def test_it_is_recorded_and_both_are_told(chief, neighbour, province_staff):
    cover = arrange(chief, neighbour, province_staff)
    event = AuditEvent.objects.get(action="arrange_cover")
    assert (event.district_id, event.actor, event.reason) == ("4302", province_staff, "ลาพักผ่อน")
    assert event.changes["substitute"] == neighbour.full_name
    assert event.changes["cover_days"] == ["2021-11-03", "2021-11-05"]
    told = {notice.user: notice.text for notice in Notice.objects.filter(kind=NoticeKind.COVER_ARRANGED)}
    assert set(told) == {chief, neighbour}
    assert chief.full_name in told[neighbour] and neighbour.full_name in told[chief]
    assert (cover.role, cover.district_id, cover.post) == (chief.role, "4302", "พัฒนาการอำเภอท่าบ่อ")


@pytest.mark.parametrize(
    ("position", "post", "as_signed"),
    [
        ("พัฒนาการอำเภอ", "พัฒนาการอำเภอท่าบ่อ", "รักษาราชการแทน พัฒนาการอำเภอท่าบ่อ"),
        ("พัฒนาการอำเภอท่าบ่อ", "พัฒนาการอำเภอท่าบ่อ", "รักษาราชการแทน พัฒนาการอำเภอท่าบ่อ"),
        (
            "นักวิชาการพัฒนาชุมชน",
            "นักวิชาการพัฒนาชุมชน อำเภอท่าบ่อ",
            "ปฏิบัติหน้าที่แทน นักวิชาการพัฒนาชุมชน อำเภอท่าบ่อ",
        ),
    ],
)
def test_the_post_names_its_place(chief, neighbour, province_staff, position, post, as_signed):
    chief.position = position
    chief.save()
    cover = arrange(chief, neighbour, province_staff)
    assert (cover.post, cover.as_signed) == (post, as_signed)


def test_the_same_again_changes_nothing(chief, neighbour, province_staff):
    first = arrange(chief, neighbour, province_staff)
    assert arrange(chief, neighbour, province_staff) == first
    assert AuditEvent.objects.filter(action="arrange_cover").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [(-1, 1, "วันแรกต้องไม่ก่อนวันนี้"), (2, 1, "วันสุดท้ายต้องไม่ก่อนวันแรก")],
)
def test_days_that_make_no_sense_are_refused(chief, neighbour, province_staff, first, last, says):
    with pytest.raises(BadInput, match=says):
        arrange(chief, neighbour, province_staff, days=Days(TODAY + first * DAY, TODAY + last * DAY))


def test_it_runs_on_its_days_alone(chief, neighbour, province_staff):
    cover = arrange(chief, neighbour, province_staff, days=Days(TODAY + DAY, TODAY + 2 * DAY))
    on = [running_on(TODAY + number * DAY) == {cover.pk} for number in range(4)]
    assert on == [False, True, True, False]


def test_whoever_does_not_fit_is_refused(chief, officer, stranger, province_staff, administrator):
    for absent, substitute in ((chief, chief), (chief, stranger), (officer, chief), (chief, province_staff)):
        with pytest.raises(BadInput, match="หน้าที่เดียวกันในจังหวัดเดียวกัน"):
            arrange(absent, substitute, administrator)


def test_nobody_stands_in_for_an_account_that_has_ended(chief, neighbour, province_staff):
    accounts.deactivate(account=chief, reason="เกษียณ", hand_over=False, by=province_staff, now=build.NOW)
    with pytest.raises(BadInput):
        arrange(chief, neighbour, province_staff)


def test_one_substitute_at_a_time(chief, officer, neighbour, province_staff):
    arrange(chief, neighbour, province_staff)
    last = THREE_DAYS.last
    with pytest.raises(BadInput, match="ปฏิบัติหน้าที่แทนอยู่แล้ว"):
        arrange(chief, officer, province_staff, days=Days(last, last + DAY))
    arrange(chief, officer, province_staff, days=Days(last + DAY, last + 2 * DAY))


def test_who_is_away_stands_in_for_nobody(chief, officer, neighbour, province_staff):
    arrange(chief, officer, province_staff)
    with pytest.raises(BadInput, match="ลาอยู่ในช่วงนี้"):
        arrange(neighbour, chief, province_staff)


@pytest.mark.parametrize("who", ["officer", "chief", "other_province", "department", "auditor"])
def test_only_who_looks_after_the_accounts_arranges_it(request, chief, neighbour, who):
    with pytest.raises(NotAllowed):
        arrange(chief, neighbour, request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["department", "administrator"])
def test_the_department_arranges_it_for_provinces(request, province_staff, second_staff, who):
    arrange(province_staff, second_staff, request.getfixturevalue(who))


def test_nobody_arranges_their_own(province_staff, second_staff):
    with pytest.raises(NotAllowed):
        arrange(second_staff, province_staff, province_staff)


def test_it_ends_by_a_mark(chief, neighbour, province_staff):
    cover = arrange(chief, neighbour, province_staff)
    with pytest.raises(BadInput):
        covers.end(cover=cover, reason=" ", by=province_staff, now=build.NOW)
    ended = covers.end(cover=cover, reason="กลับก่อนกำหนด", by=province_staff, now=build.NOW)
    assert (ended.ended_by, ended.ended_reason) == (province_staff, "กลับก่อนกำหนด")
    assert running_on(TODAY) == set()
    assert set(Notice.objects.filter(kind="cover_ended").values_list("user", flat=True)) == {
        chief.pk,
        neighbour.pk,
    }
    covers.end(cover=cover, reason="อีกครั้ง", by=province_staff, now=build.NOW)
    assert AuditEvent.objects.get(action="end_cover").reason == "กลับก่อนกำหนด"


def test_what_is_over_is_not_ended(chief, neighbour, province_staff):
    cover = arrange(chief, neighbour, province_staff)
    after = end_of_day(THREE_DAYS.last) + dt.timedelta(seconds=1)
    assert covers.end(cover=cover, reason="x", by=province_staff, now=after).ended_at is None


@pytest.mark.parametrize("who", ["neighbour", "chief", "other_province", "department"])
def test_only_who_looks_after_the_absent_ends_it(request, chief, neighbour, province_staff, who):
    cover = arrange(chief, neighbour, province_staff)
    with pytest.raises(NotAllowed):
        covers.end(cover=cover, reason="x", by=request.getfixturevalue(who), now=build.NOW)


@pytest.mark.parametrize("moved", ["chief", "neighbour"])
def test_it_ends_with_the_place_of_either(request, chief, neighbour, province_staff, moved):
    arrange(chief, neighbour, province_staff)
    post = Post(Role.OFFICER, district=District.objects.get(pk="4302"))
    to = {"post": post, "position": "นักวิชาการพัฒนาชุมชน", "hand_over": False}
    accounts.move(account=request.getfixturevalue(moved), **to, by=province_staff, now=build.NOW)
    assert running_on(TODAY) == set()
    event = AuditEvent.objects.get(action="end_cover")
    assert (event.district_id, event.object_id) == ("4302", str(chief.pk))


@pytest.mark.parametrize("gone", ["chief", "neighbour"])
def test_it_ends_with_the_account_of_either(request, chief, neighbour, province_staff, gone):
    arrange(chief, neighbour, province_staff)
    told = {"reason": "เกษียณ", "hand_over": False}
    accounts.deactivate(account=request.getfixturevalue(gone), **told, by=province_staff, now=build.NOW)
    assert running_on(TODAY) == set()


def test_what_is_lent_is_never_stored(chief, neighbour, province_staff):
    substitute = build.acting(arrange(chief, neighbour, province_staff))
    assert substitute.district_id == "4302"
    substitute.set_password("ท่าบ่อ-ริมโขง-2569")
    substitute.save()
    substitute.save(update_fields=["district", "thai_digits"])
    stored = User.objects.get(pk=neighbour.pk)
    assert stored.check_password("ท่าบ่อ-ริมโขง-2569")
    own = (neighbour.role, neighbour.district_id, neighbour.province_id, neighbour.position, "")
    assert (stored.role, stored.district_id, stored.province_id, stored.position, stored.acting_for) == own

"""The registers of the committees, and what a resolution counts from them (R16, R18)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from reporting.actions import certifications, committee
from reporting.actions.committee import MemberData
from reporting.errors import BadInput, NotAllowed
from reporting.models import AuditEvent, CommitteeMember, CommitteeRole, quorum_of
from reporting.readiness import Standing
from reporting.reports import rt2
from tests import build

FIRST = build.OCTOBER.first_day
CHAIR = MemberData("นายอำเภอ ตัวอย่าง", CommitteeRole.CHAIR, FIRST, "นายอำเภอ")


def add(of, *, by, data=CHAIR):
    return committee.add_member(committee=of, data=data, by=by, now=build.NOW)


def ids(members) -> frozenset[int]:
    return frozenset(member.pk for member in members)


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (9, 5)])
def test_more_than_half_is_a_quorum(members, needed):
    assert quorum_of(members) == needed


def test_another_share_can_be_set(settings):
    settings.OTOP_QUORUM_PERCENT = 66
    assert (quorum_of(3), quorum_of(9)) == (2, 6)


def test_a_member_is_added_once(chief):
    assert add(chief.district, by=chief) == add(chief.district, by=chief)
    assert CommitteeMember.objects.count() == 1
    event = AuditEvent.objects.get(action="add_member")
    assert event.changes["after"]["name"] == CHAIR.name
    with pytest.raises(BadInput, match="เป็นกรรมการอยู่แล้ว"):
        add(chief.district, by=chief, data=replace(CHAIR, role=CommitteeRole.MEMBER))


def test_each_committee_has_its_own_register(chief, province_staff):
    add(chief.district, by=chief)
    add(province_staff.province, by=province_staff)
    assert CommitteeMember.objects.of(chief.district).count() == 1
    assert CommitteeMember.objects.of(province_staff.province).count() == 1


def test_only_those_who_record_resolutions_keep_the_register(chief, officer, stranger, province_staff):
    for other in (officer, stranger, province_staff):
        with pytest.raises(NotAllowed):
            add(chief.district, by=other)
    with pytest.raises(NotAllowed):
        add(province_staff.province, by=chief)


def test_a_correction_says_what_was_before(chief):
    member = add(chief.district, by=chief)
    changed = replace(CHAIR, name="นายอำเภอ  ใหม่ ", phone="042 000000")
    for _ in range(2):
        member = committee.change_member(member=member, data=changed, by=chief, now=build.NOW)
    assert (member.name, member.phone) == ("นายอำเภอ ใหม่", "042 000000")
    event = AuditEvent.objects.get(action="change_member")
    assert (event.changes["before"]["name"], event.changes["after"]["contact"]) == (CHAIR.name, "042 000000")


def test_a_name_that_sits_already_is_refused_in_a_correction(chief):
    add(chief.district, by=chief)
    other = add(chief.district, by=chief, data=replace(CHAIR, name="นางสอง"))
    with pytest.raises(BadInput, match="มีกรรมการชื่อ"):
        committee.change_member(member=other, data=CHAIR, by=chief, now=build.NOW)


def test_a_member_whose_time_is_over_stays_and_is_not_counted(chief):
    member = add(chief.district, by=chief)
    last = FIRST + dt.timedelta(days=10)
    for _ in range(2):
        committee.end_member(member=member, until=last, by=chief, now=build.NOW)
    assert AuditEvent.objects.filter(action="end_member").count() == 1
    register = CommitteeMember.objects.of(chief.district)
    assert [register.on(day).count() for day in (last, last + dt.timedelta(days=1))] == [1, 0]
    assert register.count() == 1
    with pytest.raises(BadInput, match="พ้นตำแหน่งแล้ว"):
        committee.end_member(member=member, until=FIRST, by=chief, now=build.NOW)


def test_a_time_cannot_end_before_it_began(chief):
    member = add(chief.district, by=chief)
    with pytest.raises(BadInput, match="ไม่ก่อนวันที่เริ่ม"):
        committee.end_member(member=member, until=FIRST - dt.timedelta(days=1), by=chief, now=build.NOW)


def certify(report, data, *, by):
    return certifications.certify_district(report=report, data=data, by=by, now=build.NOW)


def test_a_meeting_with_a_quorum_is_counted_by_name(ticked, five_members, chief):
    data = replace(build.resolution(), present=ids(five_members[:3]))
    recorded = certify(ticked, data, by=chief)
    assert (recorded.members_present, recorded.members_total, recorded.quorum) == (3, 5, 3)
    assert [row.present for row in recorded.members.all()] == [True] * 3 + [False] * 2
    assert recorded.members.first().name == five_members[0].name
    assert certify(ticked, data, by=chief) == recorded
    paper = rt2.build(Standing(ticked))
    assert paper.certification.endswith("มีกรรมการเข้าประชุม 3 จาก 5 คน")


def test_another_attendance_is_another_resolution(ticked, five_members, chief):
    first = certify(ticked, replace(build.resolution(), present=ids(five_members[:3])), by=chief)
    second = certify(ticked, replace(build.resolution(), present=ids(five_members[:4])), by=chief)
    assert first != second


def test_without_a_quorum_the_resolution_needs_an_explanation(ticked, five_members, chief):
    data = replace(build.resolution(), present=ids(five_members[:2]))
    with pytest.raises(BadInput, match="ร่วม 2 จากกรรมการ 5 คน ต้องมีอย่างน้อย 3 คน"):
        certify(ticked, data, by=chief)
    explained = certify(ticked, replace(data, quorum_note="น้ำท่วม เดินทางไม่ได้"), by=chief)
    assert (explained.members_present, explained.quorum_note) == (2, "น้ำท่วม เดินทางไม่ได้")


def test_who_did_not_sit_on_that_day_cannot_have_been_there(ticked, five_members, chief):
    late = replace(CHAIR, since=dt.date(2021, 11, 3))
    new = add(chief.district, by=chief, data=late)
    with pytest.raises(BadInput, match=f"{new.name} ไม่ได้เป็นกรรมการในวันที่ 2 พฤศจิกายน 2564"):
        certify(ticked, replace(build.resolution(), present=ids([*five_members, new])), by=chief)


def test_a_resolution_keeps_the_names_it_was_made_with(ticked, five_members, chief):
    recorded = certify(ticked, replace(build.resolution(), present=ids(five_members)), by=chief)
    renamed = MemberData("ชื่อใหม่", CommitteeRole.MEMBER, FIRST)
    committee.change_member(member=five_members[0], data=renamed, by=chief, now=build.NOW)
    assert recorded.members.first().name == "กรรมการคนที่ 1"


def test_an_empty_register_counts_nobody(ticked, chief):
    recorded = certify(ticked, build.resolution(), by=chief)
    assert (recorded.members_total, recorded.turnout) == (None, "")


@pytest.mark.parametrize(("day", "refused"), [(dt.date(2021, 9, 30), True), (dt.date(2021, 10, 1), False)])
def test_a_resolution_is_not_older_than_its_month(ticked, chief, day, refused):
    data = replace(build.resolution(), resolved_on=day)
    if refused:
        with pytest.raises(BadInput, match="ไม่ก่อนวันแรกของเดือนที่รายงาน \\(1 ตุลาคม 2564\\)"):
            certify(ticked, data, by=chief)
    else:
        assert certify(ticked, data, by=chief).resolved_on == day


def test_a_provincial_resolution_is_not_older_than_its_month(submitted, province_staff):
    with pytest.raises(BadInput, match="ไม่ก่อนวันแรก"):
        certifications.certify_province(
            province=province_staff.province,
            month=build.OCTOBER,
            report_ids=[submitted.pk],
            data=replace(build.resolution(), resolved_on=dt.date(2021, 9, 30)),
            by=province_staff,
            now=build.NOW,
        )


def test_a_province_counts_its_own_committee(submitted, five_members, province_staff):
    own = build.members(3, province_staff.province, by=province_staff)

    def cover(present):
        return certifications.certify_province(
            province=province_staff.province,
            month=build.OCTOBER,
            report_ids=[submitted.pk],
            data=replace(build.resolution(), present=present),
            by=province_staff,
            now=build.NOW,
        )

    with pytest.raises(BadInput, match="ร่วม 1 จากกรรมการ 3 คน"):
        cover(ids(own[:1]))
    recorded = cover(ids(own[:2]))
    assert recorded.turnout == "มีกรรมการเข้าประชุม 2 จาก 3 คน"
    assert recorded.members.count() == 3

"""Circular letters: on exact figures, one link and one vote each, closed into a resolution (R18)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import answers, circular_end, circulars, documents, workflow
from reporting.actions.ticks import Level
from reporting.errors import BadInput, NotAllowed, NotReady, Stale, WrongState
from reporting.models import (
    Answer,
    AuditEvent,
    Ballot,
    Circular,
    DistrictCertification,
    Method,
    Outcome,
    ProvincialCertification,
)
from reporting.readiness import Standing
from reporting.reports import rt2
from reporting.stats.circulars import CircularStanding
from tests import build

AGREE = Answer.AGREE
LATER = build.NOW + dt.timedelta(hours=5)


def close(circular, *, by, now=LATER):
    return circular_end.close_circular(circular=circular, by=by, now=now)


def change_a_line(report, officer, chief) -> None:
    build.enter(report, by=officer, value=build.amounts("7.00"))
    build.tick(report, Level.DISTRICT, by=chief)


def test_a_circular_asks_about_exactly_the_present_figures(circular, ticked, five_members):
    (item,) = circular.items.all()
    assert item.content_sha256 == Standing(ticked).snapshot.sha256
    assert (circular.quorum, circular.ballots.count()) == (3, 5)
    assert AuditEvent.objects.filter(action="start_circular").count() == 1


def test_links_are_long_different_and_not_in_the_database(circular):
    ballots = list(circular.ballots.all())
    tokens = {ballot.token for ballot in ballots}
    assert len(tokens) == 5 and {len(token) for token in tokens} == {32}
    kept = str(list(Ballot.objects.values())) + str(list(AuditEvent.objects.values("changes")))
    assert [token for token in tokens if token in kept] == []
    assert Ballot.objects.behind(ballots[0].token).get() == ballots[0]


def test_another_servers_key_makes_no_link_of_ours(circular, settings):
    ballot = circular.ballots.first()
    settings.SECRET_KEY = "another"
    assert not Ballot.objects.behind(ballot.token).exists()


def test_the_same_circular_twice_is_one_and_another_is_refused(circular, ticked, chief):
    assert build.circular(ticked, of=chief.district, by=chief) == circular
    with pytest.raises(WrongState, match="ยังเปิดอยู่"):
        build.circular(ticked, of=chief.district, by=chief, number="ว 8")
    assert Circular.objects.count() == 1


def test_before_everything_is_ticked_nothing_is_sent_round(three_groups, five_members, officer, chief):
    build.enter(three_groups, by=officer)
    with pytest.raises(NotReady, match="ยังเวียนหนังสือไม่ได้"):
        build.circular(three_groups, of=chief.district, by=chief)


def test_a_committee_without_members_cannot_answer(ticked, chief):
    with pytest.raises(BadInput, match="ยังไม่มีกรรมการ"):
        build.circular(ticked, of=chief.district, by=chief)


def test_others_cannot_start_or_end_one(circular, ticked, officer, neighbour, province_staff):
    for other in (officer, neighbour, province_staff):
        with pytest.raises(NotAllowed):
            build.circular(ticked, of=ticked.district, by=other)
        with pytest.raises(NotAllowed):
            close(circular, by=other)
        with pytest.raises(NotAllowed):
            circular_end.cancel_circular(circular=circular, reason="ก", by=other, now=LATER)


@pytest.mark.parametrize("days", [-1, 61])
def test_the_last_day_lies_ahead_and_not_too_far(ticked, five_members, chief, days):
    data = circulars.CircularData("ว 7", build.NOW.date() + dt.timedelta(days=days))
    seen = {ticked.pk: None}
    where = {"committee": chief.district, "month": build.OCTOBER, "by": chief, "now": build.NOW}
    with pytest.raises(BadInput, match="ไม่เกิน 60 วัน"):
        circulars.start_circular(seen=seen, data=data, **where)


def test_only_the_figures_that_were_seen_are_sent_round(ticked, five_members, officer, chief):
    seen = {ticked.pk: Standing(ticked).snapshot.sha256}
    change_a_line(ticked, officer, chief)
    with pytest.raises(Stale, match="โปรดตรวจยอดล่าสุดก่อนเวียนหนังสือ"):
        circulars.start_circular(
            committee=chief.district,
            month=build.OCTOBER,
            seen=seen,
            data=circulars.CircularData("ว 7", build.NOW.date()),
            by=chief,
            now=build.NOW,
        )


def test_a_quorum_of_agreement_becomes_the_resolution(circular, ticked, chief):
    build.answer(circular, AGREE, AGREE, "โปรดตรวจกลุ่มทอผ้า", AGREE)
    closed = close(circular, by=chief)
    assert (closed.outcome, closed.ended_by) == (Outcome.ADOPTED, chief)
    recorded = DistrictCertification.objects.get()
    assert (recorded.method, recorded.number, recorded.circular) == (Method.CIRCULAR, "ว 7", closed)
    assert recorded.resolved_on == LATER.date()
    assert (recorded.members_present, recorded.members_total, recorded.quorum) == (3, 5, 3)
    said = list(recorded.members.values_list("answer", "remark", "present"))
    assert said[2:] == [("REMARK", "โปรดตรวจกลุ่มทอผ้า", False), ("AGREE", "", True), ("", "", False)]
    assert recorded.members.first().answered_at == build.NOW
    assert Standing(ticked).certification == recorded


def test_the_paper_says_the_result_and_no_remark(circular, ticked, chief):
    build.answer(circular, AGREE, AGREE, "ข้อสังเกตลับ", AGREE)
    close(circular, by=chief)
    paper = rt2.build(Standing(ticked))
    assert paper.certification.endswith(
        "โดยวิธีหนังสือเวียน เลขที่ ว 7 เมื่อวันที่ 3 พฤศจิกายน 2564 มีกรรมการเห็นชอบ 3 จาก 5 คน"
    )
    assert "ข้อสังเกตลับ" not in str(paper)


def test_closing_twice_has_one_effect(circular, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    assert close(circular, by=chief) == close(circular, by=chief)
    assert DistrictCertification.objects.count() == 1
    assert AuditEvent.objects.filter(action="close_circular").count() == 1


def test_a_remark_is_not_yet_an_agreement(circular, chief):
    build.answer(circular, AGREE, AGREE, "โปรดตรวจ", "โปรดตรวจ", "โปรดตรวจ")
    with pytest.raises(WrongState, match="เห็นชอบ 2 จาก 5 คน ยังไม่ครบ 3 คน"):
        close(circular, by=chief)
    assert not DistrictCertification.objects.exists()


def test_an_answer_can_be_changed_until_the_end_and_the_log_keeps_both(circular, chief):
    build.answer(circular, "โปรดตรวจ")
    (ballot,) = build.answer(circular, AGREE)
    assert (ballot.answer, ballot.remark, ballot.times) == (AGREE, "", 2)
    first, second = AuditEvent.objects.filter(action="answer_circular").order_by("sequence")
    assert (first.actor, second.actor) == (None, None)
    assert second.changes["member"] == "กรรมการคนที่ 1"
    assert second.changes["before"] == {"answer": "REMARK", "remark": "โปรดตรวจ"} == first.changes["after"]
    build.answer(circular, AGREE, AGREE, AGREE)
    close(circular, by=chief)
    with pytest.raises(WrongState, match="ไม่รับคำตอบแล้ว"):
        build.answer(circular, "สาย")


def test_the_same_answer_twice_is_one(circular):
    ballot = circular.ballots.first()
    said = {"ballot": ballot, "answer": AGREE, "seen": 0, "now": build.NOW}
    assert [answers.answer_circular(**said)[1] for _ in range(2)] == [False, True]
    assert AuditEvent.objects.filter(action="answer_circular").count() == 1


def test_an_older_page_does_not_overwrite_a_newer_answer(circular):
    ballot = circular.ballots.first()
    build.answer(circular, AGREE)
    with pytest.raises(Stale, match="มีการตอบผ่านลิงก์นี้แล้ว"):
        answers.answer_circular(ballot=ballot, answer=Answer.REMARK, remark="ผู้อื่น", seen=0, now=build.NOW)
    assert Ballot.objects.get(pk=ballot.pk).answer == AGREE


def test_a_remark_needs_words(circular):
    with pytest.raises(BadInput, match="โปรดพิมพ์ข้อสังเกต"):
        answers.answer_circular(
            ballot=circular.ballots.first(), answer=Answer.REMARK, remark="  ", seen=0, now=build.NOW
        )


def test_any_change_of_a_line_voids_the_circular_by_itself(circular, ticked, officer, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    change_a_line(ticked, officer, chief)
    assert CircularStanding(circular).changed == [ticked]
    with pytest.raises(WrongState, match="ไม่รับคำตอบแล้ว"):
        build.answer(circular, AGREE, AGREE, AGREE, AGREE)
    with pytest.raises(Stale, match="ยอดเปลี่ยนไปหลังเวียนหนังสือ"):
        close(circular, by=chief)
    assert not DistrictCertification.objects.exists()


def test_a_new_circular_ends_the_one_that_its_figures_have_left(circular, ticked, officer, chief):
    change_a_line(ticked, officer, chief)
    again = build.circular(ticked, of=chief.district, by=chief)
    assert again != circular
    circular.refresh_from_db()
    assert (circular.outcome, circular.ended_at) == (Outcome.VOID, build.NOW)
    assert AuditEvent.objects.filter(action="void_circular").count() == 1


def test_after_its_last_day_nobody_answers_but_a_quorum_can_still_be_closed(circular, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    last = dt.datetime(2021, 11, 6, 23, 59, tzinfo=build.BANGKOK)
    build.answer(circular, AGREE, AGREE, AGREE, AGREE, now=last)
    with pytest.raises(WrongState, match="ไม่รับคำตอบแล้ว"):
        build.answer(circular, *[AGREE] * 5, now=last + dt.timedelta(minutes=2))
    assert close(circular, by=chief, now=last + dt.timedelta(minutes=2)).outcome == Outcome.ADOPTED
    assert DistrictCertification.objects.get().members_present == 4


def test_a_cancelled_circular_has_its_reason_and_no_effect(circular, ticked, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    with pytest.raises(BadInput, match="เหตุผล"):
        circular_end.cancel_circular(circular=circular, reason=" ", by=chief, now=LATER)
    for _ in range(2):
        ended = circular_end.cancel_circular(circular=circular, reason="พิมพ์ผิด", by=chief, now=LATER)
    assert (ended.outcome, ended.end_reason) == (Outcome.CANCELLED, "พิมพ์ผิด")
    assert AuditEvent.objects.filter(action="cancel_circular").count() == 1
    with pytest.raises(WrongState, match="สิ้นสุดแล้ว"):
        close(circular, by=chief)
    assert build.circular(ticked, of=chief.district, by=chief) != circular


@pytest.fixture
def provincial(submitted, province_staff):
    build.members(3, province_staff.province, by=province_staff)
    return build.circular(submitted, of=province_staff.province, by=province_staff)


def test_a_provincial_circular_covers_its_districts(provincial, submitted, province_staff):
    assert (provincial.quorum, provincial.province) == (2, province_staff.province)
    build.answer(provincial, AGREE, AGREE)
    assert close(provincial, by=province_staff).outcome == Outcome.ADOPTED
    recorded = ProvincialCertification.objects.get()
    assert (recorded.circular, recorded.turnout) == (provincial, "มีกรรมการเห็นชอบ 2 จาก 3 คน")
    assert Standing(submitted).coverage.certification == recorded
    streams = AuditEvent.objects.filter(action__endswith="_circular").values_list("stream", flat=True)
    assert set(streams) == {"province:43"}


def test_a_withdrawn_district_voids_the_provincial_circular(provincial, submitted, chief, province_staff):
    build.answer(provincial, AGREE, AGREE)
    workflow.withdraw(report=submitted, reason="แก้ยอด", by=chief, now=LATER)
    with pytest.raises(Stale):
        close(provincial, by=province_staff)
    assert not ProvincialCertification.objects.exists()


def test_only_submitted_districts_are_sent_round(ticked, province_staff):
    build.members(3, province_staff.province, by=province_staff)
    with pytest.raises(WrongState, match="ยังไม่ได้ส่งรายงาน"):
        build.circular(ticked, of=province_staff.province, by=province_staff)
    with pytest.raises(BadInput, match="อย่างน้อย 1 อำเภอ"):
        build.circular(of=province_staff.province, by=province_staff)
    with pytest.raises(BadInput, match="อย่างน้อย 1 อำเภอ"):
        build.circular(build.report_of("4101"), of=province_staff.province, by=province_staff)


def test_both_levels_may_ask_about_the_same_figures(circular, ticked, officer, chief, province_staff):
    """The district's own circular does not stand in the way of the province's."""
    build.answer(circular, AGREE, AGREE, AGREE)
    close(circular, by=chief)
    build.issue(ticked, by=chief)
    documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=LATER)
    report = workflow.submit(report=ticked, by=chief, now=LATER).report
    build.members(3, province_staff.province, by=province_staff)
    assert build.circular(report, of=province_staff.province, by=province_staff).ballots.count() == 3


def renew(ballot, by, *, seen=None, now=LATER):
    return circulars.renew_link(ballot=ballot, seen=seen or ballot.token_sha256, by=by, now=now)


def test_one_member_gets_another_link_and_keeps_the_answer(circular, chief):
    first, second, *_ = build.answer(circular, AGREE, AGREE)
    old, others = first.token, second.token
    fresh = renew(first, chief)
    assert fresh.token != old
    assert not Ballot.objects.behind(old).exists()
    assert Ballot.objects.behind(fresh.token).get().answer == AGREE
    assert Ballot.objects.behind(others).exists()
    assert renew(first, chief).token == fresh.token
    assert AuditEvent.objects.get(action="renew_link").changes["member"] == first.name


def test_links_are_renewed_by_who_sent_them_and_only_while_they_are_of_use(
    circular, chief, officer, neighbour
):
    ballot = circular.ballots.first()
    for other in (officer, neighbour):
        with pytest.raises(NotAllowed):
            renew(ballot, other)
    circular_end.cancel_circular(circular=circular, reason="ส่งผิดฉบับ", by=chief, now=LATER)
    with pytest.raises(WrongState, match="ไม่รับคำตอบแล้ว"):
        renew(ballot, chief)

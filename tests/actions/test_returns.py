"""What comes back and what the district says to it: reasons, wishes, figures, answers (R10)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import fixing, removal, returns, sales, workflow
from reporting.actions.returns import Answer, LineToReturn, Outcome
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.errors import BadInput, NotAllowed, NotReady, WrongState
from reporting.models import AuditEvent, MonthlyReport, ReturnedLine, ReturnReason, SalesLine, State
from reporting.readiness import Standing, before_submit, problems
from reporting.stats import returned as stats
from tests import build

TODAY = build.NOW.date()


def send_back(report, by, count=1, **change) -> MonthlyReport:
    """Return the first lines of the report."""
    lines = report.lines.order_by("id")[:count]
    item = {"reason": "TOO_HIGH", "text": "โปรดตรวจใบเสร็จ"} | change
    items = [LineToReturn(line.pk, **item) for line in lines]
    return workflow.return_lines(report=report, lines=items, by=by, now=build.NOW).report


@pytest.fixture
def back(submitted, province_staff) -> MonthlyReport:
    """The submitted report, of which two lines came back."""
    return send_back(submitted, province_staff, count=2)


def lines_of(report) -> list[SalesLine]:
    return list(report.lines.select_related("group").order_by("id"))


def change(line, report, *, by, amounts, seen="100.00 20.00 5.50", week=1) -> None:
    old = Cell(amounts=build.amounts(*seen.split())) if seen else Cell()
    row = WeekRow(
        line.group_id, line.category, seen=old, wanted=Cell(amounts=build.amounts(*amounts.split()))
    )
    results = sales.save_week(report=report, week=week, rows=[row], by=by, now=build.NOW)
    assert results[0].outcome == sales.Outcome.SAVED


def open_codes(report) -> list[str]:
    return [check.code for check in problems(before_submit(Standing(report)))]


# --- Sending back ----------------------------------------------------------------------------------


def test_a_returned_line_keeps_its_figures_its_words_and_the_wish(submitted, province_staff):
    wish = TODAY + dt.timedelta(days=2)
    send_back(submitted, province_staff, wanted_by=wish)
    ReturnReason.objects.filter(pk="TOO_HIGH").update(label="ถ้อยคำใหม่")
    item = ReturnedLine.objects.select_related("reason").get()
    assert (item.before, item.nil, item.wanted_by) == (build.amounts("100.00", "20.00", "5.50"), False, wish)
    assert item.why == "ยอดสูงผิดปกติ โปรดตรวจกับหลักฐาน"


def test_a_wish_for_yesterday_is_refused(submitted, province_staff):
    with pytest.raises(BadInput, match="ไม่ก่อนวันนี้"):
        send_back(submitted, province_staff, wanted_by=TODAY - dt.timedelta(days=1))
    assert send_back(submitted, province_staff, wanted_by=TODAY).state == State.RETURNED


def test_a_retired_reason_is_refused(submitted, province_staff):
    ReturnReason.objects.filter(pk="TOO_HIGH").update(active=False)
    with pytest.raises(BadInput, match="เหตุผล"):
        send_back(submitted, province_staff)


# --- Coming back -----------------------------------------------------------------------------------


def test_an_unchanged_line_needs_words_and_nothing_else(back, officer, chief):
    assert open_codes(back) == ["answered"]
    build.explain(back, "ตรวจกับใบเสร็จแล้ว ถูกต้อง", by=officer)
    assert open_codes(back) == [], "ticks, resolution, paper and signature stand on figures that are the same"
    done = workflow.submit(report=back, by=chief, now=build.NOW)
    assert done.report.state == State.SUBMITTED


def test_only_a_changed_line_needs_a_new_tick(back, officer, chief):
    first, second = lines_of(back)[:2]
    change(first, back, by=officer, amounts="90.00 20.00 5.50")
    assert open_codes(back)[:2] == ["answered", "ticked"]
    returns.answer(report=back, answers=[Answer(second.pk, "", "ถูกต้อง")], by=officer, now=build.NOW)
    assert [line.is_ticked_by_district for line in lines_of(back)] == [False, True, True, True]
    build.sign(back, by=chief)
    assert open_codes(back) == []


def test_a_figure_that_was_changed_back_is_no_change(back, officer, chief):
    for line in lines_of(back)[:2]:
        change(line, back, by=officer, amounts="90.00 20.00 5.50")
        change(line, back, by=officer, amounts="100.00 20.00 5.50", seen="90.00 20.00 5.50")
    build.sign(back, by=chief)
    with pytest.raises(NotReady) as refusal:
        workflow.submit(report=back, by=chief, now=build.NOW)
    assert [problem.code for problem in refusal.value.problems] == ["answered"]
    assert ReturnedLine.objects.in_force().left().count() == 2


def test_a_removed_line_needs_no_answer(back, officer):
    first = lines_of(back)[0]
    which = {"group_id": first.group_id, "category": first.category, "version": first.version}
    removal.remove_line(report=back, **which, reason="ซ้ำ", by=officer, now=build.NOW)
    assert [item.is_done for item in stats.waiting([back])[back.pk]].count(True) == 1
    assert ReturnedLine.objects.in_force().left().count() == 1


def test_what_is_left_is_counted_alike_in_the_database_and_on_the_page(back, officer):
    for number, line in enumerate(lines_of(back)[:2]):
        found = stats.waiting([back])[back.pk]
        left = set(ReturnedLine.objects.in_force().left().values_list("line_id", flat=True))
        assert left == {item.line_id for item in found if not item.is_done}
        assert len(left) == 2 - number
        change(line, back, by=officer, amounts="1.00 0 0")
    assert not ReturnedLine.objects.in_force().left().exists()


def test_the_province_is_told_what_came_of_it(back, officer, chief):
    first, second = lines_of(back)[:2]
    change(first, back, by=officer, amounts="90.00 20.00 5.50")
    returns.answer(report=back, answers=[Answer(second.pk, "", "ขายงานประจำปี")], by=officer, now=build.NOW)
    build.sign(back, by=chief)
    later = build.NOW + dt.timedelta(hours=1)
    report = workflow.submit(report=back, by=chief, now=later).report
    said = {line_id: stats.what_came_of(item) for line_id, item in stats.sent_again(report).items()}
    assert set(said) == {first.pk, second.pk}
    assert "แก้จาก 125.50 เป็น 115.50 บาท (รายได้ปกติ 100.00 → 90.00)" in said[first.pk]
    assert "ยอดเดิม 125.50 บาท · อำเภอตอบ “ขายงานประจำปี”" in said[second.pk]
    assert "โปรดตรวจใบเสร็จ" in said[second.pk]


def test_a_first_submission_costs_no_query_for_it(submitted, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert stats.sent_again(submitted) == {}


# --- Answering -------------------------------------------------------------------------------------


def say(report, line, text, *, by, seen="") -> Outcome:
    answers = [Answer(line.pk, seen, text)]
    return returns.answer(report=report, answers=answers, by=by, now=build.NOW)[0].outcome


def test_an_answer_is_kept_with_its_author_and_in_the_log(back, officer):
    line = lines_of(back)[0]
    assert say(back, line, " ถูกต้องแล้ว ", by=officer) is Outcome.SAVED
    item = ReturnedLine.objects.get(line=line)
    assert (item.answer, item.answered_by, item.answered_at) == ("ถูกต้องแล้ว", officer, build.NOW)
    event = AuditEvent.objects.get(action="answer_returned")
    assert event.changes == [{"line": line.pk, "before": {"answer": ""}, "after": {"answer": "ถูกต้องแล้ว"}}]


def test_a_repeated_answer_is_no_new_effect(back, officer):
    line = lines_of(back)[0]
    say(back, line, "ถูกต้องแล้ว", by=officer)
    assert say(back, line, "ถูกต้องแล้ว", by=officer) is Outcome.UNCHANGED
    assert AuditEvent.objects.filter(action="answer_returned").count() == 1


def test_nobody_writes_over_an_answer_they_have_not_seen(back, officer, chief):
    line = lines_of(back)[0]
    say(back, line, "ถูกต้องแล้ว", by=officer)
    assert say(back, line, "อื่น", by=chief) is Outcome.CONFLICT
    assert ReturnedLine.objects.get(line=line).answer == "ถูกต้องแล้ว"
    assert say(back, line, "อื่น", by=chief, seen="ถูกต้องแล้ว") is Outcome.SAVED


def test_an_answer_can_be_taken_back(back, officer):
    line = lines_of(back)[0]
    say(back, line, "ถูกต้องแล้ว", by=officer)
    assert say(back, line, "", by=officer, seen="ถูกต้องแล้ว") is Outcome.SAVED
    item = ReturnedLine.objects.get(line=line)
    assert (item.answer, item.answered_by, item.answered_at) == ("", None, None)


def test_only_what_came_back_is_answered(back, submitted, officer):
    with pytest.raises(WrongState, match="ไม่ได้ส่งคืนรายการนี้"):
        say(back, lines_of(back)[3], "ถูกต้อง", by=officer)


def test_before_a_return_there_is_nothing_to_answer(submitted, officer):
    with pytest.raises(WrongState, match="ไม่มีรายการที่จังหวัดส่งคืน"):
        say(submitted, lines_of(submitted)[0], "ถูกต้อง", by=officer)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "province_staff", "department"])
def test_others_answer_nothing(back, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        say(back, lines_of(back)[0], "ถูกต้อง", by=person)
    with pytest.raises(NotAllowed):
        fixing.fix(report=back, for_the_rest="ถูกต้อง", by=person, now=build.NOW)


def test_the_answer_for_the_rest_leaves_what_was_changed_or_answered(back, officer):
    first, second = lines_of(back)[:2]
    say(back, first, "ของตัวเอง", by=officer)
    fixed = fixing.fix(report=back, for_the_rest="ถูกต้อง", by=officer, now=build.NOW)
    assert fixed.left == 0
    answers = dict(ReturnedLine.objects.values_list("line_id", "answer"))
    assert answers == {first.pk: "ของตัวเอง", second.pk: "ถูกต้อง"}


def test_after_a_withdrawal_the_answers_are_still_there(back, officer, chief):
    build.explain(back, "ถูกต้อง", by=officer)
    report = workflow.submit(report=back, by=chief, now=build.NOW).report
    report = workflow.withdraw(report=report, reason="ขอแก้", by=chief, now=build.NOW).report
    assert report.state == State.RETURNED
    assert [item.answer for item in stats.waiting([report])[report.pk]] == ["ถูกต้อง"] * 2


def test_a_second_return_asks_anew(back, officer, chief, province_staff):
    build.explain(back, "ถูกต้อง", by=officer)
    report = workflow.submit(report=back, by=chief, now=build.NOW).report
    report = send_back(report, province_staff)
    assert open_codes(report) == ["answered"]
    assert not report.lines.order_by("id").first().is_ticked_by_province
    assert report.lines.filter(district_tick_version__isnull=True).count() == 0
    build.tick(report, Level.DISTRICT, by=chief)
    assert open_codes(report) == ["answered"]

"""The five verbs: who, from where, what they need, and what they leave behind (R8–R13)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import certifications, documents, groups, months, removal, sales, workflow
from reporting.actions.ticks import Level
from reporting.actions.workflow import LineToReturn
from reporting.errors import BadInput, NotAllowed, NotReady, WrongState
from reporting.models import ProducerGroup, Publication, Return, State, Transition
from reporting.stats import nation_year, snapshot
from tests import build

NEXT_DAY = build.NOW + dt.timedelta(days=1)
SIX_DAYS_LATER = build.NOW + dt.timedelta(days=6)


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


# --- Submitting ------------------------------------------------------------------------------------


def test_an_empty_month_names_everything_that_is_missing(three_groups, chief):
    with pytest.raises(NotReady) as refusal:
        workflow.submit(report=three_groups, by=chief, now=build.NOW)
    assert codes(refusal) == ["complete", "ticked", "certified", "issued", "signed"]


def test_each_step_takes_one_check_off_the_list(three_groups, officer, chief):
    def missing():
        with pytest.raises(NotReady) as refusal:
            workflow.submit(report=three_groups, by=chief, now=build.NOW)
        return codes(refusal)

    build.enter(three_groups, by=officer)
    assert missing() == ["ticked", "certified", "issued", "signed"]
    build.tick(three_groups, Level.DISTRICT, by=chief)
    assert missing() == ["certified", "issued", "signed"]
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    assert missing() == ["issued", "signed"]
    build.issue(three_groups, by=chief)
    assert missing() == ["signed"]
    documents.sign_rt2(report=three_groups, statements=build.AGREED, by=chief, now=build.NOW)
    done = workflow.submit(report=three_groups, by=chief, now=build.NOW)
    assert done.report.state == State.SUBMITTED
    assert done.receipt == "4302-2565-10-01"


def test_a_change_after_signing_voids_tick_resolution_paper_and_signature(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    build.enter(three_groups, by=officer, value=build.amounts("9.00"))
    with pytest.raises(NotReady) as refusal:
        workflow.submit(report=three_groups, by=chief, now=build.NOW)
    assert codes(refusal) == ["ticked", "certified", "issued", "signed"]


def test_a_repeated_submission_gets_the_same_answer(submitted, chief):
    again = workflow.submit(report=submitted, by=chief, now=NEXT_DAY)
    assert again.repeated and again.receipt == "4302-2565-10-01"
    assert again.report.submitted_at == build.NOW
    assert Transition.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "neighbour", "province_staff", "department", "administrator"])
def test_only_the_development_officer_submits(three_groups, who, request):
    with pytest.raises(NotAllowed):
        workflow.submit(report=three_groups, by=request.getfixturevalue(who), now=build.NOW)


def test_a_late_submission_is_allowed_and_stays_late(three_groups, officer, chief):
    report = build.submit(three_groups, officer=officer, chief=chief, now=SIX_DAYS_LATER)
    assert report.is_late is True


def test_a_closed_month_takes_no_submission(three_groups, officer, chief, department):
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    with pytest.raises(WrongState, match="ปิดรับข้อมูล"):
        workflow.submit(report=three_groups, by=chief, now=build.NOW)


# --- Withdrawing -----------------------------------------------------------------------------------


def test_the_district_takes_its_month_back(submitted, chief):
    done = workflow.withdraw(report=submitted, reason="พบยอดผิด", by=chief, now=NEXT_DAY)
    assert done.report.state == State.OPEN
    assert done.report.is_late is None, "a submission that was taken back was not made"
    assert done.transition.reason == "พบยอดผิด"


def test_withdrawing_needs_a_reason(submitted, chief):
    with pytest.raises(BadInput, match="เหตุผล"):
        workflow.withdraw(report=submitted, reason="  ", by=chief, now=NEXT_DAY)


def test_nothing_is_taken_back_once_the_province_has_acted(submitted, chief, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    with pytest.raises(WrongState, match="จังหวัดเริ่มตรวจแล้ว"):
        workflow.withdraw(report=submitted, reason="พบยอดผิด", by=chief, now=NEXT_DAY)


# --- Returning -------------------------------------------------------------------------------------


@pytest.fixture
def returned(submitted, province_staff):
    line = submitted.lines.order_by("id").first()
    item = LineToReturn(line.pk, "ONLINE_TWICE", "ยอดออนไลน์ 5.50 ซ้ำ")
    done = workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=NEXT_DAY)
    return done.report


def test_the_province_returns_lines_with_code_and_words(returned):
    assert returned.state == State.RETURNED
    row = Return.objects.get().lines.get()
    assert (row.reason_id, row.text, row.line_version) == ("ONLINE_TWICE", "ยอดออนไลน์ 5.50 ซ้ำ", 1)


@pytest.mark.parametrize(("reason", "text"), [("OTHER", " "), ("NO_SUCH", "โปรดตรวจ"), ("", "โปรดตรวจ")])
def test_a_return_without_code_or_words_is_refused(submitted, province_staff, reason, text):
    line = submitted.lines.first()
    with pytest.raises(BadInput, match="เหตุผล"):
        workflow.return_lines(
            report=submitted, lines=[LineToReturn(line.pk, reason, text)], by=province_staff, now=NEXT_DAY
        )
    assert not Return.objects.exists()


def test_a_return_needs_a_line_of_this_report(submitted, province_staff):
    for lines in ([], [LineToReturn(0, "OTHER", "โปรดตรวจ")]):
        with pytest.raises(BadInput):
            workflow.return_lines(report=submitted, lines=lines, by=province_staff, now=NEXT_DAY)


def test_a_returned_line_loses_the_provinces_tick_and_keeps_the_districts(submitted, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    line = submitted.lines.order_by("id").first()
    item = LineToReturn(line.pk, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=NEXT_DAY)
    ticks = [
        (line.is_ticked_by_district, line.is_ticked_by_province) for line in submitted.lines.order_by("id")
    ]
    assert ticks == [(True, False), *[(True, True)] * 3]


def test_a_returned_month_is_not_sent_again_as_it_was_without_a_word(returned, chief):
    with pytest.raises(NotReady) as refusal:
        workflow.submit(report=returned, by=chief, now=SIX_DAYS_LATER)
    assert codes(refusal) == ["answered"]


@pytest.fixture
def sent_again(returned, chief):
    build.explain(returned, "ตรวจกับใบเสร็จแล้ว ถูกต้อง", by=chief)
    return workflow.submit(report=returned, by=chief, now=SIX_DAYS_LATER).report


def test_the_first_submission_stays_the_date_of_a_returned_month(sent_again, chief):
    assert sent_again.first_submitted_at == build.NOW, "what the province returned was in time"
    back = workflow.withdraw(report=sent_again, reason="พบยอดผิด", by=chief, now=SIX_DAYS_LATER).report
    assert back.first_submitted_at == build.NOW and back.is_late is False


def test_withdrawing_after_a_return_opens_the_returned_lines_only(sent_again, officer, chief):
    back = workflow.withdraw(report=sent_again, reason="พบยอดผิด", by=chief, now=SIX_DAYS_LATER).report
    assert back.state == State.RETURNED
    again = workflow.withdraw(report=back, reason="พบยอดผิด", by=chief, now=SIX_DAYS_LATER)
    assert again.repeated
    results = build.enter(back, by=officer, value=build.amounts("9.00"))
    assert [result.outcome for result in results].count(sales.Outcome.SAVED) == 1
    with pytest.raises(WrongState):
        groups.add_category(
            report=back, group=ProducerGroup.objects.first(), category="HERB", by=officer, now=SIX_DAYS_LATER
        )


def test_nothing_is_withdrawn_from_a_closed_month(submitted, chief, department):
    months.close_month(month=build.OCTOBER, by=department, now=NEXT_DAY)
    with pytest.raises(WrongState, match="ปิดรับข้อมูล"):
        workflow.withdraw(report=submitted, reason="พบยอดผิด", by=chief, now=NEXT_DAY)


def test_a_line_returned_after_closing_can_be_corrected_and_sent(
    submitted, officer, chief, province_staff, department
):
    months.close_month(month=build.OCTOBER, by=department, now=NEXT_DAY)
    item = LineToReturn(submitted.lines.order_by("id").first().pk, "OTHER", "โปรดตรวจ")
    report = workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=NEXT_DAY).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    assert workflow.submit(report=report, by=chief, now=NEXT_DAY).report.state == State.SUBMITTED


# --- Publishing ------------------------------------------------------------------------------------


def test_publishing_names_what_is_missing(submitted, province_staff):
    with pytest.raises(NotReady) as refusal:
        workflow.publish(report=submitted, by=province_staff, now=NEXT_DAY)
    assert codes(refusal) == ["checked", "covered"]


def test_the_department_sees_the_month_in_the_same_transaction(submitted, province_staff):
    build.cover(submitted, by=province_staff)
    assert nation_year.year_table(2565).total.districts == 0
    workflow.publish(report=submitted, by=province_staff, now=NEXT_DAY)
    total = nation_year.year_table(2565).total
    assert (total.districts, total.producers, str(total.total)) == (1, 3, "502.00")


def test_the_publication_is_what_was_signed(published):
    publication = Publication.objects.get()
    document = published.documents.get()
    assert publication.sha256 == document.content_sha256 == snapshot.of_report(published).sha256


@pytest.mark.parametrize("who", ["officer", "chief", "other_province", "department"])
def test_only_the_province_publishes(submitted, who, request):
    with pytest.raises(NotAllowed):
        workflow.publish(report=submitted, by=request.getfixturevalue(who), now=NEXT_DAY)


def test_publishing_1000_lines_takes_a_fixed_number_of_queries(
    report, officer, chief, province_staff, django_assert_max_num_queries
):
    build.producers(1000, district="4302", by=officer)
    submitted = build.submit(report, officer=officer, chief=chief)
    build.cover(submitted, by=province_staff)
    with django_assert_max_num_queries(25):
        workflow.publish(report=submitted, by=province_staff, now=NEXT_DAY)
    assert Publication.objects.get().line_count == 1000


# --- Correcting ------------------------------------------------------------------------------------


def test_a_correction_leaves_the_published_revision_in_force_until_it_is_confirmed(
    published, officer, chief, province_staff
):
    before = nation_year.year_table(2565).total.total
    report = workflow.reopen(report=published, reason="ยอดผิด", by=province_staff, now=NEXT_DAY).report
    assert (report.state, report.revision) == (State.OPEN, 2)
    build.enter(report, by=officer, value=build.amounts("1000.00"))
    assert nation_year.year_table(2565).total.total == before
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=NEXT_DAY)
    build.cover(report, by=province_staff)
    workflow.publish(report=report, by=province_staff, now=NEXT_DAY)
    assert str(nation_year.year_table(2565).total.total) == "4000.00"
    old, new = Publication.objects.order_by("revision")
    assert old.superseded_at == NEXT_DAY and new.superseded_at is None


def test_an_unchanged_correction_is_refused(published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="ยอดผิด", by=province_staff, now=NEXT_DAY).report
    build.sign(report, by=chief)
    with pytest.raises(NotReady) as refusal:
        workflow.submit(report=report, by=chief, now=NEXT_DAY)
    assert codes(refusal) == ["changed"]


def test_a_restored_figure_is_an_unchanged_correction_too(published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="ยอดผิด", by=province_staff, now=NEXT_DAY).report
    build.enter(report, by=officer, value=build.amounts("1.00"))
    build.enter(report, by=officer)
    build.sign(report, by=chief)
    with pytest.raises(NotReady):
        workflow.submit(report=report, by=chief, now=NEXT_DAY)


def test_after_closing_only_the_department_reopens(published, province_staff, department):
    months.close_month(month=build.OCTOBER, by=department, now=NEXT_DAY)
    with pytest.raises(NotAllowed, match="กรมฯ"):
        workflow.reopen(report=published, reason="ยอดผิด", by=province_staff, now=NEXT_DAY)
    done = workflow.reopen(report=published, reason="ยอดผิด", by=department, now=NEXT_DAY)
    assert done.report.takes_figures, "a correction can be entered though the month is closed"


def test_reopening_needs_a_reason(published, province_staff):
    with pytest.raises(BadInput, match="เหตุผล"):
        workflow.reopen(report=published, reason="", by=province_staff, now=NEXT_DAY)


def test_a_removed_line_leaves_the_publication_of_the_correction(published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="ซ้ำ", by=province_staff, now=NEXT_DAY).report
    line = report.lines.order_by("id").first()
    removal.remove_line(
        report=report,
        group_id=line.group_id,
        category=line.category,
        version=line.version,
        reason="บันทึกซ้ำ",
        by=officer,
        now=NEXT_DAY,
    )
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=NEXT_DAY)
    build.cover(report, by=province_staff)
    workflow.publish(report=report, by=province_staff, now=NEXT_DAY)
    newest = Publication.objects.current().get()
    assert newest.line_count == 3
    assert [row["reason"] for row in newest.content["removed"]] == ["บันทึกซ้ำ"]

"""Corrections of what is published: asked for, granted, refused, withdrawn, extended and ended (R13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions import (
    binder,
    corrections,
    documents,
    groups,
    imports,
    months,
    notes,
    removal,
    sales,
    workflow,
)
from reporting.actions.corrections import Wish
from reporting.actions.imports import MonthRow
from reporting.actions.sales import Cell, WeekRow
from reporting.deadlines import BANGKOK, end_of_day
from reporting.errors import BadInput, NotAllowed, NotReady, WrongState
from reporting.models import (
    AuditEvent,
    Category,
    Correction,
    CorrectionReason,
    CorrectionState,
    EvidenceKind,
    MonthlyReport,
    Publication,
    SalesLine,
    State,
    WeeklyEntry,
)
from reporting.readiness import Standing, before_submit
from reporting.reports import corrections as corrected
from reporting.stats import correctable, coverage, nation_year, sheet, snapshot, verification
from tests import build

LATER = build.NOW + dt.timedelta(hours=1)
LAST_DAY = dt.date(2021, 11, 10)
AFTERWARDS = dt.datetime(2021, 11, 11, 0, 0, tzinfo=BANGKOK)


def pairs(report, count=1):
    """The first pairs of the month in reading order."""
    return [row.key for row in sheet.rows(report)][:count]


def wish(report, count=1, **said):
    words = {"reason": CorrectionReason.MISTYPED, "text": "พิมพ์เกินหนึ่งหลัก", "effect": Decimal("-90.00")}
    return Wish(**{"pairs": pairs(report, count)} | words | said)


def ask(report, by, count=1, **said):
    return corrections.ask(report=report, wish=wish(report, count, **said), by=by, now=LATER)


def grant(correction, by, now=LATER, **said):
    return corrections.grant(correction=correction, expires_on=LAST_DAY, by=by, now=now, **said)


def fresh(report):
    return MonthlyReport.objects.with_context().get(pk=report.pk)


def type_in(report, row, by, value="10.00", now=LATER):
    """Type a first week over what the row of the month says."""
    entry = sheet.with_weeks([row])[0].weeks.get(1)
    seen = Cell(amounts=entry.amounts if entry else None, nil=bool(row.line and row.line.nil))
    wanted = Cell(amounts=build.amounts(value))
    change = WeekRow(*row.key, seen=seen, wanted=wanted)
    return sales.save_week(report=report, week=1, rows=[change], by=by, now=now)[0]


@pytest.fixture
def asked(published, officer) -> Correction:
    """The officer's request for the first line of the published month."""
    return ask(published, officer)


@pytest.fixture
def granted(asked, province_staff) -> Correction:
    """The same, granted until the end of the tenth of November."""
    return grant(asked, province_staff)


def verified() -> list[str]:
    return [wrong for check in verification.CHECKS.values() for wrong in check() if wrong]


# --- Asking ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_the_district_asks_and_the_month_stays_published(published, who, request):
    correction = ask(published, request.getfixturevalue(who), count=2)
    assert (correction.state, correction.revision) == (CorrectionState.ASKED, 1)
    assert {line.key for line in correction.lines.all()} == set(pairs(published, 2))
    assert not any(line.granted for line in correction.lines.all())
    assert correction.why == "พิมพ์ตัวเลขผิด: พิมพ์เกินหนึ่งหลัก"
    assert fresh(published).state == State.PUBLISHED


@pytest.mark.parametrize("who", ["province_staff", "department", "neighbour", "stranger", "auditor"])
def test_nobody_else_asks(published, who, request):
    with pytest.raises(NotAllowed):
        ask(published, request.getfixturevalue(who))


def test_a_repeated_request_is_one_and_another_waits(published, officer, chief):
    first = ask(published, officer)
    assert ask(published, officer) == first
    with pytest.raises(WrongState, match="ค้างอยู่แล้ว"):
        ask(published, chief, text="อีกเรื่องหนึ่ง")
    assert Correction.objects.count() == 1
    assert AuditEvent.objects.filter(action="ask_correction").count() == 1


def test_before_the_publication_there_is_nothing_to_correct(submitted, officer):
    with pytest.raises(WrongState, match="เมื่อจังหวัดยืนยัน"):
        ask(submitted, officer)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pairs": []}, "อย่างน้อย 1 รายการ"),
        ({"pairs": [(0, "FOOD")]}, "ไม่อยู่ในทะเบียน"),
        ({"text": "  "}, "คำอธิบาย"),
        ({"reason": "WHIM"}, "เหตุผล"),
        ({"evidence": [4711]}, "หลักฐาน"),
    ],
)
def test_an_incomplete_wish_is_refused(published, officer, said, sentence):
    with pytest.raises(BadInput, match=sentence):
        ask(published, officer, **said)
    assert not Correction.objects.exists()


def test_a_forgotten_producer_can_be_named(published, officer):
    forgotten = build.producer("กลุ่มที่ลืม", district="4302", by=officer, starts=build.OCTOBER.next())
    correction = ask(published, officer, pairs=[(forgotten.pk, "FOOD")])
    (named,) = correctable.asked(correction, Publication.objects.get())
    assert (named.published.name, named.published.total) == ("กลุ่มที่ลืม", None)


# --- Deciding ----------------------------------------------------------------------------------------


def test_a_grant_opens_the_next_revision_with_reason_and_last_day(asked, province_staff):
    correction = grant(asked, province_staff)
    report = fresh(correction.report)
    assert (report.state, report.revision, report.correction) == (State.OPEN, 2, correction)
    assert report.reopen_reason == correction.why
    assert (correction.state, correction.expires_on) == (CorrectionState.GRANTED, LAST_DAY)
    assert correction.granted_pairs() == set(pairs(report))
    assert Publication.objects.current().get().revision == 1


def test_without_a_day_the_grant_lasts_a_week(asked, province_staff, settings):
    settings.OTOP_CORRECTION_DAYS = 7
    correction = corrections.grant(correction=asked, by=province_staff, now=LATER)
    assert correction.expires_on == dt.date(2021, 11, 10)


def test_a_part_can_be_granted(published, officer, province_staff):
    asked = ask(published, officer, count=3)
    wanted = pairs(published, 3)[1:2]
    correction = grant(asked, province_staff, pairs=wanted)
    assert correction.granted_pairs() == set(wanted)
    assert correction.lines.count() == 3


@pytest.mark.parametrize("wanted", [[], [(0, "FOOD")]])
def test_not_less_than_one_line_and_not_another(asked, province_staff, wanted):
    with pytest.raises(BadInput, match="อย่างน้อย 1 รายการ"):
        grant(asked, province_staff, pairs=wanted)


def test_the_last_day_is_not_over_yet(asked, province_staff):
    with pytest.raises(BadInput, match="ต้องไม่ก่อนวันนี้"):
        corrections.grant(correction=asked, expires_on=dt.date(2021, 11, 2), by=province_staff, now=LATER)
    assert fresh(asked.report).state == State.PUBLISHED


def test_a_second_press_gets_the_same_grant(asked, province_staff, department):
    first = grant(asked, province_staff)
    assert grant(asked, province_staff) == first
    with pytest.raises(WrongState, match="ไปแล้ว"):
        corrections.grant(correction=asked, expires_on=dt.date(2021, 11, 20), by=department, now=LATER)
    assert AuditEvent.objects.filter(action="grant_correction").count() == 1


@pytest.mark.parametrize("who", ["officer", "chief", "other_province", "auditor", "administrator"])
def test_others_decide_nothing(asked, who, request):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        grant(asked, by)
    with pytest.raises(NotAllowed):
        corrections.refuse(correction=asked, text="ไม่", by=by, now=LATER)


def test_after_closing_the_department_decides(asked, province_staff, department):
    months.close_month(month=build.OCTOBER, by=department, now=LATER)
    for press in (grant, lambda one, by: corrections.refuse(correction=one, text="ไม่", by=by, now=LATER)):
        with pytest.raises(NotAllowed, match="กรมฯ"):
            press(asked, province_staff)
    correction = grant(asked, department)
    with pytest.raises(NotAllowed, match="กรมฯ"):
        corrections.extend(correction=correction, expires_on=LAST_DAY, by=province_staff, now=LATER)
    with pytest.raises(NotAllowed, match="กรมฯ"):
        workflow.end_correction(report=asked.report, reason="x", by=province_staff, now=LATER)


def test_a_refusal_has_words_and_leaves_the_month(asked, province_staff, officer):
    with pytest.raises(BadInput, match="เหตุผล"):
        corrections.refuse(correction=asked, text=" ", by=province_staff, now=LATER)
    refused = corrections.refuse(correction=asked, text="หลักฐานไม่พอ", by=province_staff, now=LATER)
    assert (refused.state, refused.ended_text) == (CorrectionState.REFUSED, "หลักฐานไม่พอ")
    assert fresh(asked.report).state == State.PUBLISHED
    with pytest.raises(WrongState):
        grant(asked, province_staff)
    assert ask(asked.report, officer).pk != asked.pk, "the district may ask again"


def test_the_district_withdraws_what_nobody_has_decided(asked, chief, province_staff):
    withdrawn = corrections.withdraw(correction=asked, by=chief, now=LATER)
    assert withdrawn.state == CorrectionState.WITHDRAWN
    assert corrections.withdraw(correction=asked, by=chief, now=LATER).state == CorrectionState.WITHDRAWN
    with pytest.raises(WrongState, match="ถอนไปแล้ว"):
        grant(asked, province_staff)


def test_a_granted_one_is_not_withdrawn(granted, officer):
    with pytest.raises(WrongState, match="พิจารณาไปแล้ว"):
        corrections.withdraw(correction=granted, by=officer, now=LATER)


@pytest.mark.parametrize("who", ["province_staff", "department"])
def test_who_may_grant_opens_one_unasked(published, who, request):
    by = request.getfixturevalue(who)
    opened = corrections.open_unasked(report=published, wish=wish(published), by=by, now=LATER)
    assert opened.is_unasked and opened.is_granted
    again = corrections.open_unasked(report=published, wish=wish(published), by=by, now=LATER)
    assert again == opened
    assert fresh(published).revision == 2


def test_not_past_a_request_of_the_district(asked, province_staff):
    with pytest.raises(WrongState, match="พิจารณาคำขอ"):
        corrections.open_unasked(
            report=asked.report, wish=wish(asked.report, 2), by=province_staff, now=LATER
        )


# --- What a grant reaches ------------------------------------------------------------------------------


def test_only_granted_lines_take_figures(granted, officer):
    report = fresh(granted.report)
    first, second, *_ = sheet.rows(report)
    assert type_in(report, first, officer).outcome == sales.Outcome.SAVED
    refused = type_in(report, second, officer)
    assert (refused.outcome, refused.sentence[:12]) == (sales.Outcome.LOCKED, "รายการนี้ไม่")
    row = MonthRow(*second.key, seen={1: None}, wanted={1: build.amounts("5.00")})
    (result,) = imports.save_month(report=report, rows=[row], by=officer, now=LATER)
    assert result.outcome == sales.Outcome.LOCKED


def test_only_granted_lines_are_removed_explained_and_given_evidence(granted, officer):
    report = fresh(granted.report)
    other = sheet.rows(report)[1]
    by = {"by": officer, "now": LATER}
    about = {"report": report, "group_id": other.group.pk, "category": other.category}
    with pytest.raises(WrongState, match="ได้รับอนุญาต"):
        removal.remove_line(**about, version=other.version, reason="ซ้ำ", **by)
    with pytest.raises(WrongState, match="ได้รับอนุญาต"):
        notes.write_note(**about, note="ขายดี", **by)
    kept = {"report": report, "kind": EvidenceKind.KEPT_AT_GROUP, "note": "สมุดบัญชี"}
    with pytest.raises(WrongState, match="ได้รับอนุญาต"):
        binder.add(**kept, line_id=other.line.pk, **by)
    assert binder.add(**kept, line_id=sheet.rows(report)[0].line.pk, **by)
    assert binder.add(**kept, **by), "evidence of the whole month is nobody's line"


def test_a_forgotten_producer_is_added_and_nobody_else(published, officer, province_staff):
    forgotten = build.producer("กลุ่มที่ลืม", district="4302", by=officer, starts=build.OCTOBER.next())
    other = build.producer("กลุ่มอื่น", district="4302", by=officer, starts=build.OCTOBER.next())
    correction = grant(ask(published, officer, pairs=[(forgotten.pk, "FOOD")]), province_staff)
    report = fresh(correction.report)
    who = {"report": report, "by": officer, "now": LATER}
    with pytest.raises(BadInput, match="กลุ่มที่ลืม"):
        groups.add_category(group=other, category=Category.FOOD, **who)
    groups.add_category(group=forgotten, category=Category.FOOD, **who)
    row = next(row for row in sheet.rows(report) if row.group == forgotten)
    assert type_in(report, row, officer).outcome == sales.Outcome.SAVED
    with pytest.raises(WrongState, match="มีแถวครบแล้ว"):
        groups.add_category(group=other, category=Category.FOOD, **who)


def test_what_joined_the_roster_since_is_not_missing(granted, officer):
    """The published month was complete; a producer that is expected since cannot hold the correction up."""
    build.producer("กลุ่มใหม่", district="4302", by=officer)
    standing = Standing(fresh(granted.report))
    assert standing.counts.expected == 4
    assert len(sheet.rows(standing.report)) == 4


# --- The last day --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "frozen"),
    [
        (end_of_day(LAST_DAY), False),
        (end_of_day(LAST_DAY) + dt.timedelta(microseconds=999_999), False),
        (AFTERWARDS, True),
        (AFTERWARDS.astimezone(dt.UTC), True),
        (dt.datetime(2021, 11, 10, 16, 59, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2021, 11, 10, 17, 0, tzinfo=dt.UTC), True),
    ],
)
def test_a_grant_ends_with_its_last_day_in_bangkok(granted, officer, now, frozen):
    report = fresh(granted.report)
    assert report.takes_figures_at(now) is not frozen
    row = sheet.rows(report)[0]
    if frozen:
        with pytest.raises(WrongState, match="หมดเวลาแก้ไขแล้วเมื่อสิ้นวันที่ 10 พฤศจิกายน 2564"):
            type_in(report, row, officer, now=now)
    else:
        assert type_in(report, row, officer, now=now).outcome == sales.Outcome.SAVED


def test_an_expired_draft_is_kept_and_an_extension_goes_on_with_it(granted, officer, chief, province_staff):
    report = fresh(granted.report)
    type_in(report, sheet.rows(report)[0], officer)
    build.sign(report, by=chief, now=LATER)
    with pytest.raises(WrongState, match="หมดเวลา"):
        workflow.submit(report=report, by=chief, now=AFTERWARDS)
    assert Publication.objects.current().get().revision == 1
    until = dt.date(2021, 11, 12)
    corrections.extend(correction=granted, expires_on=until, by=province_staff, now=AFTERWARDS)
    assert workflow.submit(report=report, by=chief, now=AFTERWARDS).report.state == State.SUBMITTED


def test_an_extension_is_for_a_day_to_come_and_for_a_grant(asked, province_staff):
    with pytest.raises(WrongState, match="ยังไม่ได้อนุญาต"):
        corrections.extend(correction=asked, expires_on=LAST_DAY, by=province_staff, now=LATER)
    granted = grant(asked, province_staff)
    with pytest.raises(BadInput, match="ต้องไม่ก่อนวันนี้"):
        corrections.extend(correction=granted, expires_on=LAST_DAY, by=province_staff, now=AFTERWARDS)


# --- The swap, and the way back --------------------------------------------------------------------------


def correct(report, officer, chief, *, value="1000.00"):
    """Change the first line, and sign the draft."""
    report = fresh(report)
    type_in(report, sheet.rows(report)[0], officer, value)
    build.sign(report, by=chief, now=LATER)
    return report


def test_the_publication_ends_the_correction(granted, officer, chief, province_staff):
    report = correct(granted.report, officer, chief)
    report = workflow.submit(report=report, by=chief, now=LATER).report
    build.cover(report, by=province_staff, now=LATER)
    report = workflow.publish(report=report, by=province_staff, now=LATER).report
    correction = Correction.objects.get()
    assert (correction.state, correction.ended_by) == (CorrectionState.PUBLISHED, province_staff)
    assert (report.correction, report.revision) == (None, 2)
    newest = Publication.objects.current().get()
    assert Correction.objects.of_publications(Publication.objects.all()) == {newest.pk: correction}
    assert verified() == []


def change(report, officer):
    """Change the first line, and fill in what was forgotten."""
    report = fresh(report)
    type_in(report, sheet.rows(report)[0], officer, "1000.00")
    for row in sheet.rows(report):
        if row.line is None:
            type_in(report, row, officer, "77.00")
    return report


def drafted(granted, officer, chief, province_staff):
    """Everything a draft can have: changed, removed, added lines, new papers, a return, half of it mended."""
    report = change(granted.report, officer)
    build.sign(report, by=chief, now=LATER)
    removed = sheet.rows(report)[1]
    removal.remove_line(
        report=report,
        group_id=removed.group.pk,
        category=removed.category,
        version=removed.version,
        reason="นับซ้ำ",
        by=officer,
        now=LATER,
    )
    build.sign(report, by=chief, now=LATER)
    report = workflow.submit(report=report, by=chief, now=LATER).report
    build.tick(report, build.Level.PROVINCE, by=province_staff, now=LATER)
    line = sheet.rows(report)[0].line
    back = workflow.LineToReturn(line.pk, "OTHER", "โปรดตรวจ")
    report = workflow.return_lines(report=report, lines=[back], by=province_staff, now=LATER).report
    type_in(report, sheet.rows(report)[0], officer, "2000.00")
    return report


def everything(report):
    """All that the published month says: its rows with ticks, weeks and stamps."""
    ticks = ("district_tick_version", "district_tick_by", "district_tick_at")
    ticks += ("province_tick_version", "province_tick_by", "province_tick_at")
    figures = ("id", "regular", "transfer", "online", "nil", "version", "producer_type")
    present = SalesLine.objects.filter(report=report).present().order_by("id")
    weeks = WeeklyEntry.objects.filter(line__in=present).order_by("line_id", "week")
    stamps = MonthlyReport.objects.filter(pk=report.pk).values().get()
    return (
        list(present.values_list(*figures, *ticks)),
        list(weeks.values_list("line_id", "week", "regular", "transfer", "online")),
        stamps,
        snapshot.of_report(report).sha256,
        Standing(report).document,
    )


@pytest.fixture
def wide(published, officer, province_staff):
    """Granted are two lines of the month and a producer that was forgotten."""
    build.producer("กลุ่มที่ลืม", district="4302", by=officer)
    forgotten = [key for key in correctable.keys(published) if key not in set(pairs(published, 9))]
    asked = ask(published, officer, pairs=[*pairs(published, 2), *forgotten])
    before = everything(fresh(published))
    return grant(asked, province_staff), before


def test_an_ended_correction_leaves_exactly_what_is_published(wide, officer, chief, province_staff):
    granted, before = wide
    report = drafted(granted, officer, chief, province_staff)
    done = workflow.end_correction(report=report, reason="ไม่ต้องแก้แล้ว", by=province_staff, now=LATER)
    report = fresh(report)
    assert everything(report) == before
    assert (done.transition.to_state, done.transition.reason) == (State.PUBLISHED, "ไม่ต้องแก้แล้ว")
    ended = Correction.objects.get()
    assert (ended.state, ended.ended_text) == (CorrectionState.ENDED, "ไม่ต้องแก้แล้ว")
    assert verified() == []


def test_what_was_drafted_stays_in_the_audit_log_and_as_a_mark(wide, officer, chief, province_staff):
    report = drafted(wide[0], officer, chief, province_staff)
    workflow.end_correction(report=report, reason="ไม่ต้องแก้แล้ว", by=province_staff, now=LATER)
    changes = AuditEvent.objects.get(action="end_correction").changes["lines"]
    amounts = [(one["before"]["amounts"][0], one["after"]["amounts"][0]) for one in changes]
    assert ("2000.00", "100.00") in amounts
    assert report.lines.get(lapsed=True).total == Decimal("77.00")


def test_a_second_press_of_the_end_is_the_same_answer(granted, province_staff):
    end = {"report": granted.report, "reason": "เลิก", "by": province_staff, "now": LATER}
    first = workflow.end_correction(**end)
    again = workflow.end_correction(**end)
    assert (again.repeated, again.receipt) == (True, first.receipt)


def test_an_old_page_of_an_ended_draft_ticks_nothing_of_the_next(wide, officer, chief, province_staff):
    """The versions of an ended draft are spent: a page that shows one of them is out of date for ever."""
    report = change(wide[0].report, officer)
    old = build.versions(report)
    workflow.end_correction(report=report, reason="เลิก", by=province_staff, now=LATER)
    grant(ask(fresh(report), officer), province_staff)
    report = fresh(report)
    changed = type_in(report, sheet.rows(report)[0], officer, "5.00").line
    assert build.versions(report)[changed.pk] > old[changed.pk]


def test_the_next_correction_takes_the_same_number_and_starts_anew(wide, officer, chief, province_staff):
    report = drafted(wide[0], officer, chief, province_staff)
    workflow.end_correction(report=report, reason="เลิก", by=province_staff, now=LATER)
    tomorrow = LATER + dt.timedelta(days=1)
    again = corrections.ask(report=report, wish=wish(report), by=officer, now=tomorrow)
    report = fresh(grant(again, province_staff, now=tomorrow).report)
    assert report.revision == 2
    assert report.newest_return() is None, "a return of the ended draft is over"
    standing = Standing(report)
    assert standing.counts.district_ticked == standing.counts.present
    assert not standing.changes_publication
    type_in(report, sheet.rows(report)[0], officer, "3000.00", now=tomorrow)
    build.sign(report, by=chief, now=tomorrow)
    report = workflow.submit(report=report, by=chief, now=tomorrow).report
    build.cover(report, by=province_staff, now=tomorrow)
    workflow.publish(report=report, by=province_staff, now=tomorrow)
    assert nation_year.year_table(2565).total.total == Publication.objects.current().get().total
    assert verified() == []


def test_an_unchanged_correction_is_refused(granted, chief):
    report = fresh(granted.report)
    build.sign(report, by=chief, now=LATER)
    with pytest.raises(NotReady, match="ยังไม่มีรายการใดต่าง"):
        workflow.submit(report=report, by=chief, now=LATER)


# --- Whose resolution a small correction needs --------------------------------------------------------------


def drafted_by(granted, officer, chief, value):
    """The first line's 100.00 in the first week says `value`; everything is ticked again."""
    report = fresh(granted.report)
    type_in(report, sheet.rows(report)[0], officer, value)
    build.tick(report, build.Level.DISTRICT, by=chief, now=LATER)
    return fresh(report)


@pytest.mark.parametrize(
    ("percent", "baht", "value", "holds"),
    [
        # The line says 100.00 + 20.00 + 5.50, the month 502.00; of that 75.50 are 15.0398 percent.
        ("50", "1000", "150.00", True),
        ("15.03", "1000", "150.00", False),
        ("15.04", "1000", "150.00", True),
        ("50", "75.49", "150.00", False),
        ("50", "75.50", "150.00", True),
        ("0", "0", "100.00", False),
    ],
)
def test_a_small_correction_is_not_certified_anew(
    granted, officer, chief, settings, percent, baht, value, holds
):
    """Measured by line and channel without the sign: 50.00 more, 20.00 and 5.50 less are 75.50."""
    settings.OTOP_CORRECTION_PERCENT, settings.OTOP_CORRECTION_BAHT = Decimal(percent), Decimal(baht)
    standing = Standing(drafted_by(granted, officer, chief, value))
    assert standing.is_certification_carried is holds
    check = next(check for check in before_submit(standing) if check.code == "certified")
    assert check.done is holds
    assert ("ใช้มติ นตผ.อำเภอ ฉบับที่ 1" in check.text) is holds
    assert ("ต้องรับรองใหม่" in check.text) is not holds


def test_a_small_correction_goes_all_the_way_on_the_old_resolutions(
    granted, officer, chief, province_staff, settings
):
    settings.OTOP_CORRECTION_PERCENT, settings.OTOP_CORRECTION_BAHT = Decimal(50), Decimal(1000)
    report = drafted_by(granted, officer, chief, "150.00")
    build.issue(report, by=chief, now=LATER)
    documents.sign_rt2(report=report, statements=build.AGREED, by=chief, now=LATER)
    report = workflow.submit(report=report, by=chief, now=LATER).report
    build.tick(report, build.Level.PROVINCE, by=province_staff, now=LATER)
    report = workflow.publish(report=report, by=province_staff, now=LATER).report
    assert (report.certifications.count(), report.coverage.count()) == (1, 1)
    assert corrected.correction_of(Standing(report)).resolution.startswith("แก้ไขไม่เกินเกณฑ์")
    (row,) = [
        row for row in coverage.district_rows(report.district.province, build.OCTOBER) if row.report == report
    ]
    assert row.certification is not None, "RT.4 names the resolution that carries over"
    assert verified() == []


def test_small_corrections_add_up(granted, officer, chief, province_staff, settings):
    """The second is compared with what the committee itself had before it, not with the first."""
    settings.OTOP_CORRECTION_PERCENT, settings.OTOP_CORRECTION_BAHT = Decimal(50), Decimal(100)
    test_a_small_correction_goes_all_the_way_on_the_old_resolutions(
        granted, officer, chief, province_staff, settings
    )
    settings.OTOP_CORRECTION_BAHT = Decimal(100)
    report = fresh(granted.report)
    again = grant(ask(report, officer), province_staff)
    standing = Standing(drafted_by(again, officer, chief, "180.00"))
    assert standing.carried_certification.difference == Decimal("105.50")
    assert standing.certification is None

"""Every named constraint is tripped once; a constraint without a test here fails the last test."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from reporting.models import (
    AccountLink,
    ApiKey,
    AuditEvent,
    Ballot,
    Category,
    Circular,
    CircularItem,
    CommitteeMember,
    Correction,
    CorrectionLine,
    Cover,
    DistrictCertification,
    Document,
    Evidence,
    Extension,
    FollowUp,
    Handover,
    Inquiry,
    InquiryMessage,
    Kind,
    KpiDefinition,
    Mail,
    Message,
    MonthlyReport,
    Notice,
    PinnedPublication,
    PinnedReport,
    Presence,
    ProducerGroup,
    ProvincialCertification,
    ProvincialCoverage,
    Publication,
    PublicationTotal,
    ReadUpTo,
    RenderJob,
    ReportingMonth,
    ResolutionMember,
    Return,
    ReturnedLine,
    ReturnReason,
    Role,
    RosterEntry,
    SalesLine,
    Signature,
    SignedScan,
    StoredFile,
    Target,
    TargetTable,
    Thread,
    Transition,
    User,
    WeeklyEntry,
)
from tests import build

LATER = dt.timedelta(days=1)


def users(**change):
    return lambda: User.objects.filter(username="officer").update(**change)


def first(model, **change):
    return lambda: model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**change)


def again(model, **change):
    """Insert a copy of the first row, with some columns changed."""

    def insert():
        row = model.objects.order_by("pk").first()
        row.pk = None if model._meta.pk.get_internal_type() != "UUIDField" else model._meta.pk.get_default()
        for name, value in change.items():
            setattr(row, name, value() if callable(value) else value)
        row._state.adding = True
        models.Model.save(row, force_insert=True)

    return insert


def present(**change):
    def insert():
        line = SalesLine.objects.order_by("pk").first()
        here = {"user": line.changed_by, "report": line.report, "week": 1, "seen_at": build.NOW}
        Presence.objects.create(**here | change)

    return insert


def talked(*again, text="ยอดนี้ถูกหรือไม่"):
    """Insert a message about the report and what goes with it; `again` are the parts that come twice."""

    def insert():
        report = MonthlyReport.objects.get(revision=1, state="PUBLISHED", district_id="4302")
        for _ in range(1 + (Thread in again)):
            thread = Thread.objects.create(report=report)
        message = Message.objects.create(thread=thread, author=report.submitted_by, text=text, at=build.NOW)
        for _ in range(1 + (ReadUpTo in again)):
            ReadUpTo.objects.create(user=report.submitted_by, thread=thread, message=message)

    return insert


def inquired(*, said=None, **change):
    """Insert an inquiry about the first publication, with a message where one is described."""

    def insert():
        publication = Publication.objects.order_by("pk").first()
        asked = {"publication": publication, "subject": "ทั้งอำเภอ", "asked_by": publication.published_by}
        found = Inquiry.objects.create(**asked | {"since": build.NOW, "asked_at": build.NOW} | change)
        if said is not None:
            told = {"kind": "ASK", "author": publication.published_by, "text": "ถูกหรือไม่", "at": build.NOW}
            InquiryMessage.objects.create(inquiry=found, **told | said)

    return insert


def noticed(times=1, **change):
    def insert():
        report = MonthlyReport.objects.get(state="PUBLISHED")
        told = {"user": report.submitted_by, "kind": "publish", "month": report.month, "text": "ยืนยันแล้ว"}
        for _ in range(times):
            Notice.objects.create(**told | {"at": build.NOW, "by": report.published_by} | change)

    return insert


def reminded(times=1, **change):
    return noticed(times, **{"kind": "remind_fix", "by": None, "reminder_day": dt.date(2021, 11, 4)} | change)


def pinned(times=1, *, publications=0, **change):
    """Insert so many reports of the Director-General's, each naming the first publication so many times."""

    def insert():
        publication = Publication.objects.first()
        said = {"kind": Kind.DIRECTOR_MONTH, "month": build.OCTOBER, "number": 1, "content": "{}"}
        said |= {"sha256": "x", "basis_sha256": "x", "cutoff_at": build.NOW, "made_at": build.NOW}
        for _ in range(times):
            report = PinnedReport.objects.create(**said | {"made_by": publication.published_by} | change)
        for _ in range(publications):
            PinnedPublication.objects.create(report=report, publication=publication)

    return insert


def keyed(times=1, **change):
    def insert():
        said = {"name": "สภาพัฒน์", "hint": "otop_abc", "key_sha256": "x", "made_at": build.NOW}
        for _ in range(times):
            ApiKey.objects.create(**said | {"made_by": User.objects.first()} | change)

    return insert


def posted(**change):
    def insert():
        noticed()()
        letter = {"notice": Notice.objects.first(), "address": "a@b.th", "message_id": "<1@b.th>"}
        Mail.objects.create(**letter | {"not_before": build.NOW} | change)

    return insert


def linked(times=1, **change):
    def insert():
        account = User.objects.get(username="officer")
        until = {"made_at": build.NOW, "expires_at": build.NOW + LATER}
        for number in range(times):
            secret = {"nonce": "x", "token_sha256": str(number)}
            AccountLink.objects.create(account=account, made_by=account, **secret | until | change)

    return insert


def followed(times=1, **change):
    def insert():
        line = SalesLine.objects.order_by("pk").first()
        here = {"line": line, "office": "DISTRICT", "marked_at": build.NOW, "marked_by": line.changed_by}
        for _ in range(times):
            FollowUp.objects.create(**here | change)

    return insert


def returned_line(**change):
    def insert():
        line = SalesLine.objects.order_by("pk").first()
        sent_back = Return.objects.create(report=line.report, revision=1, at=build.NOW, by=line.changed_by)
        row = ReturnedLine(sent_back=sent_back, line=line, line_version=1, reason_id="OTHER", text="โปรดตรวจ")
        for name, value in change.items():
            setattr(row, name, value)
        row.save()

    return insert


def asked_for(times=1, *, pairs=0, ended_by=True, **change):
    """Insert so many requests for a correction, each naming the first line's pair so many times."""

    def insert():
        line = SalesLine.objects.order_by("pk").first()
        said = {"report": line.report, "revision": 1, "reason": "TWICE", "text": "ซ้ำ"}
        said |= {"asked_at": build.NOW, "asked_by": line.changed_by}
        if "ended_at" in change and ended_by:
            said["ended_by"] = line.changed_by
        for _ in range(times):
            correction = Correction.objects.create(**said | change)
        for _ in range(pairs):
            CorrectionLine.objects.create(correction=correction, group=line.group, category=line.category)

    return insert


def named_by_a_published_report():
    asked_for()()
    MonthlyReport.objects.filter(state="PUBLISHED").update(correction=Correction.objects.get())


def named_in_no_category():
    asked_for(pairs=1)()
    CorrectionLine.objects.update(category="GOLD")


def returned_twice():
    returned_line()()
    row = ReturnedLine.objects.get()
    row.pk = None
    row._state.adding = True
    row.save()


def paper(**change):
    """Insert an issue of RT.3, with its own number, token and file."""
    row = Document.objects.order_by("pk").first()
    new = Document(
        kind=Kind.RT3,
        province_id="43",
        month=build.OCTOBER,
        revision=1,
        content_sha256="0" * 64,
        file=another_file(),
        total=1,
        line_count=1,
        issued_at=build.NOW,
        issued_by=row.issued_by,
        number=f"n-{Document.objects.count()}",
        token=f"t-{Document.objects.count()}",
    )
    for name, value in change.items():
        setattr(new, name, value)
    new.save(force_insert=True)


def province_paper_twice(**change):
    return lambda: [paper(**change) for _ in range(2)]


def job(**change):
    def insert():
        report = MonthlyReport.objects.get(state="PUBLISHED")
        asked = {"kind": Kind.RT2, "report": report, "content_sha256": "0" * 64, "line_count": 1}
        asked |= {"address": "https://otop.example.go.th", "asked_at": build.NOW}
        RenderJob.objects.create(**asked | {"asked_by": report.published_by} | change)

    return insert


def draft(**change):
    """Insert a draft that is ready, with some columns changed."""
    ready = {"is_draft": True, "state": "DONE", "finished_at": build.NOW, "expires_at": build.NOW}
    return job(**ready | {"file": "ab/abcd"} | change)


def twice_in_province():
    for _ in range(2):
        again(CommitteeMember, district=None, province_id="43")()


def another_circular() -> Circular:
    again(Circular, number="another")()
    return Circular.objects.get(number="another")


def resolution_member(*, times: int = 1, provincial: bool = False, **change):
    def insert():
        member = CommitteeMember.objects.first()
        of = "provincial_certification" if provincial else "district_certification"
        model = ProvincialCertification if provincial else DistrictCertification
        row = {of: model.objects.first(), "member": member, "name": member.name, "role": member.role}
        for _ in range(times):
            ResolutionMember.objects.create(**row | {"present": True} | change)

    return insert


def evidence(**change):
    """Insert a file of evidence with some columns changed."""

    def insert():
        report = MonthlyReport.objects.get(state="PUBLISHED")
        piece = {"report": report, "revision": 1, "kind": "PHOTO", "file": another_file()}
        piece |= {"added_at": build.NOW, "added_by": report.published_by}
        Evidence.objects.create(**piece | change)

    return insert


def scan(**change):
    """Insert a scan that is filed to the first paper, with some columns changed."""

    def insert():
        paper = Document.objects.order_by("pk").first()
        filed = {"document": paper, "filed_by": "CODE", "filed_at": build.NOW, "district_id": "4302"}
        filed |= {"file": another_file(), "received_at": build.NOW, "received_by": paper.issued_by}
        SignedScan.objects.create(**filed | change)

    return insert


def pack(*, times: int = 1, **change):
    """Insert a handover pack of the first officer with some columns changed."""

    def insert():
        leaver, other = User.objects.filter(district="4302").order_by("pk")[:2]
        found = {"district": leaver.district, "role": leaver.role, "leaver": leaver, "content": "[]"}
        found |= {"sha256": "x", "created_at": build.NOW} | change
        people = {name: {"leaver": leaver, "other": other}.get(value, value) for name, value in found.items()}
        for _ in range(times):
            Handover.objects.create(**people)

    return insert


def target_table(**change):
    """Insert an accepted table of targets with some columns changed."""

    def insert():
        kept = {"province_id": "43", "fiscal_year": 2565, "source": "PASTE", "printed": []}
        kept |= {"accepted_at": build.NOW, "accepted_by": User.objects.first()}
        return TargetTable.objects.create(**kept | change)

    return insert


def more_time(*, times: int = 1, **change):
    """Insert an extension of the published report with some columns changed."""

    def insert():
        report = MonthlyReport.objects.get(state="PUBLISHED")
        given = {"report": report, "until": dt.date(2021, 11, 20), "reason": "น้ำท่วม"}
        given |= {"granted_at": build.NOW, "granted_by": report.submitted_by} | change
        for _ in range(times):
            Extension.objects.create(**given)

    return insert


def covered(**change):
    """Insert a leave cover of the first officer by the second person of the office, with some changes."""

    def insert():
        absent, substitute = User.objects.filter(district="4302").order_by("pk")[:2]
        kept = {"absent": absent, "substitute": substitute, "role": absent.role, "district_id": "4302"}
        kept |= {"starts_on": build.NOW.date(), "ends_on": build.NOW.date(), "arranged_at": build.NOW}
        change_of = {"substitute": absent} if change.get("substitute") == "absent" else {}
        return Cover.objects.create(**kept | {"arranged_by": absent} | change | change_of)

    return insert


def accepted_target(**change):
    """Let the first target be accepted with its table, with some columns changed."""

    def update():
        table = target_table()()
        stamps = {"table": table, "accepted_at": build.NOW, "accepted_by": table.accepted_by}
        Target.objects.update(**stamps | change)

    return update


TRIPS = {
    "user_name_once_in_any_case": again(User, username="OFFICER"),
    "user_role_known": users(role="king"),
    "user_scope_matches_role": users(role=Role.PROVINCE),
    "group_name_once_per_subdistrict": again(ProducerGroup),
    "group_type_known": first(ProducerGroup, producer_type="KING"),
    "group_name_given": first(ProducerGroup, name=""),
    "group_closing_is_whole": first(ProducerGroup, closed_at=build.NOW),
    "roster_pair_once": again(RosterEntry),
    "roster_category_known": first(RosterEntry, category="GOLD"),
    "roster_ends_after_start": first(RosterEntry, ends=build.OCTOBER.previous()),
    "month_closing_is_whole": first(ReportingMonth, closed_at=build.NOW),
    "month_due_dates_in_order": first(ReportingMonth, check_due=dt.date(2021, 11, 1)),
    "month_is_a_month": first(ReportingMonth, month=0),
    "report_once_per_district_month": again(MonthlyReport),
    "report_revision_from_one": first(MonthlyReport, revision=0),
    "report_state_agrees_with_stamps": lambda: MonthlyReport.objects.filter(state="PUBLISHED").update(
        state="OPEN"
    ),
    "report_stamps_have_a_person": lambda: MonthlyReport.objects.filter(state="PUBLISHED").update(
        submitted_by=None
    ),
    "report_first_submission_kept": lambda: MonthlyReport.objects.filter(state="PUBLISHED").update(
        first_submitted_at=None
    ),
    "report_kept_due_was_submitted": lambda: MonthlyReport.objects.filter(state="OPEN").update(
        first_submit_due=dt.date(2021, 11, 5)
    ),
    "report_correction_has_reason": lambda: MonthlyReport.objects.filter(state="PUBLISHED").update(
        revision=2
    ),
    "transition_sequence_once": again(Transition, receipt="another"),
    "transition_changes_state": first(Transition, to_state="OPEN", from_state="OPEN"),
    "transition_reason_where_needed": first(Transition, action="withdraw"),
    "reason_code_and_label_given": first(ReturnReason, label=""),
    "kpi_levels_ascend": first(KpiDefinition, level_2=3),
    "kpi_fixed_base_where_it_is_the_base": first(KpiDefinition, base="FIXED"),
    "kpi_percent_not_negative": first(KpiDefinition, percent=-1),
    "returned_line_once_per_return": returned_twice,
    "returned_line_has_code_and_text": returned_line(text=""),
    "returned_line_figures_are_whole": returned_line(regular=1),
    "returned_line_answer_is_whole": returned_line(answer="ถูกต้องแล้ว"),
    "line_once_per_group_category_month": again(SalesLine),
    "line_amounts_not_negative": first(SalesLine, regular=-1),
    "line_nil_has_no_amount": first(SalesLine, nil=True),
    "line_version_from_one": first(
        SalesLine,
        version=0,
        district_tick_version=None,
        district_tick_by=None,
        district_tick_at=None,
        province_tick_version=None,
        province_tick_by=None,
        province_tick_at=None,
    ),
    "line_category_known": first(SalesLine, category="GOLD"),
    "line_type_known": first(SalesLine, producer_type="KING"),
    "line_removal_is_whole": first(SalesLine, removed_at=build.NOW),
    "line_lapsed_is_removed": first(SalesLine, lapsed=True),
    "correction_one_open_per_report": asked_for(2),
    "correction_state_agrees_with_stamps": asked_for(state="GRANTED"),
    "correction_stamps_are_whole": asked_for(
        ended_by=False, state="REFUSED", ended_at=build.NOW, ended_text="ไม่"
    ),
    "correction_has_reason_and_text": asked_for(text=""),
    "correction_refusal_has_words": asked_for(state="REFUSED", ended_at=build.NOW),
    "correction_revision_from_one": asked_for(revision=0),
    "correction_line_once_per_pair": asked_for(pairs=2),
    "correction_line_category_known": named_in_no_category,
    "report_grant_only_while_drafting": named_by_a_published_report,
    "line_district_tick_is_whole": first(SalesLine, district_tick_by=None),
    "line_province_tick_is_whole": first(SalesLine, province_tick_at=None),
    "line_tick_not_ahead_of_version": first(SalesLine, district_tick_version=99),
    "week_once_per_line": again(WeeklyEntry),
    "week_from_one_to_five": first(WeeklyEntry, week=6),
    "presence_week_from_one_to_five": present(week=6),
    "thread_one_about_the_report": talked(Thread),
    "message_has_text": talked(text=""),
    "read_once_per_thread": talked(ReadUpTo),
    "notice_has_text": noticed(text=""),
    "notice_kind_known": noticed(kind="song"),
    "notice_inquiry_fits_kind": noticed(kind="inquiry_asked"),
    "inquiry_state_agrees_with_stamps": inquired(state="CLOSED"),
    "inquiry_sharing_is_whole": inquired(heard_at=build.NOW),
    "inquiry_figure_is_named": inquired(subject=""),
    "inquiry_amount_not_negative": inquired(amount=-1),
    "inquiry_message_has_text": inquired(said={"text": ""}),
    "inquiry_message_kind_known": inquired(said={"kind": "SONG"}),
    "notice_line_has_report": lambda: noticed(line=SalesLine.objects.first())(),
    "notice_month_unless_of_cover": noticed(month=None),
    "notice_reminder_has_day": reminded(reminder_day=None),
    "notice_names_who_did_it": noticed(by=None),
    "notice_reminder_once": reminded(2),
    "mail_has_address": posted(address=""),
    "mail_state_agrees_with_stamps": posted(state="SENT"),
    "mail_tells_one_thing": posted(notice=None),
    "account_link_has_hash": linked(token_sha256=""),
    "account_link_ends_once": linked(used_at=build.NOW, ended_at=build.NOW),
    "account_link_lasts_a_while": linked(expires_at=build.NOW),
    "account_link_one_open": linked(times=2),
    "follow_up_one_open_per_office": followed(2),
    "follow_up_office_known": followed(office="NATION"),
    "follow_up_clearing_is_whole": followed(cleared_at=build.NOW),
    "week_amounts_not_negative": first(WeeklyEntry, online=-1),
    "publication_once_per_revision": again(Publication, superseded_at=build.NOW),
    "publication_one_current_per_report": again(Publication, revision=2),
    "publication_totals_not_negative": first(Publication, regular=-1),
    "publication_has_hash": first(Publication, sha256=""),
    "total_once_per_category_and_type": again(PublicationTotal),
    "total_amounts_not_negative": first(PublicationTotal, transfer=-1),
    "api_key_hash_once": keyed(2),
    "api_key_has_name_and_hash": keyed(name=""),
    "api_key_revocation_is_whole": keyed(revoked_at=build.NOW),
    "pinned_number_once": pinned(2),
    "pinned_is_a_directors_report": pinned(kind=Kind.NATION),
    "pinned_content_has_hash": pinned(content=""),
    "pinned_to_the_past": pinned(cutoff_at=build.NOW + dt.timedelta(seconds=1)),
    "pinned_total_not_negative": pinned(total=-1),
    "pinned_publication_once": pinned(publications=2),
    "file_kind_known": first(StoredFile, kind="song"),
    "file_has_content": first(StoredFile, size=0),
    "district_certification_is_whole": first(DistrictCertification, number=""),
    "provincial_certification_is_whole": first(ProvincialCertification, method="DANCE"),
    "coverage_once_per_report": again(ProvincialCoverage),
    "document_one_in_force": again(Document, number="another", token="another", file=lambda: another_file()),
    "document_one_in_force_in_province": province_paper_twice(),
    "document_one_in_force_in_nation": province_paper_twice(kind=Kind.NATION, province=None),
    "document_scope_fits_kind": first(Document, month=202110),
    "document_rt2_names_resolution": first(Document, certification=None),
    "document_successor_only_where_replaced": lambda: Document.objects.update(replaced_by=F("pk")),
    "document_total_not_negative": first(Document, total=-1),
    "job_scope_fits_kind": job(kind=Kind.RT3),
    "job_once_while_under_way": lambda: [job()() for _ in range(2)],
    "job_progress_is_percent": job(progress=101),
    "job_state_agrees_with_stamps": job(state="DONE", finished_at=build.NOW),
    "job_rt1_is_a_draft": job(kind=Kind.RT1),
    "job_draft_is_kept_for_a_while": draft(expires_at=None),
    "evidence_is_a_file_or_words": evidence(kind="KEPT"),
    "evidence_removal_is_whole": evidence(removed_at=build.NOW),
    "scan_filing_is_whole": scan(document=None),
    "scan_one_in_force": lambda: [scan()() for _ in range(2)],
    "signature_scan_where_on_paper": first(Signature, method="SCAN"),
    "signature_names_signer": first(Signature, signer_name=""),
    "target_once_per_district_month_channel": again(Target),
    "target_not_negative": first(Target, printed=-1),
    "target_has_a_value": first(Target, printed=None),
    "target_acceptance_is_whole": first(Target, accepted_at=build.NOW),
    "target_accepted_has_a_figure": accepted_target(accepted=None),
    "target_change_has_a_reason": first(Target, accepted=2),
    "target_printed_in_another_channel": lambda: Target.objects.update(printed_in=F("channel")),
    "target_table_source_known": target_table(source="SONG"),
    "target_table_year_known": target_table(fiscal_year=2021),
    "target_table_file_named": target_table(source="FILE"),
    "audit_sequence_once": again(AuditEvent),
    "audit_cover_has_actor": lambda: again(
        AuditEvent, sequence=99, previous_hash="x", actor=None, action="answer_circular", cover=covered()()
    )(),
    "audit_actor_known": again(AuditEvent, sequence=99, previous_hash="x", actor=None, action="submit"),
    "member_of_one_committee": first(CommitteeMember, province_id="43"),
    "member_has_name_and_role": first(CommitteeMember, role="KING"),
    "member_ends_after_start": first(CommitteeMember, until=dt.date(2021, 9, 30)),
    "member_sits_once_in_district": again(CommitteeMember),
    "member_sits_once_in_province": twice_in_province,
    "circular_of_one_committee": first(Circular, district=None),
    "circular_is_whole": first(Circular, quorum=0),
    "circular_end_is_whole": first(Circular, outcome="VOID"),
    "circular_reason_where_cancelled": lambda: Circular.objects.update(
        outcome="CANCELLED", ended_at=build.NOW, ended_by=User.objects.first()
    ),
    "circular_item_once": again(CircularItem, ended_at=build.NOW),
    "circular_one_open_per_revision": again(CircularItem, circular=lambda: another_circular()),
    "ballot_once_per_member": again(Ballot, token_sha256="another"),
    "ballot_answer_is_whole": first(Ballot, answer="AGREE"),
    "ballot_remark_has_words": first(Ballot, answer="REMARK", answered_at=build.NOW, times=1),
    "district_certification_attendance_is_whole": first(DistrictCertification, members_total=1),
    "provincial_certification_attendance_is_whole": first(
        ProvincialCertification, members_total=3, members_present=1, quorum=2
    ),
    "resolution_member_of_one_resolution": resolution_member(district_certification=None),
    "resolution_member_once_in_district": resolution_member(times=2),
    "resolution_member_once_in_province": resolution_member(times=2, provincial=True),
    "handover_of_one_office": pack(province_id="43"),
    "handover_role_fits_office": pack(role=Role.PROVINCE),
    "handover_content_has_hash": pack(sha256=""),
    "handover_goes_to_another": pack(successor="leaver"),
    "handover_acceptance_is_whole": pack(accepted_at=build.NOW),
    "handover_withdrawal_is_whole": pack(withdrawn_at=build.NOW),
    "handover_ends_once": pack(
        accepted_at=build.NOW, accepted_by="other", withdrawn_at=build.NOW, withdrawn_by="leaver"
    ),
    "handover_one_waiting_per_person": pack(times=2),
    "cover_is_of_another": covered(substitute="absent"),
    "cover_days_in_order": covered(ends_on=build.NOW.date() - LATER),
    "cover_area_matches_role": covered(province_id="43"),
    "cover_ending_is_whole": covered(ended_at=build.NOW, ended_reason="กลับแล้ว"),
    "extension_one_in_force": more_time(times=2),
    "extension_has_reason": more_time(reason=""),
    "extension_ending_is_whole": more_time(ended_at=build.NOW),
    "audit_chain_begins_once": again(AuditEvent, sequence=99, previous_hash=""),
}


def another_file() -> StoredFile:
    row = StoredFile.objects.first()
    row.pk = StoredFile._meta.pk.get_default()
    row._state.adding = True
    row.save(force_insert=True)
    return row


@pytest.fixture
def full(published):
    """At least one row of every table that carries a constraint."""
    Target.objects.create(district_id="4302", month=build.OCTOBER, channel="REGULAR", printed=1)
    assert RosterEntry.objects.filter(category=Category.FOOD).exists()
    chief = published.submitted_by
    (member,) = build.members(1, published.district, by=chief)
    circular = Circular.objects.create(
        district=published.district,
        month=build.OCTOBER,
        number="ว 7",
        expires_on=build.NOW.date(),
        quorum=1,
        started_at=build.NOW,
        started_by=chief,
    )
    asked = {"report": published, "revision": 1, "content_sha256": "x", "provincial": False}
    CircularItem.objects.create(circular=circular, **asked)
    Ballot.objects.create(circular=circular, member=member, name="ก", role="CHAIR", token_sha256="x")
    return published


@pytest.mark.parametrize("name", sorted(TRIPS))
def test_the_database_refuses(full, name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        TRIPS[name]()
        connection.check_constraints()
    message = str(refusal.value)
    constraint = constraints()[name]
    if connection.vendor == "postgresql" or isinstance(constraint, models.CheckConstraint):
        assert name in message
    else:
        # SQLite names the columns of a unique index, not the index; a trigger guards the audit log first.
        assert "UNIQUE constraint failed" in message or name in message


def constraints() -> dict[str, models.BaseConstraint]:
    found = {}
    for model in apps.get_app_config("reporting").get_models():
        found |= {constraint.name: constraint for constraint in model._meta.constraints}
    return found


def test_every_constraint_is_tripped_above():
    assert set(constraints()) == set(TRIPS)


@pytest.mark.parametrize(
    "change", ["UPDATE reporting_auditevent SET reason = 'x'", "DELETE FROM reporting_auditevent"]
)
def test_the_audit_log_can_only_grow(full, change):
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_row_of_the_audit_log_cannot_be_replaced(full):
    """SQLite's REPLACE deletes without asking the trigger on DELETE; PostgreSQL has ON CONFLICT."""
    columns = ", ".join(f'"{field.column}"' for field in AuditEvent._meta.concrete_fields)
    verb = "INSERT" if connection.vendor == "postgresql" else "INSERT OR REPLACE"
    tail = " ON CONFLICT (id) DO UPDATE SET reason = 'x'" if connection.vendor == "postgresql" else ""
    sql = f"{verb} INTO reporting_auditevent ({columns}) SELECT {columns} FROM reporting_auditevent{tail}"
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

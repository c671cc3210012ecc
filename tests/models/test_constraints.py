"""Every named constraint is tripped once; a constraint without a test here fails the last test."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from reporting.models import (
    AuditEvent,
    Category,
    DistrictCertification,
    Document,
    MonthlyReport,
    ProducerGroup,
    ProvincialCertification,
    ProvincialCoverage,
    Publication,
    PublicationTotal,
    ReportingMonth,
    Return,
    ReturnedLine,
    ReturnReason,
    Role,
    RosterEntry,
    SalesLine,
    Signature,
    StoredFile,
    Target,
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


def returned_line(**change):
    def insert():
        line = SalesLine.objects.order_by("pk").first()
        sent_back = Return.objects.create(report=line.report, revision=1, at=build.NOW, by=line.changed_by)
        row = ReturnedLine(sent_back=sent_back, line=line, line_version=1, reason_id="OTHER", text="โปรดตรวจ")
        for name, value in change.items():
            setattr(row, name, value)
        row.save()

    return insert


def returned_twice():
    returned_line()()
    row = ReturnedLine.objects.get()
    row.pk = None
    row._state.adding = True
    row.save()


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
    "report_correction_has_reason": lambda: MonthlyReport.objects.filter(state="PUBLISHED").update(
        revision=2
    ),
    "transition_sequence_once": again(Transition, receipt="another"),
    "transition_changes_state": first(Transition, to_state="OPEN", from_state="OPEN"),
    "transition_reason_where_needed": first(Transition, action="withdraw"),
    "reason_code_and_label_given": first(ReturnReason, label=""),
    "returned_line_once_per_return": returned_twice,
    "returned_line_has_code_and_text": returned_line(text=""),
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
    "line_district_tick_is_whole": first(SalesLine, district_tick_by=None),
    "line_province_tick_is_whole": first(SalesLine, province_tick_at=None),
    "line_tick_not_ahead_of_version": first(SalesLine, district_tick_version=99),
    "week_once_per_line": again(WeeklyEntry),
    "week_from_one_to_five": first(WeeklyEntry, week=6),
    "week_amounts_not_negative": first(WeeklyEntry, online=-1),
    "publication_once_per_revision": again(Publication, superseded_at=build.NOW),
    "publication_one_current_per_report": again(Publication, revision=2),
    "publication_totals_not_negative": first(Publication, regular=-1),
    "publication_has_hash": first(Publication, sha256=""),
    "total_once_per_category_and_type": again(PublicationTotal),
    "total_amounts_not_negative": first(PublicationTotal, transfer=-1),
    "file_kind_known": first(StoredFile, kind="song"),
    "file_has_content": first(StoredFile, size=0),
    "district_certification_is_whole": first(DistrictCertification, number=""),
    "provincial_certification_is_whole": first(ProvincialCertification, method="DANCE"),
    "coverage_once_per_report": again(ProvincialCoverage),
    "document_one_in_force": again(Document, number="another", token="another", file=lambda: another_file()),
    "document_total_not_negative": first(Document, total=-1),
    "signature_scan_where_on_paper": first(Signature, method="SCAN"),
    "signature_names_signer": first(Signature, signer_name=""),
    "target_once_per_district_month_channel": again(Target),
    "target_not_negative": first(Target, printed=-1),
    "target_has_a_value": first(Target, printed=None),
    "audit_sequence_once": again(AuditEvent),
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

"""The table of rights: every address × every role × own, sibling and foreign area.

The table below is written by hand from the rules, not from `access`. A URL that is missing from it fails
the first test. Every request is undone afterwards, so that one cannot change the answer to the next.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from reporting.models import Document, Holiday, ProducerGroup, RenderJob, Role
from reporting.reports import pdf
from reporting.views import help_page, printing
from tests import build

OFFICER, CHIEF, PROVINCE = Role.OFFICER, Role.DEVELOPMENT_OFFICER, Role.PROVINCE
DEPARTMENT, AUDITOR, ADMINISTRATOR = Role.DEPARTMENT, Role.AUDITOR, Role.ADMINISTRATOR
EVERYBODY = frozenset(Role)

DISTRICTS = {"own": "4302", "sibling": "4301", "foreign": "4101"}
HOLIDAY = dt.date(2021, 12, 10)
PROVINCES = {"own": "43", "sibling": "43", "foreign": "41"}


@dataclass(frozen=True)
class Page:
    """Who gets in where it is theirs; the answer to everybody else follows from `kind`.

    kind "desk": a district-month's working data. "published": the same address on published data, for
    the department too. "province": a province's month. "role": no area. "public": no sign-in.
    "file": one file of the own district, which belongs to a publication. "job": a form of the own
    district X
    """

    kind: str
    allowed: frozenset[str]
    methods: tuple[str, ...] = ("get",)
    kwargs: dict[str, object] = field(default_factory=dict)


def page(kind, *allowed, post=False, form=False, **kwargs):
    methods = ("get", "post") if form else ("post",) if post else ("get",)
    return Page(kind, frozenset(allowed), methods, kwargs)


PAGES = {
    "landing": page("public"),
    "help": page("public"),
    "manual": page("public", name="officer"),
    "manual_pdf": page("public", name="department"),
    "old_word": page("role", *EVERYBODY, word="entry"),
    "open_data": page("public"),
    "public_totals": page("public"),
    "public_month": page("public", month=build.OCTOBER),
    "public_export": page("public", month=build.OCTOBER, file_type="csv"),
    "open_data_json": page("key"),
    "open_data_csv": page("key"),
    "keys": page("role", DEPARTMENT, form=True),
    "key_revoke": page("role", DEPARTMENT, post=True, key_id=0),
    "blank_pdf": page("public", blank="rt1"),
    "blank_xlsx": page("public", blank="rt2"),
    "verify": page("public", token="unknown-token"),
    "verify_paper": page("public", form=True),
    "vote": page("public", form=True, token="unknown-token"),
    "vote_paper": page("public", token="unknown-token", district_code="4302"),
    "account_login": page("account", form=True),
    "account_logout": page("account", form=True),
    "account_inactive": page("public"),
    "account_reauthenticate": page("account", form=True),
    "account_change_password": page("account", form=True),
    "mfa_index": page("account"),
    "mfa_authenticate": page("account", form=True),
    "mfa_reauthenticate": page("account", form=True),
    "mfa_activate_totp": page("account", form=True),
    "mfa_deactivate_totp": page("account", form=True),
    "mfa_view_recovery_codes": page("account"),
    "mfa_generate_recovery_codes": page("account", form=True),
    "mfa_download_recovery_codes": page("account"),
    "home": page("role", *EVERYBODY),
    "signed_in": page("role", *EVERYBODY),
    "month_find": page("role", *EVERYBODY),
    "entry": page("desk", OFFICER, CHIEF, form=True),
    "entry_rows": page("desk", OFFICER, CHIEF, post=True),
    "group_add": page("desk", OFFICER, CHIEF, form=True),
    "group_find": page("desk", OFFICER, CHIEF),
    "evidence": page("desk", OFFICER, CHIEF, PROVINCE),
    "evidence_line": page("desk", OFFICER, CHIEF, PROVINCE, line_id=0),
    "evidence_add": page("desk", OFFICER, CHIEF, post=True),
    "evidence_remove": page("desk", OFFICER, CHIEF, form=True, evidence_id=0),
    "file_thumbnail": page("file", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, file_id=None),
    "signed_papers": page("role", CHIEF, form=True),
    "scan_choose": page("role", CHIEF, post=True, scan_id=0),
    "fix": page("desk", OFFICER, CHIEF, form=True),
    "return_reasons": page("role", DEPARTMENT, form=True),
    "return_reason": page("role", DEPARTMENT, form=True, code="OTHER"),
    "return_reasons_export": page("role", DEPARTMENT, file_type="csv"),
    "return_reason_move": page("role", DEPARTMENT, post=True, code="OTHER"),
    "register": page("desk", OFFICER, CHIEF, PROVINCE),
    "group_close": page("desk", OFFICER, CHIEF, form=True, group_id=None),
    "group_reopen": page("desk", OFFICER, CHIEF, form=True, group_id=None),
    "entry_here": page("desk", OFFICER, CHIEF, post=True),
    "month_excel": page("desk", OFFICER, CHIEF),
    "month_import": page("desk", OFFICER, CHIEF, form=True),
    "year_strip": page("desk", OFFICER, CHIEF),
    "line_remove": page("desk", OFFICER, CHIEF, form=True, group_id=0, category="FOOD"),
    "line_note": page("desk", OFFICER, CHIEF, form=True, group_id=0, category="FOOD"),
    "line_restore": page("desk", OFFICER, CHIEF, post=True, line_id=0),
    "sheet": page("desk", OFFICER, CHIEF, PROVINCE),
    "tick_district": page("desk", CHIEF, post=True),
    "tick_province": page("desk", PROVINCE, post=True),
    "star": page("desk", OFFICER, CHIEF, PROVINCE, post=True),
    "talk": page("desk", OFFICER, CHIEF, PROVINCE, form=True),
    "talk_read": page("desk", OFFICER, CHIEF, PROVINCE, post=True),
    "certify": page("desk", CHIEF, form=True),
    "rt1": page("desk", OFFICER, CHIEF, PROVINCE),
    "rt1_pdf": page("desk", OFFICER, CHIEF, PROVINCE, form=True),
    "rt1_xlsx": page("desk", OFFICER, CHIEF, PROVINCE),
    "rt2": page("desk", OFFICER, CHIEF, PROVINCE),
    "rt2_xlsx": page("desk", OFFICER, CHIEF, PROVINCE),
    "rt2_draft": page("desk", OFFICER, CHIEF, PROVINCE, form=True),
    "rt2_issue": page("desk", CHIEF, post=True),
    "sign": page("desk", CHIEF, form=True),
    "letter_district": page("desk", OFFICER, CHIEF, file_type="docx"),
    "submit": page("desk", CHIEF, post=True),
    "withdraw": page("desk", CHIEF, form=True),
    "return_lines": page("desk", PROVINCE, form=True),
    "publish": page("desk", PROVINCE, post=True),
    "correction": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, form=True),
    "correction_export": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, file_type="csv"),
    "correction_withdraw": page("published", OFFICER, CHIEF, post=True),
    "correction_grant": page("published", PROVINCE, DEPARTMENT, post=True),
    "correction_refuse": page("published", PROVINCE, DEPARTMENT, post=True),
    "correction_extend": page("published", PROVINCE, DEPARTMENT, post=True),
    "correction_end": page("published", PROVINCE, DEPARTMENT, post=True),
    "history": page("desk", OFFICER, CHIEF, PROVINCE),
    "sheet_export": page("desk", OFFICER, CHIEF, PROVINCE, file_type="csv"),
    "history_export": page("desk", OFFICER, CHIEF, PROVINCE, file_type="xlsx"),
    "document": page("file", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, document_id=None),
    "document_file": page("file", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, document_id=None),
    "job": page("job", OFFICER, CHIEF, PROVINCE),
    "job_state": page("job", OFFICER, CHIEF, PROVINCE),
    "job_file": page("draft", OFFICER, CHIEF, PROVINCE),
    "stored_file": page("file", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, file_id=None),
    "province_board": page("province", PROVINCE),
    "board_export": page("province", PROVINCE, file_type="csv"),
    "rt3_csv": page("province", PROVINCE),
    "rt4_csv": page("province", PROVINCE),
    "province_year": page("province", PROVINCE, fiscal_year=2565),
    "province_year_export": page("province", PROVINCE, fiscal_year=2565, file_type="xlsx"),
    "province_certify": page("province", PROVINCE, form=True),
    "committee": page("desk", CHIEF, form=True),
    "committee_export": page("desk", CHIEF, file_type="csv"),
    "committee_member": page("desk", CHIEF, form=True, member_id=0),
    "sign_in_sheet": page("desk", CHIEF),
    "circulars": page("desk", CHIEF, form=True),
    "circular": page("desk", CHIEF, circular_id=0),
    "circular_export": page("desk", CHIEF, circular_id=0, file_type="csv"),
    "circular_close": page("desk", CHIEF, post=True, circular_id=0),
    "circular_renew": page("desk", CHIEF, post=True, circular_id=0, ballot_id=0),
    "circular_cancel": page("desk", CHIEF, form=True, circular_id=0),
    "circular_slips": page("desk", CHIEF, circular_id=0),
    "province_committee": page("province", PROVINCE, form=True),
    "province_committee_export": page("province", PROVINCE, file_type="xlsx"),
    "province_committee_member": page("province", PROVINCE, form=True, member_id=0),
    "province_sign_in_sheet": page("province", PROVINCE),
    "province_circulars": page("province", PROVINCE, form=True),
    "province_circular": page("province", PROVINCE, circular_id=0),
    "province_circular_export": page("province", PROVINCE, circular_id=0, file_type="csv"),
    "province_circular_close": page("province", PROVINCE, post=True, circular_id=0),
    "province_circular_renew": page("province", PROVINCE, post=True, circular_id=0, ballot_id=0),
    "province_circular_cancel": page("province", PROVINCE, form=True, circular_id=0),
    "province_circular_slips": page("province", PROVINCE, circular_id=0),
    "rt3": page("province", PROVINCE),
    "rt3_pdf": page("province", PROVINCE, form=True),
    "rt3_xlsx": page("province", PROVINCE),
    "rt3_issue": page("province", PROVINCE, post=True),
    "rt4": page("province", PROVINCE),
    "rt4_pdf": page("province", PROVINCE, form=True),
    "rt4_xlsx": page("province", PROVINCE),
    "rt4_issue": page("province", PROVINCE, post=True),
    "letter_province": page("province", PROVINCE, file_type="docx"),
    "rt4_sign": page("province", PROVINCE, form=True),
    "nation_year": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565),
    "nation_province_year": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, province_code="43"),
    "kpi_nation": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565),
    "kpi_nation_export": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"),
    "kpi_province_export": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"),
    "kpi_district_export": page(
        "published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="xlsx"
    ),
    "kpi_definition": page("role", DEPARTMENT, form=True, fiscal_year=2565),
    "kpi_province": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "kpi_district": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "growth_nation": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565),
    "growth_nation_export": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"),
    "growth_province": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "growth_province_export": page(
        "province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"
    ),
    "growth_district": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "growth_district_export": page(
        "published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="xlsx"
    ),
    "nation_month": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "nation_report": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "nation_report_pdf": page("role", DEPARTMENT, AUDITOR, form=True, month=build.OCTOBER),
    "nation_report_xlsx": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "nation_report_month_csv": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "nation_report_year_csv": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "nation_issue": page("role", DEPARTMENT, post=True, month=build.OCTOBER),
    "director_reports": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER),
    "director_report": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, pinned_id=0),
    **{
        f"director_{one}_csv": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, pinned_id=0)
        for one in ("categories", "months", "provinces")
    },
    "director_xlsx": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, pinned_id=0),
    "director_slide": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, pinned_id=0),
    "director_pin": page("role", DEPARTMENT, post=True, month=build.OCTOBER),
    "nation_province": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, province_code="43"),
    "nation_district": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, district_code="4302"),
    "nation_year_export": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"),
    "nation_areas_export": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"),
    "nation_parts_export": page("role", DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="xlsx"),
    "nation_province_year_export": page(
        "role", DEPARTMENT, AUDITOR, fiscal_year=2565, province_code="43", file_type="csv"
    ),
    "nation_province_areas_export": page(
        "role", DEPARTMENT, AUDITOR, fiscal_year=2565, province_code="43", file_type="csv"
    ),
    "nation_province_parts_export": page(
        "role", DEPARTMENT, AUDITOR, fiscal_year=2565, province_code="43", file_type="csv"
    ),
    "progress_export": page("role", DEPARTMENT, AUDITOR, file_type="csv"),
    "nation_month_export": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, file_type="xlsx"),
    "nation_lines_export": page("role", DEPARTMENT, AUDITOR, month=build.OCTOBER, file_type="csv"),
    "nation_province_export": page(
        "role", DEPARTMENT, AUDITOR, month=build.OCTOBER, province_code="43", file_type="xlsx"
    ),
    "nation_district_export": page(
        "role", DEPARTMENT, AUDITOR, month=build.OCTOBER, district_code="4302", file_type="csv"
    ),
    "months": page("role", DEPARTMENT, fiscal_year=2565),
    "months_export": page("role", DEPARTMENT, fiscal_year=2565, file_type="csv"),
    "extensions_export": page("role", DEPARTMENT, month=build.OCTOBER, file_type="csv"),
    "month_open": page("role", DEPARTMENT, post=True, month=build.OCTOBER.next()),
    "holidays": page("role", DEPARTMENT, form=True),
    "holidays_export": page("role", DEPARTMENT, file_type="xlsx"),
    "due_dates": page("role", DEPARTMENT, form=True),
    "holiday_remove": page("role", DEPARTMENT, form=True, day=HOLIDAY),
    "months_open": page("role", DEPARTMENT, post=True, fiscal_year=2565),
    "month_dates": page("role", DEPARTMENT, form=True, month=build.OCTOBER),
    "month_reopen": page("role", DEPARTMENT, form=True, month=build.OCTOBER),
    "extension_end": page("role", DEPARTMENT, form=True, month=build.OCTOBER, district_code="4302"),
    "month_close": page("role", DEPARTMENT, post=True, month=build.OCTOBER),
    "targets": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "targets_province": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "targets_export": page(
        "role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565, file_type="csv"
    ),
    "targets_csv": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "targets_xlsx": page("province", PROVINCE, DEPARTMENT, AUDITOR, fiscal_year=2565),
    "targets_assign": page("province", DEPARTMENT, post=True, fiscal_year=2565),
    "targets_import": page("province", DEPARTMENT, form=True, fiscal_year=2565),
    "targets_ladder": page("province", DEPARTMENT, form=True, fiscal_year=2565),
    "handovers": page("role", OFFICER, CHIEF, PROVINCE, form=True),
    "handovers_export": page("role", OFFICER, CHIEF, PROVINCE, file_type="csv"),
    "handover": page("role", OFFICER, CHIEF, PROVINCE, handover_id=0),
    "handover_pdf": page("role", OFFICER, CHIEF, PROVINCE, handover_id=0),
    "handover_accept": page("role", OFFICER, CHIEF, PROVINCE, form=True, handover_id=0),
    "handover_successor": page("role", OFFICER, CHIEF, PROVINCE, post=True, handover_id=0),
    "handover_withdraw": page("role", OFFICER, CHIEF, PROVINCE, form=True, handover_id=0),
    "receipt": page("file", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, number=None),
    "inquiries": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR),
    "inquiries_export": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, file_type="csv"),
    "inquiry": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, form=True, inquiry_id=0),
    "inquiry_share": page("role", PROVINCE, post=True, inquiry_id=0),
    "inquiry_close": page("role", DEPARTMENT, post=True, inquiry_id=0),
    "inquiry_ask": page("published", DEPARTMENT, form=True),
    "inbox": page("role", *EVERYBODY),
    "inbox_read": page("role", *EVERYBODY, post=True),
    "mail_settings": page("role", *EVERYBODY, form=True),
    "mail_failed": page("role", ADMINISTRATOR),
    "mail_again": page("role", ADMINISTRATOR, post=True, mail_id=0),
    "revisions": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR),
    "revisions_export": page("role", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, file_type="csv"),
    "side_by_side": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR),
    "side_by_side_xlsx": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR),
    "side_by_side_csv": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR),
    "published_line": page("published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, line_id=0),
    "published_line_export": page(
        "published", OFFICER, CHIEF, PROVINCE, DEPARTMENT, AUDITOR, line_id=0, file_type="csv"
    ),
    "work_list": page("role", OFFICER, CHIEF, PROVINCE),
    "work_list_export": page("role", OFFICER, CHIEF, PROVINCE, file_type="csv"),
    "audit": page("role", OFFICER, CHIEF, PROVINCE, AUDITOR),
    "users": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR),
    "responsible": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR),
    "users_export": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, file_type="csv"),
    "register_export": page("desk", OFFICER, CHIEF, PROVINCE, file_type="csv"),
    "audit_export": page("role", OFFICER, CHIEF, PROVINCE, AUDITOR, file_type="csv"),
    "responsible_export": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, file_type="csv"),
    "user_import": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True),
    "user_template": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR),
    "user_new": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True),
    "user": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, user_id=0),
    "user_link": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, post=True, user_id=0),
    "user_move": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, user_id=0),
    "user_lost": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, user_id=0),
    "user_end": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, user_id=0),
    "user_revive": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, post=True, user_id=0),
    "covers": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR),
    "user_cover": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, user_id=0),
    "cover_end": page("role", PROVINCE, DEPARTMENT, ADMINISTRATOR, form=True, cover_id=0),
    "cover_take": page("role", *EVERYBODY, post=True, cover_id=0),
    "cover_leave": page("role", *EVERYBODY, post=True),
    "own_password": page("public", form=True, token="unknown-token"),
}


# Pages of one thing whose id in the table above is nobody's.
NOTHING_THERE = {
    "inbox_read",
    "line_remove",
    "line_restore",
    "evidence_line",
    "published_line",
    "published_line_export",
    "file_thumbnail",
    "targets_assign",
    "extension_end",
} | {
    name
    for name, shown in PAGES.items()
    if {
        "circular_id",
        "member_id",
        "evidence_id",
        "scan_id",
        "handover_id",
        "mail_id",
        "user_id",
        "cover_id",
        "pinned_id",
        "key_id",
        "inquiry_id",
    }
    & set(shown.kwargs)
}


def expected(shown: Page, role: str, area: str) -> int:
    """200 stands for "gets in" (a page, or a redirect that is not to the sign-in), else 403 or 404."""
    if shown.kind in ("public", "account"):
        return 200
    if shown.kind == "role":
        return 200 if role in shown.allowed else 403
    if role in (OFFICER, CHIEF):
        # A province's page, or another district's, does not exist for district people.
        if shown.kind == "province" or area != "own":
            return 404
        return 200 if role in shown.allowed else 403
    if role == PROVINCE:
        if area == "foreign":
            return 404
        return 200 if role in shown.allowed else 403
    if shown.kind in ("province", "published", "file") and role in (DEPARTMENT, AUDITOR):
        return 200 if role in shown.allowed else 403
    return 404


# What no cover lends: accounts are looked after, and an office is handed over, by their own people; what an
# absent person has read only that person says.
LEFT_BEHIND = {name for name in PAGES if name.startswith(("user", "handover", "covers", "cover_end"))}
LEFT_BEHIND |= {"responsible", "responsible_export", "inbox_read"}


def url_names(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern)
        else:
            yield pattern.name


def test_every_url_is_in_the_table():
    assert sorted(url_names()) == sorted(PAGES)


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    """Who may open a form is the same, however long its drawing takes; what is kept of it is let go again."""
    monkeypatch.setattr(pdf.WORKER, "draw", lambda sheet, **limits: build.PDF)
    yield
    for kept in (help_page._drawn, printing._drawn_blank):
        kept.cache_clear()


@pytest.fixture
def world(published, department, province_staff):
    """A published district-month in all three areas, and a person of each role."""
    by = build.person("entering", Role.DEVELOPMENT_OFFICER, district="4301")
    far = build.person("far", Role.DEVELOPMENT_OFFICER, district="4101")
    far_staff = build.person("far-staff", Role.PROVINCE, province="41")
    for district, person, staff in (("4301", by, province_staff), ("4101", far, far_staff)):
        build.producer("กลุ่มไกล", district=district, by=person)
        build.publish(build.report_of(district), officer=person, chief=person, staff=staff)
    for document in Document.objects.all():
        build.job(document.report, by=document.issued_by)
        build.draft(document.report, by=document.issued_by, now=timezone.now())
    Holiday.objects.create(day=HOLIDAY, name="วันหยุดพิเศษ")
    areas = {
        OFFICER: {"district": "4302"},
        CHIEF: {"district": "4302"},
        PROVINCE: {"province": "43"},
    }
    return {role: build.person(f"as-{role}", role, **areas.get(role, {})) for role in Role}


def address(name: str, shown: Page, area: str) -> str:
    kwargs = dict(shown.kwargs)
    if shown.kind in ("desk", "published"):
        when = {} if "fiscal_year" in kwargs else {"month": build.OCTOBER}
        kwargs |= {"district_code": DISTRICTS[area]} | when
        if name in ("group_close", "group_reopen"):
            kwargs["group_id"] = ProducerGroup.objects.filter(district=DISTRICTS[area]).earliest("pk").pk
    elif shown.kind == "province":
        when = {} if "fiscal_year" in kwargs else {"month": build.OCTOBER}
        kwargs |= {"province_code": PROVINCES[area]} | when
    elif name == "receipt":
        kwargs = {"number": f"{DISTRICTS[area]}-2565-10-02"}  # That of the publishing.
    elif shown.kind == "file":
        document = Document.objects.get(report__district_id=DISTRICTS[area])
        of_file = "file_id" in shown.kwargs
        kwargs = {"file_id": document.file_id} if of_file else {"document_id": document.pk}
    elif shown.kind == "job":
        kwargs = {"job_id": _job(area, is_draft=False)}
    elif shown.kind == "draft":
        kwargs = {"job_id": _job(area, is_draft=True)}
    return reverse(name, kwargs=kwargs)


def _job(area: str, *, is_draft: bool):
    return RenderJob.objects.get(report__district_id=DISTRICTS[area], is_draft=is_draft).pk


def read(response) -> None:
    """Read a file's answer to its end, which closes the file."""
    if response.streaming:
        assert list(response)


def ask(client: Client, method: str, url: str) -> int:
    """The status of one request, whose effects are undone; a redirect to the sign-in counts as 401."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        read(response)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return 401 if response["Location"].startswith(reverse("account_login")) else 200
    return 200 if response.status_code in (409, 422) else response.status_code


def against_the_table(client: Client, role: str, *, withheld: Collection[str] = ()) -> list[str]:
    """What a person of the role is answered otherwise than the table says; the `withheld` pages are 403."""
    wrong = []
    for name, shown in PAGES.items():
        if shown.kind in ("public", "account", "key"):
            continue
        for area in DISTRICTS if shown.kind != "role" else ["own"]:
            url = address(name, shown, area)
            for method in shown.methods:
                got, want = ask(client, method, url), expected(shown, role, area)
                want = 403 if want == 200 and name in withheld else want
                # An address of a thing that does not exist is "not found" for those who may ask.
                fine = got == want or (want == 200 and got == 404 and name in NOTHING_THERE)
                if not fine:
                    wrong.append(f"{method.upper()} {name} ({area}): {got} instead of {want}")
    return wrong


@pytest.mark.parametrize("role", list(Role))
def test_the_table_of_rights(world, client, role):
    client.force_login(world[role])
    assert against_the_table(client, role) == []


@pytest.mark.parametrize(
    ("role", "substitute"),
    [
        (CHIEF, {"role": CHIEF, "district": "4301"}),
        (PROVINCE, {"role": PROVINCE, "province": "43"}),
    ],
)
def test_a_substitute_has_the_rights_of_the_absent_and_no_others(world, client, role, substitute):
    person = build.person("substitute", **substitute)
    client.force_login(person)
    cover = build.stand_in(world[role], person, by=world[ADMINISTRATOR])
    client.post(reverse("cover_take", args=(cover.pk,)))
    assert against_the_table(client, role, withheld=LEFT_BEHIND) == []


def test_visitors_are_sent_to_the_sign_in(world, client):
    wrong = []
    for name, shown in PAGES.items():
        url = address(name, shown, "own")
        for method in shown.methods:
            got = ask(client, method, url)
            public = shown.kind == "public" or name in ("account_login", "account_logout", "mfa_authenticate")
            if (got == 401) == public and name != "mfa_authenticate":
                wrong.append(f"{method.upper()} {name}: {got}")
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_looking_never_writes(world, client, role):
    client.force_login(world[role])
    client.get(reverse("home"))  # The session is written once, here.
    wrong = []
    for name, shown in PAGES.items():
        if "get" not in shown.methods or shown.kind in ("public", "account", "key"):
            continue
        with CaptureQueriesContext(connection) as queries:
            read(client.get(address(name, shown, "own")))
        for query in queries:
            if re.match(r"(INSERT|UPDATE|DELETE)", query["sql"]) and "django_session" not in query["sql"]:
                wrong.append(f"{name}: {query['sql'][:80]}")
    assert wrong == []


def test_another_method_is_refused(world, client):
    owner = {"desk": CHIEF, "published": PROVINCE, "province": PROVINCE}
    owner |= dict.fromkeys(("file", "job", "draft"), CHIEF)
    wrong = []
    for name, shown in PAGES.items():
        if shown.kind in ("public", "account", "key"):
            continue
        role = next((role for role in (owner.get(shown.kind), *Role) if role in shown.allowed), None)
        client.force_login(world[role])
        url = address(name, shown, "own")
        for method in {"get", "post", "put", "delete"} - set(shown.methods):
            if (got := ask(client, method, url)) != 405:
                wrong.append(f"{method.upper()} {name}: {got}")
    assert wrong == []

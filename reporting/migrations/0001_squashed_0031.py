"""All of 0001 to 0031 at once, for a new database: each table is made as it is now, not rebuilt thirty times.

A database that has the single steps keeps them and takes this one for done. What the steps did to rows that
were there before is left out: a new database has none.
"""

import importlib
import uuid

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import reporting.models.evidence
import reporting.models.fields

triggers = importlib.import_module("reporting.migrations.0002_audit_is_append_only")
reasons = importlib.import_module("reporting.migrations.0003_return_reasons")
advice = importlib.import_module("reporting.migrations.0014_answers_to_returns")
key_figure = importlib.import_module("reporting.migrations.0028_key_figure")


class Migration(migrations.Migration):
    replaces = [
        ("reporting", "0001_initial"),
        ("reporting", "0002_audit_is_append_only"),
        ("reporting", "0003_return_reasons"),
        ("reporting", "0004_name_keys"),
        ("reporting", "0005_presence"),
        ("reporting", "0006_issued_forms_and_jobs"),
        ("reporting", "0007_one_paper_in_force"),
        ("reporting", "0008_replaced_documents"),
        ("reporting", "0009_small_pictures_of_files"),
        ("reporting", "0010_follow_ups_and_messages"),
        ("reporting", "0011_committees"),
        ("reporting", "0012_evidence_binder_and_signed_scans"),
        ("reporting", "0013_signed_statements"),
        ("reporting", "0014_answers_to_returns"),
        ("reporting", "0015_large_drafts"),
        ("reporting", "0016_handover_packs"),
        ("reporting", "0017_corrections"),
        ("reporting", "0018_drafts_of_corrections"),
        ("reporting", "0019_notices"),
        ("reporting", "0020_mail"),
        ("reporting", "0021_notices_of_corrections"),
        ("reporting", "0022_publications_of_a_past_day"),
        ("reporting", "0023_account_links"),
        ("reporting", "0024_mail_with_account_links"),
        ("reporting", "0025_target_tables"),
        ("reporting", "0026_pinned_reports"),
        ("reporting", "0027_keys_of_open_data"),
        ("reporting", "0028_key_figure"),
        ("reporting", "0029_extensions"),
        ("reporting", "0030_closed_reports"),
        ("reporting", "0031_inquiries"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "code",
                    models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="รหัส"),
                ),
                ("name_th", models.CharField(max_length=60, verbose_name="จังหวัด")),
                ("name_en", models.CharField(max_length=60)),
                ("abbreviation", models.CharField(max_length=4, verbose_name="อักษรย่อ")),
                ("region4", models.CharField(max_length=40, verbose_name="ภาค")),
                ("region6", models.CharField(max_length=40)),
                ("cluster", models.CharField(blank=True, max_length=60, verbose_name="กลุ่มจังหวัด")),
                ("reports_otop", models.BooleanField(default=True)),
            ],
            options={"ordering": ("code",)},
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "code",
                    models.CharField(max_length=4, primary_key=True, serialize=False, verbose_name="รหัส"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="reporting.province",
                    ),
                ),
                ("name_th", models.CharField(max_length=60, verbose_name="อำเภอ")),
                ("name_en", models.CharField(max_length=60)),
                ("reports_otop", models.BooleanField(default=True)),
            ],
            options={"ordering": ("code",)},
        ),
        migrations.CreateModel(
            name="Subdistrict",
            fields=[
                (
                    "code",
                    models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name="รหัส"),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subdistricts",
                        to="reporting.district",
                    ),
                ),
                ("name_th", models.CharField(max_length=60, verbose_name="ตำบล")),
                ("name_en", models.CharField(max_length=60)),
            ],
            options={"ordering": ("code",)},
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="วันที่")),
                ("name", models.CharField(max_length=120, verbose_name="วันหยุด")),
            ],
            options={"ordering": ("day",)},
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="ชื่อผู้ใช้",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("full_name", models.CharField(max_length=120, verbose_name="ชื่อ–สกุล")),
                ("position", models.CharField(max_length=120, verbose_name="ตำแหน่ง")),
                ("acting_for", models.CharField(blank=True, max_length=120, verbose_name="ปฏิบัติราชการแทน")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "เจ้าหน้าที่อำเภอ"),
                            ("development_officer", "พัฒนาการอำเภอ"),
                            ("province", "เจ้าหน้าที่จังหวัด"),
                            ("department", "เจ้าหน้าที่กรมฯ"),
                            ("auditor", "ผู้ตรวจสอบ"),
                            ("administrator", "ผู้ดูแลระบบ"),
                        ],
                        max_length=20,
                        verbose_name="หน้าที่ในระบบ",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="users",
                        to="reporting.province",
                        verbose_name="จังหวัด",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="users",
                        to="reporting.district",
                        verbose_name="อำเภอ",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งานอยู่")),
                ("thai_digits", models.BooleanField(default=False, verbose_name="แสดงเลขไทยบนหน้าจอ")),
                (
                    "wants_mail",
                    models.BooleanField(db_default=True, default=True, verbose_name="รับแจ้งเตือนทางอีเมล"),
                ),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "ผู้ใช้",
                "ordering": ("username",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "officer",
                                    "development_officer",
                                    "province",
                                    "department",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="user_role_known",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"), name="user_name_once_in_any_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district__isnull", False),
                                ("province__isnull", True),
                                ("role__in", ["officer", "development_officer"]),
                            ),
                            models.Q(
                                ("district__isnull", True), ("province__isnull", False), ("role", "province")
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("province__isnull", True),
                                ("role__in", ["department", "auditor", "administrator"]),
                            ),
                            _connector="OR",
                        ),
                        name="user_scope_matches_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="ผู้ใช้ข้อมูล")),
                ("hint", models.CharField(max_length=12)),
                ("key_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(fields=("key_sha256",), name="api_key_hash_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("key_sha256", ""), _negated=True),
                            models.Q(("hint", ""), _negated=True),
                        ),
                        name="api_key_has_name_and_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="api_key_revocation_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_members",
                        to="reporting.district",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_members",
                        to="reporting.province",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="ชื่อ–สกุล")),
                (
                    "role",
                    models.CharField(
                        choices=[("CHAIR", "ประธาน"), ("MEMBER", "กรรมการ"), ("SECRETARY", "เลขานุการ")],
                        max_length=10,
                        verbose_name="หน้าที่ในคณะกรรมการ",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="ตำแหน่ง")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="โทรศัพท์")),
                ("since", models.DateField(verbose_name="เป็นกรรมการตั้งแต่")),
                ("until", models.DateField(null=True, verbose_name="เป็นกรรมการถึง")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district__isnull", False), ("province__isnull", True)),
                            models.Q(("district__isnull", True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="member_of_one_committee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            ("role__in", ["CHAIR", "MEMBER", "SECRETARY"]),
                        ),
                        name="member_has_name_and_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="member_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", False), ("until__isnull", True)),
                        fields=("district", "name"),
                        name="member_sits_once_in_district",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", False), ("until__isnull", True)),
                        fields=("province", "name"),
                        name="member_sits_once_in_province",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=32)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nonce", ""), _negated=True),
                            models.Q(("token_sha256", ""), _negated=True),
                        ),
                        name="account_link_has_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at__isnull", True), ("ended_at__isnull", True), _connector="OR"
                        ),
                        name="account_link_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="account_link_lasts_a_while",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("used_at__isnull", True)),
                        fields=("account",),
                        name="account_link_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField(unique=True, verbose_name="เดือน")),
                ("submit_due", models.DateField(verbose_name="อำเภอส่งภายใน")),
                ("check_due", models.DateField(verbose_name="จังหวัดตรวจภายใน")),
                ("publish_due", models.DateField(verbose_name="จังหวัดยืนยันภายใน")),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("month",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="month_closing_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("check_due__lte", models.F("publish_due")),
                            ("submit_due__lte", models.F("check_due")),
                        ),
                        name="month_due_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 200010), ("month__lte", 209912)),
                        name="month_is_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reporting.district",
                    ),
                ),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reporting.reportingmonth",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "กำลังบันทึก"),
                            ("SUBMITTED", "ส่งจังหวัดแล้ว"),
                            ("RETURNED", "จังหวัดส่งคืน"),
                            ("PUBLISHED", "จังหวัดยืนยันแล้ว"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                ("first_submitted_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("province_acted_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reopened_at", models.DateTimeField(null=True)),
                (
                    "reopened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reopen_reason", models.CharField(blank=True, max_length=500)),
                ("closed", models.BooleanField(db_default=False, default=False)),
                ("extended_until", models.DateField(null=True)),
                ("first_submit_due", models.DateField(null=True)),
            ],
            options={
                "ordering": ("month", "district"),
                "indexes": [models.Index(fields=["month", "state"], name="report_by_month_and_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "month"), name="report_once_per_district_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="report_revision_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("province_acted_at__isnull", True),
                                ("published_at__isnull", True),
                                ("returned_at__isnull", True),
                                ("state", "OPEN"),
                                ("submitted_at__isnull", True),
                            ),
                            models.Q(
                                ("published_at__isnull", True),
                                ("returned_at__isnull", True),
                                ("state", "SUBMITTED"),
                                ("submitted_at__isnull", False),
                            ),
                            models.Q(
                                ("province_acted_at__isnull", False),
                                ("published_at__isnull", True),
                                ("returned_at__isnull", False),
                                ("state", "RETURNED"),
                                ("submitted_at__isnull", False),
                            ),
                            models.Q(
                                ("province_acted_at__isnull", False),
                                ("published_at__isnull", False),
                                ("returned_at__isnull", True),
                                ("state", "PUBLISHED"),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_state_agrees_with_stamps",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                                models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                                models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("reopened_at__isnull", False), ("reopened_by__isnull", False)),
                                models.Q(("reopened_at__isnull", True), ("reopened_by__isnull", True)),
                                _connector="OR",
                            ),
                        ),
                        name="report_stamps_have_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at__isnull", True),
                            ("first_submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="report_first_submission_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_submit_due__isnull", True),
                            ("first_submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="report_kept_due_was_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopen_reason", ""), ("reopened_at__isnull", True), ("revision__lte", 1)
                            ),
                            models.Q(
                                ("reopened_at__isnull", False),
                                ("revision__gt", 1),
                                models.Q(("reopen_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_correction_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "ส่งจังหวัด"),
                            ("withdraw", "ดึงกลับ"),
                            ("return_lines", "ส่งคืนแก้ไข"),
                            ("publish", "ยืนยันและส่งกรมฯ"),
                            ("reopen", "เปิดแก้ไขหลังยืนยัน"),
                            ("end_correction", "ยุติการแก้ไข"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("OPEN", "กำลังบันทึก"),
                            ("SUBMITTED", "ส่งจังหวัดแล้ว"),
                            ("RETURNED", "จังหวัดส่งคืน"),
                            ("PUBLISHED", "จังหวัดยืนยันแล้ว"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("OPEN", "กำลังบันทึก"),
                            ("SUBMITTED", "ส่งจังหวัดแล้ว"),
                            ("RETURNED", "จังหวัดส่งคืน"),
                            ("PUBLISHED", "จังหวัดยืนยันแล้ว"),
                        ],
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("receipt", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "ordering": ("report", "sequence"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "sequence"), name="transition_sequence_once"),
                    models.CheckConstraint(
                        condition=models.Q(("from_state", models.F("to_state")), _negated=True),
                        name="transition_changes_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["withdraw", "reopen", "end_correction"]),
                            ("reason", ""),
                            _negated=True,
                        ),
                        name="transition_reason_where_needed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulars",
                        to="reporting.district",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circulars",
                        to="reporting.province",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField()),
                ("number", models.CharField(max_length=80, verbose_name="เลขที่หนังสือ")),
                ("expires_on", models.DateField(verbose_name="ตอบได้ถึงวันที่")),
                ("quorum", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField()),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ADOPTED", "ปิดและบันทึกเป็นมติ"),
                            ("CANCELLED", "ยกเลิก"),
                            ("VOID", "ยอดเปลี่ยนหลังเวียน"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("-started_at", "-id"),
                "indexes": [
                    models.Index(fields=["district", "month"], name="circular_by_district_month"),
                    models.Index(fields=["province", "month"], name="circular_by_province_month"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district__isnull", False), ("province__isnull", True)),
                            models.Q(("district__isnull", True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="circular_of_one_committee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            ("quorum__gte", 1),
                            ("month__gte", 200010),
                        ),
                        name="circular_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("ended_at__isnull", True), ("outcome", "")),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("outcome__in", ["ADOPTED", "CANCELLED", "VOID"]),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="circular_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_reason", ""), ("outcome", "CANCELLED"), _negated=True),
                        name="circular_reason_where_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircularItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="reporting.circular",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circular_items",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("provincial", models.BooleanField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("circular", "report"),
                "constraints": [
                    models.UniqueConstraint(fields=("circular", "report"), name="circular_item_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report", "revision", "provincial"),
                        name="circular_one_open_per_revision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=32)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="reporting.circular",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="reporting.committeemember",
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[("CHAIR", "ประธาน"), ("MEMBER", "กรรมการ"), ("SECRETARY", "เลขานุการ")],
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("AGREE", "เห็นชอบ"), ("REMARK", "มีข้อสังเกต")],
                        max_length=10,
                        verbose_name="คำตอบ",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="ข้อสังเกต")),
                ("answered_at", models.DateTimeField(null=True)),
                ("times", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ("circular", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("circular", "member"), name="ballot_once_per_member"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("remark", ""), ("times", 0)
                            ),
                            models.Q(
                                ("answer__in", ["AGREE", "REMARK"]),
                                ("answered_at__isnull", False),
                                ("times__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="ballot_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", "REMARK"), ("remark", ""), _negated=True),
                        name="ballot_remark_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "เอกสารที่ระบบออก"),
                            ("resolution", "มติหรือรายงานการประชุม"),
                            ("signed_scan", "ภาพเอกสารที่ลงนามแล้ว"),
                            ("evidence", "หลักฐาน"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อไฟล์")),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("file", models.FileField(max_length=120, upload_to=reporting.models.evidence.random_path)),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        upload_to=reporting.models.evidence.random_path,
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("uploaded_at",),
                "indexes": [models.Index(fields=["sha256"], name="file_by_sha256")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["document", "resolution", "signed_scan", "evidence"])
                        ),
                        name="file_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), models.Q(("sha256", ""), _negated=True)),
                        name="file_has_content",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProducerGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="reporting.district",
                    ),
                ),
                (
                    "subdistrict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="reporting.subdistrict",
                        verbose_name="ตำบล",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ")),
                ("name_key", models.CharField(editable=False, max_length=200)),
                ("sort_key", models.CharField(editable=False, max_length=500)),
                (
                    "producer_type",
                    models.CharField(
                        choices=[
                            ("GROUP", "กลุ่มผู้ผลิตชุมชน"),
                            ("INDIVIDUAL", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"),
                            ("SME", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"),
                        ],
                        max_length=10,
                        verbose_name="ประเภทผู้ผลิต",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("sort_key", "id"),
                "indexes": [models.Index(fields=["district", "sort_key"], name="group_by_district")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("subdistrict", "name_key"),
                        name="group_name_once_per_subdistrict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("producer_type__in", ["GROUP", "INDIVIDUAL", "SME"])),
                        name="group_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("name_key", ""), _negated=True)
                        ),
                        name="group_name_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="group_closing_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster",
                        to="reporting.producergroup",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("FOOD", "อาหาร"),
                            ("BEVERAGE", "เครื่องดื่ม"),
                            ("TEXTILE", "ผ้า เครื่องแต่งกาย"),
                            ("HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            ("HERB", "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        max_length=10,
                        verbose_name="ประเภทผลิตภัณฑ์",
                    ),
                ),
                ("starts", reporting.models.fields.FiscalMonthField()),
                ("ends", reporting.models.fields.FiscalMonthField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "category"), name="roster_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB"])
                        ),
                        name="roster_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                        ),
                        name="roster_ends_after_start",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.province"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="reporting.district",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField()),
                ("revision", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("line_count", models.PositiveIntegerField()),
                ("regular", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("transfer", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("online", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("producers_group", models.PositiveIntegerField(default=0)),
                ("producers_individual", models.PositiveIntegerField(default=0)),
                ("producers_sme", models.PositiveIntegerField(default=0)),
                ("submitted_at", models.DateTimeField()),
                ("submit_due", models.DateField()),
                ("publish_due", models.DateField()),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("superseded_at", models.DateTimeField(null=True)),
                ("payload", models.TextField()),
            ],
            options={
                "ordering": ("month", "district", "revision"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["month", "province"],
                        name="publication_current_by_month",
                    ),
                    models.Index(fields=["month", "province"], name="publication_by_month"),
                    models.Index(
                        condition=models.Q(("revision__gt", 1)),
                        fields=["-published_at"],
                        name="publication_revisions_in_time",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "revision"), name="publication_once_per_revision"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("report",),
                        name="publication_one_current_per_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regular__gte", 0), ("transfer__gte", 0), ("online__gte", 0)),
                        name="publication_totals_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sha256", ""), _negated=True), models.Q(("payload", ""), _negated=True)
                        ),
                        name="publication_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="reporting.publication",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("FOOD", "อาหาร"),
                            ("BEVERAGE", "เครื่องดื่ม"),
                            ("TEXTILE", "ผ้า เครื่องแต่งกาย"),
                            ("HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            ("HERB", "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "producer_type",
                    models.CharField(
                        choices=[
                            ("GROUP", "กลุ่มผู้ผลิตชุมชน"),
                            ("INDIVIDUAL", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"),
                            ("SME", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lines", models.PositiveIntegerField()),
                ("regular", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("transfer", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("online", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
            ],
            options={
                "ordering": ("publication", "category", "producer_type"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "category", "producer_type"),
                        name="total_once_per_category_and_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regular__gte", 0), ("transfer__gte", 0), ("online__gte", 0)),
                        name="total_amounts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DistrictCertification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("MEETING", "ประชุม"), ("CIRCULAR", "หนังสือเวียน")],
                        max_length=10,
                        verbose_name="วิธีรับรอง",
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="เลขที่มติ/หนังสือ")),
                ("resolved_on", models.DateField(verbose_name="วันที่มีมติ")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.storedfile",
                    ),
                ),
                (
                    "circular",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.circular",
                    ),
                ),
                ("members_total", models.PositiveSmallIntegerField(null=True)),
                ("members_present", models.PositiveSmallIntegerField(null=True)),
                ("quorum", models.PositiveSmallIntegerField(null=True)),
                (
                    "quorum_note",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        verbose_name="เหตุที่องค์ประชุมไม่ครบ",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certifications",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("report", "recorded_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method__in", ["MEETING", "CIRCULAR"]), models.Q(("number", ""), _negated=True)
                        ),
                        name="district_certification_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("members_present__isnull", True),
                                ("members_total__isnull", True),
                                ("quorum__isnull", True),
                            ),
                            models.Q(
                                ("members_present__isnull", False),
                                ("members_total__isnull", False),
                                ("quorum__isnull", False),
                                ("members_present__lte", models.F("members_total")),
                                models.Q(
                                    ("members_present__gte", models.F("quorum")),
                                    models.Q(("quorum_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="district_certification_attendance_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvincialCertification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("MEETING", "ประชุม"), ("CIRCULAR", "หนังสือเวียน")],
                        max_length=10,
                        verbose_name="วิธีรับรอง",
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="เลขที่มติ/หนังสือ")),
                ("resolved_on", models.DateField(verbose_name="วันที่มีมติ")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.storedfile",
                    ),
                ),
                (
                    "circular",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.circular",
                    ),
                ),
                ("members_total", models.PositiveSmallIntegerField(null=True)),
                ("members_present", models.PositiveSmallIntegerField(null=True)),
                ("quorum", models.PositiveSmallIntegerField(null=True)),
                (
                    "quorum_note",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        verbose_name="เหตุที่องค์ประชุมไม่ครบ",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certifications",
                        to="reporting.province",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField()),
            ],
            options={
                "ordering": ("province", "month", "recorded_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method__in", ["MEETING", "CIRCULAR"]), models.Q(("number", ""), _negated=True)
                        ),
                        name="provincial_certification_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("members_present__isnull", True),
                                ("members_total__isnull", True),
                                ("quorum__isnull", True),
                            ),
                            models.Q(
                                ("members_present__isnull", False),
                                ("members_total__isnull", False),
                                ("quorum__isnull", False),
                                ("members_present__lte", models.F("members_total")),
                                models.Q(
                                    ("members_present__gte", models.F("quorum")),
                                    models.Q(("quorum_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="provincial_certification_attendance_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvincialCoverage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="reporting.provincialcertification",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certification", "report"), name="coverage_once_per_report"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RT1", "รต.๑"),
                            ("RT2", "รต.๒"),
                            ("RT3", "รต.๓"),
                            ("RT4", "รต.๔"),
                            ("NAT", "รายงานระดับประเทศ"),
                            ("DGM", "รายงานเสนออธิบดี ประจำเดือน"),
                            ("DGR", "รายงานเสนออธิบดี สะสมรอบ"),
                            ("DGY", "รายงานเสนออธิบดี สะสมปีงบประมาณ"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.province",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField(null=True)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=40, unique=True)),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "certification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reporting.districtcertification",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document",
                        to="reporting.storedfile",
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=16)),
                ("line_count", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="reporting.document",
                    ),
                ),
            ],
            options={
                "ordering": ("report", "issued_at"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["RT2"]),
                                ("month__isnull", True),
                                ("province__isnull", True),
                                ("report__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ["RT3", "RT4"]),
                                ("month__isnull", False),
                                ("province__isnull", False),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("kind__in", ["NAT", "DGM", "DGR", "DGY"]),
                                ("month__isnull", False),
                                ("province__isnull", True),
                                ("report__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="document_scope_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("certification__isnull", False), ("kind", "RT2")),
                            models.Q(
                                models.Q(("kind", "RT2"), _negated=True), ("certification__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="document_rt2_names_resolution",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("report", "kind"),
                        name="document_one_in_force",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("province__isnull", False), ("replaced_at__isnull", True)),
                        fields=("province", "month", "kind"),
                        name="document_one_in_force_in_province",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("province__isnull", True),
                            ("replaced_at__isnull", True),
                            ("report__isnull", True),
                        ),
                        fields=("month", "kind"),
                        name="document_one_in_force_in_nation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True), ("replaced_at__isnull", False), _connector="OR"
                        ),
                        name="document_successor_only_where_replaced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__gte", 0)), name="document_total_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="reporting.document",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("ELECTRONIC", "ลงนามในระบบ"), ("SCAN", "ลงนามบนกระดาษและแนบภาพ")],
                        max_length=10,
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signer_name", models.CharField(max_length=120)),
                ("position", models.CharField(max_length=120)),
                ("acting_for", models.CharField(blank=True, max_length=120)),
                ("statements", models.TextField(blank=True, db_default="")),
                ("document_sha256", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "ELECTRONIC"), ("scan__isnull", True)),
                            models.Q(("method", "SCAN"), ("scan__isnull", False)),
                            _connector="OR",
                        ),
                        name="signature_scan_where_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signer_name", ""), _negated=True),
                            models.Q(("position", ""), _negated=True),
                        ),
                        name="signature_names_signer",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="ResolutionMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_certification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="reporting.districtcertification",
                    ),
                ),
                (
                    "provincial_certification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="reporting.provincialcertification",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="reporting.committeemember",
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[("CHAIR", "ประธาน"), ("MEMBER", "กรรมการ"), ("SECRETARY", "เลขานุการ")],
                        max_length=10,
                    ),
                ),
                ("present", models.BooleanField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("AGREE", "เห็นชอบ"), ("REMARK", "มีข้อสังเกต")], max_length=10
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district_certification__isnull", False),
                                ("provincial_certification__isnull", True),
                            ),
                            models.Q(
                                ("district_certification__isnull", True),
                                ("provincial_certification__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="resolution_member_of_one_resolution",
                    ),
                    models.UniqueConstraint(
                        fields=("district_certification", "member"), name="resolution_member_once_in_district"
                    ),
                    models.UniqueConstraint(
                        fields=("provincial_certification", "member"),
                        name="resolution_member_once_in_province",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=60)),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("action", models.CharField(max_length=40)),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.province",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.district",
                    ),
                ),
                ("object_type", models.CharField(max_length=40)),
                ("object_id", models.CharField(max_length=40)),
                ("changes", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["district", "-id"], name="audit_by_district"),
                    models.Index(fields=["province", "-id"], name="audit_by_province"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "sequence"), name="audit_sequence_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("previous_hash", ""), ("sequence", 1)),
                            models.Q(("sequence__gt", 1), models.Q(("previous_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="audit_chain_begins_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor__isnull", False), ("action", "answer_circular"), _connector="OR"
                        ),
                        name="audit_actor_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reporting.producergroup",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("FOOD", "อาหาร"),
                            ("BEVERAGE", "เครื่องดื่ม"),
                            ("TEXTILE", "ผ้า เครื่องแต่งกาย"),
                            ("HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            ("HERB", "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "producer_type",
                    models.CharField(
                        choices=[
                            ("GROUP", "กลุ่มผู้ผลิตชุมชน"),
                            ("INDIVIDUAL", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"),
                            ("SME", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "regular",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้ปกติ"
                    ),
                ),
                (
                    "transfer",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้โอน"
                    ),
                ),
                (
                    "online",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้ออนไลน์"
                    ),
                ),
                ("nil", models.BooleanField(default=False, verbose_name="ไม่มียอดจำหน่าย")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                ("version", models.PositiveIntegerField(default=1)),
                ("spent_version", models.PositiveIntegerField(db_default=0, default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่นำออก")),
                ("lapsed", models.BooleanField(db_default=False, default=False)),
                ("district_tick_version", models.PositiveIntegerField(null=True)),
                (
                    "district_tick_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("district_tick_at", models.DateTimeField(null=True)),
                ("province_tick_version", models.PositiveIntegerField(null=True)),
                (
                    "province_tick_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("province_tick_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("report", "id"),
                "indexes": [
                    models.Index(fields=["group", "category", "report"], name="line_history_of_a_pair")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "group", "category"), name="line_once_per_group_category_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regular__gte", 0), ("transfer__gte", 0), ("online__gte", 0)),
                        name="line_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nil", False),
                            models.Q(("online", 0), ("regular", 0), ("transfer", 0)),
                            _connector="OR",
                        ),
                        name="line_nil_has_no_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="line_version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB"])
                        ),
                        name="line_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("producer_type__in", ["GROUP", "INDIVIDUAL", "SME"])),
                        name="line_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removed_at__isnull", True),
                                ("removed_by__isnull", True),
                                ("removed_reason", ""),
                            ),
                            models.Q(
                                ("removed_at__isnull", False),
                                ("removed_by__isnull", False),
                                models.Q(("removed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="line_removal_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lapsed", False), ("removed_at__isnull", False), _connector="OR"),
                        name="line_lapsed_is_removed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district_tick_at__isnull", False),
                                ("district_tick_by__isnull", False),
                                ("district_tick_version__isnull", False),
                            ),
                            models.Q(
                                ("district_tick_at__isnull", True),
                                ("district_tick_by__isnull", True),
                                ("district_tick_version__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="line_district_tick_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("province_tick_at__isnull", False),
                                ("province_tick_by__isnull", False),
                                ("province_tick_version__isnull", False),
                            ),
                            models.Q(
                                ("province_tick_at__isnull", True),
                                ("province_tick_by__isnull", True),
                                ("province_tick_version__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="line_province_tick_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district_tick_version__isnull", True),
                                ("district_tick_version__lte", models.F("version")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("province_tick_version__isnull", True),
                                ("province_tick_version__lte", models.F("version")),
                                _connector="OR",
                            ),
                        ),
                        name="line_tick_not_ahead_of_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weeks",
                        to="reporting.salesline",
                    ),
                ),
                ("week", models.PositiveSmallIntegerField()),
                (
                    "regular",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้ปกติ"
                    ),
                ),
                (
                    "transfer",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้โอน"
                    ),
                ),
                (
                    "online",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="รายได้ออนไลน์"
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("line", "week"),
                "constraints": [
                    models.UniqueConstraint(fields=("line", "week"), name="week_once_per_line"),
                    models.CheckConstraint(
                        condition=models.Q(("week__gte", 1), ("week__lte", 5)), name="week_from_one_to_five"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regular__gte", 0), ("transfer__gte", 0), ("online__gte", 0)),
                        name="week_amounts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reporting.salesline",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PHOTO", "ภาพถ่ายสินค้าหรือการจำหน่าย"),
                            ("RECEIPT", "ใบเสร็จ บิล หรือสมุดบัญชี"),
                            ("RT1", "แบบ รต.๑ ที่จัดเก็บแล้ว"),
                            ("ONLINE", "ข้อความหรือรายการเงินออนไลน์"),
                            ("OTHER", "อื่น ๆ"),
                            ("KEPT", "เก็บไว้ที่กลุ่ม"),
                        ],
                        max_length=10,
                        verbose_name="ชนิดหลักฐาน",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="คำอธิบาย")),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reporting.storedfile",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่นำออก")),
            ],
            options={
                "ordering": ("report", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__isnull", True),
                                ("kind", "KEPT"),
                                models.Q(("note", ""), _negated=True),
                            ),
                            models.Q(
                                ("file__isnull", False),
                                ("kind__in", ["PHOTO", "RECEIPT", "RT1", "ONLINE", "OTHER"]),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_a_file_or_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removed_at__isnull", True),
                                ("removed_by__isnull", True),
                                ("removed_reason", ""),
                            ),
                            models.Q(
                                ("removed_at__isnull", False),
                                ("removed_by__isnull", False),
                                models.Q(("removed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_removal_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "รอพิจารณา"),
                            ("GRANTED", "อนุญาตให้แก้ไข"),
                            ("PUBLISHED", "จังหวัดยืนยันฉบับแก้ไขแล้ว"),
                            ("REFUSED", "ไม่อนุญาต"),
                            ("WITHDRAWN", "อำเภอถอนคำขอ"),
                            ("ENDED", "ยุติการแก้ไข"),
                        ],
                        default="ASKED",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("FORGOTTEN", "ลืมรายงานยอดหรือลืมกลุ่ม"),
                            ("MISTYPED", "พิมพ์ตัวเลขผิด"),
                            ("TWICE", "นับยอดซ้ำ"),
                            ("CHANNEL", "ลงยอดผิดช่องทาง"),
                            ("KIND", "ผิดประเภทผลิตภัณฑ์หรือประเภทผู้ผลิต"),
                            ("EVIDENCE", "พบหลักฐานใหม่"),
                            ("AUDIT", "หน่วยตรวจสอบให้แก้ไข"),
                            ("OTHER", "อื่น ๆ"),
                        ],
                        max_length=10,
                        verbose_name="เหตุผล",
                    ),
                ),
                ("text", models.CharField(max_length=400, verbose_name="คำอธิบาย")),
                (
                    "effect",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="ผลต่อยอดรวมโดยประมาณ"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_on", models.DateField(null=True, verbose_name="แก้ไขได้ถึงวันที่")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_text", models.CharField(blank=True, max_length=400, verbose_name="คำชี้แจง")),
                ("evidence", models.ManyToManyField(related_name="corrections", to="reporting.evidence")),
            ],
            options={
                "ordering": ("report", "asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report",),
                        name="correction_one_open_per_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True), ("granted_at__isnull", True), ("state", "ASKED")
                            ),
                            models.Q(
                                ("ended_at__isnull", True),
                                ("granted_at__isnull", False),
                                ("state", "GRANTED"),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("granted_at__isnull", True),
                                ("state__in", ["REFUSED", "WITHDRAWN"]),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("granted_at__isnull", False),
                                ("state__in", ["PUBLISHED", "ENDED"]),
                            ),
                            _connector="OR",
                        ),
                        name="correction_state_agrees_with_stamps",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("expires_on__isnull", False),
                                    ("granted_at__isnull", False),
                                    ("granted_by__isnull", False),
                                ),
                                models.Q(
                                    ("expires_on__isnull", True),
                                    ("granted_at__isnull", True),
                                    ("granted_by__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                _connector="OR",
                            ),
                        ),
                        name="correction_stamps_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "FORGOTTEN",
                                    "MISTYPED",
                                    "TWICE",
                                    "CHANNEL",
                                    "KIND",
                                    "EVIDENCE",
                                    "AUDIT",
                                    "OTHER",
                                ],
                            ),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="correction_has_reason_and_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_text", ""), ("state__in", ["REFUSED", "ENDED"]), _negated=True
                        ),
                        name="correction_refusal_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="correction_revision_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reporting.correction",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.producergroup",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("FOOD", "อาหาร"),
                            ("BEVERAGE", "เครื่องดื่ม"),
                            ("TEXTILE", "ผ้า เครื่องแต่งกาย"),
                            ("HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            ("HERB", "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        max_length=10,
                    ),
                ),
                ("granted", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("correction", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("correction", "group", "category"), name="correction_line_once_per_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB"])
                        ),
                        name="correction_line_category_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("until", models.DateField(verbose_name="ขยายเวลาถึงวันที่")),
                ("reason", models.CharField(max_length=400, verbose_name="เหตุผล")),
                ("granted_at", models.DateTimeField()),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_reason", models.CharField(blank=True, max_length=400, verbose_name="เหตุผลที่ยกเลิก")),
            ],
            options={
                "ordering": ("report", "granted_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report",),
                        name="extension_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extension_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(("ended_at__isnull", False), ("ended_reason", ""), _connector="OR"),
                        ),
                        name="extension_ending_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="reporting.salesline",
                    ),
                ),
                (
                    "office",
                    models.CharField(choices=[("DISTRICT", "อำเภอ"), ("PROVINCE", "จังหวัด")], max_length=10),
                ),
                ("marked_at", models.DateTimeField()),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("cleared_at", models.DateTimeField(null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-marked_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("line", "office"),
                        name="follow_up_one_open_per_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("office__in", ["DISTRICT", "PROVINCE"])),
                        name="follow_up_office_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                            models.Q(("cleared_at__isnull", True), ("cleared_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="follow_up_clearing_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="reporting.district",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="reporting.province",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "เจ้าหน้าที่อำเภอ"),
                            ("development_officer", "พัฒนาการอำเภอ"),
                            ("province", "เจ้าหน้าที่จังหวัด"),
                            ("department", "เจ้าหน้าที่กรมฯ"),
                            ("auditor", "ผู้ตรวจสอบ"),
                            ("administrator", "ผู้ดูแลระบบ"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "leaver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=4000, verbose_name="สิ่งที่ระบบไม่รู้")),
                ("sha256", models.CharField(max_length=64)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("statements", models.JSONField(default=list)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("content", models.TextField()),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district__isnull", False), ("province__isnull", True)),
                            models.Q(("district__isnull", True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_of_one_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("province__isnull", True), ("role__in", ["officer", "development_officer"])
                            ),
                            models.Q(("district__isnull", True), ("role", "province")),
                            _connector="OR",
                        ),
                        name="handover_role_fits_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                        ),
                        name="handover_content_has_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("successor__isnull", True),
                                models.Q(("successor", models.F("leaver")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("accepted_by__isnull", True),
                                models.Q(("accepted_by", models.F("leaver")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="handover_goes_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="handover_acceptance_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="handover_withdrawal_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="handover_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("leaver",),
                        name="handover_one_waiting_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="reporting.publication",
                    ),
                ),
                ("line", models.BigIntegerField(null=True)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FOOD", "อาหาร"),
                            ("BEVERAGE", "เครื่องดื่ม"),
                            ("TEXTILE", "ผ้า เครื่องแต่งกาย"),
                            ("HOUSEWARE", "ของใช้ ของตกแต่ง ของที่ระลึก"),
                            ("HERB", "สมุนไพรที่ไม่ใช่อาหาร"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REGULAR", "รายได้ปกติ"),
                            ("TRANSFER", "รายได้โอน"),
                            ("ONLINE", "รายได้ออนไลน์"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(max_length=400, verbose_name="เรื่อง")),
                (
                    "amount",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, default=0, max_digits=16, verbose_name="ยอดที่ซักถาม"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "รอจังหวัดตอบ"),
                            ("ANSWERED", "จังหวัดตอบแล้ว"),
                            ("CLOSED", "ปิดเรื่องแล้ว"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("shared_at", models.DateTimeField(null=True)),
                (
                    "shared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("heard_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("since", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "CLOSED"), _negated=True),
                        fields=["state", "publication"],
                        name="inquiry_not_closed",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "CLOSED"),
                            ),
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("state__in", ["OPEN", "ANSWERED"]),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_state_agrees_with_stamps",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("shared_at__isnull", False), ("shared_by__isnull", False)),
                                models.Q(("shared_at__isnull", True), ("shared_by__isnull", True)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("heard_at__isnull", True), ("shared_at__isnull", False), _connector="OR"
                            ),
                        ),
                        name="inquiry_sharing_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", ""), _negated=True),
                            ("category__in", ["", "FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB"]),
                            ("channel__in", ["", "REGULAR", "TRANSFER", "ONLINE"]),
                        ),
                        name="inquiry_figure_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="inquiry_amount_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="reporting.inquiry",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ASK", "ถาม"),
                            ("ANSWER", "ตอบ"),
                            ("SHARE", "ขอให้อำเภอชี้แจง"),
                            ("REMARK", "อำเภอชี้แจง"),
                            ("CLOSE", "ปิดเรื่อง"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="ข้อความ")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="inquiry_message_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ASK", "ANSWER", "SHARE", "REMARK", "CLOSE"])),
                        name="inquiry_message_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenderJob",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RT1", "รต.๑"),
                            ("RT2", "รต.๒"),
                            ("RT3", "รต.๓"),
                            ("RT4", "รต.๔"),
                            ("NAT", "รายงานระดับประเทศ"),
                            ("DGM", "รายงานเสนออธิบดี ประจำเดือน"),
                            ("DGR", "รายงานเสนออธิบดี สะสมรอบ"),
                            ("DGY", "รายงานเสนออธิบดี สะสมปีงบประมาณ"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.province",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField(null=True)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("content_sha256", models.CharField(max_length=64)),
                ("line_count", models.PositiveIntegerField()),
                ("address", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "รอคิว"),
                            ("RUNNING", "กำลังจัดทำ"),
                            ("DONE", "เสร็จแล้ว"),
                            ("FAILED", "ไม่สำเร็จ"),
                        ],
                        default="WAITING",
                        max_length=8,
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="reporting.document",
                    ),
                ),
                ("is_draft", models.BooleanField(db_default=False, default=False)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=120,
                        upload_to=reporting.models.evidence.random_path,
                    ),
                ),
                ("expires_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("asked_at",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["asked_at"],
                        name="job_under_way",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["RT1", "RT2"]),
                                ("month__isnull", True),
                                ("province__isnull", True),
                                ("report__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ["RT3", "RT4"]),
                                ("month__isnull", False),
                                ("province__isnull", False),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("kind__in", ["NAT", "DGM", "DGR", "DGY"]),
                                ("month__isnull", False),
                                ("province__isnull", True),
                                ("report__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_scope_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "RT1"), _negated=True), ("is_draft", True), _connector="OR"
                        ),
                        name="job_rt1_is_a_draft",
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        django.db.models.functions.comparison.Coalesce("report_id", models.Value(0)),
                        django.db.models.functions.comparison.Coalesce("province_id", models.Value("")),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("month"), models.Value(0), output_field=models.IntegerField()
                        ),
                        models.F("content_sha256"),
                        condition=models.Q(("finished_at__isnull", True)),
                        name="job_once_while_under_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="job_progress_is_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("error", ""),
                                ("finished_at__isnull", True),
                                ("lease_until__isnull", True),
                                ("state", "WAITING"),
                            ),
                            models.Q(
                                ("attempt__gte", 1),
                                ("error", ""),
                                ("finished_at__isnull", True),
                                ("lease_until__isnull", False),
                                ("state", "RUNNING"),
                            ),
                            models.Q(
                                ("error", ""),
                                ("finished_at__isnull", False),
                                ("lease_until__isnull", True),
                                ("state", "DONE"),
                                models.Q(("document__isnull", False), ("is_draft", True), _connector="OR"),
                            ),
                            models.Q(
                                ("document__isnull", True),
                                ("finished_at__isnull", False),
                                ("lease_until__isnull", True),
                                ("state", "FAILED"),
                                models.Q(("error", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="job_state_agrees_with_stamps",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_at__isnull", True), ("file", ""), ("is_draft", False)),
                            models.Q(
                                ("document__isnull", True),
                                ("expires_at__isnull", False),
                                ("is_draft", True),
                                ("state", "DONE"),
                            ),
                            models.Q(
                                ("document__isnull", True),
                                ("expires_at__isnull", True),
                                ("file", ""),
                                ("is_draft", True),
                                models.Q(("state", "DONE"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="job_draft_is_kept_for_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KpiDefinition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(unique=True, verbose_name="ปีงบประมาณ")),
                (
                    "measure",
                    models.CharField(
                        choices=[("ONLINE", "รายได้ออนไลน์"), ("TOTAL", "ยอดจำหน่ายทุกช่องทาง")],
                        max_length=10,
                        verbose_name="สิ่งที่วัด",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("SAME_MONTHS", "เดือนเดียวกันของปีงบประมาณก่อน"),
                            ("FULL_YEAR", "ทั้งปีงบประมาณก่อน เฉลี่ยต่อเดือน"),
                            ("THREE_YEARS", "เดือนเดียวกัน เฉลี่ย 3 ปีก่อน"),
                            ("FIXED", "จำนวนเงินที่กำหนด"),
                        ],
                        max_length=12,
                        verbose_name="ฐาน",
                    ),
                ),
                (
                    "fixed_base",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="ฐานที่กำหนดทั้งประเทศ (บาทต่อปี)"
                    ),
                ),
                ("percent", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="เพิ่มขึ้นร้อยละ")),
                (
                    "level_1",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="ระดับ 1 ตั้งแต่ร้อยละ"),
                ),
                (
                    "level_2",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="ระดับ 2 ตั้งแต่ร้อยละ"),
                ),
                (
                    "level_3",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="ระดับ 3 ตั้งแต่ร้อยละ"),
                ),
                (
                    "level_4",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="ระดับ 4 ตั้งแต่ร้อยละ"),
                ),
                (
                    "level_5",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="ระดับ 5 ตั้งแต่ร้อยละ"),
                ),
            ],
            options={
                "ordering": ("fiscal_year",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level_1__lt", models.F("level_2")),
                            ("level_2__lt", models.F("level_3")),
                            ("level_3__lt", models.F("level_4")),
                            ("level_4__lt", models.F("level_5")),
                        ),
                        name="kpi_levels_ascend",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", "FIXED"), ("fixed_base__gt", 0), ("fixed_base__isnull", False)),
                            models.Q(
                                models.Q(("base", "FIXED"), _negated=True), ("fixed_base__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="kpi_fixed_base_where_it_is_the_base",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0)), name="kpi_percent_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submit", "ส่งจังหวัด"),
                            ("withdraw", "ดึงกลับ"),
                            ("return_lines", "จังหวัดส่งคืน"),
                            ("publish", "จังหวัดยืนยัน"),
                            ("reopen", "เปิดแก้ไข"),
                            ("end_correction", "ยุติการแก้ไข"),
                            ("correction_asked", "ขอแก้ไข"),
                            ("correction_refused", "ไม่อนุญาตแก้ไข"),
                            ("correction_withdrawn", "ถอนคำขอแก้ไข"),
                            ("correction_extended", "เลื่อนวันแก้ไข"),
                            ("message", "ข้อความ"),
                            ("inquiry_asked", "กรมฯ ซักถาม"),
                            ("inquiry_shared", "จังหวัดขอให้ชี้แจง"),
                            ("inquiry_remarked", "อำเภอชี้แจง"),
                            ("inquiry_answered", "ตอบข้อซักถาม"),
                            ("inquiry_closed", "ปิดข้อซักถาม"),
                            ("month_opened", "เปิดเดือน"),
                            ("month_closed", "ปิดเดือน"),
                            ("due_moved", "เลื่อนกำหนด"),
                            ("extended", "ขยายเวลา"),
                            ("extension_ended", "ยกเลิกการขยายเวลา"),
                            ("remind_submit", "เตือนให้ส่ง"),
                            ("remind_fix", "เตือนให้แก้"),
                            ("remind_publish", "เตือนให้ยืนยัน"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.reportingmonth",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.salesline",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.inquiry",
                    ),
                ),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reminder_day", models.DateField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["user", "-id"], name="notice_of_user"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["user"], name="notice_unread"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="notice_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "submit",
                                    "withdraw",
                                    "return_lines",
                                    "publish",
                                    "reopen",
                                    "end_correction",
                                    "correction_asked",
                                    "correction_refused",
                                    "correction_withdrawn",
                                    "correction_extended",
                                    "message",
                                    "inquiry_asked",
                                    "inquiry_shared",
                                    "inquiry_remarked",
                                    "inquiry_answered",
                                    "inquiry_closed",
                                    "month_opened",
                                    "month_closed",
                                    "due_moved",
                                    "extended",
                                    "extension_ended",
                                    "remind_submit",
                                    "remind_fix",
                                    "remind_publish",
                                ],
                            )
                        ),
                        name="notice_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line__isnull", True), ("report__isnull", False), _connector="OR"
                        ),
                        name="notice_line_has_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("inquiry__isnull", False),
                                (
                                    "kind__in",
                                    (
                                        "inquiry_asked",
                                        "inquiry_shared",
                                        "inquiry_remarked",
                                        "inquiry_answered",
                                        "inquiry_closed",
                                    ),
                                ),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "inquiry_asked",
                                            "inquiry_shared",
                                            "inquiry_remarked",
                                            "inquiry_answered",
                                            "inquiry_closed",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                                ("inquiry__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_inquiry_fits_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("by__isnull", True),
                                ("kind__in", ("remind_submit", "remind_fix", "remind_publish")),
                                ("reminder_day__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ("remind_submit", "remind_fix", "remind_publish")),
                                    _negated=True,
                                ),
                                ("by__isnull", False),
                                ("reminder_day__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_reminder_has_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reminder_day__isnull", False)),
                        fields=("user", "month", "kind", "reminder_day"),
                        name="notice_reminder_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail",
                        to="reporting.notice",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail",
                        to="reporting.accountlink",
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("WAITING", "รอส่ง"), ("SENT", "ส่งแล้ว"), ("FAILED", "ส่งไม่ได้")],
                        default="WAITING",
                        max_length=8,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "WAITING")), fields=["not_before"], name="mail_waiting"
                    ),
                    models.Index(condition=models.Q(("state", "FAILED")), fields=["-id"], name="mail_failed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                        ),
                        name="mail_has_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("link__isnull", True), ("notice__isnull", False)),
                            models.Q(("link__isnull", False), ("notice__isnull", True)),
                            _connector="OR",
                        ),
                        name="mail_tells_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "WAITING")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("error", ""),
                                ("lease_until__isnull", True),
                                ("state", "SENT"),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("lease_until__isnull", True),
                                ("state", "FAILED"),
                                models.Q(("error", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mail_state_agrees_with_stamps",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PinnedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RT1", "รต.๑"),
                            ("RT2", "รต.๒"),
                            ("RT3", "รต.๓"),
                            ("RT4", "รต.๔"),
                            ("NAT", "รายงานระดับประเทศ"),
                            ("DGM", "รายงานเสนออธิบดี ประจำเดือน"),
                            ("DGR", "รายงานเสนออธิบดี สะสมรอบ"),
                            ("DGY", "รายงานเสนออธิบดี สะสมปีงบประมาณ"),
                        ],
                        max_length=4,
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField()),
                ("number", models.PositiveSmallIntegerField()),
                ("cutoff_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("total", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("basis_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
            ],
            options={
                "ordering": ("-made_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "month", "number"), name="pinned_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["DGM", "DGR", "DGY"])),
                        name="pinned_is_a_directors_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                            models.Q(("basis_sha256", ""), _negated=True),
                        ),
                        name="pinned_content_has_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cutoff_at__lte", models.F("made_at"))), name="pinned_to_the_past"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__gte", 0)), name="pinned_total_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PinnedPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pins",
                        to="reporting.pinnedreport",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pins",
                        to="reporting.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "publication"), name="pinned_publication_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("week", models.PositiveSmallIntegerField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("week__gte", 1), ("week__lte", 5)),
                        name="presence_week_from_one_to_five",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="ReturnReason",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=120)),
                ("advice", models.CharField(blank=True, db_default="", default="", max_length=200)),
                ("position", models.PositiveSmallIntegerField()),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("label", ""), _negated=True)
                        ),
                        name="reason_code_and_label_given",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="reporting.monthlyreport",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("whole", models.BooleanField(db_default=False, default=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("report", "at", "id")},
        ),
        migrations.CreateModel(
            name="ReturnedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sent_back",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reporting.return",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="reporting.salesline",
                    ),
                ),
                ("line_version", models.PositiveIntegerField()),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.returnreason",
                    ),
                ),
                ("reason_label", models.CharField(blank=True, db_default="", default="", max_length=120)),
                ("text", models.CharField(max_length=500, verbose_name="คำอธิบาย")),
                ("wanted_by", models.DateField(null=True)),
                (
                    "regular",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="รายได้ปกติ"
                    ),
                ),
                (
                    "transfer",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="รายได้โอน"
                    ),
                ),
                (
                    "online",
                    reporting.models.fields.MoneyField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="รายได้ออนไลน์"
                    ),
                ),
                ("nil", models.BooleanField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=500, verbose_name="คำตอบ"
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("sent_back", "line"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sent_back", "line"), name="returned_line_once_per_return"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="returned_line_has_code_and_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nil__isnull", False),
                                ("online__isnull", False),
                                ("regular__isnull", False),
                                ("transfer__isnull", False),
                            ),
                            models.Q(
                                ("nil__isnull", True),
                                ("online__isnull", True),
                                ("regular__isnull", True),
                                ("transfer__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="returned_line_figures_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="returned_line_answer_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_scans",
                        to="reporting.district",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_scan",
                        to="reporting.storedfile",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="reporting.document",
                    ),
                ),
                (
                    "filed_by",
                    models.CharField(
                        blank=True,
                        choices=[("CODE", "อ่านจากคิวอาร์โค้ด"), ("PERSON", "ผู้ส่งเลือกเอง")],
                        max_length=6,
                    ),
                ),
                ("filed_at", models.DateTimeField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("district", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("document__isnull", True), ("replaced_at__isnull", True)),
                        fields=["district"],
                        name="scan_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document__isnull", True), ("filed_at__isnull", True), ("filed_by", "")
                            ),
                            models.Q(
                                ("document__isnull", False),
                                ("filed_at__isnull", False),
                                ("filed_by__in", ["CODE", "PERSON"]),
                            ),
                            _connector="OR",
                        ),
                        name="scan_filing_is_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("document__isnull", False), ("replaced_at__isnull", True)),
                        fields=("document",),
                        name="scan_one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_tables",
                        to="reporting.province",
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[("PASTE", "วางตาราง"), ("FILE", "อัปโหลดไฟล์"), ("LADDER", "ขั้นบันได")],
                        max_length=6,
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("printed", models.JSONField()),
                ("decisions", models.JSONField(default=list)),
                ("accepted_at", models.DateTimeField()),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-accepted_at", "-pk"),
                "indexes": [models.Index(fields=["province", "fiscal_year"], name="target_tables_of_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["PASTE", "FILE", "LADDER"])),
                        name="target_table_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__gte", 2544), ("fiscal_year__lte", 2642)),
                        name="target_table_year_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "FILE"), _negated=True),
                            models.Q(("file_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_table_file_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="reporting.district",
                    ),
                ),
                ("month", reporting.models.fields.FiscalMonthField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("REGULAR", "รายได้ปกติ"),
                            ("TRANSFER", "รายได้โอน"),
                            ("ONLINE", "รายได้ออนไลน์"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "printed_in",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REGULAR", "รายได้ปกติ"),
                            ("TRANSFER", "รายได้โอน"),
                            ("ONLINE", "รายได้ออนไลน์"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                ("printed", reporting.models.fields.MoneyField(decimal_places=2, max_digits=16, null=True)),
                ("accepted", reporting.models.fields.MoneyField(decimal_places=2, max_digits=16, null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "table",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="reporting.targettable",
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("month", "district", "channel"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "month", "channel"), name="target_once_per_district_month_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("printed__isnull", True), ("printed__gte", 0), _connector="OR"),
                            models.Q(("accepted__isnull", True), ("accepted__gte", 0), _connector="OR"),
                        ),
                        name="target_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed__isnull", False), ("accepted__isnull", False), _connector="OR"
                        ),
                        name="target_has_a_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("table__isnull", False),
                            ),
                            models.Q(
                                ("accepted_at__isnull", True),
                                ("accepted_by__isnull", True),
                                ("table__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="target_acceptance_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("accepted__isnull", False), _connector="OR"
                        ),
                        name="target_accepted_has_a_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed__isnull", True),
                            ("accepted__isnull", True),
                            ("accepted", models.F("printed")),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_change_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_in", ""),
                            models.Q(
                                ("printed_in__in", ["REGULAR", "TRANSFER", "ONLINE"]),
                                models.Q(("printed_in", models.F("channel")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="target_printed_in_another_channel",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="reporting.monthlyreport",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread",
                        to="reporting.salesline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", True)),
                        fields=("report",),
                        name="thread_one_about_the_report",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="reporting.thread",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="ข้อความ")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["at"], name="message_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="message_has_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadUpTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reporting.thread"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "thread"), name="read_once_per_thread")
                ]
            },
        ),
        migrations.AddField(
            model_name="MonthlyReport",
            name="correction",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="MonthlyReport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("correction__isnull", True),
                    models.Q(("revision__gt", 1), models.Q(("state", "PUBLISHED"), _negated=True)),
                    _connector="OR",
                ),
                name="report_grant_only_while_drafting",
            ),
        ),
        migrations.AddField(
            model_name="PinnedReport",
            name="publications",
            field=models.ManyToManyField(
                related_name="+", through="reporting.PinnedPublication", to="reporting.publication"
            ),
        ),
        migrations.RunPython(triggers.create_triggers, triggers.drop_triggers),
        migrations.RunPython(reasons.add_reasons, migrations.RunPython.noop),
        migrations.RunPython(advice.advise, migrations.RunPython.noop),
        migrations.RunPython(key_figure.add_definition, migrations.RunPython.noop),
    ]

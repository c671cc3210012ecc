"""The committees' registers, circulars and attendance; an answer by letter has no account (R17, R18)."""

import importlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reporting.models.fields

triggers = importlib.import_module("reporting.migrations.0002_audit_is_append_only")


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0010_follow_ups_and_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("nonce", models.CharField(max_length=32)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
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
                ("month", reporting.models.fields.FiscalMonthField()),
                ("number", models.CharField(max_length=80, verbose_name="เลขที่หนังสือ")),
                ("expires_on", models.DateField(verbose_name="ตอบได้ถึงวันที่")),
                ("quorum", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField()),
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
                ("end_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("-started_at", "-id"),
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
                ("revision", models.PositiveSmallIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("provincial", models.BooleanField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("circular", "report"),
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
            ],
            options={
                "ordering": ("id",),
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
            },
        ),
        migrations.AddField(
            model_name="districtcertification",
            name="members_present",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="districtcertification",
            name="members_total",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="districtcertification",
            name="quorum",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="districtcertification",
            name="quorum_note",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="เหตุที่องค์ประชุมไม่ครบ"
            ),
        ),
        migrations.AddField(
            model_name="provincialcertification",
            name="members_present",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="provincialcertification",
            name="members_total",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="provincialcertification",
            name="quorum",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="provincialcertification",
            name="quorum_note",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="เหตุที่องค์ประชุมไม่ครบ"
            ),
        ),
        # SQLite alters a table by making it anew, and its triggers would be lost on the way.
        migrations.RunPython(triggers.drop_triggers, triggers.create_triggers),
        migrations.AlterField(
            model_name="auditevent",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor__isnull", False), ("action", "answer_circular"), _connector="OR"),
                name="audit_actor_known",
            ),
        ),
        migrations.RunPython(triggers.create_triggers, triggers.drop_triggers),
        migrations.AddField(
            model_name="circular",
            name="district",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="circulars",
                to="reporting.district",
            ),
        ),
        migrations.AddField(
            model_name="circular",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="circular",
            name="province",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="circulars",
                to="reporting.province",
            ),
        ),
        migrations.AddField(
            model_name="circular",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="circular",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="reporting.circular"
            ),
        ),
        migrations.AddField(
            model_name="districtcertification",
            name="circular",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.circular",
            ),
        ),
        migrations.AddField(
            model_name="provincialcertification",
            name="circular",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.circular",
            ),
        ),
        migrations.AddConstraint(
            model_name="districtcertification",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="provincialcertification",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="circularitem",
            name="circular",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="reporting.circular"
            ),
        ),
        migrations.AddField(
            model_name="circularitem",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="circular_items",
                to="reporting.monthlyreport",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="district",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="committee_members",
                to="reporting.district",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="province",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="committee_members",
                to="reporting.province",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="reporting.committeemember",
            ),
        ),
        migrations.AddField(
            model_name="resolutionmember",
            name="district_certification",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="reporting.districtcertification",
            ),
        ),
        migrations.AddField(
            model_name="resolutionmember",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolutions",
                to="reporting.committeemember",
            ),
        ),
        migrations.AddField(
            model_name="resolutionmember",
            name="provincial_certification",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="reporting.provincialcertification",
            ),
        ),
        migrations.AddIndex(
            model_name="circular",
            index=models.Index(fields=["district", "month"], name="circular_by_district_month"),
        ),
        migrations.AddIndex(
            model_name="circular",
            index=models.Index(fields=["province", "month"], name="circular_by_province_month"),
        ),
        migrations.AddConstraint(
            model_name="circular",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("district__isnull", False), ("province__isnull", True)),
                    models.Q(("district__isnull", True), ("province__isnull", False)),
                    _connector="OR",
                ),
                name="circular_of_one_committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="circular",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", ""), _negated=True), ("quorum__gte", 1), ("month__gte", 200010)
                ),
                name="circular_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="circular",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                        models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("ended_at__isnull", True), ("outcome", "")),
                        models.Q(
                            ("ended_at__isnull", False), ("outcome__in", ["ADOPTED", "CANCELLED", "VOID"])
                        ),
                        _connector="OR",
                    ),
                ),
                name="circular_end_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="circular",
            constraint=models.CheckConstraint(
                condition=models.Q(("end_reason", ""), ("outcome", "CANCELLED"), _negated=True),
                name="circular_reason_where_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="circularitem",
            constraint=models.UniqueConstraint(fields=("circular", "report"), name="circular_item_once"),
        ),
        migrations.AddConstraint(
            model_name="circularitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("report", "revision", "provincial"),
                name="circular_one_open_per_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("district__isnull", False), ("province__isnull", True)),
                    models.Q(("district__isnull", True), ("province__isnull", False)),
                    _connector="OR",
                ),
                name="member_of_one_committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), ("role__in", ["CHAIR", "MEMBER", "SECRETARY"])
                ),
                name="member_has_name_and_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="member_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("district__isnull", False), ("until__isnull", True)),
                fields=("district", "name"),
                name="member_sits_once_in_district",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", False), ("until__isnull", True)),
                fields=("province", "name"),
                name="member_sits_once_in_province",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("circular", "member"), name="ballot_once_per_member"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("remark", ""), ("times", 0)),
                    models.Q(
                        ("answer__in", ["AGREE", "REMARK"]), ("answered_at__isnull", False), ("times__gte", 1)
                    ),
                    _connector="OR",
                ),
                name="ballot_answer_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "REMARK"), ("remark", ""), _negated=True),
                name="ballot_remark_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("district_certification__isnull", False), ("provincial_certification__isnull", True)
                    ),
                    models.Q(
                        ("district_certification__isnull", True), ("provincial_certification__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="resolution_member_of_one_resolution",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionmember",
            constraint=models.UniqueConstraint(
                fields=("district_certification", "member"), name="resolution_member_once_in_district"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionmember",
            constraint=models.UniqueConstraint(
                fields=("provincial_certification", "member"), name="resolution_member_once_in_province"
            ),
        ),
    ]

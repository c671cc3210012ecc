"""Packs by which an office is handed over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0015_large_drafts"),
    ]

    operations = [
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
                ("created_at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=4000, verbose_name="สิ่งที่ระบบไม่รู้")),
                ("sha256", models.CharField(max_length=64)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("statements", models.JSONField(default=list)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("content", models.TextField()),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "leaver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
    ]

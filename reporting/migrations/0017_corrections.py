"""Corrections of published months, with the pairs that they name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reporting.models.fields


class Migration(migrations.Migration):
    dependencies = [("reporting", "0016_handover_packs")]
    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("granted_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(null=True, verbose_name="แก้ไขได้ถึงวันที่")),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_text", models.CharField(blank=True, max_length=400, verbose_name="คำชี้แจง")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("evidence", models.ManyToManyField(related_name="corrections", to="reporting.evidence")),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
    ]

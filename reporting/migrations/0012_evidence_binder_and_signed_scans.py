import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PROTECT = django.db.models.deletion.PROTECT
FILE_KINDS = [
    ("document", "เอกสารที่ระบบออก"),
    ("resolution", "มติหรือรายงานการประชุม"),
    ("signed_scan", "ภาพเอกสารที่ลงนามแล้ว"),
    ("evidence", "หลักฐาน"),
]
EVIDENCE_KINDS = [
    ("PHOTO", "ภาพถ่ายสินค้าหรือการจำหน่าย"),
    ("RECEIPT", "ใบเสร็จ บิล หรือสมุดบัญชี"),
    ("RT1", "แบบ รต.๑ ที่จัดเก็บแล้ว"),
    ("ONLINE", "ข้อความหรือรายการเงินออนไลน์"),
    ("OTHER", "อื่น ๆ"),
    ("KEPT", "เก็บไว้ที่กลุ่ม"),
]


def key(to, related_name="+", **options):
    return models.ForeignKey(to=to, on_delete=PROTECT, related_name=related_name, **options)


def own_file(related_name, **options):
    return models.OneToOneField(
        to="reporting.storedfile", on_delete=PROTECT, related_name=related_name, **options
    )


def row_id():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0011_committees")]

    operations = [
        migrations.RemoveConstraint(model_name="storedfile", name="file_kind_known"),
        migrations.AlterField(
            model_name="storedfile", name="kind", field=models.CharField(choices=FILE_KINDS, max_length=20)
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=["document", "resolution", "signed_scan", "evidence"]),
                name="file_kind_known",
            ),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", row_id()),
                ("report", key("reporting.monthlyreport", "evidence")),
                ("line", key("reporting.salesline", "evidence", null=True)),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(choices=EVIDENCE_KINDS, max_length=10, verbose_name="ชนิดหลักฐาน"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="คำอธิบาย")),
                ("file", own_file("evidence", null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", key(settings.AUTH_USER_MODEL)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", key(settings.AUTH_USER_MODEL, null=True)),
                (
                    "removed_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่นำออก"),
                ),
            ],
            options={
                "ordering": ("report", "id"),
                "constraints": [
                    models.CheckConstraint(
                        name="evidence_is_a_file_or_words",
                        condition=(
                            (Q(kind="KEPT", file__isnull=True) & ~Q(note=""))
                            | Q(kind__in=["PHOTO", "RECEIPT", "RT1", "ONLINE", "OTHER"], file__isnull=False)
                        ),
                    ),
                    models.CheckConstraint(
                        name="evidence_removal_is_whole",
                        condition=(
                            Q(removed_at__isnull=True, removed_by__isnull=True, removed_reason="")
                            | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason=""))
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                ("id", row_id()),
                ("district", key("reporting.district", "signed_scans")),
                ("file", own_file("signed_scan")),
                ("received_at", models.DateTimeField()),
                ("received_by", key(settings.AUTH_USER_MODEL)),
                ("document", key("reporting.document", "scans", null=True)),
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
                        name="scan_waiting",
                        fields=["district"],
                        condition=Q(document__isnull=True, replaced_at__isnull=True),
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        name="scan_filing_is_whole",
                        condition=(
                            Q(document__isnull=True, filed_at__isnull=True, filed_by="")
                            | Q(
                                document__isnull=False,
                                filed_at__isnull=False,
                                filed_by__in=["CODE", "PERSON"],
                            )
                        ),
                    ),
                    models.UniqueConstraint(
                        name="scan_one_in_force",
                        fields=("document",),
                        condition=Q(document__isnull=False, replaced_at__isnull=True),
                    ),
                ],
            },
        ),
    ]

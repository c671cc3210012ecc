"""What a return keeps: words and figures of its day, the wish, the answer; and what to check by reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

import reporting.models.fields

ADVICE = {
    "ONLINE_TWICE": "เทียบสลิปโอนและรายการขายออนไลน์กับสมุดขายหน้าร้าน ยอดเดียวกันต้องอยู่ช่องเดียว",
    "TRANSFER_TWICE": "เทียบสลิปโอนกับสมุดขาย ยอดเดียวกันต้องอยู่ช่องเดียว",
    "TOO_HIGH": "เทียบยอดกับใบเสร็จทีละสัปดาห์ ดูตำแหน่งจุดทศนิยมและเลขศูนย์ที่เกิน",
    "TOO_LOW": "ดูว่ามีสัปดาห์หรือช่องทางใดยังไม่ได้นับ",
    "WRONG_CATEGORY": "เทียบกับทะเบียนผลิตภัณฑ์ของกลุ่ม หากผิดประเภท ให้นำรายการออกและแจ้งจังหวัด",
    "WRONG_TYPE": "เทียบกับทะเบียนกลุ่ม หากทะเบียนผิด ให้ตอบจังหวัดและแก้ทะเบียน",
    "COPIED": "ขอใบเสร็จหรือสมุดขายของเดือนนี้ แล้วเทียบกับเดือนก่อน",
    "SAME_GROUP_TWICE": "ดูรายการอื่นของกลุ่มเดียวกัน หากซ้ำ ให้นำรายการหนึ่งออก",
    "NIL_DOUBTED": "สอบถามกลุ่มอีกครั้ง พร้อมหลักฐานการขายที่จังหวัดอ้างถึง",
}


def advise(apps, schema_editor):
    ReturnReason = apps.get_model("reporting", "ReturnReason")
    for code, advice in ADVICE.items():
        ReturnReason.objects.filter(code=code, advice="").update(advice=advice)


def keep_words(apps, schema_editor):
    """Lines that were returned before keep the words that their reasons have today."""
    ReturnReason = apps.get_model("reporting", "ReturnReason")
    label = ReturnReason.objects.filter(pk=OuterRef("reason_id"))
    ReturnedLine = apps.get_model("reporting", "ReturnedLine")
    returned = ReturnedLine.objects.filter(reason_label="")
    returned.update(reason_label=Subquery(label.values("label")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0013_signed_statements"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="returnreason",
            options={"ordering": ("position", "code")},
        ),
        migrations.AddField(
            model_name="return",
            name="whole",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="answer",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="คำตอบ"
            ),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="answered_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="nil",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="online",
            field=reporting.models.fields.MoneyField(
                decimal_places=2, max_digits=16, null=True, verbose_name="รายได้ออนไลน์"
            ),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="reason_label",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="regular",
            field=reporting.models.fields.MoneyField(
                decimal_places=2, max_digits=16, null=True, verbose_name="รายได้ปกติ"
            ),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="transfer",
            field=reporting.models.fields.MoneyField(
                decimal_places=2, max_digits=16, null=True, verbose_name="รายได้โอน"
            ),
        ),
        migrations.AddField(
            model_name="returnedline",
            name="wanted_by",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="returnreason",
            name="advice",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddConstraint(
            model_name="returnedline",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="returnedline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="returned_line_answer_is_whole",
            ),
        ),
        migrations.RunPython(advise, migrations.RunPython.noop),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]

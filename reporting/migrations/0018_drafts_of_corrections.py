"""The grant on a report that is being corrected, and what a draft that was ended leaves on its lines."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0017_corrections")]

    operations = [
        migrations.RemoveConstraint(model_name="transition", name="transition_reason_where_needed"),
        migrations.AddField(
            model_name="salesline", name="lapsed", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField(
            model_name="salesline",
            name="spent_version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="transition",
            name="action",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="salesline",
            constraint=models.CheckConstraint(
                condition=models.Q(("lapsed", False), ("removed_at__isnull", False), _connector="OR"),
                name="line_lapsed_is_removed",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("action__in", ["withdraw", "reopen", "end_correction"]), ("reason", ""), _negated=True
                ),
                name="transition_reason_where_needed",
            ),
        ),
        migrations.AddField(
            model_name="monthlyreport",
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
            model_name="monthlyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("correction__isnull", True),
                    models.Q(("revision__gt", 1), models.Q(("state", "PUBLISHED"), _negated=True)),
                    _connector="OR",
                ),
                name="report_grant_only_while_drafting",
            ),
        ),
    ]

"""Tables of targets that the department has accepted, and who accepted each figure, when and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0024_mail_with_account_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="target",
            name="accepted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="target",
            name="accepted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="printed_in",
            field=models.CharField(
                blank=True,
                choices=[("REGULAR", "รายได้ปกติ"), ("TRANSFER", "รายได้โอน"), ("ONLINE", "รายได้ออนไลน์")],
                db_default="",
                default="",
                max_length=10,
            ),
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
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_tables",
                        to="reporting.province",
                    ),
                ),
            ],
            options={
                "ordering": ("-accepted_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="target",
            name="table",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="targets",
                to="reporting.targettable",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("accepted_by__isnull", False),
                        ("table__isnull", False),
                    ),
                    models.Q(
                        ("accepted_at__isnull", True), ("accepted_by__isnull", True), ("table__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="target_acceptance_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True), ("accepted__isnull", False), _connector="OR"
                ),
                name="target_accepted_has_a_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("printed__isnull", True),
                    ("accepted__isnull", True),
                    ("accepted", models.F("printed")),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="target_change_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="targettable",
            index=models.Index(fields=["province", "fiscal_year"], name="target_tables_of_year"),
        ),
        migrations.AddConstraint(
            model_name="targettable",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["PASTE", "FILE", "LADDER"])),
                name="target_table_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="targettable",
            constraint=models.CheckConstraint(
                condition=models.Q(("fiscal_year__gte", 2544), ("fiscal_year__lte", 2642)),
                name="target_table_year_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="targettable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "FILE"), _negated=True),
                    models.Q(("file_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="target_table_file_named",
            ),
        ),
    ]

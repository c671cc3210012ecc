import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reporting.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0025_target_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PinnedPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
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
                ("total", reporting.models.fields.MoneyField(decimal_places=2, default=0, max_digits=16)),
                ("basis_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
            ],
            options={
                "ordering": ("-made_at",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="document",
            name="document_scope_fits_kind",
        ),
        migrations.RemoveConstraint(
            model_name="renderjob",
            name="job_scope_fits_kind",
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="renderjob",
            name="kind",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="renderjob",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="pinnedpublication",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pins", to="reporting.publication"
            ),
        ),
        migrations.AddField(
            model_name="pinnedreport",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="pinnedreport",
            name="publications",
            field=models.ManyToManyField(
                related_name="+", through="reporting.PinnedPublication", to="reporting.publication"
            ),
        ),
        migrations.AddField(
            model_name="pinnedpublication",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pins", to="reporting.pinnedreport"
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedreport",
            constraint=models.UniqueConstraint(fields=("kind", "month", "number"), name="pinned_number_once"),
        ),
        migrations.AddConstraint(
            model_name="pinnedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["DGM", "DGR", "DGY"])), name="pinned_is_a_directors_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content", ""), _negated=True),
                    models.Q(("sha256", ""), _negated=True),
                    models.Q(("basis_sha256", ""), _negated=True),
                ),
                name="pinned_content_has_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("cutoff_at__lte", models.F("made_at"))), name="pinned_to_the_past"
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("total__gte", 0)), name="pinned_total_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedpublication",
            constraint=models.UniqueConstraint(
                fields=("report", "publication"), name="pinned_publication_once"
            ),
        ),
    ]

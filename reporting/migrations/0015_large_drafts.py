"""Large drafts are jobs as well: drawn by the worker, kept with the job for an hour."""

from django.db import migrations, models

import reporting.models.evidence


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0014_answers_to_returns"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="renderjob",
            name="job_scope_fits_kind",
        ),
        migrations.RemoveConstraint(
            model_name="renderjob",
            name="job_state_agrees_with_stamps",
        ),
        migrations.AddField(
            model_name="renderjob",
            name="expires_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="renderjob",
            name="file",
            field=models.FileField(
                blank=True,
                db_default="",
                default="",
                max_length=120,
                upload_to=reporting.models.evidence.random_path,
            ),
        ),
        migrations.AddField(
            model_name="renderjob",
            name="is_draft",
            field=models.BooleanField(db_default=False, default=False),
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
                ],
                max_length=4,
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
                        ("kind", "NAT"),
                        ("month__isnull", False),
                        ("province__isnull", True),
                        ("report__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="job_scope_fits_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="renderjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "RT1"), _negated=True), ("is_draft", True), _connector="OR"
                ),
                name="job_rt1_is_a_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="renderjob",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="renderjob",
            constraint=models.CheckConstraint(
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
        ),
    ]

"""Papers of a province and of the nation, one of each in force; and a file found by its hash."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_issued_forms_and_jobs")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="province",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reporting.province",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="reporting.document",
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
                        ("kind", "NAT"),
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
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True), ("replaced_at__isnull", False), _connector="OR"
                ),
                name="document_successor_only_where_replaced",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", False), ("replaced_at__isnull", True)),
                fields=("province", "month", "kind"),
                name="document_one_in_force_in_province",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("province__isnull", True), ("replaced_at__isnull", True), ("report__isnull", True)
                ),
                fields=("month", "kind"),
                name="document_one_in_force_in_nation",
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(fields=["sha256"], name="file_by_sha256"),
        ),
    ]

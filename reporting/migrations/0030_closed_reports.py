"""The reports of months that are closed already say so."""

from django.db import migrations


def close(apps, schema_editor):
    reports = apps.get_model("reporting", "MonthlyReport").objects.using(schema_editor.connection.alias)
    reports.filter(month__closed_at__isnull=False).update(closed=True)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0029_extensions")]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]

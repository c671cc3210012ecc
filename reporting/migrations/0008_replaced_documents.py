"""Link every replaced RT.2 with the issue that came after it."""

from django.db import migrations


def link_issues(apps, schema_editor):
    Document = apps.get_model("reporting", "Document")
    issues = Document.objects.filter(report__isnull=False).order_by(
        "report_id", "kind", "issued_at", "number"
    )
    older = ((None, None), None)
    for pk, report_id, kind in issues.values_list("pk", "report_id", "kind").iterator():
        scope, before = older
        if scope == (report_id, kind):
            Document.objects.filter(pk=before, replaced_at__isnull=False).update(replaced_by=pk)
        older = ((report_id, kind), pk)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_one_paper_in_force")]

    operations = [migrations.RunPython(link_issues, migrations.RunPython.noop, elidable=True)]

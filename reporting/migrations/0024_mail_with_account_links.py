import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0023_account_links"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="notice",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mail",
                to="reporting.notice",
            ),
        ),
        migrations.AddField(
            model_name="mail",
            name="link",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mail",
                to="reporting.accountlink",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("link__isnull", True), ("notice__isnull", False)),
                    models.Q(("link__isnull", False), ("notice__isnull", True)),
                    _connector="OR",
                ),
                name="mail_tells_one_thing",
            ),
        ),
    ]

"""Triggers that refuse UPDATE and DELETE (and, on PostgreSQL, TRUNCATE) on the audit table (R17)."""

from django.db import migrations

SQLITE_CREATE = [
    f"""
    CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON reporting_auditevent
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
] + [
    # INSERT OR REPLACE deletes the older row without firing the trigger above.
    """
    CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON reporting_auditevent
    WHEN EXISTS (
        SELECT 1 FROM reporting_auditevent
        WHERE id = NEW.id OR (stream = NEW.stream AND sequence = NEW.sequence)
    )
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only: audit_sequence_once'); END
    """
]
SQLITE_DROP = [f"DROP TRIGGER IF EXISTS audit_refuses_{verb}" for verb in ("update", "delete", "replace")]

POSTGRES_CREATE = [
    """
    CREATE OR REPLACE FUNCTION audit_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON reporting_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuses_change()
    """,
    """
    CREATE TRIGGER audit_refuses_truncate BEFORE TRUNCATE ON reporting_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses_change()
    """,
]
POSTGRES_DROP = [
    "DROP TRIGGER IF EXISTS audit_refuses_change ON reporting_auditevent",
    "DROP TRIGGER IF EXISTS audit_refuses_truncate ON reporting_auditevent",
]


def create_triggers(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_CREATE if postgres else SQLITE_CREATE:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_DROP if postgres else SQLITE_DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunPython(create_triggers, drop_triggers)]

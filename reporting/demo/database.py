"""The demonstration's own database and files: whose they are, and throwing them away.

A database that holds anything but a demonstration is never touched: not filled, not emptied.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from reporting.actions import seeding
from reporting.models import User


class ForeignDatabase(Exception):
    """The database holds data that are no demonstration."""


def holds_demo() -> bool:
    """Whether the demonstration is there already. Raises ForeignDatabase for anybody else's data."""
    tables = connection.introspection.table_names()
    if User._meta.db_table not in tables:
        if tables and "django_migrations" not in tables:
            raise ForeignDatabase
        return False
    if seeding.is_loaded():
        return True
    if User.objects.exists():
        raise ForeignDatabase
    return False


def erase() -> None:
    """Delete the database's content and the files. The caller knows that they are a demonstration's."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        connection.close()
        for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
            path.unlink(missing_ok=True)
    else:
        _drop_tables()
    for folder in (settings.MEDIA_ROOT, settings.OTOP_DATA / "cache"):
        shutil.rmtree(folder, ignore_errors=True)


def _drop_tables() -> None:
    """Drop what the migrations have made; whatever else lies in the database stays."""
    known = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        for table in [*known, "django_migrations"]:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
        cursor.execute("DROP FUNCTION IF EXISTS audit_refuses_change")

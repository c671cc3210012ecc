"""Between transactional tests the tables are emptied, whatever the test before has left behind.

A browser is closed while its last request is still being answered, and a thread can die in the middle of a
transaction. Emptying would wait for their locks, or they and it for each other. So it begins when all others
are quiet; who is not by then is ended, and the test that left it fails.
"""

from __future__ import annotations

import importlib
import time

from django.apps import apps
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

triggers = importlib.import_module("reporting.migrations.0002_audit_is_append_only")
reasons = importlib.import_module("reporting.migrations.0003_return_reasons")
key_figure = importlib.import_module("reporting.migrations.0028_key_figure")
advice = importlib.import_module("reporting.migrations.0014_answers_to_returns")

SECONDS_TO_FINISH = 10
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

plain = BaseDatabaseOperations.execute_sql_flush


def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
    """In the place of Django's: the audit log's triggers would refuse it, and migrations have put rows in."""
    left = end_unfinished(self.connection)
    try:
        empty(self, sql_list)
    except OperationalError:  # A request that began only now; it has lost or won its locks meanwhile.
        end_others(self.connection)
        empty(self, sql_list)
    assert not left, f"A test ended and left transactions open. Ended were those that last asked: {left}"


def empty(operations: BaseDatabaseOperations, sql_list: list[str]) -> None:
    connection = operations.connection
    with connection.schema_editor() as editor:
        triggers.drop_triggers(None, editor)
    plain(operations, sql_list)
    with connection.schema_editor() as editor:
        triggers.create_triggers(None, editor)
        reasons.add_reasons(apps, editor)
        advice.advise(apps, editor)
        key_figure.add_definition(apps, editor)


def end_unfinished(connection: BaseDatabaseWrapper) -> list[str]:
    """Give transactions of others time to finish and end those that do not; returns their last queries."""
    if connection.vendor != "postgresql":
        return []  # SQLite's own timeout refuses who waits for its one lock.
    deadline = time.monotonic() + SECONDS_TO_FINISH
    while left := unfinished(connection):
        if time.monotonic() > deadline:
            end_others(connection)
            return left
        time.sleep(0.01)
    return []


def unfinished(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT query {OTHERS} AND state <> 'idle' AND backend_type = 'client backend'")
        return [query for (query,) in cursor.fetchall()]


def end_others(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}")

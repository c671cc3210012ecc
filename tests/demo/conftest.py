"""One demonstration for all tests, made by the real command in a process and a database of its own."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH")


@dataclass
class Demo:
    folder: Path

    @cached_property
    def environment(self) -> dict[str, str]:
        """As on a machine on which nothing is set, but for the place of the data."""
        kept = {name: os.environ[name] for name in SYSTEM if name in os.environ}
        kept |= {
            "OTOP_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "otop.settings",
            "LOG_LEVEL": "WARNING",
        }
        if url := os.environ.get("DATABASE_URL"):
            kept["DATABASE_URL"] = urlsplit(url)._replace(path="/otop_demo").geturl()
        return kept

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command of manage.py, with more set in its environment."""
        return self._run("manage.py", *arguments, **more)

    def step(self, name: str) -> Any:
        """The answer of a step of `tests.demo.steps`."""
        done = self._run("-m", "tests.demo.steps", name, OTOP_DEMO="true")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment | more, capture_output=True, text=True, timeout=300
        )

    def build(self) -> None:
        """An older demonstration, and `demo --reset` over it; its output and what it made are kept."""
        if url := os.environ.get("DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("DROP DATABASE IF EXISTS otop_demo")
                connection.execute("CREATE DATABASE otop_demo")
        self.folder.mkdir()
        self.step("leftover")
        done = self.manage("demo", "--prepare-only", "--reset")
        assert done.returncode == 0, done.stderr
        kept = {"output": done.stdout, "facts": self.step("facts")}
        self.folder.with_suffix(".json").write_text(json.dumps(kept))

    @cached_property
    def made(self) -> dict[str, Any]:
        return json.loads(self.folder.with_suffix(".json").read_text())

    @property
    def output(self) -> str:
        return self.made["output"]

    @property
    def facts(self) -> dict[str, Any]:
        return self.made["facts"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    """The demonstration; the first of the processes that ask for it makes it, the others wait."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    found = Demo(shared / "otop-demo")
    with (shared / "otop-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.folder.with_suffix(".json").exists():
            found.build()
    return found

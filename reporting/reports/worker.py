"""Drawing in a process of its own, within limits of time and memory.

A sheet may be too large for the machine, and what draws it is C code that can crash. So each server
process keeps one worker: it has no connection to the database, no secret in its environment, and gets
HTML and gives bytes. It stays for the next sheet, because loading WeasyPrint takes as long as drawing a
form; one that goes beyond its limits is ended, and the next sheet gets a new one. It ends by itself with
the process that started it.

Both ends of the pipe are in this module: `Worker` asks, `main` draws.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import resource
import struct
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

from . import drawing
from .drawing import NoPango, Sheet

# Memory that C code does not give back adds up; after so many sheets a worker is replaced.
SHEETS_EACH = 100
MEGABYTE = 1024 * 1024
FROM_THE_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TZ",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
)
ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "reporting.reports.worker")

# An answer: what it is, how many bytes follow, the bytes.
HEAD = struct.Struct(">cQ")
PDF, NO_PANGO, BEYOND, FAULT = b"p", b"n", b"b", b"f"
OUT_OF_MEMORY = 77  # How a worker ends that has no memory left to say so.


class BeyondLimits(Exception):
    """The sheet took more time or memory than a worker has."""


class Worker:
    """The worker of this process; threads take turns."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._sheets = 0
        self._limits = (0, 0)
        atexit.register(self.close)

    def draw(self, sheet: Sheet, *, seconds: int, megabytes: int) -> bytes:
        """The PDF. Raises BeyondLimits, NoPango, and RuntimeError with the worker's words for a fault."""
        with self._turn:
            process = self._running(seconds, megabytes)
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            try:
                kind, content = _ask(process, sheet)
            finally:
                timer.cancel()
            self._sheets += 1
            if kind != PDF or self._sheets >= SHEETS_EACH:
                self._end()
        if kind == PDF:
            return content
        if kind == FAULT:
            raise RuntimeError(f"The PDF worker failed:\n{content.decode()}")
        raise NoPango if kind == NO_PANGO else BeyondLimits

    def close(self) -> None:
        """End the worker; the next sheet starts another one."""
        with self._turn:
            self._end()

    def _running(self, seconds: int, megabytes: int) -> subprocess.Popen[bytes]:
        """The worker, started when there is none: never yet, ended, before a fork, with other limits."""
        own = self._process and self._owner == os.getpid()
        if own and (self._process.poll() is not None or self._limits != (seconds, megabytes)):
            self._end()
        if not own or self._process is None:
            self._process = subprocess.Popen(
                (*self._command, str(seconds), str(megabytes)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env={name: os.environ[name] for name in FROM_THE_ENVIRONMENT if name in os.environ},
            )
            self._owner, self._sheets, self._limits = os.getpid(), 0, (seconds, megabytes)
        return self._process

    def _end(self) -> None:
        if self._process and self._owner == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None


def _ask(process: subprocess.Popen[bytes], sheet: Sheet) -> tuple[bytes, bytes]:
    """What the worker answers; one that is ended before its answer has met a limit."""
    try:
        pickle.dump(sheet, process.stdin)
        process.stdin.flush()
    except BrokenPipeError:
        pass
    head = process.stdout.read(HEAD.size)
    if len(head) == HEAD.size:
        kind, length = HEAD.unpack(head)
        content = process.stdout.read(length)
        if len(content) == length:
            return kind, content
    ended = process.wait()
    killed = ended < 0 or ended == OUT_OF_MEMORY
    return (BEYOND, b"") if killed else (FAULT, f"It ended with {ended}.".encode())


def main() -> None:
    """Draw what comes, until nothing comes any more."""
    seconds, megabytes = map(int, sys.argv[1:3])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints must not become an answer.
    with suppress(NoPango):
        drawing.library()  # Before the limits: what is missing is not what is too large.
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()
    try:
        while (sheet := _next(sys.stdin.buffer)) is not None:
            used = resource.getrusage(resource.RUSAGE_SELF)
            allowed = int(used.ru_utime + used.ru_stime) + seconds + 1
            resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
            gc.disable()  # A sheet's boxes live until it is drawn: looking for waste among them finds none.
            kind, content = _answer(sheet)
            answers.write(HEAD.pack(kind, len(content)) + content)
            answers.flush()
            gc.enable()
            gc.collect()  # Now nobody waits.
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _next(questions: IO[bytes]) -> Sheet | None:
    try:
        return pickle.load(questions)
    except EOFError:
        return None


def _answer(sheet: Sheet) -> tuple[bytes, bytes]:
    try:
        return PDF, drawing.draw(sheet)
    except NoPango:
        return NO_PANGO, b""
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # An address that is refused is no Exception to WeasyPrint.
        return FAULT, traceback.format_exc().encode()


if __name__ == "__main__":
    main()

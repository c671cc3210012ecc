"""The process that draws: its limits, its secrets, and that it comes back after whatever happened to it."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from reporting.reports import pdf
from reporting.reports.drawing import NoPango, Sheet
from reporting.reports.worker import COMMAND, BeyondLimits, Worker
from tests.reports import paper

SMALL = Sheet("<p>สวัสดี</p>")
ROOMY = {"seconds": 60, "megabytes": 1024}


def worker_that(lines: str) -> Worker:
    """A worker that does something before it draws."""
    code = f"import sys\nfrom reporting.reports import drawing, worker\n{lines}\nworker.main()"
    return Worker((sys.executable, "-c", code))


@pytest.fixture
def started():
    """Workers of a test, ended after it."""
    workers = []

    def start(own: Worker) -> Worker:
        workers.append(own)
        return own

    yield start
    for own in workers:
        own.close()


def test_one_process_draws_one_sheet_after_the_other(started):
    worker = started(Worker())
    first = worker.draw(SMALL, **ROOMY)
    process = worker._process
    assert first.startswith(b"%PDF-1.7")
    assert worker.draw(SMALL, **ROOMY) == first
    assert worker._process is process


def test_threads_take_turns(started):
    worker, results = started(Worker()), []
    threads = [threading.Thread(target=lambda: results.append(worker.draw(SMALL, **ROOMY))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4 and len(set(results)) == 1


@pytest.mark.parametrize(
    ("lines", "limits"),
    [
        (
            "drawing.draw = lambda sheet: __import__('threading').Event().wait()",
            {"seconds": 1, "megabytes": 1024},
        ),
        ("def spin(sheet):\n    while True: pass\ndrawing.draw = spin", {"seconds": 1, "megabytes": 1024}),
        ("drawing.draw = lambda sheet: b'x' * (2 << 30)", ROOMY),
        ("drawing.draw = lambda sheet: __import__('os').abort()", ROOMY),
    ],
    ids=["waits for ever", "computes for ever", "takes all memory", "crashes"],
)
def test_beyond_its_limits_it_is_ended_and_the_next_sheet_gets_a_new_one(lines, limits, started):
    worker = started(worker_that(lines))
    with pytest.raises(BeyondLimits):
        worker.draw(SMALL, **limits)
    worker._command = COMMAND
    assert worker.draw(SMALL, **ROOMY).startswith(b"%PDF-")


def test_the_processor_time_of_each_sheet_is_limited_by_the_system(started):
    """Also when the process that waits for the answer is gone."""
    lines = (
        "import resource\n"
        "drawing.draw = lambda sheet: str(resource.getrlimit(resource.RLIMIT_CPU)[0]"
        " - int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))).encode()"
    )
    assert started(worker_that(lines)).draw(SMALL, **ROOMY) in (b"60", b"61")


def test_it_knows_no_secret_and_no_database(started, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    lines = "import os\ndrawing.draw = lambda sheet: repr((sorted(os.environ), sorted(sys.modules))).encode()"
    seen = started(worker_that(lines)).draw(SMALL, **ROOMY).decode()
    assert "PATH" in seen
    assert "SECRET_KEY" not in seen and "DATABASE_URL" not in seen
    assert "'django" not in seen


def test_it_ends_with_the_process_that_started_it(started):
    worker = started(Worker())
    worker.draw(SMALL, **ROOMY)
    process = worker._process
    worker._process = None
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_killed_worker_is_replaced(started):
    worker = started(Worker())
    worker.draw(SMALL, **ROOMY)
    worker._process.kill()
    worker._process.wait()
    assert worker.draw(SMALL, **ROOMY).startswith(b"%PDF-")


def test_after_a_fork_the_parents_worker_is_left_alone(started, monkeypatch):
    worker = started(Worker())
    worker.draw(SMALL, **ROOMY)
    parents = worker._process
    child = os.getpid() + 1
    monkeypatch.setattr(os, "getpid", lambda: child)
    worker.draw(SMALL, **ROOMY)
    assert worker._process is not parents
    assert parents.poll() is None
    parents.communicate()


def test_a_fault_is_told_with_its_words(started):
    with pytest.raises(RuntimeError, match="does not belong to a form"):
        started(Worker()).draw(Sheet('<img src="file:///etc/passwd">'), **ROOMY)


def test_what_a_library_prints_is_no_answer(started):
    lines = "drawing.draw = lambda sheet: print('noise', flush=True) or b'answer'"
    assert started(worker_that(lines)).draw(SMALL, **ROOMY) == b"answer"


def test_without_pango_it_says_so(started):
    with pytest.raises(NoPango):
        started(Worker(paper.WITHOUT_PANGO)).draw(SMALL, **ROOMY)


@pytest.mark.parametrize(("seconds", "megabytes"), [(0, 1024), (60, 64)], ids=["time", "memory"])
def test_a_form_beyond_the_limits_is_refused_with_a_sentence(
    seconds, megabytes, monkeypatch, settings, started
):
    monkeypatch.setattr(pdf, "WORKER", started(Worker()))
    settings.OTOP_PDF_SECONDS, settings.OTOP_PDF_MEGABYTES = seconds, megabytes
    with pytest.raises(pdf.PdfTooLarge, match="ข้อมูลที่บันทึกไว้ยังอยู่ครบ"):
        pdf.draw("print/rt2.html", paper.report(112))

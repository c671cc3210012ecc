"""Paper: wall time against chromium's printing of the same HTML, and the CPU of a line in long forms."""

from __future__ import annotations

import gc
import statistics
import subprocess
import time
from collections.abc import Callable

import pytest
from django.conf import settings

from reporting.reports import drawing, pdf
from tests.reports import paper

pytestmark = pytest.mark.bench

TEMPLATE = "print/rt2.html"
CHROMIUM = "/usr/bin/chromium"


def wall(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def test_rt2_against_chromium(tmp_path, say):
    """Chromium is started for each print, as a server would have to; the worker is already there."""
    report = paper.report(112)
    page = tmp_path / "rt2.html"
    static = (settings.BASE_DIR / "static").as_uri()
    page.write_text(pdf.sheet(TEMPLATE, report).html.replace("otop:qr", "").replace("otop:", f"{static}/"))
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    command += ["--allow-file-access-from-files", f"--print-to-pdf={tmp_path / 'out.pdf'}", page.as_uri()]

    def chromium() -> None:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert (tmp_path / "out.pdf").stat().st_size > 10_000

    pdf.draw(TEMPLATE, report), chromium()
    pairs = [(wall(lambda: pdf.draw(TEMPLATE, report)), wall(chromium)) for _ in range(5)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    times = f"{ours:.2f} s / {theirs:.2f} s"
    say(f"RT.2 of 112 lines / chromium's print of it: {ours / theirs:.2f} ({times}, bar 1.0)")


def test_cost_of_a_line(say):
    """CPU of drawing in this process, without looking for waste meanwhile, as the worker does it."""
    costs = {}
    drawing.draw(pdf.sheet(TEMPLATE, paper.report(1)))
    gc.disable()
    for count in (100, 300, 1000):
        sheet = pdf.sheet(TEMPLATE, paper.report(count))
        start = time.process_time()
        drawing.draw(sheet)
        costs[count] = (time.process_time() - start) / count
        gc.collect()
    gc.enable()
    each = ", ".join(f"{cost * 1000:.1f} ms at {count}" for count, cost in costs.items())
    say(f"RT.2, CPU of a line: {each}; 1,000 against 100 lines {costs[1000] / costs[100]:.2f}")

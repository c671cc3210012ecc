"""How long a key takes until its effect is painted, on a slow machine, and how long a large block takes.

`.venv/bin/python -m pytest tests/bench/test_typing.py`: a table of 1,000 rows on one page, chromium slowed
down four times. A key counts from the moment at which it was pressed until its frame is drawn. Such times
depend on what else the machine does; the CPU of the page's thread hardly does, and four times it is what an
idle machine would need that is four times slower.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import build
from tests.browser.conftest import browser_type_launch_args, sign_in  # noqa: F401 - fixtures
from tests.browser.test_entry_desk import DESK, PASTE

pytestmark = [pytest.mark.bench, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS, BLOCK = 1000, 500
WATCH = """() => {
    window.took = [];
    const painted = new MessageChannel();
    painted.port1.onmessage = ({data}) => took.push(performance.now() - data);
    addEventListener("keydown", ({timeStamp}) => {
        requestAnimationFrame(() => painted.port2.postMessage(timeStamp));
    }, true);
}"""
FRAME = """() => new Promise((resolve) => requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => resolve(performance.now());
    painted.port2.postMessage(0);
}))"""


@pytest.fixture
def page(sign_in, officer, report) -> Page:  # noqa: F811 - the fixture
    build.producers(ROWS, district="4302", by=officer)
    page = sign_in(officer)
    page.goto(f"{DESK}?week=2&rows=all")
    page.wait_for_selector("form[data-ready]")
    return page


def slow_down(page: Page, times: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def spent(page: Page) -> Callable[[], dict[str, float]]:
    """A function that tells the milliseconds of CPU that the page's thread has used so far, and for what."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read() -> dict[str, float]:
        found = {
            one["name"]: one["value"] * 1000 for one in session.send("Performance.getMetrics")["metrics"]
        }
        return {name: found[f"{name}Duration"] for name in ("Task", "Layout", "RecalcStyle", "Script")}

    return read


def difference(before: dict[str, float], after: dict[str, float], *, of: int = 1) -> dict[str, float]:
    return {name: (after[name] - before[name]) / of for name in after}


def in_words(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {ms:.1f} ms" for name, ms in spent.items())


def test_cpu_of_a_key(page, say):
    """Not slowed down, in the middle of a figure; waiting for the frame is counted as well."""
    page.locator("input.m").first.focus()
    page.keyboard.press("1")
    page.evaluate(FRAME)
    read = spent(page)
    before = read()
    for _ in range(3):
        for key in ("2345678", ["Backspace"] * 7):
            for one in key:
                page.keyboard.press(one)
                page.evaluate(FRAME)
    each = difference(before, read(), of=42)
    say(
        f"CPU of a key, {ROWS} rows: {in_words(each)};"
        f" four times slower and idle {4 * each['Task']:.0f} ms (bar 50)"
    )


def test_keystrokes(page, say):
    page.locator("input.m").first.focus()
    slow_down(page, 4)
    page.evaluate(WATCH)
    for figure in range(20):
        for key in [*str(1000 + figure), "Enter"]:
            page.keyboard.press(key)
            page.evaluate(FRAME)
    took = page.evaluate("took")
    middle, high = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    say(
        f"key to paint, {ROWS} rows, 4× slower, {len(took)} keys:"
        f" median {middle:.0f} ms, 95% {high:.0f} ms (bar 50)"
    )


@pytest.mark.parametrize("times", [1, 4])
def test_a_large_block(page, say, times):
    text = "\n".join(f"{row}\t{row}.50\t1,{row:03}" for row in range(1, BLOCK + 1))
    page.locator("input.m").first.focus()
    slow_down(page, times)
    read = spent(page)
    cpu, before = read(), page.evaluate("performance.now()")
    page.evaluate(PASTE, text)
    shown = page.evaluate(FRAME)
    page.evaluate("document.querySelector('#paste [value=paste]').click()")
    put_in = page.evaluate(FRAME)
    cpu = difference(cpu, read())
    assert page.locator("input.m").nth(3 * BLOCK - 1).input_value() == f"1,{BLOCK}.00"
    say(
        f"block of {BLOCK} × 3 cells, {times}× slower:"
        f" {shown - before:.0f} ms to the preview, {put_in - shown:.0f} ms to the table (bar 300 together);"
        f" CPU: {in_words(cpu)}"
    )

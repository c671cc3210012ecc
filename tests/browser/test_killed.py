"""The browser is killed at random moments: what it had acknowledged is there when it opens again.

A cell is acknowledged when the server has stored it or this browser keeps it. One cell is being typed at the
moment of the kill; it may be found as it was, or as far as it was typed.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page, expect

from reporting.models import WeeklyEntry
from tests.browser.test_entry_desk import CHANNELS, DESK, ROWS, field
from tests.browser.test_nothing_is_lost import KEPT, until_kept

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

KILLS = 50
SEED = 4302
LONGEST = 0.4  # Seconds of a session, counted from when its page is asked for, or ready.

# Whether the figure of a field is stored, as the page was told, or kept in this browser.
ACKNOWLEDGED = f"""async (input, [column, text]) => {{
    const tr = input.closest("tr");
    const stored = () => tr.querySelector("input[type=hidden]").value.split("|")[column] === `${{text}}.00`;
    const kept = async () => (await ({KEPT})()).some((row) => tr.id === `line-${{row.key}}`
        && row.texts[column].replaceAll(",", "").split(".")[0] === text);
    const giveUp = performance.now() + 10000;
    while (!stored() && !(await kept()) && performance.now() < giveUp) {{
        await new Promise((resolve) => setTimeout(resolve, 5));
    }}
    return stored() || kept();
}}"""
WITHOUT_STORAGE = "Object.defineProperty(window, 'indexedDB', {value: undefined})"

Place = tuple[int, int]


class Browser:
    """Chromium on one profile folder, started and killed as often as it is asked for."""

    def __init__(self, playwright, launch_args: dict, profile: Path, address: str, session: str) -> None:
        self.playwright, self.address, self.session = playwright, address, session
        self.command = [launch_args["executable_path"], *launch_args["args"], "--headless"]
        self.command += ["--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        self.killed = False

    @contextlib.contextmanager
    def life(self) -> Iterator[Page]:
        """A signed-in page of the browser until it is killed; what is going on then ends without an error."""
        self.killed = False
        self.process = subprocess.Popen(
            self.command, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            line = next(line for line in self.process.stderr if "DevTools listening on" in line)
            [context] = self.playwright.chromium.connect_over_cdp(line.split()[-1]).contexts
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": self.session, "url": self.address}])
            yield context.pages[0]
        except Error:
            if not self.killed:
                raise
        finally:
            self.kill()
            self.process.wait()
            self.process.stderr.close()

    def kill(self) -> None:
        self.killed = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def kill_after(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        return timer


class Typist:
    """Types into random cells; knows what was acknowledged and what may have become of the last figure."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.acknowledged: dict[Place, str] = {}
        self.typing: tuple[Place, set[str]] | None = None

    def type(self, page: Page) -> None:
        place = row, column = self.dice.randrange(len(ROWS)), self.dice.randrange(len(CHANNELS))
        text = str(self.dice.randrange(1, 10 ** self.dice.randint(1, 5)))
        before = self.acknowledged.get(place, "0")
        self.typing = place, {before} | {text[:length] for length in range(1, len(text) + 1)}
        cell = field(page, row, column)
        cell.focus()
        page.keyboard.type(text)
        page.keyboard.press(self.dice.choice(["Tab", "Enter", "ArrowUp"]))
        assert cell.evaluate(ACKNOWLEDGED, [column, text])
        self.acknowledged[place], self.typing = text, None

    def losses(self) -> list[str]:
        """What the database does not hold as it was acknowledged."""
        found, lost = figures(), []
        if self.typing:
            place, allowed = self.typing
            if found.get(place, "0") not in allowed:
                lost.append(f"{place}: {found.get(place)} of {allowed}")
            self.acknowledged[place], self.typing = found.get(place, "0"), None
        for place, text in self.acknowledged.items():
            if found.get(place, "0") != text:
                lost.append(f"{place}: {found.get(place)} instead of {text}")
        return lost


def figures() -> dict[Place, str]:
    """The stored figures in whole baht by row and column of the table."""
    found = {}
    for entry in WeeklyEntry.objects.select_related("line__group"):
        row = ROWS.index(f"{entry.line.group.name} {entry.line.get_category_display()}")
        for column, amount in enumerate(entry.amounts):
            found[row, column] = str(int(amount))
    return found


@pytest.fixture
def session(client, officer, three_groups) -> str:
    client.force_login(officer)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def browser_on_disk(playwright, browser_type_launch_args, tmp_path, live_server, session):
    return Browser(playwright, browser_type_launch_args, tmp_path / "profile", live_server.url, session)


def enter(page: Page, browser: Browser) -> None:
    """Open the table; what an earlier life left is stored by the time this returns."""
    page.goto(f"{browser.address}{DESK}?week=2")
    page.wait_for_selector("form[data-ready]")
    until_kept(page)


def test_fifty_kills_lose_nothing_that_was_acknowledged(browser_on_disk):
    dice = random.Random(SEED)
    typist, lost = Typist(dice), []
    print(f"seed {SEED}")
    for _ in range(KILLS):
        with browser_on_disk.life() as page:
            seconds, early = dice.uniform(0, LONGEST), dice.random() < 0.2
            timer = browser_on_disk.kill_after(seconds) if early else None
            enter(page, browser_on_disk)
            lost += typist.losses()
            page.context.set_offline(dice.random() < 0.5)
            timer = timer or browser_on_disk.kill_after(seconds)
            while not browser_on_disk.killed:
                typist.type(page)
    with browser_on_disk.life() as page:
        enter(page, browser_on_disk)
    assert lost + typist.losses() == []
    assert len(typist.acknowledged) > 6


def test_a_browser_that_keeps_nothing_is_found_out(browser_on_disk):
    """The same check without what protects: the figure that was typed without a connection is missed."""
    typist = Typist(random.Random(SEED))
    with browser_on_disk.life() as page:
        page.add_init_script(WITHOUT_STORAGE)
        page.goto(f"{browser_on_disk.address}{DESK}?week=2")
        page.wait_for_selector("form[data-ready]")
        page.context.set_offline(True)
        field(page, 0).fill("5")
        field(page, 1).focus()
        expect(page.locator("#saving")).to_contain_text("ไม่มีการเชื่อมต่อ")
    typist.acknowledged[0, 0] = "5"
    with browser_on_disk.life() as page:
        enter(page, browser_on_disk)
    assert typist.losses() == ["(0, 0): None instead of 5"]

"""A real browser on the live server: Debian's chromium, one context per person."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from reporting.models import User

# Playwright keeps an event loop in the test's thread; the database calls between its own are plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "ริมโขง-ยามเช้า-2569"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture
def sign_in(browser: Browser, live_server) -> Callable[[User], Page]:
    """Open a window of one's own for a person and sign in through the page."""
    contexts = []

    def enter(user: User, size: dict[str, int] = LAPTOP, *, javascript: bool = True) -> Page:
        user.set_password(PASSWORD)
        user.save()
        context = browser.new_context(
            viewport=size, locale="th-TH", base_url=live_server.url, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("ชื่อผู้ใช้").fill(user.username)
        page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url("**/home/")
        return page

    yield enter
    for context in contexts:
        context.close()

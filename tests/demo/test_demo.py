"""`manage.py demo`: what it makes, what it says, what it keeps, and what it refuses to touch."""

from __future__ import annotations

import csv
import http.cookiejar
import re
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import CommandError, call_command
from django.urls import reverse

from reporting.actions import seeding
from reporting.demo.figures import FigureMaker
from reporting.demo.people import PASSWORD
from reporting.demo.register import NATION_YEAR_BAHT
from reporting.errors import NotAllowed
from reporting.models import User
from tests.build import NOW

from .conftest import ROOT

# The first test that asks for the demonstration makes it, and the others wait for it.
pytestmark = pytest.mark.timeout(900)

TARGETS = ROOT / "fixtures" / "targets"
PUBLISHED_PERCENT = {"FOOD": 48.7, "HOUSEWARE": 19.7, "TEXTILE": 18.1, "HERB": 8.2, "BEVERAGE": 5.3}


def rows_of(name: str) -> list[dict[str, str]]:
    with (TARGETS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def facts(demo):
    return demo.facts


def test_every_step_says_how_long_it_took(demo):
    steps = re.findall(r"^  (\S.*) … (\d+\.\d) วินาที$", demo.output, re.M)
    assert len(steps) >= 9
    assert re.search(r"^พร้อมแล้วใน \d+\.\d วินาที$", demo.output, re.M)


def test_it_names_one_account_for_each_role_and_the_password(demo):
    listed = ["thabo.officer", "thabo.chief", "nongkhai.province", "department", "auditor", "administrator"]
    assert [name for name in listed if not re.search(rf"^  {name} +\S", demo.output, re.M)] == []
    assert f"รหัสผ่านเดียวกันทุกบัญชี: {PASSWORD}" in demo.output
    assert "สำนักงานพัฒนาชุมชนอำเภอท่าบ่อ" in demo.output


def test_reset_takes_away_what_was_there(facts):
    assert not facts["former"]
    assert not facts["old_file"]


def test_only_the_people_who_are_named_can_sign_in(facts):
    assert len(facts["usernames"]) == 9 * 2 + 1 + 3 + 1
    assert facts["accounts"] == 878 + 76 + 3 + 9 + 1
    assert facts["passwords"]
    assert facts["handovers"] == [["thabo.officer", "thabo.newcomer", True]]
    assert {"sichiangmai.officer", "sichiangmai.chief", "mueangnongkhai.chief"} < set(facts["usernames"])


def test_a_demonstration_password_is_worth_nothing_elsewhere(facts, settings):
    assert facts["algorithm"] == "demo_pbkdf2_sha256"
    settings.PASSWORD_HASHERS = ["reporting.demo.hashers.DemoPasswordHasher"]
    encoded = make_password(PASSWORD)
    assert check_password(PASSWORD, encoded)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    assert not check_password(PASSWORD, encoded)


def test_districts_of_the_home_province_have_20_to_60_producers(facts):
    assert len(facts["producers"]) == 9
    assert min(facts["producers"].values()) == 20
    assert max(facts["producers"].values()) == 60


def test_october_2564_is_the_letters_month_to_the_baht(facts):
    """The nine districts' sums are the cells of the target table, and the province's its printed totals."""
    october = facts["letter"][0]
    cells = {
        (row["district_code"], row["channel"]): Decimal(row["printed"])
        for row in rows_of("nongkhai_2565.csv")
        if row["month"] == "202110"
    }
    assert {(code, "REGULAR"): Decimal(sums[0]) for code, sums in october.items()} | {
        (code, "TRANSFER"): Decimal(sums[1]) for code, sums in october.items()
    } == cells
    totals = rows_of("nongkhai_2565_totals.csv")
    printed = {row["channel"]: row["printed"] for row in totals if row["month"] == "202110"}
    assert sum(Decimal(sums[0]) for sums in october.values()) == Decimal(printed["REGULAR"]) == 93_335_876
    assert sum(Decimal(sums[1]) for sums in october.values()) == Decimal(printed["TRANSFER"]) == 5_409_805
    assert {sums[2] for sums in october.values()} == {"0.00"}


@pytest.mark.parametrize("number, month", [(1, "202111"), (2, "202112")])
def test_the_letters_other_months_come_near_their_targets(facts, number, month):
    targets: dict[str, Decimal] = {}
    for row in rows_of("nongkhai_2565.csv"):
        if row["month"] == month:
            targets[row["district_code"]] = targets.get(row["district_code"], 0) + Decimal(row["accepted"])
    sold = {code: sum(map(Decimal, sums)) for code, sums in facts["letter"][number].items()}
    assert set(sold) == set(targets)
    assert all(Decimal("0.9") < sold[code] / targets[code] < Decimal("1.1") for code in sold)
    assert all(sold[code] != targets[code] for code in sold)


def test_last_year_is_published_by_every_district(facts):
    """All twelve months; in October the twelfth is the last finished one and still under way."""
    assert len(facts["last_year"]) >= 11
    assert {districts for _, _, districts in facts["last_year"]} == {878}
    assert facts["year"]["provinces"] == 76


def test_the_nation_has_the_shape_of_the_published_year(facts):
    year = facts["year"]
    assert year["shares"] == pytest.approx(PUBLISHED_PERCENT, abs=0.6)
    assert year["online"] == pytest.approx(4.2, abs=0.2)
    by_month = {month: float(total) for month, total, _ in facts["last_year"]}
    assert max(by_month, key=by_month.get) == 1
    assert min(by_month, key=by_month.get) == (9 if 9 in by_month else 8)
    season = FigureMaker(1).seasonal
    for month, baht in by_month.items():
        assert baht == pytest.approx(float(season(month)) * NATION_YEAR_BAHT / 12, rel=0.03)


def test_the_last_finished_month_shows_every_state(facts):
    states = [tuple(state) for state in facts["months"]["last"].values()]
    assert states.count(("PUBLISHED", 1)) == 4
    assert states.count(("OPEN", 1)) == 2
    assert {("SUBMITTED", 1), ("RETURNED", 1), ("OPEN", 2)} < set(states)
    assert len(states) == 9


def test_one_month_that_was_closed_is_corrected(facts):
    """The second revision in the place of the first: there is a feed, a comparison and a past to ask for."""
    month = facts["months"]["history"][-2]
    assert facts["revisions"] == [["4315", 1, False, month], ["4315", 2, True, month]]


def test_the_current_month_is_being_typed(facts):
    assert facts["months"]["current"] == ["OPEN"]
    assert facts["months"]["weeks_typed"] == facts["months"]["weeks_over"]


def test_what_was_submitted_has_its_papers(facts):
    papers = facts["papers"]
    assert len(papers) == 8
    assert {(start, method) for _, start, method in papers} == {("%PDF-", "ELECTRONIC")}


def test_nothing_happens_in_the_future(facts):
    assert facts["future"] == []


def test_a_second_run_keeps_what_was_typed_and_all_of_it_verifies(demo):
    typed = demo.step("type_something")
    assert typed["outcome"] == "saved"
    again = demo.manage("demo", "--prepare-only")
    assert again.returncode == 0, again.stderr
    assert len(re.findall(r"^  \S.* … \d+\.\d วินาที$", again.stdout, re.M)) == 1  # the migrations only
    assert demo.step("typed") == [f"{typed['line']}/{typed['week']}"]
    verified = demo.manage("verify", OTOP_DEMO="true")
    assert verified.returncode == 0, verified.stdout
    assert re.search(r"\n\d{6} checks, 0 problems\n$", verified.stdout)


def test_it_serves_pages_and_styles_and_people_sign_in(demo):
    port = free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=demo.environment, **pipes) as server:
        try:
            address = next(line for line in server.stdout if "http://127.0.0.1" in line)
            assert f"http://127.0.0.1:{port}/" in address
            assert status(f"http://127.0.0.1:{port}/") == 200
            assert status(f"http://127.0.0.1:{port}/static/css/otop.css") == 200
            assert sign_in(f"http://127.0.0.1:{port}", "thabo.officer", PASSWORD).endswith("/home/")
        finally:
            server.terminate()
    assert server.returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.status


def sign_in(origin: str, username: str, password: str) -> str:
    """The address of the page a person sees after signing in."""
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    page = origin + reverse("account_login")
    with browser.open(page, timeout=60):
        token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
    form = {"login": username, "password": password, "csrfmiddlewaretoken": token}
    with browser.open(page, urllib.parse.urlencode(form).encode(), timeout=60) as answer:
        return answer.geturl()


def test_a_port_in_use_is_said_before_anything_is_done(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"พอร์ต {port} .*--port"):
            call_command("demo", port=port)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("options", [{}, {"reset": True}])
def test_a_database_with_other_data_is_not_touched(officer, options, capsys):
    with pytest.raises(CommandError, match="ไม่ใช่ข้อมูลสาธิต"):
        call_command("demo", prepare_only=True, **options)
    assert User.objects.get() == officer
    assert capsys.readouterr().out == ""


def test_outside_demo_mode_nothing_is_made(administrator, settings):
    settings.OTOP_DEMO = False
    with pytest.raises(CommandError, match="OTOP_DEMO"):
        call_command("demo", prepare_only=True)
    writes = (seeding.store_accounts, seeding.store_resolutions, seeding.store_finished)
    for write in writes:
        with pytest.raises(NotAllowed):
            write([])
    with pytest.raises(NotAllowed):
        seeding.store_register([], [])
    with pytest.raises(NotAllowed):
        seeding.mark_loaded(by=administrator, now=NOW)
    assert not seeding.is_loaded()

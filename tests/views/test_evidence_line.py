"""The evidence of one line, with the figures that it stands for."""

from __future__ import annotations

import pytest

from tests import build
from tests.views import binder
from tests.views.desk import at, login_url, text_of


@pytest.fixture
def line(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups.lines.order_by("pk").first()


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_it_shows_the_lines_figures_and_its_own_evidence(client, line, three_groups, officer, request, who):
    binder.words(three_groups, officer, note="ของรายการนี้", line=line)
    binder.words(three_groups, officer, note="ของทั้งเดือน")
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(binder.of_line(line)))
    assert "125.50" in page and str(line) in page
    assert "ของรายการนี้" in page and "ของทั้งเดือน" not in page


def test_the_sheet_tells_how_much_there_is_for_each_line(client, line, three_groups, officer, province_staff):
    for number in range(2):
        binder.words(three_groups, officer, note=f"สมุด {number}", line=line)
    client.force_login(province_staff)
    page = text_of(client.get(at("sheet")))
    assert f'href="{binder.of_line(line)}" title="หลักฐาน 2 รายการ"' in page
    assert page.count('title="หลักฐาน 0 รายการ"') == 3


def test_the_form_is_set_to_the_line(client, line, officer):
    client.force_login(officer)
    assert f'<option value="{line.pk}" selected>' in text_of(client.get(binder.of_line(line)))


def test_a_line_of_another_report_is_not_found(client, line, officer, october, neighbour):
    build.producer("กลุ่มไกล", district="4301", by=neighbour)
    build.enter(build.report_of("4301"), by=neighbour)
    client.force_login(officer)
    foreign = build.report_of("4301").lines.get()
    assert client.get(binder.of_line(foreign)).status_code == 404


def test_a_visitor_signs_in_first(client, line):
    assert client.get(binder.of_line(line)).url == login_url(binder.of_line(line))


def test_it_takes_no_post(client, line, officer):
    client.force_login(officer)
    assert client.post(binder.of_line(line)).status_code == 405

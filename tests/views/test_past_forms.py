"""RT.3, RT.4 and the national report as they stood at the end of a day: page, PDF and workbook."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from reporting.deadlines import BANGKOK
from reporting.reports import pdf
from tests import build, nationwide
from tests.views.desk import text_of

FORMS = {"rt3": ("43", build.OCTOBER), "rt4": ("43", build.OCTOBER), "nation_report": (build.OCTOBER,)}
DAY = {"on": "2021-11-03"}
LATER = dt.datetime(2021, 12, 20, 10, tzinfo=BANGKOK)
WORDS = "ตัวเลข ณ สิ้นวันที่ 3 พฤศจิกายน 2564 ยังไม่รวม 1 ฉบับที่จังหวัดยืนยันหลังจากนั้น (แก้ไขฉบับเดิม 1 ฉบับ ยืนยันครั้งแรก 0 ฉบับ)"
THAI_WORDS = "ตัวเลข ณ สิ้นวันที่ ๓ พฤศจิกายน ๒๕๖๔"


def url(form: str, suffix: str = "") -> str:
    return reverse(f"{form}{suffix}", args=FORMS[form])


@pytest.fixture
def readers(province_staff, department) -> dict:
    return {"rt3": province_staff, "rt4": province_staff, "nation_report": department}


@pytest.fixture
def corrected(published, officer, chief, province_staff):
    """ท่าบ่อ sold 502.00; on 20 December a correction to 106.00 took its place."""
    return build.correct(published, officer=officer, chief=chief, staff=province_staff, now=LATER)


@pytest.mark.parametrize("form", FORMS)
def test_the_page_shows_the_form_of_that_day_and_keeps_the_day(client, corrected, readers, form):
    client.force_login(readers[form])
    page = text_of(client.get(url(form), DAY))
    assert "๕๐๒.๐๐" in page and "๑๐๖.๐๐" not in page
    assert THAI_WORDS in page
    for suffix in ("_pdf", "_xlsx"):
        assert f'href="{url(form, suffix)}?on=2021-11-03"' in page
    assert "๑๐๖.๐๐" in text_of(client.get(url(form)))


@pytest.mark.parametrize("form", FORMS)
def test_a_past_day_is_never_issued(client, corrected, readers, form):
    client.force_login(readers[form])
    issue = reverse({"nation_report": "nation_issue"}.get(form, f"{form}_issue"), args=FORMS[form])
    assert f'action="{issue}"' in text_of(client.get(url(form)))
    page = text_of(client.get(url(form), DAY))
    assert f'action="{issue}"' not in page
    assert "rt-draft" in page


@pytest.mark.parametrize("form", FORMS)
def test_the_pdf_is_drawn_while_one_waits_and_says_the_day(
    client, corrected, readers, settings, monkeypatch, form
):
    settings.OTOP_DRAW_AT_ONCE = 1
    drawn = []
    monkeypatch.setattr(pdf, "draw", lambda template, paper: drawn.append(paper) or build.PDF)
    client.force_login(readers[form])
    response = client.get(url(form, "_pdf"), DAY)
    assert "-2565-10-2021-11-03-draft.pdf" in response["Content-Disposition"]
    (made,) = drawn
    assert WORDS in made.heading
    assert "502.00" in repr(made.tables) and "106.00" not in repr(made.tables)


@pytest.mark.parametrize("form", FORMS)
def test_the_workbook_says_the_day(client, corrected, readers, form):
    client.force_login(readers[form])
    response = client.get(url(form, "_xlsx"), DAY)
    assert "-2565-10-2021-11-03.xlsx" in response["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    values = [value for row in sheet.iter_rows(values_only=True) for value in row]
    assert WORDS in values
    assert 502 in values and 106 not in values


@pytest.mark.parametrize("form", FORMS)
def test_a_day_that_cannot_be_is_told(client, published, readers, form):
    client.force_login(readers[form])
    response = client.get(url(form), {"on": "2999-01-01"})
    assert response.status_code == 422
    assert "ยังไม่ถึงวันที่ 1 มกราคม 3542" in text_of(response)


def test_what_is_submitted_today_is_not_on_the_form_of_a_past_day(
    client, submitted, province_staff, department
):
    nationwide.publish("4301", by=department)
    client.force_login(province_staff)
    assert "๕๐๒.๐๐" in text_of(client.get(url("rt3")))
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.get(url("rt3"), DAY))
    assert "๕๐๒.๐๐" not in page and "๑,๒๓๑.๐๕" in page
    assert not [one for one in queries if "salesline" in one["sql"] or "weeklyentry" in one["sql"]]


def test_the_year_up_to_a_month_lacks_what_its_months_lack(client, corrected, department, chief):
    """A later month of the year is no part of the report, whenever it is confirmed."""
    for month in (build.OCTOBER.next(), build.OCTOBER.plus(2)):
        build.open_month(month, by=department, now=LATER)
        nationwide.publish("4301", by=department, month=month, now=LATER)
    client.force_login(department)
    november = reverse("nation_report", args=[build.OCTOBER.next()])
    assert client.get(november, DAY).context["lacking"].publications == 2

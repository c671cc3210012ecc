"""The Director-General's reports: pinned once, issued, and with what came after beside them."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from reporting.actions import pinning
from reporting.deadlines import BANGKOK
from reporting.errors import NotAllowed, Stale, WrongState
from reporting.models import AuditEvent, Document, Kind, PinnedReport, Publication, PublicationTotal
from reporting.reports import director, pdf, slide
from reporting.stats import pinning as stats
from tests import build, nationwide
from tests.views.desk import login_url, text_of, told

OCTOBER, NOVEMBER = build.OCTOBER, build.OCTOBER.next()
LIST = reverse("director_reports", args=[OCTOBER])
PIN = reverse("director_pin", args=[OCTOBER])
LATER = dt.datetime(2021, 12, 20, 10, tzinfo=BANGKOK)
MONTH, ROUND, YEAR = Kind.DIRECTOR_MONTH, Kind.DIRECTOR_ROUND, Kind.DIRECTOR_YEAR


@pytest.fixture
def drawn(monkeypatch) -> list:
    """The papers that were drawn, without the work of drawing them."""
    forms = []
    monkeypatch.setattr(pdf, "draw", lambda template, form, **options: forms.append(form) or build.PDF)
    return forms


def pin(by, kind=MONTH, month=OCTOBER, *, now=LATER, on=None) -> PinnedReport:
    return pinning.pin(kind=kind, month=month, on=on, by=by, now=now)


def url(name: str, report: PinnedReport) -> str:
    return reverse(name, args=(report.month, report.pk))


def test_it_names_its_publications_its_moment_and_its_hashes(published, department):
    nationwide.publish("4101", by=department)
    report = pin(department)
    assert set(report.publications.all()) == set(Publication.objects.all())
    assert (report.total, report.cutoff_at, report.number) == (Decimal("1733.05"), LATER, 1)
    figures = report.figures
    assert figures["channels"] == ["1400.35", "280.70", "52.00"]
    assert figures["publications"] == 2 and figures["expected"] == 3
    assert figures["provinces"] == [
        ["อุดรธานี", 1, 1, "1000.35", "200.70", "30.00"],
        ["หนองคาย", 1, 2, "400.00", "80.00", "22.00"],
    ]
    assert {code: rest for code, *rest in figures["categories"]}["HERB"] == ["0.10", "0.20", "0.00"]
    event = AuditEvent.objects.get(action="pin_report")
    assert event.changes["content"] == report.sha256


def test_a_correction_changes_nothing_and_is_listed_with_its_effect(
    client, published, officer, chief, province_staff, department, drawn
):
    client.force_login(department)
    client.post(PIN, {"kind": MONTH})
    report = PinnedReport.objects.get()
    document = report.document
    before = report.content
    build.correct(published, officer=officer, chief=chief, staff=province_staff, now=LATER)
    nationwide.publish("4101", by=department, now=LATER)
    report.refresh_from_db()
    assert report.content == before and report.document == document
    page = text_of(client.get(url("director_report", report)))
    assert "๕๐๒.๐๐" in page and "๑๐๖.๐๐" not in page
    assert "แก้ไขฉบับที่รายงานนี้ใช้ <b>1</b> ฉบับ ผลต่อยอดรวม <b>−396.00</b> บาท" in page
    assert "ยืนยันเพิ่มอีก 1 ฉบับ 1,231.05 บาท" in page
    assert reverse("side_by_side", args=("4302", OCTOBER)) in page
    assert "ฉบับปัจจุบัน" in text_of(client.get(reverse("document", args=[document.pk])))
    assert client.get(reverse("verify", args=[document.token])).status_code == 200


def test_it_is_issued_with_number_hash_and_the_public_address(client, published, department, drawn):
    client.force_login(department)
    response = client.post(PIN, {"kind": YEAR})
    assert response.url == LIST
    assert "เลขที่ DGY-2565-10-1 แล้ว" in told(response)[0]
    (made,) = drawn
    report, document = PinnedReport.objects.get(), Document.objects.get(report=None)
    assert made.verify_url == "http://testserver" + reverse("verify", args=(document.token,))
    assert (document.content_sha256, document.total, document.line_count) == (report.sha256, 502, 1)
    page = text_of(client.get(LIST))
    assert reverse("document", args=[document.pk]) in page and url("director_report", report) in page


def test_a_second_press_makes_nothing_new(client, published, department, drawn):
    client.force_login(department)
    for _ in range(2):
        client.post(PIN, {"kind": MONTH})
    assert (PinnedReport.objects.count(), Document.objects.filter(report=None).count()) == (1, 1)


def test_a_newer_report_takes_the_place_of_the_paper_and_keeps_the_older(
    client, published, department, drawn
):
    client.force_login(department)
    client.post(PIN, {"kind": MONTH})
    nationwide.publish("4101", by=department)
    client.post(PIN, {"kind": MONTH})
    newer, older = PinnedReport.objects.order_by("-number")
    assert (older.total, newer.total) == (502, Decimal("1733.05"))
    assert older.document.replaced_by == newer.document
    assert "๕๐๒.๐๐" in text_of(client.get(url("director_report", older)))


def test_the_end_of_an_earlier_day_may_be_meant(published, officer, chief, province_staff, department):
    build.correct(published, officer=officer, chief=chief, staff=province_staff, now=LATER)
    assert pin(department, on=dt.date(2021, 11, 3)).total == 502
    assert pin(department).total == 106
    with pytest.raises(WrongState, match="ก่อนเวลาที่เลือก"):
        pin(department, on=dt.date(2021, 11, 2))


@pytest.mark.parametrize(("kind", "total"), [(MONTH, "4"), (ROUND, "4"), (YEAR, "7")])
def test_how_far_back_it_sums(places, department, kind, total):
    """March is the end of the first round, April the beginning of the second."""
    march, april = OCTOBER.plus(5), OCTOBER.plus(6)
    for month, baht in ((OCTOBER, "1"), (march, "2"), (april, "4")):
        build.open_month(month, by=department, now=LATER)
        nationwide.publish("4302", by=department, month=month, lines=[("FOOD", "GROUP", baht, "0", "0")])
    assert pin(department, kind, april).total == Decimal(total)
    assert [len(stats.months_of(kind, april)), len(stats.months_of(kind, march))] == {
        MONTH: [1, 1],
        ROUND: [1, 6],
        YEAR: [7, 6],
    }[kind]


def test_page_paper_workbook_and_slide_say_the_same(client, published, department, drawn):
    client.force_login(department)
    client.post(PIN, {"kind": MONTH})
    report = PinnedReport.objects.get()
    (made,) = drawn
    assert "502.00" in repr(made.closing)
    book = load_workbook(io.BytesIO(client.get(url("director_xlsx", report)).content))
    assert book.sheetnames == ["ประเภทผลิตภัณฑ์", "เดือน", "จังหวัด"]
    for sheet in book:
        assert 502 in [value for row in sheet.iter_rows(values_only=True) for value in row]
    page = text_of(client.get(url("director_report", report)))
    for table in ("categories", "months", "provinces"):
        path = url(f"director_{table}_csv", report)
        assert f'href="{path}"' in page
        said = b"".join(client.get(path).streaming_content).decode("utf-8-sig")
        assert "รวม" in said.splitlines()[-1] and said.endswith(",502.00,100.0\r\n")
    response = client.get(url("director_slide", report))
    assert response["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(response.content)
    assert drawing.get("viewBox") == "0 0 1600 900"
    words = " ".join(drawing.itertext())
    assert "เลขที่ DGM-2565-10-1" in words and "อาหาร" in words and report.sha256[:12] in words


def test_the_bars_of_a_slide_are_to_scale(places, department):
    build.open_month(OCTOBER, by=department)
    lines = [("FOOD", "GROUP", "8000000", "0", "0"), ("HERB", "SME", "0", "0", "2000000")]
    nationwide.publish("4302", by=department, lines=lines)
    form = director.build(pin(department))
    widths = {bar.label: (bar.width, bar.value, bar.share) for bar in slide.bars(form)}
    assert widths["อาหาร"] == (slide.WIDTH, "8.00", "80.0%")
    assert widths["สมุนไพรที่ไม่ใช่อาหาร"] == (slide.WIDTH // 4, "2.00", "20.0%")
    assert [figure.value for figure in slide.figures(form)] == ["10.00", "8.00", "0.00", "2.00", "20.0%"]
    assert slide.draw(form) == slide.draw(form)


def test_figures_that_do_not_agree_are_not_pinned(published, department):
    PublicationTotal.objects.filter(category="TEXTILE").update(online="9.00")
    with pytest.raises(Stale):
        pin(department)
    assert not PinnedReport.objects.exists()


def test_the_content_is_canonical(published, department):
    report = pin(department)
    text = json.dumps(report.figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == report.content


def test_nothing_unconfirmed_is_read(client, submitted, department):
    nationwide.publish("4301", by=department)
    with CaptureQueriesContext(connection) as queries:
        report = pin(department)
        client.force_login(department)
        client.get(url("director_report", report))
    # On top the page names the districts that have more time, by their dates alone.
    asked = [query["sql"] for query in queries if 'FROM "reporting_extension"' not in query["sql"]]
    working = ("salesline", "weeklyentry", "monthlyreport", "producergroup")
    assert not [table for table in working for sql in asked if table in sql]


@pytest.mark.parametrize("pages", [1, 3])
def test_queries_of_the_page_do_not_grow(client, places, department, django_assert_max_num_queries, pages):
    codes = [f"41{number}" for number in range(10, 10 + 5 * pages)]
    nationwide.districts(*codes)
    build.open_month(OCTOBER, by=department)
    for code in codes:
        nationwide.publish(code, by=department)
    report = pin(department)
    client.force_login(department)
    with django_assert_max_num_queries(8):
        client.get(url("director_report", report))


def test_a_month_without_anything_confirmed_says_so(client, october, department):
    client.force_login(department)
    response = client.post(PIN, {"kind": MONTH})
    assert response.url == LIST
    assert "แล้วอย่างน้อย 1 อำเภอ" in told(response)[0]
    unopened = reverse("director_pin", args=[NOVEMBER])
    assert "ยังไม่ได้เปิดงวด" in told(client.post(unopened, {"kind": MONTH}))[-1]


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [({"kind": "NAT"}, "NAT"), ({"kind": MONTH, "on": "2999-01-01"}, "ยังไม่ถึงวันที่ 1 มกราคม 3542")],
)
def test_bad_input_is_shown(client, published, department, posted, sentence):
    client.force_login(department)
    response = client.post(PIN, posted)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not PinnedReport.objects.exists()


def test_the_auditor_reads_and_makes_none(client, published, department, auditor):
    report = pin(department)
    client.force_login(auditor)
    assert PIN not in text_of(client.get(LIST))
    for name in ("director_report", "director_xlsx", "director_slide"):
        assert client.get(url(name, report)).status_code == 200
    assert client.post(PIN, {"kind": MONTH}).status_code == 403
    with pytest.raises(NotAllowed):
        pin(auditor)


def test_another_months_address_has_no_such_report(client, published, department):
    report = pin(department)
    client.force_login(department)
    assert client.get(reverse("director_report", args=(NOVEMBER, report.pk))).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, published, department, request, who):
    report = pin(department)
    client.force_login(request.getfixturevalue(who))
    for address in (LIST, url("director_report", report), url("director_slide", report)):
        assert client.get(address).status_code == 403


def test_a_visitor_signs_in_first_and_methods_are_kept(client, published, department):
    report = pin(department)
    assert client.get(LIST).url == login_url(LIST)
    client.force_login(department)
    assert client.get(PIN).status_code == 405
    assert client.post(LIST).status_code == client.post(url("director_slide", report)).status_code == 405

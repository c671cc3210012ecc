"""The covering letters: the report's figures in words and digits, as PDF and as a file that can be edited."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document as open_docx
from docx.oxml.ns import qn

from reporting.actions import papers
from reporting.formats import money, thai_digits
from reporting.models import Document, Kind, Scope
from reporting.readiness import Standing
from reporting.reports import issuing, letter, letter_file, pdf
from tests import build
from tests.reports.test_pdf import pages, words
from tests.views.desk import at, login_url, text_of, told

TODAY = dt.date(2021, 11, 4)


def of_district(file_type: str, district: str = "4302") -> str:
    return reverse("letter_district", args=(district, build.OCTOBER, file_type))


def of_province(file_type: str, province: str = "43") -> str:
    return reverse("letter_province", args=(province, build.OCTOBER, file_type))


@pytest.fixture
def rt4(published, province_staff):
    """RT.4 of the province in force, without drawing it."""
    scope = Scope(Kind.RT4, province=published.district.province, month=build.OCTOBER)
    form = issuing.PAPERS[Kind.RT4]
    issue = form.prepare(scope, form.read(scope), 0, province_staff, build.NOW)
    return papers.issue(scope=scope, issue=issue, pdf=build.PDF, by=province_staff, now=build.NOW)


@pytest.fixture
def district_letter(submitted, chief):
    return letter.of_district(Standing(submitted), user=chief, today=TODAY)


def test_the_districts_letter_says_what_the_form_says(district_letter, submitted):
    document = Standing(submitted).document
    assert (
        sum(amount.baht for amount in district_letter.amounts) == district_letter.total.baht == document.total
    )
    assert [amount.text for amount in district_letter.amounts] == ["400.00 บาท", "80.00 บาท", "22.00 บาท"]
    assert district_letter.total_words == "ห้าร้อยสองบาทถ้วน"
    assert district_letter.to == "ผู้ว่าราชการจังหวัดหนองคาย"
    assert document.number in district_letter.enclosures[0][0]
    assert district_letter.date == "...... พฤศจิกายน 2564"


def test_the_letter_with_a_correction_says_so(rt4, province_staff):
    asked = {"user": province_staff, "today": TODAY}
    assert letter.of_province(rt4.province, rt4.month, **asked).subject.endswith("ตุลาคม 2564")
    Document.objects.filter(pk=rt4.pk).update(revision=2)
    corrected = letter.of_province(rt4.province, rt4.month, **asked)
    assert corrected.subject.endswith("ตุลาคม 2564 (ฉบับแก้ไข)")


def test_who_signed_the_form_signs_the_letter_as_of_signing(submitted, chief):
    signed = (f"({chief.full_name})", chief.position, "ปฏิบัติราชการแทน นายอำเภอท่าบ่อ")
    chief.full_name = "ชื่อใหม่"
    chief.save()
    assert letter.of_district(Standing(submitted), user=chief, today=TODAY).signer == signed


def test_the_provinces_letter_says_what_rt4_says(rt4, province_staff):
    drawn = letter.of_province(rt4.province, rt4.month, user=province_staff, today=TODAY)
    assert sum(amount.baht for amount in drawn.amounts) == drawn.total.baht == rt4.total
    assert drawn.to == "อธิบดีกรมการพัฒนาชุมชน"
    assert "จำนวน 1 อำเภอ จากทั้งหมด 2 อำเภอ" in drawn.opening
    assert drawn.signer[-1] == "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดหนองคาย"


def test_on_paper_it_is_one_page_with_every_part_in_order(district_letter):
    (page,) = pages(district_letter, "print/letter.html")
    text = words(page)
    parts = ["เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", "ตามที่", "๕๐๒.๐๐ บาท", "ห้าร้อยสองบาทถ้วน"]
    parts += ["จึงเรียนมา", "ขอแสดงความนับถือ", "ปฏิบัติราชการแทน", "สำนักงานพัฒนาชุมชน"]
    places = [text.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_long_names_and_sums_of_thousands_of_millions_stay_on_one_page(rt4, province_staff):
    """A page with nothing but the closing words and the signature is not fit to sign."""
    drawn = letter.of_province(rt4.province, rt4.month, user=province_staff, today=TODAY)
    amounts = tuple(replace(amount, baht=Decimal("2777777777.77")) for amount in drawn.amounts)
    opening = drawn.opening.replace("หนองคาย", "พระนครศรีอยุธยา").replace("จำนวน 1 อำเภอ", "จำนวน 16 อำเภอ")
    signer = (drawn.signer[0], "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ", drawn.signer[-1])
    total = replace(drawn.total, baht=Decimal("8333333333.31"))
    drawn = replace(drawn, opening=opening, amounts=amounts, signer=signer, total=total)
    assert len(pages(drawn, "print/letter.html")) == 1


def test_the_file_is_a4_in_the_official_font_and_says_the_same(district_letter):
    file = open_docx(io.BytesIO(letter_file.draw(district_letter)))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    for said in (*district_letter.signer, district_letter.opening, district_letter.total_words):
        assert thai_digits(said) in text
    assert district_letter.enclosures[0][0] in text
    assert thai_digits(money(district_letter.total.baht)) in text
    style = file.styles["Normal"].element.rPr
    fonts = style.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {letter_file.FONT}
    assert style.find(qn("w:sz")).get(qn("w:val")) == style.find(qn("w:szCs")).get(qn("w:val")) == "32"
    page = file.sections[0]
    assert [round(side.cm, 1) for side in (page.page_width, page.page_height, page.left_margin)] == [
        21,
        29.7,
        3,
    ]


@pytest.mark.parametrize("file_type", ["pdf", "docx"])
def test_both_files_are_served(client, submitted, officer, file_type, monkeypatch):
    monkeypatch.setattr(pdf, "draw", lambda template, report, **options: build.PDF)
    client.force_login(officer)
    response = client.get(of_district(file_type))
    assert response.status_code == 200
    assert f"letter-4302-2565-10.{file_type}" in response["Content-Disposition"]
    assert of_district(file_type) in text_of(client.get(at("sheet")))


@pytest.mark.parametrize("file_type", ["pdf", "docx"])
def test_the_provinces_files_are_served(client, rt4, province_staff, file_type, monkeypatch):
    monkeypatch.setattr(pdf, "draw", lambda template, report, **options: build.PDF)
    client.force_login(province_staff)
    assert client.get(of_province(file_type)).status_code == 200
    assert of_province(file_type) in text_of(client.get(reverse("rt4", args=("43", build.OCTOBER))))


def test_before_the_form_is_issued_there_is_no_letter(client, three_groups, chief, province_staff):
    client.force_login(chief)
    response = client.get(of_district("docx"))
    assert response.url == at("rt2") and "โปรดออก รต.๒ ก่อนทำหนังสือนำส่ง" in told(response)[-1]
    client.force_login(province_staff)
    response = client.get(of_province("docx"))
    assert "โปรดออก รต.๔ ก่อนทำหนังสือนำส่ง" in told(response)[-1]


def test_a_visitor_signs_in_first(client, october):
    assert client.get(of_district("pdf")).url == login_url(of_district("pdf"))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_districts_letter_is_not_found(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(of_district("docx")).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("chief", 404), ("other_province", 404), ("department", 403)])
def test_the_provinces_letter_is_the_provinces(client, october, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(of_province("docx")).status_code == status


def test_the_province_does_not_write_the_districts_letter(client, submitted, province_staff):
    client.force_login(province_staff)
    assert client.get(of_district("docx")).status_code == 403
    assert client.post(of_province("docx")).status_code == 405

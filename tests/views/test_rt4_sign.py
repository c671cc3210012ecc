"""Signing RT.4 for the province, statement by statement."""

from __future__ import annotations

import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from reporting.actions import signing
from reporting.audit_words import action_label
from reporting.errors import BadInput, NotAllowed
from reporting.models import AuditEvent, Document, Kind, Signature
from reporting.reports import pdf
from tests import build, nationwide
from tests.views.desk import text_of, told

ISSUE = reverse("rt4_issue", args=("43", build.OCTOBER))
SIGN = reverse("rt4_sign", args=("43", build.OCTOBER))
RT4 = reverse("rt4", args=("43", build.OCTOBER))
BOARD = reverse("province_board", args=("43", build.OCTOBER))
PASSWORD = "rain on the tin roof"
ALL = frozenset(signing.STATEMENTS[Kind.RT4])


@pytest.fixture(autouse=True)
def _drawn_quickly(monkeypatch):
    """What is drawn is another test's matter; nobody has tried a password yet."""
    cache.clear()
    monkeypatch.setattr(pdf, "draw", lambda template, report, **options: build.PDF + report.number.encode())


@pytest.fixture
def province_staff(province_staff):
    province_staff.set_password(PASSWORD)
    province_staff.save()
    return province_staff


@pytest.fixture
def issued(client, published, province_staff) -> Document:
    client.force_login(province_staff)
    client.post(ISSUE)
    return Document.objects.get(kind=Kind.RT4)


def ticked(paper, **changes) -> dict[str, str]:
    fields = {"document": str(paper.pk)} | dict.fromkeys(ALL, "on") | changes
    return {f"electronic-{name}": value for name, value in fields.items() if value}


def test_an_issued_form_can_be_signed_from_its_page(client, issued):
    page = text_of(client.get(RT4))
    assert issued.number in page and SIGN in page
    assert "ออกแล้ว รอลงนาม" in text_of(client.get(BOARD))


def test_signing_asks_who_it_is_and_shows_it_everywhere(client, issued, province_staff):
    assert "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดหนองคาย" in text_of(client.get(SIGN))
    asked = client.post(SIGN, ticked(issued))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not Signature.objects.filter(document=issued).exists()
    back = client.post(asked.url, {"password": PASSWORD, "next": SIGN})
    assert back.url == RT4
    signature = Signature.objects.get(document=issued)
    assert signature.document_sha256 == issued.file.sha256
    assert (province_staff.acting_for, signature.acting_for) == ("", "ผู้ว่าราชการจังหวัดหนองคาย")
    assert signature.statements == "\n".join(signing.STATEMENTS[Kind.RT4].values())
    event = AuditEvent.objects.get(action="sign_rt4")
    assert action_label(event.action) == "ลงนาม รต.๔"
    assert event.changes["file"] == issued.file.sha256
    for address in (RT4, reverse("document", args=(issued.pk,))):
        page = text_of(client.get(address))
        assert province_staff.full_name in page and "ข้อความที่รับรอง" in page
    assert "ลงนามในระบบแล้ว" in text_of(client.get(RT4))
    assert "(ลงนามแล้ว)" in text_of(client.get(BOARD))
    public = text_of(client.get(reverse("verify", args=(issued.token,))))
    assert "ลงนามแล้ว" in public and province_staff.full_name not in public.partition("<main")[2]


@pytest.mark.parametrize("missing", sorted(ALL))
def test_every_statement_must_be_ticked(client, issued, province_staff, missing):
    response = client.post(SIGN, ticked(issued, **{missing: ""}))
    assert response.status_code == 422
    assert "โปรดทำเครื่องหมายข้อนี้ก่อนลงนาม" in text_of(response)
    with pytest.raises(BadInput):
        sign(issued, province_staff, statements=ALL - {missing})


def sign(document, by, statements=ALL):
    at = {"province": document.province, "month": document.month}
    return signing.sign_rt4(**at, statements=statements, seen=document.pk, by=by, now=build.NOW)


def test_a_second_signature_is_the_first(client, issued, province_staff):
    assert sign(issued, province_staff) == sign(issued, province_staff)
    assert client.get(SIGN).url == RT4


def test_another_paper_than_the_one_seen_is_not_signed(client, issued):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.post(SIGN, ticked(issued, document=str(uuid.uuid4())))
    assert response.status_code == 422 and "มี รต.๔ ฉบับใหม่กว่า" in text_of(response)


def test_figures_confirmed_later_ask_for_a_new_issue(client, issued, province_staff, department):
    nationwide.publish("4301", by=department, lines=[("FOOD", "GROUP", "50.00", "0.00", "0.00")])
    page = text_of(client.get(RT4))
    assert "ลายมือชื่อ รต.๔" not in page and SIGN not in page
    assert told(client.get(SIGN)) == ["ยังไม่มี รต.๔ ที่ตรงกับข้อมูลที่ยืนยันแล้ว โปรดออก รต.๔ ก่อนลงนาม"]


def test_other_provinces_and_districts_do_not_sign(issued, other_province, chief):
    for person in (other_province, chief):
        with pytest.raises(NotAllowed):
            sign(issued, person)


def test_a_visitor_signs_in_first(client, october):
    response = client.post(SIGN)
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["other_province", "officer", "chief"])
def test_another_area_is_not_found(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(SIGN).status_code == 404


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_without_the_right_it_is_forbidden(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(SIGN).status_code == 403


def test_other_methods_are_refused(client, october, province_staff):
    client.force_login(province_staff)
    assert client.put(SIGN).status_code == 405

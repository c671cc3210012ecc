"""A circular from the officer's side: starting, links to hand out, answers, closing, cancelling (R18)."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

from reporting.actions.ticks import Level
from reporting.models import Answer, Circular, DistrictCertification, Outcome, ProvincialCertification
from reporting.readiness import Standing
from tests import build
from tests.reports.paper import text_of_pdf
from tests.views.desk import at, login_url, text_of, told

URL = at("circulars")
PROVINCE_URL = reverse("province_circulars", args=("43", build.OCTOBER))
AGREE = Answer.AGREE


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages take the time from the clock; the tests' months lie in 2564 BE."""
    for module in ("circulars", "votes"):
        monkeypatch.setattr(f"reporting.views.{module}.timezone.now", lambda: build.NOW)


def typed(report, **changes) -> dict[str, object]:
    seen = {f"seen-{report.pk}": Standing(report).snapshot.sha256}
    return {"number": "ว 7", "expires_on": "6/11/2564"} | seen | changes


def url_of(name: str, circular) -> str:
    return reverse(name, args=("4302", build.OCTOBER, circular.pk))


def test_a_circular_is_started_on_what_the_page_shows(client, ticked, five_members, chief):
    client.force_login(chief)
    text = text_of(client.get(URL))
    for words in ["เวียนหนังสือถึงกรรมการ 5 คน", "502.00", Standing(ticked).snapshot.sha256]:
        assert words in text
    response = client.post(URL, typed(ticked))
    circular = Circular.objects.get()
    assert response.url == url_of("circular", circular)
    assert circular.items.get().content_sha256 == Standing(ticked).snapshot.sha256
    assert "ว 7" in text_of(client.get(URL))


def test_figures_that_changed_meanwhile_are_not_sent_round(client, ticked, five_members, officer, chief):
    client.force_login(chief)
    sent = typed(ticked)
    build.enter(ticked, by=officer, value=build.amounts("9.00"))
    build.tick(ticked, Level.DISTRICT, by=chief)
    response = client.post(URL, sent)
    assert response.status_code == 422
    assert "โปรดตรวจยอดล่าสุดก่อนเวียนหนังสือ" in text_of(response)
    assert not Circular.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "โปรดระบุเลขที่หนังสือ"),
        ({"expires_on": ""}, "โปรดระบุวันที่"),
        ({"expires_on": "1/11/2564"}, "ไม่เกิน 60 วัน"),
    ],
)
def test_bad_input_is_shown_and_what_was_typed_stays(client, ticked, five_members, chief, changes, sentence):
    client.force_login(chief)
    response = client.post(URL, typed(ticked, **changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "number" in changes or 'value="ว 7"' in text_of(response)
    assert not Circular.objects.exists()


def test_before_everything_is_ticked_the_page_says_what_is_missing(
    client, three_groups, five_members, officer, chief
):
    build.enter(three_groups, by=officer)
    client.force_login(chief)
    text = text_of(client.get(URL))
    assert "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in text and 'name="number"' not in text
    response = client.post(URL, typed(three_groups))
    assert response.status_code == 422
    assert "โปรดทำรายการที่ค้างให้ครบก่อน" in text_of(response)


def test_an_empty_register_leads_to_it(client, ticked, chief):
    client.force_login(chief)
    text = text_of(client.get(URL))
    assert at("committee") in text and 'name="number"' not in text


def test_every_member_has_a_link_to_copy_and_words_to_send_it_by(client, circular, five_members, chief):
    type(five_members[0]).objects.filter(pk=five_members[0].pk).update(email="chan@example.org")
    client.force_login(chief)
    response = client.get(url_of("circular", circular))
    text = text_of(response)
    for ballot in circular.ballots.all():
        address = "http://testserver" + reverse("vote", args=(ballot.token,))
        assert f'data-copy="{address}"' in text
        assert f"เรียน {ballot.name} " in text
        assert ("mailto:chan%40example.org?" in text) and (address in unquote(text))
    assert "no-store" in response["Cache-Control"]


def test_the_links_carry_the_public_address_where_one_is_set(client, circular, chief, settings):
    settings.OTOP_PUBLIC_URL = "https://otop.example"
    client.force_login(chief)
    text = text_of(client.get(url_of("circular", circular)))
    for ballot in circular.ballots.all():
        assert f'data-copy="https://otop.example{reverse("vote", args=(ballot.token,))}"' in text


def test_the_page_says_who_answered_when_and_the_remarks(client, circular, chief):
    build.answer(circular, AGREE, "โปรดตรวจกลุ่มทอผ้า")
    client.force_login(chief)
    text = text_of(client.get(url_of("circular", circular)))
    for words in [
        "2 จาก 5 คน",
        "ต้องมีอย่างน้อย 3 คน",
        "ยังไม่ตอบ",
        "“โปรดตรวจกลุ่มทอผ้า”",
        "ข้อสังเกตที่ต้องอ่านก่อนปิด",
        "อีก 2 คน",
        "3 พ.ย. 2564 10:00 น.",
    ]:
        assert words in text
    assert "ปิดและบันทึกเป็นมติ</button>" not in text


def test_with_a_quorum_it_is_closed_into_the_resolution(client, circular, ticked, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    client.force_login(chief)
    assert "ปิดและบันทึกเป็นมติ</button>" in text_of(client.get(url_of("circular", circular)))
    response = client.post(url_of("circular_close", circular))
    assert response.url == at("certify")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ บันทึกเป็นมติ นตผ.อำเภอแล้ว"]
    assert Standing(ticked).certification == DistrictCertification.objects.get()
    text = text_of(client.get(at("certify")))
    assert "มีกรรมการเห็นชอบ 3 จาก 5 คน" in text and "กรรมการคนที่ 4" in text and "ไม่ได้ตอบ" in text
    assert "data-copy" not in text_of(client.get(url_of("circular", circular)))


def test_without_a_quorum_it_stays_open(client, circular, chief):
    build.answer(circular, AGREE, AGREE)
    client.force_login(chief)
    response = client.post(url_of("circular_close", circular))
    assert response.url == url_of("circular", circular)
    assert "ยังไม่ครบ 3 คน" in told(response)[0]
    assert not DistrictCertification.objects.exists()


def test_after_a_change_the_page_says_so_and_shows_no_link(client, circular, ticked, officer, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    build.enter(ticked, by=officer, value=build.amounts("9.00"))
    client.force_login(chief)
    text = text_of(client.get(url_of("circular", circular)))
    assert "เปลี่ยนไปหลังเวียนหนังสือ" in text
    assert "data-copy" not in text and "ปิดและบันทึกเป็นมติ</button>" not in text
    response = client.post(url_of("circular_close", circular))
    assert "ยอดเปลี่ยนไปหลังเวียนหนังสือ" in told(response)[0]


def test_a_circular_is_cancelled_with_a_reason(client, circular, chief):
    client.force_login(chief)
    url = url_of("circular_cancel", circular)
    assert "หยุดรับคำตอบ" in text_of(client.get(url))
    response = client.post(url, {"reason": ""})
    assert response.status_code == 422 and "โปรดพิมพ์เหตุผลที่ยกเลิก" in text_of(response)
    assert client.post(url, {"reason": "พิมพ์เลขผิด"}).url == url_of("circular", circular)
    assert Circular.objects.get().outcome == Outcome.CANCELLED
    assert "พิมพ์เลขผิด" in text_of(client.get(url_of("circular", circular)))


def test_the_slips_carry_a_code_for_each_who_has_not_answered(client, circular, chief):
    build.answer(circular, AGREE)
    client.force_login(chief)
    response = client.get(url_of("circular_slips", circular))
    assert response["Content-Type"] == "application/pdf"
    tokens = [ballot.token for ballot in circular.ballots.all()]
    printed = "".join(text_of_pdf(response.content).split())
    assert [token in printed for token in tokens] == [False, True, True, True, True]


def test_an_ended_circular_has_no_slips(client, circular, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    client.force_login(chief)
    client.post(url_of("circular_close", circular))
    assert client.get(url_of("circular_slips", circular)).url == at("certify")


def test_a_province_does_the_same_for_its_districts(client, submitted, province_staff):
    build.members(3, province_staff.province, by=province_staff)
    client.force_login(province_staff)
    assert "อำเภอท่าบ่อ" in text_of(client.get(PROVINCE_URL))
    assert client.post(PROVINCE_URL, typed(submitted)).status_code == 422
    response = client.post(PROVINCE_URL, typed(submitted, reports=[submitted.pk]))
    circular = Circular.objects.get()
    assert response.url == reverse("province_circular", args=("43", build.OCTOBER, circular.pk))
    build.answer(circular, AGREE, AGREE)
    assert "ครบองค์ประชุม" in text_of(client.get(response.url))
    closing = reverse("province_circular_close", args=("43", build.OCTOBER, circular.pk))
    assert client.post(closing).url == reverse("province_certify", args=("43", build.OCTOBER))
    assert Standing(submitted).coverage.certification == ProvincialCertification.objects.get()
    page = client.get(reverse("province_certify", args=("43", build.OCTOBER)))
    assert "มีกรรมการเห็นชอบ 2 จาก 3 คน" in text_of(page)


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, circular, request, who):
    client.force_login(request.getfixturevalue(who))
    for url in (URL, url_of("circular", circular), url_of("circular_slips", circular)):
        assert client.get(url).status_code == 404
    assert client.post(url_of("circular_close", circular)).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, circular, request, who):
    client.force_login(request.getfixturevalue(who))
    for url in (URL, url_of("circular", circular), url_of("circular_slips", circular)):
        assert client.get(url).status_code == 403
    assert client.post(url_of("circular_close", circular)).status_code == 403


def test_a_districts_circular_is_not_among_the_provinces(client, circular, province_staff):
    client.force_login(province_staff)
    url = reverse("province_circular", args=("43", build.OCTOBER, circular.pk))
    assert client.get(url).status_code == 404


def test_closing_takes_no_get(client, circular, chief):
    client.force_login(chief)
    assert client.get(url_of("circular_close", circular)).status_code == 405
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 25])
def test_queries(client, ticked, chief, count, django_assert_max_num_queries):
    build.members(count, chief.district, by=chief)
    circular = build.circular(ticked, of=chief.district, by=chief)
    client.force_login(chief)
    with django_assert_max_num_queries(12):
        client.get(url_of("circular", circular))


def test_a_members_link_is_renewed_from_the_page(client, circular, chief):
    ballot = circular.ballots.first()
    client.force_login(chief)
    page = text_of(client.get(url_of("circular", circular)))
    renew = reverse("circular_renew", args=("4302", build.OCTOBER, circular.pk, ballot.pk))
    assert renew in page and ballot.token in page
    response = client.post(renew, {"seen": ballot.token_sha256})
    assert response.url == url_of("circular", circular)
    assert "ลิงก์เดิมของ กรรมการคนที่ 1 ใช้ไม่ได้แล้ว" in told(response)[-1]
    assert ballot.token not in text_of(client.get(response.url))
    assert client.get(reverse("vote", args=(ballot.token,))).status_code == 404
    unknown = reverse("circular_renew", args=("4302", build.OCTOBER, circular.pk, 0))
    assert client.post(unknown).status_code == 404

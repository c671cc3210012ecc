"""The page behind a committee member's link: no account, no cookie, and no effect of looking (R18)."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from otop.logs import HideLinks
from reporting.actions import circular_end
from reporting.models import Answer, Ballot
from tests import build
from tests.views.desk import text_of

AGREE = Answer.AGREE


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The page takes the time from the clock; the tests' months lie in 2564 BE."""
    now = [build.NOW]
    monkeypatch.setattr("reporting.views.votes.timezone.now", lambda: now[0])
    cache.clear()
    return now


@pytest.fixture
def ballot(circular) -> Ballot:
    return circular.ballots.order_by("id").first()


def url_of(ballot) -> str:
    return reverse("vote", args=(ballot.token,))


def typed(**changes) -> dict[str, object]:
    return {"answer": "AGREE", "remark": "", "myself": "on", "seen": 0} | changes


def test_the_page_shows_rt2_and_asks(client, ballot):
    response = client.get(url_of(ballot))
    assert response.status_code == 200
    text = text_of(response)
    for words in [
        "เรียน กรรมการคนที่ 1 (ประธาน)",
        "502.00",
        "ยอดจำหน่ายรวมทั้งสิ้น",
        "กลุ่มทอผ้าบ้านน้ำโมง",
        "เห็นชอบ",
        "มีข้อสังเกต",
        "ข้าพเจ้าคือ กรรมการคนที่ 1",
    ]:
        assert words in text
    assert "กรรมการคนที่ 2" not in text


def test_looking_writes_nothing_and_leaves_no_trace(client, ballot):
    """A messenger that looks at the link for a preview answers nothing."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url_of(ballot))
        client.head(url_of(ballot))
    assert [query for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_agreeing_gives_a_receipt(client, ballot):
    response = client.post(url_of(ballot), typed())
    assert response.url == url_of(ballot)
    assert not response.cookies
    ballot.refresh_from_db()
    assert (ballot.answer, ballot.answered_at, ballot.times) == (AGREE, build.NOW, 1)
    text = text_of(client.get(url_of(ballot)))
    assert "ได้รับคำตอบของท่านแล้ว" in text and f"{ballot.circular_id}-{ballot.pk}-1" in text
    assert "เปลี่ยนคำตอบ" in text


def test_a_second_press_has_one_effect(client, ballot):
    for _ in range(2):
        assert client.post(url_of(ballot), typed()).url == url_of(ballot)
    ballot.refresh_from_db()
    assert ballot.times == 1


def test_a_remark_is_kept_and_can_become_an_agreement(client, ballot):
    client.post(url_of(ballot), typed(answer="REMARK", remark="โปรดตรวจกลุ่มทอผ้า"))
    assert "โปรดตรวจกลุ่มทอผ้า" in text_of(client.get(url_of(ballot)))
    client.post(url_of(ballot), typed(seen=1))
    ballot.refresh_from_db()
    assert (ballot.answer, ballot.remark, ballot.times) == (AGREE, "", 2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": ""}, "โปรดเลือก เห็นชอบ หรือ มีข้อสังเกต"),
        ({"answer": "REMARK", "remark": " "}, "โปรดพิมพ์ข้อสังเกต"),
        ({"myself": ""}, "โปรดยืนยันชื่อของท่านก่อนส่งคำตอบ"),
        ({"answer": "REMARK", "remark": "ก" * 501}, "ข้อสังเกตยาวได้ไม่เกิน 500 ตัวอักษร"),
    ],
)
def test_bad_input_is_shown_and_what_was_typed_stays(client, ballot, changes, sentence):
    response = client.post(url_of(ballot), typed(**{"remark": "ข้อความเดิม"} | changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "remark" in changes or "ข้อความเดิม" in text_of(response)
    ballot.refresh_from_db()
    assert ballot.answer == ""


def test_an_older_page_is_told_of_the_newer_answer(client, ballot):
    client.post(url_of(ballot), typed())
    response = client.post(url_of(ballot), typed(answer="REMARK", remark="ผู้อื่น"))
    assert response.status_code == 422
    assert "มีการตอบผ่านลิงก์นี้แล้ว" in text_of(response)


def change_a_line(report, officer) -> None:
    build.enter(report, by=officer, value=build.amounts("9.00"))


def test_a_changed_line_makes_the_link_say_so(client, ballot, ticked, officer):
    change_a_line(ticked, officer)
    text = text_of(client.get(url_of(ballot)))
    assert "ยอดเปลี่ยนไปหลังเวียนหนังสือ" in text
    assert "9.00" not in text and "502.00" not in text and "<form" not in text
    assert client.post(url_of(ballot), typed()).status_code == 422
    ballot.refresh_from_db()
    assert ballot.answer == ""


def test_a_cancelled_circular_says_so(client, ballot, chief):
    circular_end.cancel_circular(circular=ballot.circular, reason="ก", by=chief, now=build.NOW)
    text = text_of(client.get(url_of(ballot)))
    assert "ถูกยกเลิกแล้ว" in text and "502.00" not in text


def test_a_closed_circular_shows_the_receipt(client, circular, ballot, chief):
    build.answer(circular, AGREE, AGREE, AGREE)
    circular_end.close_circular(circular=circular, by=chief, now=build.NOW)
    text = text_of(client.get(url_of(ballot)))
    assert "บันทึกเป็นมติแล้ว" in text and "ได้รับคำตอบของท่านแล้ว" in text and "<form" not in text


def test_after_the_last_day_the_link_says_so(client, ballot, clock):
    clock[0] = build.NOW + dt.timedelta(days=4)
    assert "พ้นวันสุดท้ายที่ตอบได้แล้ว" in text_of(client.get(url_of(ballot)))
    assert client.post(url_of(ballot), typed()).status_code == 422


def test_an_unknown_link_is_a_friendly_404(client, circular):
    response = client.get(reverse("vote", args=("x" * 32,)))
    assert response.status_code == 404
    assert "ไม่พบลิงก์นี้" in text_of(response)
    assert response["Referrer-Policy"] == "no-referrer"


def test_guessing_is_slowed_and_a_real_link_still_works(client, ballot):
    answers = [client.get(reverse("vote", args=(f"guess-{n:030}",))).status_code for n in range(21)]
    assert answers == [404] * 20 + [429]
    assert client.get(url_of(ballot)).status_code == 200


def test_answers_through_one_link_are_slowed(client, ballot):
    said = [client.post(url_of(ballot), typed(answer="")).status_code for _ in range(11)]
    assert said == [422] * 10 + [429]


def test_a_provincial_link_leads_to_each_districts_rt2(client, submitted, province_staff):
    build.members(3, province_staff.province, by=province_staff)
    circular = build.circular(submitted, of=province_staff.province, by=province_staff)
    ballot = circular.ballots.first()
    paper = reverse("vote_paper", args=(ballot.token, "4302"))
    assert paper in text_of(client.get(url_of(ballot)))
    response = client.get(paper)
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in text_of(response)
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.get(reverse("vote_paper", args=(ballot.token, "4301"))).status_code == 404
    circular_end.cancel_circular(circular=circular, reason="ก", by=province_staff, now=build.NOW)
    assert client.get(paper).url == url_of(ballot)


def test_it_takes_no_put(client, ballot):
    assert client.put(url_of(ballot)).status_code == 405


def test_the_log_does_not_keep_the_link(ballot):
    record = logging.LogRecord("django.request", 30, "", 1, "Not Found: %s", (url_of(ballot),), None)
    assert HideLinks().filter(record)
    assert record.getMessage() == "Not Found: /answer/…/"


def test_every_line_of_the_log_goes_through_the_filter(settings):
    assert settings.LOGGING["handlers"]["stdout"]["filters"] == ["hide_links"]
    assert [logger for logger in settings.LOGGING["loggers"].values() if logger.get("handlers")] == []


@pytest.mark.parametrize("lines", [3, 40])
def test_queries(client, report, officer, chief, lines, django_assert_max_num_queries):
    build.producers(lines, district="4302", by=officer)
    build.enter(report, by=officer)
    build.tick(report, build.Level.DISTRICT, by=chief)
    build.members(3, chief.district, by=chief)
    ballot = build.circular(report, of=chief.district, by=chief).ballots.first()
    with django_assert_max_num_queries(14):
        client.get(url_of(ballot))

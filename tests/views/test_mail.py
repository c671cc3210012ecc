"""การแจ้งเตือน: one's own address and choice; the administrator sees what could not be sent, and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import AuditEvent, Mail, MailState, Notice, User
from tests import build
from tests.views.desk import login_url, text_of, told

OWN, FAILED = reverse("mail_settings"), reverse("mail_failed")
ADDRESS = "officer@cdd.example.go.th"


def choice(user) -> tuple[str, bool]:
    user.refresh_from_db()
    return user.email, user.wants_mail


@pytest.fixture
def given_up(report, officer, department) -> Mail:
    notice = Notice.objects.filter(user=officer).first()
    return Mail.objects.create(
        notice=notice,
        address=ADDRESS,
        message_id="<1@example.go.th>",
        state=MailState.FAILED,
        attempt=1,
        not_before=build.NOW,
        ended_at=build.NOW,
        error="เซิร์ฟเวอร์อีเมลไม่รับที่อยู่นี้: 550 <no such user>",
    )


@pytest.fixture
def october(officer, october):
    """The month is opened once there is somebody to tell."""
    return october


def test_a_person_gives_an_address_and_takes_it_away(client, officer):
    client.force_login(officer)
    response = client.post(OWN, {"email": ADDRESS, "wants_mail": "on"})
    assert response.url == OWN
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์"]
    assert choice(officer) == (ADDRESS, True)
    client.post(OWN, {"email": ADDRESS})
    assert choice(officer) == (ADDRESS, False)
    letters = [
        event.changes["letters"] for event in AuditEvent.objects.filter(action="choose_mail").order_by("pk")
    ]
    assert letters == [["", ADDRESS], [ADDRESS, ""]]


def test_choosing_the_same_again_is_no_event(client, officer):
    client.force_login(officer)
    for _ in range(2):
        client.post(OWN, {"email": ADDRESS, "wants_mail": "on"})
    assert AuditEvent.objects.filter(action="choose_mail").count() == 1


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"email": "officer@", "wants_mail": "on"}, "อีเมลนี้อ่านไม่ได้"),
        ({"email": "a@b.th\nBcc: c@d.th", "wants_mail": "on"}, "อีเมลนี้อ่านไม่ได้"),
    ],
)
def test_a_bad_address_is_said(client, officer, posted, sentence):
    client.force_login(officer)
    response = client.post(OWN, posted)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert choice(officer) == ("", True)


def test_letters_are_on_unless_the_person_says_no(client, officer):
    client.force_login(officer)
    assert "checked" in text_of(client.get(OWN)), "whoever only types an address gets letters"
    client.post(OWN, {"email": "", "wants_mail": "on"})
    assert choice(officer) == ("", True)
    User.objects.update(wants_mail=False)
    assert "checked" not in text_of(client.get(OWN))


def test_without_a_mail_server_the_page_says_so(client, officer, settings):
    settings.OTOP_SENDS_MAIL = False
    client.force_login(officer)
    assert "ยังไม่ได้ตั้งค่าเซิร์ฟเวอร์อีเมล" in text_of(client.get(OWN))


def test_the_administrator_sees_the_reason_and_sends_again(client, given_up, administrator):
    client.force_login(administrator)
    page = text_of(client.get(FAILED))
    assert "550 &lt;no such user&gt;" in page
    assert ADDRESS in page
    response = client.post(reverse("mail_again", args=(given_up.pk,)))
    assert response.url == FAILED
    given_up.refresh_from_db()
    assert given_up.state == MailState.WAITING
    assert "ไม่มีอีเมลที่ส่งไม่ได้" in text_of(client.get(FAILED))


def test_a_letter_that_is_not_there_is_not_found(client, administrator):
    client.force_login(administrator)
    assert client.post(reverse("mail_again", args=(0,))).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "department", "auditor"])
def test_nobody_else_sees_the_letters_of_others(client, given_up, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(FAILED).status_code == 403
    assert client.post(reverse("mail_again", args=(given_up.pk,))).status_code == 403


def test_visitors_and_methods(client, administrator):
    assert client.get(OWN).url == login_url(OWN)
    assert client.get(FAILED).url == login_url(FAILED)
    client.force_login(administrator)
    assert client.put(OWN).status_code == client.post(FAILED).status_code == 405


@pytest.mark.parametrize("count", [1, 20])
def test_queries(client, given_up, administrator, officer, count, django_assert_num_queries):
    for number in range(count):
        notice = Notice.objects.get(pk=given_up.notice_id)
        notice.pk = None
        notice.save()
        given_up.pk, given_up.notice, given_up.message_id = None, notice, f"<{number}@b.th>"
        given_up.save()
    client.force_login(administrator)
    with django_assert_num_queries(6):
        client.get(FAILED)

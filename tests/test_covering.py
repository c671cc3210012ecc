"""Acting in somebody's stead: what a request does under a cover, when it ends, and what it leaves behind."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse

from reporting import access
from reporting.access import ROLE_PERMISSIONS, Permission
from reporting.actions import covers, threads, ticks, workflow
from reporting.actions.ticks import Level, Outcome
from reporting.deadlines import BANGKOK
from reporting.errors import WrongState
from reporting.models import (
    AuditEvent,
    Cover,
    MonthlyReport,
    Notice,
    RenderJob,
    Signature,
    Transition,
    User,
)
from reporting.stats import verification
from tests import build
from tests.views.desk import at, text_of, told

HOME = reverse("home")
LEAVE = reverse("cover_leave")
JSON = {"Accept": "application/json"}


def take_url(cover: Cover) -> str:
    return reverse("cover_take", args=(cover.pk,))


@pytest.fixture
def clock(monkeypatch):
    """What time it is for every page; the 3rd of November 2564 unless set."""
    now = [build.NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now[0])
    return now


@pytest.fixture
def cover(clock, chief, neighbour, province_staff) -> Cover:
    """The neighbour stands in for ท่าบ่อ's development officer from the 3rd to the 5th."""
    return build.stand_in(chief, neighbour, by=province_staff)


@pytest.fixture
def acting(client, cover, neighbour):
    """A browser in which the neighbour acts in the chief's stead."""
    client.force_login(neighbour)
    client.post(take_url(cover))
    return client


def test_the_desk_is_the_absent_ones_and_the_own_is_closed(acting, three_groups, chief, neighbour):
    page = text_of(acting.get(at("sheet")))
    assert f"แทน {chief.full_name}" in page and neighbour.full_name in page
    assert "กลับไปงานของตนเอง" in page
    assert acting.get(at("sheet", district="4301")).status_code == 404
    assert acting.get(at("sheet", district="4101")).status_code == 404


def test_leaving_leads_back_to_the_own_desk(acting, october):
    acting.post(LEAVE)
    assert acting.get(at("sheet", district="4301")).status_code == 200
    assert acting.get(at("sheet")).status_code == 404


def test_the_switch_is_on_the_page_of_the_substitute_alone(client, cover, october, neighbour, chief):
    client.force_login(neighbour)
    assert take_url(cover) in text_of(client.get(HOME))
    client.force_login(chief)
    assert take_url(cover) not in text_of(client.get(HOME))


def test_who_stands_in_for_nobody_pays_no_query_for_it(
    client, clock, october, chief, neighbour, province_staff, django_assert_num_queries
):
    client.force_login(neighbour)
    client.get(HOME)
    url = reverse("mail_settings")
    with django_assert_num_queries(3):  # The session, the person, the opened months.
        client.get(url)
    build.stand_in(chief, neighbour, by=province_staff)
    with django_assert_num_queries(4):
        client.get(url)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (dt.datetime(2021, 11, 2, 23, 59, 59, tzinfo=BANGKOK), False),
        (dt.datetime(2021, 11, 3, 0, 0, tzinfo=BANGKOK), True),
        (dt.datetime(2021, 11, 5, 23, 59, 59, tzinfo=BANGKOK), True),
        (dt.datetime(2021, 11, 6, 0, 0, tzinfo=BANGKOK), False),
    ],
)
def test_it_can_be_taken_up_on_its_days_in_bangkok(client, cover, clock, october, neighbour, moment, allowed):
    clock[0] = moment
    client.force_login(neighbour)
    assert client.post(take_url(cover)).status_code == (302 if allowed else 404)
    assert (client.get(at("sheet")).status_code == 200) is allowed


@pytest.mark.parametrize("who", ["chief", "officer", "province_staff"])
def test_nobody_else_takes_it_up(request, client, cover, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(take_url(cover)).status_code == 404


def test_after_midnight_the_next_request_is_made_at_the_own_desk(
    client, cover, clock, october, chief, neighbour
):
    clock[0] = dt.datetime(2021, 11, 5, 23, 59, 59, tzinfo=BANGKOK)
    client.force_login(neighbour)
    client.post(take_url(cover))
    assert client.get(at("sheet")).status_code == 200
    clock[0] = dt.datetime(2021, 11, 6, 0, 0, tzinfo=BANGKOK)
    response = client.get(at("sheet"))
    assert response.url == HOME
    assert f"แทน {chief.full_name}" in told(response)[-1] and "สิ้นสุดแล้ว" in told(response)[-1]
    assert client.get(at("sheet", district="4301")).status_code == 200


def test_what_was_sent_after_its_end_is_not_stored(acting, cover, three_groups, province_staff):
    covers.end(cover=cover, reason="กลับแล้ว", by=province_staff, now=build.NOW)
    response = acting.post(at("tick_district"), {"seen": [], "all": "1"})
    assert response.url == HOME and "ไม่ได้บันทึก" in told(response)[-1]


def test_a_script_is_answered_in_its_own_words(acting, cover, october, province_staff):
    covers.end(cover=cover, reason="กลับแล้ว", by=province_staff, now=build.NOW)
    response = acting.post(at("entry_rows"), headers=JSON)
    assert response.status_code == 409 and "สิ้นสุดแล้ว" in json.loads(response.content)["refusal"]


@pytest.mark.parametrize("gone", ["absent", "substitute"])
def test_it_needs_both_accounts(acting, cover, october, gone):
    User.objects.filter(pk=getattr(cover, f"{gone}_id")).update(is_active=False)
    assert acting.get(at("sheet")).status_code == 302


def test_signing_in_as_somebody_else_takes_nothing_along(acting, october, stranger):
    acting.force_login(stranger)
    assert acting.get(at("sheet")).status_code == 404


def test_the_role_is_lent_without_the_accounts_and_the_handover(cover, province_staff, administrator):
    person = build.acting(cover)
    lent = {right for right in Permission if access.has_permission(person, right)}
    assert lent == ROLE_PERMISSIONS[cover.role] - {Permission.HAND_OVER}
    staff = build.person("second", province_staff.role, province="43")
    person = build.acting(build.stand_in(province_staff, staff, by=administrator))
    lent = {right for right in Permission if access.has_permission(person, right)}
    left = {Permission.HAND_OVER, Permission.SEE_USERS, Permission.MANAGE_USERS}
    assert lent == ROLE_PERMISSIONS[province_staff.role] - left


def test_the_inbox_is_the_absent_ones_to_read(acting, three_groups, officer, chief, neighbour):
    Notice.objects.all().delete()
    about = {"kind": "message", "month": three_groups.month, "report": three_groups}
    Notice.objects.create(user=chief, **about, text="ถึงผู้ลา", at=build.NOW, by=officer)
    page = text_of(acting.get(reverse("inbox")))
    assert "ถึงผู้ลา" in page and reverse("talk", args=("4302", build.OCTOBER)) in page
    assert acting.post(reverse("inbox_read"), {"all": "999999"}).status_code == 403
    assert Notice.objects.unread().filter(user=chief).exists()


@pytest.mark.parametrize(
    "moment",
    [dt.datetime(2021, 11, 2, 23, 59, 59, tzinfo=BANGKOK), dt.datetime(2021, 11, 6, 0, 0, tzinfo=BANGKOK)],
)
def test_no_act_is_stored_outside_its_days(cover, three_groups, moment):
    """A form that is drawn by the worker, say, after the cover under which it was asked for is over."""
    with pytest.raises(WrongState, match="สิ้นสุดแล้ว"):
        threads.post(report=three_groups, text="x", by=build.acting(cover), now=moment)
    assert not three_groups.threads.exists()


def test_no_act_is_stored_after_its_end(cover, three_groups, province_staff):
    person = build.acting(cover)
    covers.end(cover=cover, reason="กลับแล้ว", by=province_staff, now=build.NOW)
    with pytest.raises(WrongState):
        threads.post(report=three_groups, text="x", by=person, now=build.NOW + dt.timedelta(seconds=1))


def test_a_form_is_drawn_for_the_desk_at_which_it_was_asked_for(cover, ticked, neighbour):
    job = build.job(ticked, by=build.acting(cover))
    found = RenderJob.objects.with_context().get(pk=job.pk)
    assert found.asker == neighbour and access.can(found.asker, Permission.SIGN, ticked)


def chain(report: MonthlyReport, officer: User, person: User) -> Transition:
    """The district's part of a month, done by `person` from the ticks on."""
    build.enter(report, by=officer)
    build.sign(report, by=person)
    return workflow.submit(report=report, by=person, now=build.NOW).transition


def test_everything_done_says_in_whose_stead(cover, three_groups, officer, chief, neighbour):
    submitted = chain(three_groups, officer, build.acting(cover))
    assert (submitted.by, submitted.cover) == (neighbour, cover)
    acts = AuditEvent.objects.filter(actor=neighbour, stream=f"report:{three_groups.pk}")
    assert {event.action for event in acts} == {
        "tick_district",
        "certify_district",
        "issue_rt2",
        "sign_rt2",
        "submit",
    }
    assert {event.cover for event in acts} == {cover}
    assert {event.cover for event in AuditEvent.objects.filter(actor=officer)} == {None}
    signature = Signature.objects.get()
    assert signature.signer_name == neighbour.full_name
    assert signature.position == "พัฒนาการอำเภอเมืองหนองคาย รักษาราชการแทน พัฒนาการอำเภอท่าบ่อ"


def test_the_hash_of_an_event_covers_the_cover(cover, three_groups, officer):
    chain(three_groups, officer, build.acting(cover))
    event = AuditEvent.objects.get(action="submit")
    assert event.hash == event.computed_hash()
    event.cover = None
    assert event.hash != event.computed_hash()
    assert [found for found in verification.audit_log() if found] == []


def test_pages_name_whose_stead_it_was(acting, client, cover, three_groups, officer, chief, province_staff):
    submitted = chain(three_groups, officer, build.acting(cover))
    stead = f"แทน {chief.full_name}"
    client.force_login(province_staff)
    assert stead in text_of(client.get(at("history")))
    receipt = text_of(client.get(reverse("receipt", args=(submitted.receipt,))))
    assert stead in receipt and "รักษาราชการแทน พัฒนาการอำเภอท่าบ่อ" in receipt
    assert stead in text_of(client.get(reverse("audit")))
    assert "รักษาราชการแทน พัฒนาการอำเภอท่าบ่อ" in text_of(client.get(at("rt2")))
    assert stead in Notice.objects.filter(user=province_staff, kind="submit").get().text


def test_what_keeps_only_person_and_moment_says_it_too(client, cover, three_groups, officer, chief):
    person = build.acting(cover)
    threads.post(report=three_groups, text="โปรดดูยอดนี้", by=officer, now=build.NOW)
    threads.post(report=three_groups, text="ดูแล้ว", by=person, now=build.NOW + dt.timedelta(minutes=1))
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=person)
    stead = f"{person.full_name} แทน {chief.full_name}"
    client.force_login(chief)
    for name in ("talk", "certify", "rt2"):
        assert text_of(client.get(at(name))).count(stead) == 1, name
    assert text_of(client.get(at("sheet"))).count(stead) >= 4, "a tick on each of the four lines"


def test_a_published_line_says_who_confirmed_the_month_in_whose_stead(
    client, clock, submitted, province_staff, administrator, department
):
    second = build.person("second", province_staff.role, province="43")
    person = build.acting(build.stand_in(province_staff, second, by=administrator))
    build.cover(submitted, by=person)
    workflow.publish(report=submitted, by=person, now=build.NOW)
    client.force_login(department)
    line = submitted.lines.order_by("pk").first()
    page = text_of(client.get(reverse("published_line", args=("4302", build.OCTOBER, line.pk))))
    # Its tick and the confirmation of the month.
    assert page.count(f"{second.full_name} แทน {province_staff.full_name}") == 2


def test_duties_are_separated_between_persons(settings, chief, officer, three_groups, province_staff, clock):
    settings.OTOP_SEPARATE_DUTIES = True
    cover = build.stand_in(chief, officer, by=province_staff)
    build.enter(three_groups, by=officer)
    versions = build.versions(three_groups)
    results = ticks.tick(
        report=three_groups, level=Level.DISTRICT, seen=versions, by=build.acting(cover), now=build.NOW
    )
    assert {result.outcome for result in results} == {Outcome.BLOCKED}
    results = ticks.tick(report=three_groups, level=Level.DISTRICT, seen=versions, by=chief, now=build.NOW)
    assert {result.outcome for result in results} == {Outcome.CONFIRMED}

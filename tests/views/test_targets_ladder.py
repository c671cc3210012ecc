"""The ladder: a rule, a base for each district, a preview, and the accepted targets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from reporting.models import Target, TargetTable
from tests.actions.test_targets import accept, figure
from tests.build import OCTOBER
from tests.views.desk import login_url, text_of

URL = reverse("targets_ladder", args=[2565, "43"])
RULE = URL + "?channel=ONLINE&base=202110&until=202112&first=1.11&step=0.01"


def test_the_base_that_is_set_is_offered_and_its_rungs_are_shown(client, department):
    accept(figure("345100", column="ONLINE"), by=department)
    client.force_login(department)
    page = text_of(client.get(RULE))
    assert 'value="345,100"' in page and "383,061" in page and "386,512" in page
    assert Target.objects.count() == 1


def test_a_preview_sets_nothing_and_accepting_sets_what_was_shown(client, department):
    client.force_login(department)
    typed = {"base_4302": "๑๐๖,๔๕๐", "base_4301": "", "reason": "ตามตัวชี้วัด"}
    page = text_of(client.post(RULE, typed | {"do": "preview"}))
    assert "118,160" in page and "119,224" in page and not Target.objects.exists()
    assert client.post(RULE, typed | {"do": "accept"}).status_code == 302
    targets = Target.objects.order_by("month")
    assert [one.value for one in targets] == [106450, 118160, 119224]
    assert {one.channel for one in targets} == {"ONLINE"} and {one.printed for one in targets} == {None}
    assert "106,450 × 1.11" in targets[1].note and "ตามตัวชี้วัด" in targets[1].note
    assert TargetTable.objects.get().source == "LADDER"


def test_months_that_are_set_stay(client, department):
    accept(figure("9", column="ONLINE", month=OCTOBER.next()), by=department)
    client.force_login(department)
    typed = {"base_4302": "1000", "reason": "ตามตัวชี้วัด", "do": "accept"}
    assert "กำหนดไว้แล้ว" in text_of(client.get(RULE))
    client.post(RULE, typed)
    assert [one.value for one in Target.objects.order_by("month")] == [1000, 9, Decimal(1120)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"base_4302": "1,23", "reason": "x"}, "โปรดพิมพ์จำนวนเงิน"),
        ({"base_4302": "100"}, "โปรดพิมพ์เหตุผล"),
        ({"reason": "x"}, "ไม่มีค่าที่จะบันทึก"),
    ],
)
def test_what_cannot_be_set_is_said(client, department, typed, sentence):
    client.force_login(department)
    response = client.post(RULE, typed | {"do": "accept"})
    assert response.status_code == 422 and sentence in text_of(response)
    assert not Target.objects.exists()


@pytest.mark.parametrize("query", ["?base=202112&until=202111", "?first=x", "?base=999999", "?channel=GOLD"])
def test_a_rule_that_does_not_hold_is_said(client, department, query):
    client.force_login(department)
    assert client.get(URL + query).status_code == 422


def test_the_ladder_of_refusals(client, officer, province_staff):
    assert client.get(URL).url == login_url(URL)
    client.force_login(officer)
    assert client.get(URL).status_code == 404
    client.force_login(province_staff)
    assert client.get(URL).status_code == client.post(URL).status_code == 403
    assert client.put(URL).status_code == 405

"""Taking a piece of evidence out: a mark with a reason, asked for on a page of its own (R16)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import build
from tests.views import binder
from tests.views.desk import at, login_url, text_of, told


@pytest.fixture
def item(three_groups, officer):
    build.enter(three_groups, by=officer)
    return binder.words(three_groups, officer, line=three_groups.lines.order_by("pk").first())


def url(item) -> str:
    return reverse("evidence_remove", args=("4302", build.OCTOBER, item.pk))


def test_it_asks_for_a_reason_and_marks(client, item, chief):
    client.force_login(chief)
    assert item.note in text_of(client.get(url(item)))
    response = client.post(url(item), {"reason": "บันทึกผิดกลุ่ม"})
    assert response.url == binder.of_line(item.line)
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ นำหลักฐานออกแล้ว"]
    item.refresh_from_db()
    assert (item.removed_reason, item.removed_by) == ("บันทึกผิดกลุ่ม", chief)


def test_without_a_reason_it_stays(client, item, officer):
    client.force_login(officer)
    response = client.post(url(item), {"reason": " "})
    assert response.status_code == 422
    assert "โปรดพิมพ์เหตุผลที่นำหลักฐานออก" in text_of(response)
    item.refresh_from_db()
    assert not item.is_removed


def test_after_submission_it_is_refused(client, item, three_groups, officer, chief):
    build.submit(three_groups, officer=officer, chief=chief)
    client.force_login(officer)
    for response in (client.get(url(item)), client.post(url(item), {"reason": "ก"})):
        assert response.url == at("evidence")
        assert told(response)[-1].startswith("ส่งจังหวัดแล้ว")


def test_a_visitor_signs_in_first(client, item):
    assert client.get(url(item)).url == login_url(url(item))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, item, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(item)).status_code == 404
    assert client.post(url(item), {"reason": "ก"}).status_code == 404


def test_the_province_takes_nothing_out(client, item, province_staff):
    client.force_login(province_staff)
    assert client.post(url(item), {"reason": "ก"}).status_code == 403


def test_it_takes_no_delete(client, item, officer):
    client.force_login(officer)
    assert client.delete(url(item)).status_code == 405

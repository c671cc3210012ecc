"""The small picture of a file: for those who may see the file, drawn by us, shown in the page."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from tests import build
from tests.views import binder
from tests.views.desk import login_url


@pytest.fixture
def item(three_groups, officer):
    build.enter(three_groups, by=officer)
    return binder.put_in(three_groups, officer, line=three_groups.lines.first())


def url(item) -> str:
    return reverse("file_thumbnail", args=(item.file_id,))


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_it_is_a_small_jpeg_that_can_do_nothing(client, item, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(url(item))
    assert Image.open(BytesIO(response.getvalue())).format == "JPEG"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in response["Cache-Control"]
    assert item.file.name not in response.get("Content-Disposition", "")


def test_a_file_without_one_has_none(client, published, chief):
    client.force_login(chief)
    file = published.documents.get().file
    assert client.get(reverse("file_thumbnail", args=(file.pk,))).status_code == 404


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_others_do_not_find_it(client, item, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(item)).status_code == 404


def test_a_visitor_signs_in_first(client, item):
    assert client.get(url(item)).url == login_url(url(item))


def test_it_takes_no_post(client, item, officer):
    client.force_login(officer)
    assert client.post(url(item)).status_code == 405

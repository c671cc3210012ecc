"""Reading the code on a scan: of our own form, as a PDF and as a photograph taken askew."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from reporting.reports import pdf
from reporting.uploads import Upload, codes_on
from tests import uploaded
from tests.reports import paper


@pytest.fixture(scope="module")
def form() -> bytes:
    """RT.2 as it is issued."""
    return pdf.draw("print/rt2.html", paper.report(3))


def test_the_issued_form_is_taken_in_and_its_code_read(form):
    assert codes_on(Upload("rt2.pdf", form).intake) == [paper.VERIFY_URL]


@pytest.mark.parametrize("turned", [3, 90, 180])
def test_a_photograph_of_it_is_read_however_it_lies(form, turned):
    page = Image.open(BytesIO(Upload("rt2.pdf", form).intake.page))
    photograph = page.resize((1600, 1600 * page.height // page.width))
    photograph = photograph.rotate(turned, expand=True, fillcolor="white").point(lambda grey: 60 + grey // 2)
    into = BytesIO()
    photograph.save(into, "JPEG", quality=60)
    assert codes_on(Upload("photo.jpg", into.getvalue()).intake) == [paper.VERIFY_URL]


def test_a_picture_without_a_code_has_none():
    assert codes_on(uploaded.PHOTO.intake) == []

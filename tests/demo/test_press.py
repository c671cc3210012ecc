"""Drawing in another process, and the machine that cannot draw."""

from __future__ import annotations

import pytest

from reporting.demo import press
from reporting.demo.desk import Desk
from reporting.reports.pdf import PdfUnavailable


def test_a_machine_without_pango_answers_nothing(monkeypatch):
    def draw(template, form):
        raise PdfUnavailable

    monkeypatch.setattr(press.pdf, "draw", draw)
    assert press._draw(None) is None


def test_without_a_second_process_forms_are_drawn_when_they_come(monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError

    monkeypatch.setattr(press, "ProcessPoolExecutor", refuse)
    monkeypatch.setattr(press.pdf, "draw", lambda template, form: b"%PDF-")
    with press.Press() as own:
        assert own.begin(None).result() == b"%PDF-"


def test_what_could_not_be_drawn_is_not_issued():
    class Nothing:
        def result(self):
            return None

    desk = object.__new__(Desk)
    desk.drawing = Nothing()
    with pytest.raises(PdfUnavailable):
        desk.issue_and_sign(now=None)

"""PDFs on their way in: looked into and drawn by a process of its own, kept byte for byte or refused."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from reporting.errors import BadInput
from reporting.uploads import Upload, pdf_reader, pdfs
from reporting.uploads.pdf_reader import Verdict
from tests import uploaded


def on_open(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def on_a_link(document):
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch)
    document.pages[0].Annots = pikepdf.Array([link])


def unseen(document):
    document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript))


def deep(document):
    inner = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.org")
    document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(Next=pikepdf.Array([inner])))


def form(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("<xdp/>"))


def attached(name):
    return lambda document: document.attachments.__setitem__(name, b"attached")


def test_a_pdf_is_kept_byte_for_byte_with_its_first_page_in_small():
    content = uploaded.pdf()
    kept = Upload("มติ.exe", content).intake
    assert (kept.content, kept.content_type, kept.name) == (content, "application/pdf", "มติ.pdf")
    assert Image.open(BytesIO(kept.thumbnail)).format == "JPEG"


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (uploaded.pdf(change=on_open), Verdict.ACTIVE),
        (uploaded.pdf(change=on_a_link), Verdict.ACTIVE),
        (uploaded.pdf(change=unseen), Verdict.FINE),  # pikepdf leaves out what nothing points to.
        (uploaded.pdf(change=deep), Verdict.ACTIVE),
        (uploaded.pdf(change=deep, object_stream_mode=pikepdf.ObjectStreamMode.generate), Verdict.ACTIVE),
        (uploaded.pdf(change=form), Verdict.ACTIVE),
        (uploaded.pdf(change=attached("run.exe")), Verdict.CARRIES),
        (uploaded.pdf(change=attached("rt2.csv")), Verdict.FINE),
        (uploaded.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), Verdict.LOCKED),
        (uploaded.pdf(encryption=pikepdf.Encryption(owner="a", user="")), Verdict.LOCKED),
        (b"%PDF-1.4 minutes", Verdict.BROKEN),
        (b"%PDF-1.4\n<script>alert(1)</script>", Verdict.BROKEN),
        (uploaded.pdf(), Verdict.FINE),
    ],
)
def test_what_a_pdf_can_do_decides_whether_it_is_kept(content, verdict):
    assert pdf_reader.judge(content) is verdict


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (uploaded.pdf(change=on_open), "คำสั่งหรือสคริปต์แฝงอยู่"),
        (b"%PDF-1.4 minutes", "เปิด PDF นี้ไม่ได้"),
    ],
)
def test_a_refusal_comes_out_of_the_process_as_a_sentence(content, sentence):
    with pytest.raises(BadInput, match=sentence):
        Upload("x.pdf", content).intake  # noqa: B018 - working it out is what refuses


@pytest.mark.parametrize(
    "script", ["import time; time.sleep(60)", "import os; os.abort()", "raise SystemExit(0)"]
)
def test_a_reader_that_hangs_or_dies_or_draws_nothing_is_a_refusal(monkeypatch, tmp_path, script):
    reader = tmp_path / "reader.py"
    reader.write_text(script)
    monkeypatch.setattr(pdfs, "_READER", reader)
    monkeypatch.setattr(pdfs, "SECONDS", 0.5)
    with pytest.raises(BadInput, match="เปิด PDF นี้ไม่ได้"):
        pdfs.first_page(uploaded.pdf())

"""The office's seal: on the stored bytes, validated as of the day it was made, and optional."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from reporting.actions import certifications
from reporting.actions.ticks import Level
from reporting.models import RenderJob
from reporting.reports import pdf, sealing
from tests import build, office
from tests.reports import paper
from tests.views.desk import text_of


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return pdf.draw("print/rt2.html", paper.report(3))


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    cache.clear()


@pytest.fixture
def seal(settings, tmp_path):
    """The office's certificate, configured."""
    bundle, _ = office.certificate(tmp_path)
    settings.OTOP_SEAL_CERTIFICATE, settings.OTOP_SEAL_PASSPHRASE = str(bundle), office.PASSPHRASE


@pytest.fixture
def certified(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


def test_without_a_certificate_the_bytes_are_those_that_were_drawn(drawn):
    assert sealing.sealed(drawn) is drawn


def test_without_the_extra_the_bytes_are_those_that_were_drawn(drawn, seal, monkeypatch):
    monkeypatch.setattr(sealing, "find_spec", lambda name: None)
    assert sealing.sealed(drawn) is drawn


def test_a_sealed_form_is_whole_and_the_drawn_form_is_its_beginning(drawn, seal, tmp_path):
    sealed = sealing.sealed(drawn)
    assert sealed.startswith(drawn)
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    with pikepdf.open(io.BytesIO(sealed)) as found:
        (field,) = found.Root.AcroForm.Fields
        assert field.T == sealing.FIELD and field.V.SubFilter == "/ETSI.CAdES.detached"
    assert sealing.validate(sealed, build.NOW) == sealing.Seal(office.OWNER, good=True)


def test_a_changed_byte_or_an_added_page_breaks_the_seal(drawn, seal):
    sealed = bytearray(sealing.sealed(drawn))
    at = sealed.index(b"stream") + 20
    sealed[at] ^= 1
    assert not sealing.validate(bytes(sealed), build.NOW).good
    more = io.BytesIO()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sealing.sealed(drawn)))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    writer.write(more)
    assert not sealing.validate(more.getvalue(), build.NOW).good


def test_another_offices_certificate_is_not_ours_until_it_is_trusted(drawn, seal, settings, tmp_path):
    sealed = sealing.sealed(drawn)
    former = settings.OTOP_SEAL_CERTIFICATE.replace(".p12", ".pem")
    bundle, _ = office.certificate(tmp_path)
    settings.OTOP_SEAL_CERTIFICATE = str(bundle)
    assert not sealing.validate(sealed, build.NOW).good
    settings.OTOP_SEAL_TRUSTED = former
    assert sealing.validate(sealed, build.NOW).good


@pytest.mark.parametrize("broken", ["passphrase", "path", "content"])
def test_a_certificate_that_cannot_be_used_refuses_the_issue(drawn, seal, settings, tmp_path, broken):
    if broken == "passphrase":
        settings.OTOP_SEAL_PASSPHRASE = "another"
    elif broken == "path":
        settings.OTOP_SEAL_CERTIFICATE = str(tmp_path / "missing.p12")
    else:
        (tmp_path / "no.p12").write_bytes(b"no certificate")
        settings.OTOP_SEAL_CERTIFICATE = str(tmp_path / "no.p12")
    with pytest.raises(sealing.SealUnavailable, match="ใบรับรองอิเล็กทรอนิกส์ของหน่วยงานไม่ได้"):
        sealing.sealed(drawn)


def test_an_issued_form_is_stored_sealed_and_the_public_page_says_so(client, certified, chief, seal):
    client.force_login(chief)
    client.post(reverse("rt2_issue", args=("4302", build.OCTOBER)))
    document = certified.documents.get()
    assert RenderJob.objects.get().document == document
    assert sealing.validate(document.file.content(), document.issued_at).owner == office.OWNER
    page = text_of(client.get(reverse("verify", args=(document.token,))))
    assert "ตราประทับอิเล็กทรอนิกส์" in page and document.file.sha256 not in page


def test_a_paper_without_a_seal_says_nothing_of_seals(client, certified, chief, seal, drawn, monkeypatch):
    monkeypatch.setattr(build, "PDF", drawn)
    document = build.issue(certified, by=chief)
    assert "ตราประทับ" not in text_of(client.get(reverse("verify", args=(document.token,))))

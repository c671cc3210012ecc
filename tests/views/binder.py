"""What the tests of the binder's pages share."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.actions import binder
from reporting.models import Evidence, EvidenceKind
from tests import build, uploaded


def put_in(report, by, *, line=None, note="", upload=uploaded.PHOTO, kind=EvidenceKind.PHOTO) -> Evidence:
    uploads = (upload,) if upload else ()
    line_id = line.pk if line else None
    told = {"kind": kind, "note": note, "uploads": uploads, "by": by, "now": build.NOW}
    return binder.add(report=report, line_id=line_id, **told)[0]


def words(report, by, note="สมุดบัญชี อยู่กับเหรัญญิก", line=None) -> Evidence:
    return put_in(report, by, line=line, note=note, upload=None, kind=EvidenceKind.KEPT_AT_GROUP)


def sent(*contents: bytes, **fields) -> dict[str, object]:
    """The form of the binder, filled in with pictures that carry a name each."""
    files = [SimpleUploadedFile(f"ภาพ {number}.jpg", content) for number, content in enumerate(contents, 1)]
    return {"kind": "PHOTO", "line": "", "note": "", "files": files} | fields


def of_line(line, district: str = "4302") -> str:
    return reverse("evidence_line", args=(district, build.OCTOBER, line.pk))

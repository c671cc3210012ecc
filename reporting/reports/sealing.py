"""The office's seal on issued PDFs: a PAdES signature with the certificate that the office configured.

Optional twice over: without the extra `[sign]`, or without OTOP_SEAL_CERTIFICATE, papers are issued as
they were drawn and nothing is said of seals. Where it is configured, a paper is sealed before it is hashed
and stored, so that the stored bytes are the sealed ones; a certificate that cannot be used refuses the
issue, because a paper without its seal would be taken for a forgery.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from reporting.errors import Refusal
from reporting.models import Document

FIELD = "OtopSeal"
KEPT_SECONDS = 3600


class SealUnavailable(Refusal):
    """The configured certificate cannot be read or used."""

    def __init__(self) -> None:
        super().__init__(
            "ยังออกเอกสารไม่ได้ เพราะใช้ใบรับรองอิเล็กทรอนิกส์ของหน่วยงานไม่ได้ ข้อมูลที่บันทึกไว้ยังอยู่ครบ โปรดแจ้งผู้ดูแลระบบ"
        )


@dataclass(frozen=True)
class Seal:
    """What validating a paper's seal has shown: `good` is intact, covers the whole file, and is ours."""

    owner: str
    good: bool


def is_configured() -> bool:
    return bool(settings.OTOP_SEAL_CERTIFICATE) and find_spec("pyhanko") is not None


def sealed(pdf: bytes) -> bytes:
    """The PDF with the office's seal, or as it is where none is configured. Raises SealUnavailable."""
    if not is_configured():
        return pdf
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _office()
    out = io.BytesIO()
    _apart(lambda: PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out))
    return out.getvalue()


def seal_of(document: Document) -> Seal | None:
    """The seal on an issued paper; None where it has none or seals are not configured.

    The bytes never change, so the answer is kept for an hour.
    """
    if not is_configured():
        return None
    key = f"seal:{document.file.sha256}"
    return cache.get_or_set(key, lambda: validate(document.file.content(), document.issued_at), KEPT_SECONDS)


def validate(pdf: bytes, at: datetime) -> Seal | None:
    """Validate a PDF's seal as of the moment it was made; None without one. Raises SealUnavailable.

    Only the office's own certificates are trusted: the configured one and those of OTOP_SEAL_TRUSTED.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import (
        KeyUsageConstraints,
        SignatureCoverageLevel,
        validate_pdf_signature,
    )
    from pyhanko_certvalidator import ValidationContext

    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    if not found:
        return None
    context = ValidationContext(trust_roots=_trusted(), moment=at, allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    status = _apart(lambda: validate_pdf_signature(found[-1], context, key_usage_settings=usage))
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Seal(_owner(found[-1].signer_cert), good=whole and status.bottom_line)


def _apart(work: Callable[[], Any]) -> Any:
    """Do it in a thread of its own: pyHanko starts an event loop, which a thread that has one refuses."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(work).result()


def _office() -> Any:
    """The signer that holds the office's certificate and key."""
    from pyhanko.sign import SimpleSigner

    try:
        content = Path(settings.OTOP_SEAL_CERTIFICATE).read_bytes()
        signer = SimpleSigner.load_pkcs12_data(
            content, other_certs=[], passphrase=settings.OTOP_SEAL_PASSPHRASE.encode()
        )
    except (OSError, ValueError) as fault:
        raise SealUnavailable from fault
    if signer is None or signer.signing_cert is None:
        raise SealUnavailable
    return signer


def _trusted() -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder

    own = [_office().signing_cert]
    if not settings.OTOP_SEAL_TRUSTED:
        return own
    try:
        return own + list(load_certs_from_pemder([settings.OTOP_SEAL_TRUSTED]))
    except (OSError, ValueError) as fault:
        raise SealUnavailable from fault


def _owner(certificate: Any) -> str:
    """The office that the certificate names."""
    named = certificate.subject.native
    return str(named.get("common_name") or named.get("organization_name") or "")

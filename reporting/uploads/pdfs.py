"""PDFs: looked into and drawn by a process of its own.

A PDF of ten megabytes can unpack to gigabytes, and the parsers of PDF are large programs in C++. What goes
wrong in them ends that process, not a worker of the portal.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reporting.errors import BadInput

from .pdf_reader import Verdict

SECONDS = 20
_READER = Path(__file__).with_name("pdf_reader.py")

_SENTENCES = {
    Verdict.LOCKED: "PDF นี้ตั้งรหัสผ่านหรือเข้ารหัสไว้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่านแล้วแนบอีกครั้ง",
    Verdict.ACTIVE: "PDF นี้มีคำสั่งหรือสคริปต์แฝงอยู่ จึงรับไม่ได้ โปรดพิมพ์เป็น PDF ใหม่หรือสแกนแล้วแนบอีกครั้ง",
    Verdict.CARRIES: "PDF นี้มีไฟล์อื่นซ่อนอยู่ข้างใน จึงรับไม่ได้ โปรดพิมพ์เป็น PDF ใหม่หรือสแกนแล้วแนบอีกครั้ง",
    Verdict.BROKEN: "เปิด PDF นี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ โปรดบันทึกหรือสแกนใหม่แล้วแนบอีกครั้ง",
}


def first_page(content: bytes) -> bytes:
    """The first page as a PNG. Raises BadInput for a PDF that may not be kept."""
    done = _run(content)
    if done.returncode == Verdict.FINE and done.stdout:
        return done.stdout
    known = done.returncode in _SENTENCES
    raise BadInput(_SENTENCES[Verdict(done.returncode) if known else Verdict.BROKEN])


def appended(first: bytes, further: bytes) -> bytes:
    """The pages of two PDFs that were taken in, as one. Raises BadInput when they cannot be joined."""
    done = _run(first + further, "join", str(len(first)))
    if done.returncode == Verdict.FINE and done.stdout:
        return done.stdout
    raise BadInput("รวมหน้าเข้ากับภาพเดิมไม่ได้ โปรดถ่ายหรือสแกนทุกหน้าของเอกสารนี้แล้วส่งใหม่พร้อมกัน")


def _run(content: bytes, *task: str) -> subprocess.CompletedProcess[bytes]:
    # -I: neither the environment nor the folder we happen to run in adds anything to what it imports.
    command = [sys.executable, "-I", str(_READER), *task]
    try:
        return subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise BadInput(_SENTENCES[Verdict.BROKEN]) from None

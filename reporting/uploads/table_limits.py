"""What an uploaded file is, and whether it is safe to open: its first bytes and its list of parts decide.

Nothing is unpacked before that list has been looked at: how many parts there are, how large they claim to
become (a reader never unpacks more than is claimed), and how far beyond what they take up. What may run, call
home or hide something is refused by its sentence, which says what to do instead.
"""

from __future__ import annotations

import io
import re
import zipfile

from reporting.errors import BadInput

MAX_BYTES = 2_000_000
MAX_PARTS = 100
MAX_UNPACKED = 8_000_000
# Sheets of equal rows pack well, so the ratio counts only where it would hurt.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 1_000_000

AGAIN = "โปรดดาวน์โหลดแบบจากหน้านี้ กรอกในแบบนั้น แล้วนำเข้าอีกครั้ง"
SAVE_AS = "โปรดเปิดไฟล์ในโปรแกรมตาราง เลือก “บันทึกเป็น” ชนิด Excel Workbook (.xlsx) แล้วนำเข้าไฟล์ใหม่"

TOO_LARGE = f"ไฟล์ใหญ่เกิน 2 เมกะไบต์ ใหญ่กว่าแบบมาก {AGAIN}"
UNPACKS_LARGE = f"ข้อมูลในไฟล์มีขนาดใหญ่ผิดปกติ {AGAIN}"
BROKEN = f"เปิดไฟล์ไม่ได้ ไฟล์อาจเสียหาย {SAVE_AS}"
EMPTY = f"ไฟล์ว่างเปล่า {AGAIN}"
OLD_EXCEL = f"ไฟล์ชนิด .xls รุ่นเก่านำเข้าไม่ได้ {SAVE_AS}"
ENCRYPTED = f"ไฟล์ใส่รหัสผ่านไว้ จึงเปิดไม่ได้ โปรดนำรหัสผ่านออกก่อน {SAVE_AS}"
HTML = f"ไฟล์นี้เป็นหน้าเว็บ ไม่ใช่ไฟล์ตาราง {SAVE_AS}"
MACROS = f"ไฟล์มีมาโคร จึงนำเข้าไม่ได้ {SAVE_AS}"
LINKED = f"ไฟล์มีลิงก์ไปยังไฟล์อื่นหรือมีวัตถุฝังอยู่ จึงนำเข้าไม่ได้ {AGAIN}"
OTHER_OFFICE = f"ไฟล์นี้ไม่ใช่ไฟล์ Excel (.xlsx) {SAVE_AS}"
DANGEROUS_XML = f"ไฟล์มีคำสั่งที่ไม่มีในไฟล์ตารางปกติ จึงไม่เปิด {AGAIN}"

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_LINKED_PARTS = re.compile(
    r"(?i)/(?:externallinks|embeddings|activex|ctrlprops|connections\.xml|querytables)"
)
_MACRO_PARTS = re.compile(r"(?i)vbaproject|/macrosheets/|vbadata")
_ENCRYPTED_FLAG = 0x1
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zipped workbook (else they are read as text). BadInput for other kinds."""
    if not data.strip():
        raise BadInput(EMPTY)
    if len(data) > MAX_BYTES:
        raise BadInput(TOO_LARGE)
    if data.startswith(_COMPOUND_FILE):
        raise BadInput(ENCRYPTED if _ENCRYPTED_PART in data else OLD_EXCEL)
    if _HTML.match(data):
        raise BadInput(HTML)
    return data.startswith(_ZIP)


def check_workbook(data: bytes) -> None:
    """Look at the workbook's parts before any of them is read as a sheet. BadInput with what to do."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_list(archive.infolist())
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(part.filename, archive.read(part))
    except BadInput:
        raise
    # A damaged archive can raise anything from anywhere inside the reader; all of it means the same.
    except Exception as fault:
        raise BadInput(BROKEN) from fault


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise BadInput(UNPACKS_LARGE)
    packed = sum(part.compress_size for part in parts)
    if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed:
        raise BadInput(UNPACKS_LARGE)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise BadInput(ENCRYPTED)
    if any(_MACRO_PARTS.search(name) for name in names):
        raise BadInput(MACROS)
    if any(_LINKED_PARTS.search(name) for name in names):
        raise BadInput(LINKED)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise BadInput(OTHER_OFFICE)
    if len(names) != len(set(names)):
        raise BadInput(BROKEN)


def _check_xml(name: str, text: bytes) -> None:
    """No part declares a document type, which is where entities that grow without end are written.

    Office programs write UTF-8; in another encoding the declaration would not be found here.
    """
    encoding = _ENCODING.match(text)
    unusual = encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii")
    if unusual or b"\x00" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise BadInput(DANGEROUS_XML)
    if name == "[Content_Types].xml" and (b"macroEnabled" in text or b"vbaProject" in text):
        raise BadInput(MACROS)
    if name.endswith(".rels") and (b"oleObject" in text or b"externalLink" in text):
        raise BadInput(LINKED)

"""Checking a paper on the public page: by the number and code printed on it, or by its file.

A file is hashed while it comes in and kept nowhere, in memory or on disk.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from reporting.formats import arabic_digits

LARGEST_PAPER = 10 * 1024 * 1024
TOO_LARGE = "ไฟล์ใหญ่เกิน 10 เมกะไบต์ ซึ่งใหญ่กว่าเอกสารที่ระบบออก"


class HashedFile(UploadedFile):
    """A file of which only the hash was kept."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256


class HashingHandler(FileUploadHandler):
    """Takes the hash of a file that comes in, and lets the bytes go."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen, self.hash = 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > LARGEST_PAPER:
            raise StopUpload(connection_reset=True)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(self.file_name, file_size, self.hash.hexdigest())


class CodeForm(forms.Form):
    """The number and the twelve characters that every page of a paper carries."""

    prefix = "code"

    number = forms.CharField(
        label="เลขที่เอกสาร",
        max_length=40,
        help_text="พิมพ์ตามท้ายกระดาษ เช่น RT2-4302-2565-10-1-1",
        error_messages={"required": "โปรดพิมพ์เลขที่เอกสาร", "max_length": "เลขที่ยาวเกินไป โปรดพิมพ์ตามท้ายกระดาษ"},
    )
    short_hash = forms.CharField(
        label="รหัสข้อมูล",
        max_length=40,
        help_text="12 ตัว ต่อจากเลขที่เอกสาร",
        error_messages={"required": "โปรดพิมพ์รหัสข้อมูล", "max_length": "รหัสข้อมูลมี 12 ตัว โปรดพิมพ์ใหม่"},
    )

    def clean_number(self) -> str:
        return _typed(self.cleaned_data["number"]).upper()

    def clean_short_hash(self) -> str:
        code = _typed(self.cleaned_data["short_hash"]).lower()
        if len(code) != 12:
            raise ValidationError(f"รหัสข้อมูลมี 12 ตัว แต่พิมพ์ {len(code)} ตัว โปรดพิมพ์ใหม่")
        return code


class FileForm(forms.Form):
    """The PDF of a paper."""

    prefix = "file"

    file = forms.FileField(
        label="ไฟล์ PDF ของเอกสาร",
        help_text="ไม่เกิน 10 เมกะไบต์ ระบบตรวจแล้วทิ้ง ไม่เก็บไฟล์ไว้",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": "โปรดเลือกไฟล์ PDF", "empty": "ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"},
    )


def _typed(text: str) -> str:
    """What was meant, whichever digits and spaces were typed."""
    return "".join(arabic_digits(text).split())

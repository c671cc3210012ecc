"""Reading the QR codes on an uploaded picture or on the first page of an uploaded PDF."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image

from .intake import Intake


def codes_on(intake: Intake) -> list[str]:
    """The texts of all QR codes found; the picture may lie on its side or be blurred a little."""
    with Image.open(BytesIO(intake.page or intake.content), formats=("PNG", "JPEG")) as image:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found if code.text]

"""Pictures: decoded whole, turned upright, written anew with nothing but their pixels."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from reporting.errors import BadInput

MOST_PIXELS = 60_000_000
"""Of a picture as it comes, told by its head before anything is decoded; phones reach fifty million."""

LONGEST_SIDE = 3_000
"""Pixels kept: 250 to the inch on A4, enough for the small print of a receipt and a QR code."""

THUMBNAIL = (320, 320)
_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
_BROKEN = "เปิดภาพนี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ โปรดถ่ายหรือบันทึกใหม่แล้วแนบอีกครั้ง"
_TOO_MANY = "ภาพมีความละเอียดสูงเกินไป (เกิน 60 ล้านจุด) โปรดย่อขนาดแล้วแนบใหม่"


@dataclass(frozen=True)
class Picture:
    content: bytes
    content_type: str
    thumbnail: bytes


def clean(content: bytes, kind: str) -> Picture:
    """A picture of the format `kind`, re-encoded: PNG stays PNG, everything else becomes JPEG.

    Only its first frame is kept. Raises BadInput for what cannot be decoded to the end or is too large.
    """
    image = _upright(content, kind)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = "PNG" if kind == "PNG" else "JPEG"
    return Picture(_written(image, written), _TYPES[written], _small(image))


def thumbnail(content: bytes) -> bytes:
    """A small JPEG of a PNG that was drawn by us."""
    with Image.open(BytesIO(content), formats=("PNG",)) as image:
        return _small(image)


def _upright(content: bytes, kind: str) -> Image.Image:
    # WeasyPrint makes Pillow content with half a picture, in the whole process, when it is first imported.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadInput(_TOO_MANY)
            if kind == "JPEG":
                image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # Decodes a huge photograph at half its size.
            image.load()
            return _plain(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInput(_TOO_MANY) from None
    except BadInput:
        raise
    # Pillow's decoders raise whatever a broken file makes them stumble over.
    except Exception:
        raise BadInput(_BROKEN) from None


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, in one of three modes, without the texts and profiles that come with a picture."""
    if image.mode not in ("1", "L", "RGB"):
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        if clear:
            over = image.convert("RGBA")
            paper = Image.new("RGBA", over.size, "white")
            image = Image.alpha_composite(paper, over)
        image = image.convert("L" if image.mode.startswith("I") else "RGB")
    image = image.convert("L" if image.mode == "1" else image.mode)
    plain = Image.new(image.mode, image.size)
    plain.paste(image)
    return plain


def _written(image: Image.Image, kind: str) -> bytes:
    into = BytesIO()
    options = {"optimize": True} if kind == "PNG" else {"quality": 85, "optimize": True}
    image.save(into, kind, **options)
    return into.getvalue()


def _small(image: Image.Image) -> bytes:
    small = image.convert("RGB")
    small.thumbnail(THUMBNAIL, Image.Resampling.LANCZOS)
    into = BytesIO()
    small.save(into, "JPEG", quality=80, optimize=True)
    return into.getvalue()

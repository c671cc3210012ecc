"""Pictures on their way in: told by content, decoded whole, written anew without what was hidden in them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from reporting.errors import BadInput
from reporting.uploads import LARGEST, Upload
from tests import uploaded

GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x010F


def taken_in(content: bytes, name: str = "ภาพ.jpg"):
    return Upload(name, content).intake


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def telltale() -> bytes:
    """A photograph taken sideways that tells where, with which telephone, and carries a comment."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[CAMERA] = "Telltale"
    exif[GPS] = {1: "N", 2: (17.0, 52.0, 0.0), 3: "E", 4: (102.0, 44.0, 0.0)}
    return uploaded.picture(exif=exif, comment=b"secret comment")


@pytest.mark.parametrize(
    ("kind", "content_type", "name"),
    [
        ("JPEG", "image/jpeg", "ใบเสร็จ.jpg"),
        ("PNG", "image/png", "ใบเสร็จ.png"),
        ("WEBP", "image/jpeg", "ใบเสร็จ.jpg"),
    ],
)
def test_a_picture_is_written_anew(kind, content_type, name):
    kept = taken_in(uploaded.picture(kind), "ใบเสร็จ.exe")
    assert (kept.content_type, kept.name) == (content_type, name)
    assert opened(kept.content).size == (64, 48)
    assert kept.content == taken_in(kept.content, name).content or kind != "PNG"


def test_place_camera_and_comment_stay_outside_and_the_picture_stands_upright():
    before = telltale()
    assert opened(before).getexif().get_ifd(GPS) and b"secret" in before and b"Telltale" in before
    kept = taken_in(before).content
    assert dict(opened(kept).getexif()) == {}
    assert b"Exif" not in kept and b"secret" not in kept and b"Telltale" not in kept
    assert opened(kept).size == (48, 64)


def test_texts_and_profiles_of_a_png_stay_outside():
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "secret author")
    before = uploaded.picture("PNG", pnginfo=said, icc_profile=b"secret profile" * 20)
    kept = taken_in(before).content
    assert b"secret author" in before
    assert b"secret" not in kept and opened(kept).info == {}


def test_what_hangs_behind_a_picture_is_cut_off():
    for tail in (
        b"<html><script>alert(1)</script></html>",
        b"PK\x03\x04 an archive",
        b"%PDF-1.4 /JavaScript",
    ):
        assert tail not in taken_in(uploaded.picture() + tail).content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "I;16", "P"])
def test_every_kind_of_png_is_read(mode):
    kept = taken_in(uploaded.picture("PNG", mode=mode, colour=0 if mode != "RGBA" else (0, 0, 0, 0)))
    assert opened(kept.content).mode in ("L", "RGB")


def test_what_is_clear_becomes_paper():
    kept = taken_in(uploaded.picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert opened(kept.content).getpixel((0, 0)) == (255, 255, 255)


def test_a_large_picture_is_kept_smaller_with_a_small_one_beside_it():
    kept = taken_in(uploaded.picture(size=(6100, 40)))
    assert opened(kept.content).size[0] == 3000
    assert opened(kept.thumbnail).format == "JPEG"
    assert max(opened(kept.thumbnail).size) == 320


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ไฟล์ว่างเปล่า"),
        (b"\xff\xd8\xff" + b"0" * LARGEST, "ไฟล์ใหญ่เกิน 10 เมกะไบต์"),
        (b"GIF89a", "รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP"),
        (b"MZ\x90\x00 a program", "รับเฉพาะไฟล์"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "รับเฉพาะไฟล์"),
        (b"<html><script>alert(1)</script>", "รับเฉพาะไฟล์"),
        (b"  %PDF-1.4", "รับเฉพาะไฟล์"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\xff\xd8\xff\xe0 a photograph", "เปิดภาพนี้ไม่ได้"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "เปิดภาพนี้ไม่ได้"),
        (b"\x89PNG\r\n\x1a\n<svg/>", "เปิดภาพนี้ไม่ได้"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "เปิดภาพนี้ไม่ได้"),
        (uploaded.picture(size=(400, 300))[:-200], "เปิดภาพนี้ไม่ได้"),
        (uploaded.bomb(20_000, 20_000), "ความละเอียดสูงเกินไป"),
        (uploaded.bomb(9_000, 8_000), "ความละเอียดสูงเกินไป"),
        (uploaded.bomb(2**31 - 1, 2**31 - 1), "ความละเอียดสูงเกินไป"),
        (uploaded.bomb(1_000, 1_000), "เปิดภาพนี้ไม่ได้"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(BadInput, match=sentence):
        taken_in(content)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    from PIL import ImageFile

    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("it was unpacked"))
    with pytest.raises(BadInput, match="ความละเอียดสูงเกินไป"):
        taken_in(uploaded.bomb(9_000, 8_000))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\fakepath\\มติ.JPG", "มติ.JPG"),
        ("invoice.html", "invoice.jpg"),
        ("มติ 1.2564 ท่าบ่อ", "มติ 1.2564 ท่าบ่อ.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie: x.jpg"),
        ("gpj.\u202ebad.exe", "gpj. bad.jpg"),
        ("..", "ไฟล์.jpg"),
        ("ก" * 300 + ".jpeg", "ก" * 195 + ".jpeg"),
    ],
)
def test_a_name_is_only_a_name(name, kept):
    assert taken_in(uploaded.picture(), name).name == kept

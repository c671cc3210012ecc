"""Spreadsheets as accidents and attackers make them: one file, damaged in many ways by a seeded hand."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

Parts = list[tuple[str, bytes]]

_BITS = (
    b"<f>1+1</f>",
    b'r="A99999999999"',
    b'r="ZZZZZ1"',
    b't="z"',
    b't="d"',
    b't="b"',
    b's="9999"',
    b"<v>1e999</v>",
    b"<v>" + b"9" * 5000 + b"</v>",
    b"<v>-0.1</v>",
    b"<v>NaN</v>",
    b"<row>",
    b"</sheetData>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"\x00",
    b"\xff\xfe",
    "๙".encode(),
    b"]]>",
    b"<mergeCell ref='A1:XFD1048576'/>",
)


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zipped(parts: Parts, compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", compression) as archive:
        warnings.simplefilter("ignore", UserWarning)  # Of a name that is there twice, which is meant.
        for name, content in parts:
            part = zipfile.ZipInfo(name)
            part.compress_type = compression
            archive.writestr(part, content)
    return stream.getvalue()


def flipped(data: bytes, hand: random.Random) -> bytes:
    """Some bytes anywhere are others: content, lengths, checksums, the list of parts."""
    damaged = bytearray(data)
    for _ in range(hand.choice((1, 1, 2, 5, 40))):
        damaged[hand.randrange(len(damaged))] = hand.randrange(256)
    return bytes(damaged)


def torn(data: bytes, hand: random.Random) -> bytes:
    """A piece is missing, or there twice."""
    start, end = sorted(hand.choices(range(len(data)), k=2))
    return data[:start] + data[end:] if hand.random() < 0.7 else data[:end] + data[start:]


def without_a_part(data: bytes, hand: random.Random) -> bytes:
    parts = parts_of(data)
    parts.pop(hand.randrange(len(parts)))
    return zipped(parts)


def with_parts_exchanged(data: bytes, hand: random.Random) -> bytes:
    parts = parts_of(data)
    one, other = hand.sample(range(len(parts)), 2)
    content = hand.choice((parts[other][1], hand.randbytes(200), b"", b"<a/>"))
    parts[one] = (parts[one][0], content)
    return zipped(parts)


def with_a_part_more(data: bytes, hand: random.Random) -> bytes:
    parts = parts_of(data)
    name = hand.choice(
        (hand.choice(parts)[0], "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "../../etc/passwd")
    )
    return zipped([*parts, (name, hand.choice(parts)[1])])


def with_other_xml(data: bytes, hand: random.Random) -> bytes:
    """The zip is whole, the XML inside is not what a program writes."""
    parts = parts_of(data)
    likely = [at for at, (name, _) in enumerate(parts) if name.endswith(("sheet1.xml", "sharedStrings.xml"))]
    at = hand.choice(likely) if hand.random() < 0.7 else hand.randrange(len(parts))
    name, text = parts[at]
    for _ in range(hand.choice((1, 1, 3))):
        text = hand.choice((_put_in, _taken_out, _renamed, _renumbered))(text, hand)
    parts[at] = (name, text)
    return zipped(parts)


def _put_in(text: bytes, hand: random.Random) -> bytes:
    ends = [match.end() for match in re.finditer(rb"[\s>]", text)] or [0]
    place = hand.choice(ends)
    return text[:place] + hand.choice(_BITS) + text[place:]


def _taken_out(text: bytes, hand: random.Random) -> bytes:
    start = hand.randrange(len(text) + 1)
    return text[:start] + text[start + hand.choice((1, 5, 60)) :]


def _renamed(text: bytes, hand: random.Random) -> bytes:
    words = re.findall(rb"[A-Za-z]{2,}", text)
    return text.replace(hand.choice(words), hand.choice(words)) if words else text


def _renumbered(text: bytes, hand: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", text))
    if not numbers:
        return text
    number = hand.choice(numbers)
    other = hand.choice((b"0", b"-1", b"99999999999999999999", b"1048577", b"2", b"x"))
    return text[: number.start()] + other + text[number.end() :]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped,
    torn,
    without_a_part,
    with_parts_exchanged,
    with_a_part_more,
    with_other_xml,
    with_other_xml,
    with_other_xml,
)


def damaged(data: bytes, count: int, *, seed: int) -> list[bytes]:
    """`count` damaged files, the same ones for the same seed."""
    hand = random.Random(seed)
    return [WAYS[number % len(WAYS)](data, hand) for number in range(count)]

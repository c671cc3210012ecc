"""The process that looks into one PDF: reads standard input, answers with its exit code and a picture.

Told to `join`, and the size of the first of two that were looked into before, it answers with both as one.

It runs as a script by itself, without Django and without anything of the portal in it, under limits of time
and memory that it sets before it reads the first byte.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from io import BytesIO

CPU_SECONDS = 10
MEMORY = 1536 * 1024 * 1024
MOST_PARTS = 300_000
LONGEST_SIDE = 2_600
"""Pixels of the drawn page: 220 to the inch on A4, at which a QR code of two centimetres reads well."""

# What a PDF can make its reader do beyond turning pages and following links to the web.
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/ResetForm",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
_ACTIVE_KEYS = {"/JS", "/XFA", "/RichMediaContent"}
# The data that issued forms carry for machines.
_HARMLESS_ENDINGS = (".csv", ".json", ".xml")


class Verdict(IntEnum):
    """The exit codes."""

    FINE = 0
    LOCKED = 10
    ACTIVE = 11
    CARRIES = 12
    BROKEN = 13


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    if sys.argv[1:2] == ["join"]:
        sys.stdout.buffer.write(join(content, int(sys.argv[2])))
        return Verdict.FINE
    verdict = judge(content)
    if verdict is Verdict.FINE:
        sys.stdout.buffer.write(draw(content))
    return verdict


def limit() -> None:
    """Give this process no more than it may need; after that nothing can be raised again."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def judge(content: bytes) -> Verdict:
    """Whether the PDF may be kept."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return Verdict.LOCKED
            if not len(pdf.pages):
                return Verdict.BROKEN
            return _judge_parts(pdf)
    except pikepdf.PasswordError:
        return Verdict.LOCKED
    # Whatever the parser stumbles over, and the memory that a bomb asks for.
    except Exception:
        return Verdict.BROKEN


def _judge_parts(pdf) -> Verdict:
    """Look at every dictionary of the file, those that nothing points to as well."""
    import pikepdf

    left = [*pdf.objects, pdf.trailer]
    seen = 0
    while left:
        part = left.pop()
        seen += 1
        if seen > MOST_PARTS:
            return Verdict.BROKEN
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            verdict = _judge_dictionary(part)
            if verdict is not Verdict.FINE:
                return verdict
            # Indirect objects are in the list already.
            left += [value for value in part.values() if _is_container(value)]
        elif isinstance(part, pikepdf.Array):
            left += [value for value in part if _is_container(value)]
    return Verdict.FINE


def _is_container(value) -> bool:
    import pikepdf

    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _judge_dictionary(part) -> Verdict:
    if str(part.get("/S", "")) in _ACTIONS or _ACTIVE_KEYS & set(part.keys()):
        return Verdict.ACTIVE
    if "/EF" in part:
        names = [str(part.get(key, "")).lower() for key in ("/F", "/UF")]
        if not any(names) or not all(name.endswith(_HARMLESS_ENDINGS) for name in names if name):
            return Verdict.CARRIES
    return Verdict.FINE


def draw(content: bytes) -> bytes:
    """The first page as a grey PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    page = document[0]
    scale = LONGEST_SIDE / max(*page.get_size(), 1)
    into = BytesIO()
    page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().save(
        into, "PNG", compress_level=1
    )
    return into.getvalue()


def join(content: bytes, size: int) -> bytes:
    """The pages of two PDFs, of which the first is so many bytes long; the same two give the same bytes."""
    import pikepdf

    with pikepdf.open(BytesIO(content[:size])) as whole, pikepdf.open(BytesIO(content[size:])) as further:
        whole.pages.extend(further.pages)
        into = BytesIO()
        whole.save(into, deterministic_id=True)
        return into.getvalue()


if __name__ == "__main__":
    sys.exit(main())

"""A manual on paper: the same texts as on the screen, with the same pictures, as one PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import get_template
from PIL import Image

from reporting.formats import thai_date
from reporting.manual_pictures import ON_PAPER, path_of
from reporting.manuals import REVISED, Manual, Section

_NAMED = re.compile(r'{% picture "([a-z0-9-]+)"')


@dataclass(frozen=True)
class Report:
    """The paper of one manual; it has no figures, so it is never a draft."""

    manual: Manual
    number: str = ""
    verify_url: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        return self.manual.title

    @property
    def foot(self) -> str:
        return f"{self.title} ระบบรายงานยอดจำหน่าย OTOP ปรับปรุง {thai_date(REVISED)}"

    @property
    def sections(self) -> list[tuple[Section, str]]:
        """Each section with its template."""
        return [(section, self.manual.template_of(section)) for section in self.manual.sections]

    @cached_property
    def pictures(self) -> dict[str, tuple[bytes, str]]:
        """The pictures that the texts name, by their address on paper; JPEG goes into a PDF as it is."""
        sources = (get_template(template).template.source for _, template in self.sections)
        names = {name for source in sources for name in _NAMED.findall(source)}
        return {ON_PAPER.format(name): (_jpeg(name), "image/jpeg") for name in sorted(names)}


def _jpeg(name: str) -> bytes:
    file = io.BytesIO()
    with Image.open(path_of(name)) as picture:
        picture.save(file, "JPEG", quality=80, optimize=True)
    return file.getvalue()

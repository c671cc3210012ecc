"""The fonts of printed documents are what their build step makes of Sarabun."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from reporting.management.commands import build_fonts

FOLDER = Path(__file__).resolve().parents[1] / "static" / "fonts"
FILES = [f"{build_fonts.FILE}-{style}.ttf" for style in build_fonts.STYLES]


def test_the_fonts_can_be_built_again_byte_for_byte(tmp_path):
    call_command("build_fonts", out=tmp_path, verbosity=0)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_changed_font_has_a_name_of_its_own_and_keeps_its_license(name):
    names = TTFont(FOLDER / name)["name"]
    for number in (1, 3, 4, 6):
        assert "Sarabun" not in names.getDebugName(number)
    assert "Sarabun Project Authors" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)

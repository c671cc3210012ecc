"""What may stand in an address: codes, categories and tokens of their own shape, and nothing else.

Anything else is "not found" before a view or a database sees it, a NUL character included.
"""

from __future__ import annotations

from datetime import date

from django.urls.converters import StringConverter

from reporting.fiscal import FiscalMonthConverter
from reporting.manuals import MANUALS
from reporting.models import Category
from reporting.old_portal import WORDS


class ProvinceCode(StringConverter):
    regex = "[0-9]{2}"


class DistrictCode(StringConverter):
    regex = "[0-9]{4}"


class CategoryCode(StringConverter):
    regex = "|".join(Category.values)


class Day(StringConverter):
    """A date in CE: 2021-12-06."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class Token(StringConverter):
    regex = "[A-Za-z0-9_-]{10,40}"


class BlankForm(StringConverter):
    regex = "rt[1-4]"


class ManualName(StringConverter):
    regex = "|".join(MANUALS)


class OldWord(StringConverter):
    """A word of the old portal's menu that leads somewhere."""

    regex = "|".join(word.slug for word in WORDS if word.leads)


class ExportFile(StringConverter):
    regex = "csv|xlsx"


class LetterFile(StringConverter):
    regex = "pdf|docx"


BY_NAME = {
    "fiscal_month": FiscalMonthConverter,
    "province": ProvinceCode,
    "district": DistrictCode,
    "category": CategoryCode,
    "day": Day,
    "token": Token,
    "letter_file": LetterFile,
    "blank_form": BlankForm,
    "manual": ManualName,
    "old_word": OldWord,
    "export_file": ExportFile,
}

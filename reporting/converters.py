"""What may stand in an address: codes, categories and tokens of their own shape, and nothing else.

Anything else is "not found" before a view or a database sees it, a NUL character included.
"""

from __future__ import annotations

from django.urls.converters import StringConverter

from reporting.models import Category


class ProvinceCode(StringConverter):
    regex = "[0-9]{2}"


class DistrictCode(StringConverter):
    regex = "[0-9]{4}"


class CategoryCode(StringConverter):
    regex = "|".join(Category.values)


class Token(StringConverter):
    regex = "[A-Za-z0-9_-]{10,40}"


class BlankForm(StringConverter):
    regex = "rt1|rt2"


class ExportFile(StringConverter):
    regex = "csv|xlsx"


class LetterFile(StringConverter):
    regex = "pdf|docx"

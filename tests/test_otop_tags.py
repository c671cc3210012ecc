"""The template filters hand their value to the formatter of the same meaning."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Engine

from reporting.deadlines import BANGKOK

ENGINE = Engine(libraries={"otop": "reporting.templatetags.otop"})
MOMENT = dt.datetime(2021, 11, 5, 7, 2, tzinfo=dt.UTC)


def render(expression: str, **values: object) -> str:
    return ENGINE.from_string("{% load otop %}{{ " + expression + " }}").render(Context(values))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("value|baht", Decimal("45850950"), "45,850,950.00"),
        ("value|baht", Decimal("0"), "0.00"),
        ("value|baht", None, ""),
        ("value|baht_dash", Decimal("0"), "–"),
        ("value|baht_dash", Decimal("1230.5"), "1,230.50"),
        ("value|baht|thai_digits", Decimal("45850950"), "๔๕,๘๕๐,๙๕๐.๐๐"),
        ("value|thai_digits", 112, "๑๑๒"),
        ("value|count", 93102, "93,102"),
        ("value|percent", Decimal("12.34"), "12.3%"),
        ("value|percent", None, "–"),
        ("value|thai_date", dt.date(2021, 11, 5), "5 พฤศจิกายน 2564"),
        ("value|thai_date", None, ""),
        ("value|thai_date|thai_digits", dt.date(2021, 11, 5), "๕ พฤศจิกายน ๒๕๖๔"),
        ("value|thai_datetime", MOMENT, "5 พ.ย. 2564 14:02 น."),
    ],
)
def test_filters(expression, value, text):
    assert render(expression, value=value) == text


def test_countdown():
    now = dt.datetime(2021, 11, 3, 20, 30, tzinfo=BANGKOK)
    assert render("due|countdown:now", due=dt.date(2021, 11, 5), now=now) == "เหลือ 2 วัน 3 ชั่วโมง"


def test_thai_digits_keep_the_text_escaped():
    """A name with markup is escaped after its digits, and the entities' own digits stay Arabic."""
    assert render("name|thai_digits", name="<b>'5'</b>") == "&lt;b&gt;&#x27;๕&#x27;&lt;/b&gt;"

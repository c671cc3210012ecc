"""The browser reads amounts as the server does: the same figures, the same sentences."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from reporting.amounts import AmountError, reading
from reporting.formats import baht_text, money
from tests.test_amounts import READINGS, REFUSALS, RESCUED

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

ALPHABETS = (
    "0123456789,.",
    "๐๑๒๓๔๕๖๗๘๙,.",
    "01๒๓,. -+()eE",
    "ๅ/-ภถุึคตจมใ.,",
    "ๅ/ภ1๒ จมใ",
    "0123456789., พันแสนล้านหมื่นร้อย",
    "1\u200b\u00a0\u3000\t\n\r\x1c\u2028\uff11\u0661บาท฿thb½%",
)
UNITS = ("พัน", "หมื่น", "แสน", "ล้าน", "ร้อย", " พัน", "\u00a0แสน", "ล้าน ", "  ล้าน")


def texts() -> list[str]:
    """Every example of the grammar, and 4,000 more from its own letters and its neighbours'."""
    made = random.Random(2565)
    found = [text for text, _ in REFUSALS + READINGS + RESCUED]
    for _ in range(3000):
        letters = made.choice(ALPHABETS)
        found.append("".join(made.choice(letters) for _ in range(made.randint(1, 9))))
    for _ in range(1000):
        figure = Decimal(made.randrange(10 ** made.randint(1, 8))).scaleb(-made.randint(0, 5))
        found.append(f"{figure:,f}" + made.choice(UNITS))
    return found


def server_reads(text: str) -> dict[str, object]:
    try:
        found = reading(text)
    except AmountError as error:
        return {"satang": None, "rescued": False, "error": str(error)}
    if found is None:
        return {"satang": None, "rescued": False, "error": ""}
    return {"satang": int(found.amount * 100), "rescued": found.rescued, "error": ""}


@pytest.fixture
def amounts(browser, live_server):
    """Calls a function of the module for a list of values, in one go."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_server.url)
    script = """async ([name, values]) => {
        const amounts = await import("/static/js/entry/amounts.js");
        return values.map((value) => amounts[name](value));
    }"""
    yield lambda name, values: page.evaluate(script, [name, values])
    context.close()


def test_both_read_the_same(amounts):
    given = texts()
    different = [
        (text, here, there)
        for text, here, there in zip(
            given, amounts("readAmount", given), map(server_reads, given), strict=True
        )
        if here != there
    ]
    assert different == []


def test_both_write_the_same(amounts):
    made = random.Random(10)
    satang = [
        0,
        1,
        100,
        101,
        1100,
        2100,
        100_000_100,
        10_000_000_100,
        99_999_999_999,
        10**15,
        *(made.randrange(10 ** made.randint(1, 15)) for _ in range(800)),
    ]
    assert amounts("bahtWords", satang) == [baht_text(_baht(value)) for value in satang]
    assert amounts("formatSatang", satang) == [money(_baht(value)) for value in satang]


def _baht(satang: int) -> Decimal:
    return Decimal(satang) / 100

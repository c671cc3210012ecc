"""The number parser (R4): what it reads, what it refuses, and the sentence it refuses with."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reporting.amounts import AmountError, Reading, parse_amount, reading
from reporting.formats import money, thai_digits
from reporting.models import Document, SalesLine

ARABIC, THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
ONLY_DIGITS = "กรุณาพิมพ์เฉพาะตัวเลข เช่น 1230 หรือ 1,230.50"
COMMAS = "เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก เช่น 1,230 หรือ 1,230.50"
SIGNS = "กรุณาพิมพ์จำนวนเงินโดยไม่มีเครื่องหมายบวก ลบ หรือวงเล็บ เช่น 1,230.50"
UNITS = "กรุณาพิมพ์เฉพาะตัวเลข ไม่ต้องใส่คำว่าบาทหรือ ฿ เช่น 1,230.50"
EXPONENT = "กรุณาพิมพ์จำนวนเต็มทุกหลัก ไม่ใช้ตัว e เช่น 12000 หรือ 12,000"
SCRIPTS = "กรุณาพิมพ์เลข 0–9 หรือ ๐–๙ แบบปกติ เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐"
INVISIBLE = "มีอักขระที่มองไม่เห็นปนอยู่ กรุณาลบแล้วพิมพ์ใหม่ เช่น 1,230.50"
SPACES = "กรุณาพิมพ์ตัวเลขติดกัน ไม่เว้นวรรค เช่น 1230 หรือ 1,230"
MIXED = "กรุณาใช้เลขไทยหรือเลขอารบิกอย่างเดียวทั้งจำนวน เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐"
POINTS = "ใส่จุดทศนิยมได้จุดเดียว และคั่นหลักพันด้วยจุลภาค เช่น 1,230.50"
NO_WHOLE = "กรุณาพิมพ์ 0 หน้าจุดทศนิยม เช่น 0.50"
NO_SATANG = "หลังจุดทศนิยมต้องมีตัวเลข 1–2 หลัก เช่น 1,230.50 หากไม่มีสตางค์ ไม่ต้องพิมพ์จุด"
DECIMALS = "ทศนิยมมีได้ไม่เกิน 2 หลัก เช่น 1,230.50 หากเป็นหลักพัน กรุณาคั่นด้วยจุลภาค เช่น 1,230"
ZEROS = "กรุณาตัดเลข 0 ที่อยู่ข้างหน้าออก เช่น 1,230 หรือ 0.50"
TOO_LONG = "จำนวนนี้มากเกินไป ช่องหนึ่งพิมพ์ได้ไม่เกิน 999,999,999.99 บาท กรุณาตรวจจำนวนหลักอีกครั้ง"
DASH = "หากไม่มียอด กรุณาพิมพ์ 0 แทนเครื่องหมายขีด"

REFUSALS = [
    ("1,23", COMMAS),
    ("12,34", COMMAS),
    ("1234,567", COMMAS),
    ("1,234567", COMMAS),
    ("1,2345", COMMAS),
    ("1,,234", COMMAS),
    (",123", COMMAS),
    (",1", COMMAS),
    ("1,", COMMAS),
    ("1,234,", COMMAS),
    ("1,230,50", COMMAS),
    ("1.234,56", COMMAS),
    ("1,230.5,0", COMMAS),
    ("๑,๒๓", COMMAS),
    ("-5", SIGNS),
    ("+5", SIGNS),
    ("−5", SIGNS),
    ("–5", SIGNS),
    ("- 5", SIGNS),
    ("5-", SIGNS),
    ("(500)", SIGNS),
    ("-", DASH),
    ("–", DASH),
    (" - ", DASH),
    ("--", DASH),
    ("฿500", UNITS),
    ("500 บาท", UNITS),
    ("500บาทถ้วน", UNITS),
    ("5 บาท 50 สตางค์", UNITS),
    ("500 THB", UNITS),
    ("12e3", EXPONENT),
    ("1.5E+3", EXPONENT),
    ("๑๒e๓", EXPONENT),
    ("1e-2", EXPONENT),
    ("\uff11\uff12\uff13", SCRIPTS),
    ("1\uff12", SCRIPTS),
    ("1,\uff12\uff13\uff14", SCRIPTS),
    ("1.\uff15", SCRIPTS),
    ("\u0661\u0662\u0663", SCRIPTS),
    ("\u0967\u0968\u0969", SCRIPTS),
    ("\u0ed1\u0ed2\u0ed3", SCRIPTS),
    ("\u17e1\u17e2\u17e3", SCRIPTS),
    ("\U0001d7d9\U0001d7da", SCRIPTS),
    ("1\u200b230", INVISIBLE),
    ("\ufeff1230", INVISIBLE),
    ("1 234", SPACES),
    ("1 234.50", SPACES),
    ("1\u00a0234", SPACES),
    ("1\u202f234", SPACES),
    ("1, 234", SPACES),
    ("12 .50", SPACES),
    ("1\t2", SPACES),
    ("1\n2", SPACES),
    ("1๒", MIXED),
    ("๑,๒๓0", MIXED),
    ("1,230.๕๐", MIXED),
    ("1.2.3", POINTS),
    ("1..2", POINTS),
    ("1.234.567", POINTS),
    (".5", NO_WHOLE),
    (".50", NO_WHOLE),
    ("๑.", NO_SATANG),
    ("1.", NO_SATANG),
    ("1,230.", NO_SATANG),
    ("1.234", DECIMALS),
    ("0.005", DECIMALS),
    ("1,230.500", DECIMALS),
    ("๑.๒๓๔", DECIMALS),
    ("007", ZEROS),
    ("00", ZEROS),
    ("01.50", ZEROS),
    ("00,123", ZEROS),
    ("0,123", ZEROS),
    ("๐๕", ZEROS),
    (".", ONLY_DIGITS),
    (",", ONLY_DIGITS),
    (".,", ONLY_DIGITS),
    ("abc", ONLY_DIGITS),
    ("สามร้อย", ONLY_DIGITS),
    ("1OO", ONLY_DIGITS),
    ("0x10", ONLY_DIGITS),
    ("1_000", ONLY_DIGITS),
    ("1'230", ONLY_DIGITS),
    ("1/2", ONLY_DIGITS),
    ("50%", ONLY_DIGITS),
    ("=1+2", ONLY_DIGITS),
    ("1*2", ONLY_DIGITS),
    ("NaN", ONLY_DIGITS),
    ("Infinity", ONLY_DIGITS),
    ("1\uff0c230", ONLY_DIGITS),
    ("\u00bd", ONLY_DIGITS),
    ("5\u00b2", ONLY_DIGITS),
    ("\u4e00\u5343", ONLY_DIGITS),
    ("1000000000", TOO_LONG),
    ("1,000,000,000.00", TOO_LONG),
    ("๙๙๙๙๙๙๙๙๙๙", TOO_LONG),
    ("123456789012345", TOO_LONG),
    ("123,456,789,012,345", TOO_LONG),
    ("๑๒๓๔๕๖๗๘๙๐๑๒๓๔๕", TOO_LONG),
    ("1" * 10_000, TOO_LONG),
    ("x" * 10_000, ONLY_DIGITS),
]

ONE_UNIT = "กรุณาพิมพ์ตัวเลขกับหน่วยเดียว เช่น 2.5 แสน หรือพิมพ์จำนวนเต็มทุกหลัก เช่น 250,000"
THAI_LAYOUT = "แป้นพิมพ์เป็นภาษาไทยอยู่ อ่านได้ว่า "

REFUSALS += [
    ("2 แสน 5 หมื่น", ONE_UNIT),
    ("2แสนห้า", ONE_UNIT),
    ("1 ล้านบาท", ONE_UNIT),
    ("0.00001 ร้อย", ONE_UNIT),
    ("1.12345678 แสน", ONE_UNIT),
    ("1.123456789 ล้าน", ONE_UNIT),
    ("1000 ล้าน", TOO_LONG),
    ("1,23 พัน", ONE_UNIT),
    ("/", ONLY_DIGITS),
    ("/-", SIGNS),
    ("5ถ", ONLY_DIGITS),
    ("๕ถ", ONLY_DIGITS),
    ("จจ", THAI_LAYOUT + "00: " + ZEROS),
    ("ๅมๅ", THAI_LAYOUT + "1,1: " + COMMAS),
    ("ๅภข", ONLY_DIGITS),
]

# Understood rather than read, and therefore echoed.
RESCUED = [
    ("12.5 พัน", "12500.00"),
    ("12.5พัน", "12500.00"),
    ("๑๒.๕ พัน", "12500.00"),
    ("1.25 แสน", "125000.00"),
    ("1.2345678 แสน", "123456.78"),
    ("2 ล้าน", "2000000.00"),
    ("1,250 พัน", "1250000.00"),
    ("3 หมื่น", "30000.00"),
    ("5 ร้อย", "500.00"),
    ("ๅ/-ภถ", "12345.00"),
    ("ๅ/มถจจ", "12500.00"),
    ("\u0e38\u0e36คตจ", "67890.00"),
    ("ถจใ/ถ", "50.25"),
    ("ถจ.ถ", "50.50"),
    ("จ", "0.00"),
]

READINGS = [
    ("0", "0.00"),
    ("0.0", "0.00"),
    ("0.00", "0.00"),
    ("0.5", "0.50"),
    ("0.05", "0.05"),
    ("5", "5.00"),
    ("1230", "1230.00"),
    ("1,230", "1230.00"),
    ("1,230.5", "1230.50"),
    ("1230.50", "1230.50"),
    ("12,345,678.90", "12345678.90"),
    ("999999999.99", "999999999.99"),
    ("999,999,999.99", "999999999.99"),
    ("๐", "0.00"),
    ("๑,๒๓๐.๕๐", "1230.50"),
    ("๔๕๘๕๐๙๕๐", "45850950.00"),
    ("  1,230.50  ", "1230.50"),
    ("\t1230\r\n", "1230.00"),
    ("\u00a01,230\u00a0", "1230.00"),
]

satang = st.integers(0, 10**11 - 1)
amounts = satang.map(lambda number: Decimal(number) / 100)
# Everything that looks like part of a number somewhere, so that wrong combinations are common.
LOOKALIKES = ARABIC[:3] + THAI[:3] + ",..,  +-–−eE()฿xO_'\uff11\u0661\u200b\u00a0\t\n\uff0c"
BAHT = {"ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
# The keys 1 to 0, comma and point of the Thai keyboard; the letters give the layout away.
KEYS = dict(zip(ARABIC[1:] + "0,.", "ๅ/-ภถ\u0e38\u0e36คตจมใ", strict=True))
LETTERS = "ๅภถ\u0e38\u0e36คตจ"
# The pieces of everything that is understood, and of what stands next to it.
PIECES = [*ARABIC[:4], *THAI[:3], *KEYS.values(), *BAHT, *",.,. \u00a0\t-+", "บาท", "ห้า", "ข"]


def reference(text: str) -> Decimal | str | None:
    """R4 told once more, without a pattern: the amount, None for blank, "refused"."""
    text = text.strip(" \t\r\n\u00a0")
    if not text:
        return None
    if set(text) & set(LETTERS) and set(text) <= {*KEYS.values(), ".", ","}:
        for digit, key in KEYS.items():
            text = text.replace(key, digit)
        return reference_of_digits(text, 2)
    unit = next((unit for unit in BAHT if text.endswith(unit)), None)
    if unit is None:
        return reference_of_digits(text, 2)
    text = text.removesuffix(unit)
    number = reference_of_digits(text[:-1] if text[-1:] in (" ", "\u00a0") else text, 8)
    if number == "refused" or number * BAHT[unit] >= 10**9 or number * BAHT[unit] * 100 % 1:
        return "refused"
    return number * BAHT[unit]


def reference_of_digits(text: str, most_decimals: int) -> Decimal | str:
    alphabet = THAI if set(text) & set(THAI) else ARABIC
    if not set(text) <= set(alphabet) | {",", "."}:
        return "refused"
    whole, point, decimals = text.partition(".")
    groups = whole.split(",")
    digits = [alphabet.index(letter) for group in groups for letter in group]
    comma_wrong = len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    decimals_wrong = bool(point) and (
        not 1 <= len(decimals) <= most_decimals or not set(decimals) <= set(alphabet)
    )
    zeros_wrong = len(digits) > 1 and digits[0] == 0
    if not digits or comma_wrong or decimals_wrong or zeros_wrong or len(digits) > 9:
        return "refused"
    baht = sum(digit * 10**place for place, digit in enumerate(reversed(digits)))
    parts = sum(alphabet.index(letter) * 10 ** (7 - place) for place, letter in enumerate(decimals))
    return Decimal(baht) + Decimal(parts) / 10**8


def answer(text: str) -> Decimal | str | None:
    try:
        return parse_amount(text)
    except AmountError:
        return "refused"


@pytest.mark.parametrize(("text", "sentence"), REFUSALS, ids=lambda value: ascii(value)[:24])
def test_refusals_say_what_to_type(text, sentence):
    with pytest.raises(AmountError) as refusal:
        parse_amount(text)
    assert str(refusal.value) == sentence
    assert reference(text) == "refused"


def test_every_sentence_is_short_and_has_its_example():
    sentences = {sentence for _, sentence in REFUSALS if not sentence.startswith(THAI_LAYOUT)}
    assert len(sentences) == 17
    for sentence in sentences:
        assert len(sentence) <= 90
        assert "เช่น" in sentence or sentence in (DASH, TOO_LONG)


def test_the_examples_in_the_sentences_can_be_typed():
    for sentence in {sentence for _, sentence in REFUSALS} - {DASH, TOO_LONG}:
        words = sentence.split("เช่น ", 1)[1].replace("เช่น", "").split()
        shown = [word for word in words if word[0] in ARABIC + THAI and "–" not in word]
        assert shown
        assert all(isinstance(parse_amount(word), Decimal) for word in shown)


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=lambda value: ascii(value)[:24])
def test_readings(text, expected):
    assert str(parse_amount(text)) == expected
    assert reference(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", " ", "\t \r\n", "\u00a0"])
def test_blank_is_nothing_typed(text):
    assert parse_amount(text) is None


def test_a_refusal_is_a_value_error():
    assert issubclass(AmountError, ValueError)


@given(amounts)
def test_what_is_shown_can_be_typed_again(amount):
    assert parse_amount(money(amount)) == amount
    assert parse_amount(money(amount, thai=True)) == amount
    assert parse_amount(money(amount).replace(",", "")) == amount
    assert parse_amount(thai_digits(money(amount).replace(",", ""))) == amount


@pytest.mark.parametrize("column", [Document._meta.get_field("total"), SalesLine._meta.get_field("regular")])
def test_the_largest_month_of_a_district_fits_a_money_column(column):
    month = parse_amount("999,999,999.99") * 5 * 3 * 1000  # weeks, channels, lines
    assert column.clean(month, None) == month


@given(amounts)
def test_the_answer_always_has_two_decimals(amount):
    shown = money(amount)
    for text in (shown, shown.rstrip("0") if not shown.endswith("00") else shown[:-3]):
        parsed = parse_amount(text)
        assert parsed == amount
        assert parsed.as_tuple().exponent == -2


@settings(max_examples=1000)
@given(st.text(LOOKALIKES, max_size=12))
@example("1,000.00")
@example("0,000")
@example("1,0001")
def test_agrees_with_the_reference_on_lookalikes(text):
    assert answer(text) == reference(text)


@settings(max_examples=500)
@given(st.text("0129,.", min_size=1, max_size=20))
def test_agrees_with_the_reference_on_digits_commas_and_points(text):
    assert answer(text) == reference(text)
    assert answer(thai_digits(text)) == reference(text)


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("2 แสน 5 หมื่น")
@example("1,234.5678 หมื่น")
@example("ๅ/,-ภถ.\u0e38")
def test_units_and_keys_in_any_order_are_read_like_the_reference_or_refused(text):
    assert answer(text) == reference(text)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_every_refusal_has_a_thai_sentence(text):
    try:
        reading(text)
    except AmountError as refusal:
        assert "กรุณา" in str(refusal) or "เช่น" in str(refusal)


@given(st.text(max_size=80))
@example("ๅ")
def test_any_text_is_read_like_the_reference_or_refused(text):
    assert answer(text) == reference(text)


@given(amounts, st.characters(exclude_characters=ARABIC + THAI + ",. \t\r\n\u00a0"), st.data())
def test_one_strange_character_anywhere_is_refused(amount, strange, data):
    shown = money(amount)
    place = data.draw(st.integers(0, len(shown)))
    with pytest.raises(AmountError):
        parse_amount(shown[:place] + strange + shown[place:])


@given(amounts, st.data())
def test_a_comma_moved_is_refused(amount, data):
    shown = money(amount)
    place = data.draw(st.integers(0, len(shown)))
    with pytest.raises(AmountError):
        parse_amount(shown[:place] + "," + shown[place:])


@given(amounts, st.data())
def test_thai_and_arabic_digits_do_not_mix(amount, data):
    shown = money(amount)
    digits = [place for place, letter in enumerate(shown) if letter in ARABIC]
    place = data.draw(st.sampled_from(digits))
    with pytest.raises(AmountError) as refusal:
        parse_amount(shown[:place] + thai_digits(shown[place]) + shown[place + 1 :])
    assert str(refusal.value) == MIXED


@pytest.mark.parametrize(("text", "amount"), RESCUED)
def test_habits_are_understood_and_marked(text, amount):
    assert reading(text) == Reading(Decimal(amount), rescued=True)
    assert str(parse_amount(text)) == amount
    assert reference(text) == Decimal(amount)


@pytest.mark.parametrize(("text", "amount"), READINGS)
def test_what_is_plain_is_not_marked(text, amount):
    assert reading(text) == Reading(Decimal(amount))


@given(amounts, st.booleans())
def test_the_number_row_with_the_thai_layout_left_on(amount, with_commas):
    shown = money(amount) if with_commas else money(amount).replace(",", "")
    pad = shown.translate(str.maketrans({digit: KEYS[digit] for digit in ARABIC}))
    for typed in (shown.translate(str.maketrans(KEYS)), pad):  # The pad gives a real point and comma.
        if set(typed) & set(LETTERS):
            assert reading(typed) == Reading(amount, rescued=True)
        else:
            with pytest.raises(AmountError):
                reading(typed)


@given(st.text([*KEYS.values(), ".", ","]))
def test_normalising_changes_nothing_on_the_number_row(typed):
    assert unicodedata.normalize("NFC", typed) == typed


@given(amounts, st.sampled_from(sorted(BAHT)), st.sampled_from(["", " ", "\u00a0"]), st.booleans())
def test_an_amount_in_any_unit_is_read_to_the_satang(amount, unit, space, in_thai):
    figure = f"{amount / BAHT[unit]:,f}"
    typed = f"{thai_digits(figure) if in_thai else figure}{space}{unit}"
    assert reading(typed) == Reading(amount, rescued=True)
    assert reading(typed.replace(",", "")) == Reading(amount, rescued=True)


@given(amounts, st.data())
def test_a_digit_among_the_keys_is_refused(amount, data):
    typed = "ถ" + money(amount).translate(str.maketrans(KEYS))
    place = data.draw(st.integers(0, len(typed)))
    digit = data.draw(st.sampled_from(ARABIC + THAI))
    with pytest.raises(AmountError):
        reading(typed[:place] + digit + typed[place:])

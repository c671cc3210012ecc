"""Money, digits, dates, percentages and amounts in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reporting.deadlines import BANGKOK
from reporting.fiscal import MONTHS_SHORT_TH, MONTHS_TH
from reporting.formats import (
    arabic_digits,
    baht_text,
    money,
    money_or_dash,
    percent,
    percent_number,
    percent_text,
    thai_date,
    thai_datetime,
    thai_digits,
)

amounts = st.integers(0, 10**16 - 1).map(lambda number: Decimal(number) / 100)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("45850950"), "45,850,950.00"),
        (Decimal("0"), "0.00"),
        (0, "0.00"),
        (1230, "1,230.00"),
        (Decimal("999.9"), "999.90"),
        (Decimal("329123456789.01"), "329,123,456,789.01"),
        (Decimal("0.005"), "0.01"),
        (Decimal("0.125"), "0.13"),
        (Decimal("-1234.5"), "−1,234.50"),
        (Decimal("-0.001"), "0.00"),
        (Decimal("-0"), "0.00"),
        (None, ""),
    ],
)
def test_money(value, text):
    assert money(value) == text


def test_money_in_thai_digits():
    assert money(Decimal("45850950"), thai=True) == "๔๕,๘๕๐,๙๕๐.๐๐"
    assert money_or_dash(Decimal("12.5"), thai=True) == "๑๒.๕๐"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.00"), "–"),
        (0, "–"),
        (None, "–"),
        (Decimal("0.004"), "–"),
        (Decimal("0.01"), "0.01"),
        (Decimal("-5"), "−5.00"),
    ],
)
def test_money_or_dash(value, text):
    assert money_or_dash(value) == text


@pytest.mark.parametrize("write", [money, money_or_dash, baht_text, percent_text])
def test_floats_are_refused(write):
    with pytest.raises(TypeError, match="float"):
        write(1.5)


@given(amounts)
def test_money_has_commas_at_every_third_place(amount):
    baht, satang = money(amount).split(".")
    groups = baht.split(",")
    assert len(satang) == 2
    assert 1 <= len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])
    assert Decimal("".join(groups) + "." + satang) == amount


def test_digits():
    assert thai_digits("หมู่ 10 (2565)") == "หมู่ ๑๐ (๒๕๖๕)"
    assert thai_digits(2565) == "๒๕๖๕"
    assert arabic_digits("หมู่ ๑๐ (๒๕๖๕)") == "หมู่ 10 (2565)"
    assert (thai_digits("0123456789"), arabic_digits("๐๑๒๓๔๕๖๗๘๙")) == ("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@given(st.text())
def test_digits_round_trip(text):
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)
    assert thai_digits(arabic_digits(text)) == thai_digits(text)
    assert not set(thai_digits(text)) & set("0123456789")
    assert len(thai_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("part", "whole", "value", "text"),
    [
        (Decimal("12.34"), Decimal(100), Decimal("12.34"), "12.3%"),
        (1, 8, Decimal("12.5"), "12.5%"),
        (0, 5, Decimal(0), "0.0%"),
        (5, 5, Decimal(100), "100.0%"),
        (50, 2, Decimal(2500), "2,500.0%"),
        (-1, 8, Decimal("-12.5"), "−12.5%"),
        (5, 0, None, "–"),
        (0, 0, None, "–"),
        (5, None, None, "–"),
        (None, 5, None, "–"),
    ],
)
def test_percent(part, whole, value, text):
    assert percent(part, whole) == value
    assert percent_text(percent(part, whole)) == text


@pytest.mark.parametrize(("value", "text"), [("-1250.25", "-1250.3"), ("-0.04", "0.0"), ("12.25", "12.3")])
def test_a_percentage_for_machines_has_a_hyphen_and_no_comma(value, text):
    assert percent_number(Decimal(value)) == text


def test_percent_does_not_round_up_to_a_goal():
    almost = percent(Decimal("14.96"), 100)
    assert almost < 15
    assert percent_text(almost) == "15.0%"


@pytest.mark.parametrize(("value", "text"), [("12.25", "12.3%"), ("12.35", "12.4%"), ("-0.04", "0.0%")])
def test_percent_rounds_half_up(value, text):
    assert percent_text(Decimal(value)) == text


def test_dates():
    day = dt.date(2021, 11, 5)
    assert thai_date(day) == "5 พฤศจิกายน 2564"
    assert thai_date(day, short=True) == "5 พ.ย. 2564"
    assert thai_date(day, thai_digits=True) == "๕ พฤศจิกายน ๒๕๖๔"
    assert thai_date(day, thai_digits=True, short=True) == "๕ พ.ย. ๒๕๖๔"
    assert thai_date(dt.date(2020, 2, 29)) == "29 กุมภาพันธ์ 2563"
    assert thai_date(None) == thai_datetime(None) == ""


def test_datetimes_are_told_in_bangkok():
    evening = dt.datetime(2021, 11, 5, 7, 2, 59, tzinfo=dt.UTC)
    assert thai_datetime(evening) == "5 พ.ย. 2564 14:02 น."
    assert thai_datetime(evening, thai_digits=True) == "๕ พ.ย. ๒๕๖๔ ๑๔:๐๒ น."
    # New Year comes to Bangkok seven hours before UTC, and 31 becomes 1.
    new_year = dt.datetime(2021, 12, 31, 17, 5, tzinfo=dt.UTC)
    assert thai_datetime(new_year) == "1 ม.ค. 2565 00:05 น."
    assert thai_date(new_year) == "1 มกราคม 2565"


@pytest.mark.parametrize("write", [thai_date, thai_datetime])
def test_a_moment_without_a_time_zone_is_refused(write):
    with pytest.raises(ValueError, match="aware"):
        write(dt.datetime(2021, 11, 5, 14, 2))


@given(st.dates(), st.booleans(), st.booleans())
def test_a_written_date_reads_back(day, digits, short):
    number, month, year = arabic_digits(thai_date(day, thai_digits=digits, short=short)).split(" ")
    names = MONTHS_SHORT_TH if short else MONTHS_TH
    assert dt.date(int(year) - 543, names.index(month) + 1, int(number)) == day


@given(st.datetimes(dt.datetime(1960, 1, 1), timezones=st.sampled_from([dt.UTC, BANGKOK])))
def test_a_written_moment_reads_back_to_the_minute(at):
    number, month, year, time, unit = thai_datetime(at).split(" ")
    hour, minute = map(int, time.split(":"))
    written = dt.datetime(int(year) - 543, MONTHS_SHORT_TH.index(month) + 1, int(number), hour, minute)
    assert unit == "น."
    assert written == at.astimezone(BANGKOK).replace(tzinfo=None, second=0, microsecond=0)


BAHT_WORDS = [
    ("0", "ศูนย์บาทถ้วน"),
    ("1", "หนึ่งบาทถ้วน"),
    ("2", "สองบาทถ้วน"),
    ("10", "สิบบาทถ้วน"),
    ("11", "สิบเอ็ดบาทถ้วน"),
    ("20", "ยี่สิบบาทถ้วน"),
    ("21", "ยี่สิบเอ็ดบาทถ้วน"),
    ("22", "ยี่สิบสองบาทถ้วน"),
    ("100", "หนึ่งร้อยบาทถ้วน"),
    ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
    ("111", "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
    ("1001", "หนึ่งพันเอ็ดบาทถ้วน"),
    ("125000", "หนึ่งแสนสองหมื่นห้าพันบาทถ้วน"),
    ("999999", "เก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทถ้วน"),
    ("1000000", "หนึ่งล้านบาทถ้วน"),
    ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
    ("11000000", "สิบเอ็ดล้านบาทถ้วน"),
    ("21000021", "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทถ้วน"),
    ("93335876", "เก้าสิบสามล้านสามแสนสามหมื่นห้าพันแปดร้อยเจ็ดสิบหกบาทถ้วน"),
    ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
    ("1000001000001", "หนึ่งล้านเอ็ดล้านเอ็ดบาทถ้วน"),
    ("0.01", "หนึ่งสตางค์"),
    ("0.50", "ห้าสิบสตางค์"),
    ("1.01", "หนึ่งบาทหนึ่งสตางค์"),
    ("1.25", "หนึ่งบาทยี่สิบห้าสตางค์"),
    ("1230.5", "หนึ่งพันสองร้อยสามสิบบาทห้าสิบสตางค์"),
    ("11.11", "สิบเอ็ดบาทสิบเอ็ดสตางค์"),
]

ONE_TO_NINE = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
DIGITS = {word: value for value, word in enumerate(ONE_TO_NINE, start=1)}
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}


def read_number(words: str) -> int:
    """A number in words, read as a person does: from left to right, each word once understood."""
    total = group = digit = 0
    while words:
        for word in ("ล้าน", "ยี่", "เอ็ด", *PLACES, *DIGITS):
            if words.startswith(word):
                words = words.removeprefix(word)
                break
        else:
            raise AssertionError(f"not a number: {words}")
        if word == "ล้าน":
            total, group, digit = (total + group + digit) * 1_000_000, 0, 0
        elif word in PLACES:
            assert digit or word == "สิบ"
            assert not group or PLACES[word] < group
            group, digit = group + (digit or 1) * PLACES[word], 0
        else:
            assert not digit
            digit = {"ยี่": 2, "เอ็ด": 1}.get(word) or DIGITS[word]
    return total + group + digit


def read_baht(words: str) -> Decimal:
    baht, unit, rest = words.partition("บาท")
    if not unit:
        return Decimal(read_number(words.removesuffix("สตางค์"))) / 100
    if rest == "ถ้วน":
        return Decimal(0 if baht == "ศูนย์" else read_number(baht))
    assert rest.endswith("สตางค์")
    return read_number(baht) + Decimal(read_number(rest.removesuffix("สตางค์"))) / 100


@pytest.mark.parametrize(("amount", "words"), BAHT_WORDS)
def test_baht_text(amount, words):
    assert baht_text(Decimal(amount)) == words
    assert read_baht(words) == Decimal(amount)


@given(amounts)
@example(Decimal("10000001000000.10"))
@example(Decimal("329123456789.21"))
def test_baht_text_reads_back(amount):
    assert read_baht(baht_text(amount)) == amount


def test_all_small_numbers_read_back():
    for number in range(3_000):
        assert read_baht(baht_text(number)) == number
        assert read_baht(baht_text(Decimal(number) / 100)) == Decimal(number) / 100


@given(amounts)
def test_baht_text_speaks_thai(amount):
    words = baht_text(amount)
    assert words.endswith("ถ้วน") == (amount == int(amount))
    for never in ("สองสิบ", "หนึ่งสิบ", "สิบหนึ่ง", "ร้อยหนึ่งบาท", "ล้านหนึ่งบาท"):
        assert never not in words


@pytest.mark.parametrize("amount", [Decimal("-1"), Decimal("-0.01"), Decimal("0.001"), Decimal("1.255")])
def test_amounts_that_have_no_words(amount):
    with pytest.raises(ValueError, match="satang"):
        baht_text(amount)

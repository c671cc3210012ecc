"""How figures, digits and dates are written for people.

There is one money format, one zero and one date format, and every page, document and export uses them.
Money is an exact decimal of baht and is never a float (R3). Digits are Arabic on the screen and Thai on
documents. Years are written in BE. What people type is read in `amounts`.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from reporting.deadlines import BANGKOK, bangkok_date
from reporting.fiscal import MONTHS_SHORT_TH, MONTHS_TH, to_be

ARABIC_DIGITS = "0123456789"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
DASH = "–"
MINUS = "−"

_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)

_SATANG = Decimal("0.01")
_TENTH = Decimal("0.1")
_MILLION = 1_000_000
_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_WORDS = ("แสน", "หมื่น", "พัน", "ร้อย")


def thai_digits(text: object) -> str:
    """The text with 0–9 written as ๐–๙. A number is turned into its plain text first."""
    return str(text).translate(_TO_THAI)


def arabic_digits(text: object) -> str:
    """The text with ๐–๙ written as 0–9."""
    return str(text).translate(_TO_ARABIC)


def money(value: Decimal | int | None, *, thai: bool = False) -> str:
    """Baht with satang and thousands commas: "45,850,950.00"; None, which is not known, is "".

    Rounds half up to satang. TypeError for a float (R3).
    """
    if value is None:
        return ""
    text = f"{_rounded(value, _SATANG):,.2f}".replace("-", MINUS)
    return thai_digits(text) if thai else text


def money_or_dash(value: Decimal | int | None, *, thai: bool = False) -> str:
    """Like `money`, with "–" where the amount is zero or not known."""
    if value is None or not _rounded(value, _SATANG):
        return DASH
    return money(value, thai=thai)


def signed_money(value: Decimal | int | None) -> str:
    """A change in baht with its sign: "+1,200.00", "−300.00", "0.00"; None, which is not known, is ""."""
    if value is None:
        return ""
    rounded = _rounded(value, _SATANG)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return sign + money(abs(rounded))


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """`part` in percent of `whole`, unrounded; None when either is not known or `whole` is zero.

    It stays unrounded because 14.96 must not reach a goal of 15.
    """
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def percent_text(value: Decimal | int | None) -> str:
    """A percentage with one decimal: "12.3%", "−12.3%"; "–" when it is not known."""
    return DASH if value is None else f"{_rounded(value, _TENTH):,.1f}%".replace("-", MINUS)


def percent_number(value: Decimal | int) -> str:
    """The same percentage for machines: "-12.3", with a hyphen and no comma."""
    return f"{_rounded(value, _TENTH):.1f}"


def thai_date(day: dt.date | None, *, thai_digits: bool = False, short: bool = False) -> str:
    """A date with its year in BE: "5 พฤศจิกายน 2564", short "5 พ.ย. 2564"; None is "".

    An aware datetime is written as its day in Bangkok; one without a time zone is a ValueError.
    """
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = bangkok_date(day)
    months = MONTHS_SHORT_TH if short else MONTHS_TH
    text = f"{day.day} {months[day.month - 1]} {to_be(day.year)}"
    return text.translate(_TO_THAI) if thai_digits else text


def thai_datetime(at: dt.datetime | None, *, thai_digits: bool = False) -> str:
    """A moment as Bangkok's date and time: "5 พ.ย. 2564 14:02 น."; None is "".

    ValueError for a datetime without a time zone.
    """
    if at is None:
        return ""
    text = f"{thai_date(at, short=True)} {at.astimezone(BANGKOK):%H:%M} น."
    return text.translate(_TO_THAI) if thai_digits else text


def baht_text(amount: Decimal | int) -> str:
    """An amount of baht in words, as on a cheque: "หนึ่งแสนสองหมื่นห้าพันบาทถ้วน".

    Words are never rounded: ValueError for parts of a satang and for a negative amount, TypeError for a
    float (R3).
    """
    exact = _exact(amount)
    total_satang = exact * 100
    if exact < 0 or total_satang != int(total_satang):
        raise ValueError(f"{amount} is not a whole number of satang from zero up")
    baht, satang = divmod(int(total_satang), 100)
    if not satang:
        return (_number_words(baht) or "ศูนย์") + "บาทถ้วน"
    return (f"{_number_words(baht)}บาท" if baht else "") + f"{_number_words(satang)}สตางค์"


def _exact(value: Decimal | int) -> Decimal:
    if isinstance(value, float):
        raise TypeError("amounts are exact decimals, never floats")
    return Decimal(value)


def _rounded(value: Decimal | int, step: Decimal) -> Decimal:
    # Adding zero turns a rounded "-0.00" into "0.00".
    return _exact(value).quantize(step, rounding=ROUND_HALF_UP) + 0


def _number_words(number: int) -> str:
    """A whole number in words; zero is the empty text."""
    millions, rest = divmod(number, _MILLION)
    words = f"{_number_words(millions)}ล้าน" if millions else ""
    *high, tens, ones = (int(digit) for digit in f"{rest:06d}")
    for digit, place in zip(high, _PLACE_WORDS, strict=True):
        if digit:
            words += _DIGIT_WORDS[digit] + place
    if tens:
        words += {1: "", 2: "ยี่"}.get(tens, _DIGIT_WORDS[tens]) + "สิบ"
    # A final one is "เอ็ด" after anything, and "หนึ่ง" only when it stands alone.
    return words + ("เอ็ด" if ones == 1 and words else _DIGIT_WORDS[ones])

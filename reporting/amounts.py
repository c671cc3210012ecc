"""Reading the amounts that people type (R4).

An amount is digits, all Arabic or all Thai, with commas either nowhere or at every third place, and at
most two decimals after one point. Spaces around it do not count. Two habits are understood besides, and
are echoed because they were understood and not read: a number with one Thai unit ("1.25 แสน"), and the
number row of the Thai keyboard where the layout was left on ("ๅ/-" is 123). Everything else could mean
two things or nothing, so it is refused, and the refusal says what to type instead. The part of the grammar
that computers usually add (exponents, signs, other scripts' digits) is refused as well: nobody means it.

static/js/entry/amounts.js reads the same grammar in the browser; a test holds the two against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reporting.formats import arabic_digits

# No producer sells for a billion baht in a week. The largest month of a district, 5 weeks × 3 channels ×
# 1,000 lines × 999,999,999.99 = 1.5 × 10^13 baht, fits a money column, Decimal(16, 2), which ends below
# 10^14. A tenth digit would make it 1.5 × 10^14.
MAX_BAHT_DIGITS = 9

# Spreadsheets paste tabs, line ends and no-break spaces around a figure.
_AROUND = " \t\r\n\u00a0"
# Far above the longest amount, far below what would be slow to examine.
_MAX_CHARACTERS = 60

_AMOUNT = re.compile(
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
    r"(?:\.(?P<satang>[0-9]{1,2}))?"
)

_MIXED = re.compile(r"(?s)(?=.*[0-9])(?=.*[๐-๙])")

_UNITS = {"ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_WITH_UNIT = re.compile(
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
    rf"(?:\.(?P<part>[0-9]{{1,8}}))?[ \u00a0]?(?P<unit>{'|'.join(_UNITS)})"
)

# The keys 1 to 0 of the Kedmanee layout, and those of the comma and the point. A token of these keys is a
# number only when a Thai letter gives the layout away: "-" or "/" alone may be meant as they are.
_KEDMANEE = dict(zip("ๅ/-ภถ\u0e38\u0e36คตจมใ", "1234567890,.", strict=True))
_KEDMANEE_TEXT = re.compile(r"(?=.*[ๅภถ\u0e38\u0e36คตจ])[ๅ/\-ภถ\u0e38\u0e36คตจมใ.,]+")
_FROM_KEDMANEE = str.maketrans(_KEDMANEE)

_ONE_UNIT = "กรุณาพิมพ์ตัวเลขกับหน่วยเดียว เช่น 2.5 แสน หรือพิมพ์จำนวนเต็มทุกหลัก เช่น 250,000"
_ONLY_DIGITS = "กรุณาพิมพ์เฉพาะตัวเลข เช่น 1230 หรือ 1,230.50"
_TOO_LONG = "จำนวนนี้มากเกินไป ช่องหนึ่งพิมพ์ได้ไม่เกิน 999,999,999.99 บาท กรุณาตรวจจำนวนหลักอีกครั้ง"

# What is wrong → what to type. The first pattern found in the text answers, so the order goes from the
# characters that do not belong to the places where the right characters stand wrongly.
_REFUSALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"^[-–—−]+$", "หากไม่มียอด กรุณาพิมพ์ 0 แทนเครื่องหมายขีด"),
        (r"[0-9๐-๙][^\n]*(?:ร้อย|พัน|หมื่น|แสน|ล้าน)", _ONE_UNIT),
        (r"(?i)บาท|สตางค์|฿|thb|baht", "กรุณาพิมพ์เฉพาะตัวเลข ไม่ต้องใส่คำว่าบาทหรือ ฿ เช่น 1,230.50"),
        (
            r"^[0-9๐-๙.,]+[eE][-+]?[0-9๐-๙]+$",
            "กรุณาพิมพ์จำนวนเต็มทุกหลัก ไม่ใช้ตัว e เช่น 12000 หรือ 12,000",
        ),
        (r"^[-+–—−]|[-+–—−]$|^\(.*\)$", "กรุณาพิมพ์จำนวนเงินโดยไม่มีเครื่องหมายบวก ลบ หรือวงเล็บ เช่น 1,230.50"),
        (r"(?![0-9๐-๙])\d", "กรุณาพิมพ์เลข 0–9 หรือ ๐–๙ แบบปกติ เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐"),
        (r"[\u200b-\u200f\u2060\ufeff]", "มีอักขระที่มองไม่เห็นปนอยู่ กรุณาลบแล้วพิมพ์ใหม่ เช่น 1,230.50"),
        (r"^[0-9๐-๙.,]+(?:\s+[0-9๐-๙.,]+)+$", "กรุณาพิมพ์ตัวเลขติดกัน ไม่เว้นวรรค เช่น 1230 หรือ 1,230"),
        (r"[^0-9๐-๙.,]", _ONLY_DIGITS),
        (
            r"[0-9].*[๐-๙]|[๐-๙].*[0-9]",
            "กรุณาใช้เลขไทยหรือเลขอารบิกอย่างเดียวทั้งจำนวน เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐",
        ),
        (r"^[.,]+$", _ONLY_DIGITS),
        (r"\..*\.", "ใส่จุดทศนิยมได้จุดเดียว และคั่นหลักพันด้วยจุลภาค เช่น 1,230.50"),
        (r"^\.", "กรุณาพิมพ์ 0 หน้าจุดทศนิยม เช่น 0.50"),
        (r"\.$", "หลังจุดทศนิยมต้องมีตัวเลข 1–2 หลัก เช่น 1,230.50 หากไม่มีสตางค์ ไม่ต้องพิมพ์จุด"),
        (r"\.[^,]{3,}$", "ทศนิยมมีได้ไม่เกิน 2 หลัก เช่น 1,230.50 หากเป็นหลักพัน กรุณาคั่นด้วยจุลภาค เช่น 1,230"),
        (r"^[0๐][0-9๐-๙,]", "กรุณาตัดเลข 0 ที่อยู่ข้างหน้าออก เช่น 1,230 หรือ 0.50"),
        (r",", "เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก เช่น 1,230 หรือ 1,230.50"),
    )
)


class AmountError(ValueError):
    """A typed amount that cannot be read. Its text is a Thai sentence that says what to type."""


@dataclass(frozen=True)
class Reading:
    """What a text means in baht; `rescued` when it had to be understood, so that pages say what was read."""

    amount: Decimal
    rescued: bool = False


def parse_amount(text: str) -> Decimal | None:
    """The baht that a person typed, with two decimals; None when nothing was typed (R4).

    Takes up to 9 digits before the point, so that no sum outgrows a money column. AmountError for
    everything outside the grammar.
    """
    found = reading(text)
    return found.amount if found else None


def reading(text: str) -> Reading | None:
    """Like `parse_amount`, and says whether the text was understood rather than read."""
    typed = text.strip(_AROUND)
    if not typed:
        return None
    if len(typed) > _MAX_CHARACTERS:
        raise AmountError(_TOO_LONG if arabic_digits(typed[:1]).isdecimal() else _ONLY_DIGITS)
    if _MIXED.match(typed):
        raise AmountError(_refusal(typed))
    plain = arabic_digits(typed)
    if match := _AMOUNT.fullmatch(plain):
        return Reading(_amount(match["whole"], match["satang"] or "", 1))
    if match := _WITH_UNIT.fullmatch(plain):
        return Reading(_amount(match["whole"], match["part"] or "", _UNITS[match["unit"]]), rescued=True)
    if _KEDMANEE_TEXT.fullmatch(typed):
        return _from_thai_keyboard(typed.translate(_FROM_KEDMANEE))
    raise AmountError(_refusal(typed))


def _from_thai_keyboard(plain: str) -> Reading:
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise AmountError(f"แป้นพิมพ์เป็นภาษาไทยอยู่ อ่านได้ว่า {plain}: {_refusal(plain)}")
    return Reading(_amount(match["whole"], match["satang"] or "", 1), rescued=True)


def _amount(whole: str, part: str, unit: int) -> Decimal:
    """The number times the unit, exactly; AmountError for parts of a satang and for too many digits."""
    amount = Decimal(f"{whole.replace(',', '')}.{part or '0'}") * unit
    if amount >= 10**MAX_BAHT_DIGITS:
        raise AmountError(_TOO_LONG)
    if amount * 100 % 1:
        raise AmountError(_ONE_UNIT)
    return amount.quantize(Decimal("0.01"))


def _refusal(typed: str) -> str:
    return next((sentence for pattern, sentence in _REFUSALS if pattern.search(typed)), _ONLY_DIGITS)

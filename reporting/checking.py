"""What a district should look at first when a line comes back: a week and its figures, by the coded reason.

Nothing here judges anything; it saves whoever mends the line the search. Amounts are in baht by channel:
regular, transfer, online.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reporting.formats import money

Amounts = tuple[Decimal, Decimal, Decimal]
Weeks = Mapping[int, Amounts]

_ONLINE, _TRANSFER = 2, 1
_NAMES = {_TRANSFER: "รายได้โอน", _ONLINE: "รายได้ออนไลน์"}


def suggestion(reason: str, weeks: Weeks, numbers: Sequence[int]) -> str:
    """The sentence for a reason's code; empty where its weeks say nothing about it.

    `weeks` are those that have figures, `numbers` all weeks of the month.
    """
    match reason:
        case "TOO_HIGH" | "COPIED":
            return _largest(weeks)
        case "TOO_LOW" | "NIL_DOUBTED":
            return _without_figures(weeks, numbers) or _smallest(weeks)
        case "ONLINE_TWICE":
            return _twice(weeks, _ONLINE)
        case "TRANSFER_TWICE":
            return _twice(weeks, _TRANSFER)
    return ""


def _largest(weeks: Weeks) -> str:
    sold = {number: sum(amounts) for number, amounts in weeks.items() if any(amounts)}
    if not sold:
        return ""
    number = max(sold, key=lambda week: (sold[week], -week))
    of_month = f" จากทั้งเดือน {money(sum(sold.values()))} บาท" if len(sold) > 1 else ""
    return f"ตรวจใบเสร็จสัปดาห์ที่ {number}: {money(sold[number])} บาท{of_month}"


def _smallest(weeks: Weeks) -> str:
    if not weeks:
        return ""
    number = min(weeks, key=lambda week: (sum(weeks[week]), week))
    return f"ตรวจใบเสร็จสัปดาห์ที่ {number} ซึ่งมียอดน้อยที่สุด: {money(sum(weeks[number]))} บาท"


def _without_figures(weeks: Weeks, numbers: Sequence[int]) -> str:
    empty = [str(number) for number in numbers if not any(weeks.get(number, ()))]
    return f"ตรวจใบเสร็จสัปดาห์ที่ {', '.join(empty)} ซึ่งไม่มียอด" if empty else ""


def _twice(weeks: Weeks, channel: int) -> str:
    """The week in which the channel equals the regular sales; else the one in which it is largest."""
    sold = {number: amounts for number, amounts in weeks.items() if amounts[channel]}
    if not sold:
        return ""
    number = max(sold, key=lambda week: (sold[week][channel] == sold[week][0], sold[week][channel], -week))
    here, regular = sold[number][channel], sold[number][0]
    compared = "เท่ากับรายได้ปกติพอดี" if here == regular else f"กับรายได้ปกติ {money(regular)} บาท"
    return f"เทียบใบเสร็จสัปดาห์ที่ {number}: {_NAMES[channel]} {money(here)} บาท {compared}"

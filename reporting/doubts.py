"""What makes a line look as if it had been typed wrongly: rules of thumb, each with its reason in a sentence.

A doubt never keeps anything from being saved or sent. It asks for a note, which answers it: whoever checks
the month reads both. Thresholds are settings; amounts are in baht.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reporting.formats import money

Amounts = tuple[Decimal, Decimal, Decimal]
_ONLINE = 2


@dataclass(frozen=True)
class Limits:
    """From how many times the usual on a month is high, and which step is round."""

    high: int = 5
    round_step: int = 1_000
    round_from: int = 10_000


@dataclass(frozen=True)
class Past:
    """The month before, and the medians of twelve months: of the whole line, and of its online sales."""

    last_month: Amounts | None = None
    median: Decimal | None = None
    usual_online: Decimal | None = None


def of_line(
    amounts: Amounts,
    *,
    nil: bool,
    weeks: Iterable[Amounts] = (),
    past: Past,
    complete: bool,
    limits: Limits,
) -> list[str]:
    """The sentences of a line's doubts; `complete` says that the month is over or every week entered."""
    if nil:
        return ["ไม่มียอดทั้งเดือน โปรดบอกเหตุผล"]
    total = sum(amounts)
    if not total:
        return []
    said = (
        _high(total, past.median, limits),
        same(amounts, past.last_month),
        round_thousands(amounts, weeks, limits),
        _online_gone(amounts, past) if complete else "",
    )
    return [sentence for sentence in said if sentence]


def _high(total: Decimal, median: Decimal | None, limits: Limits) -> str:
    if not median or total < limits.high * median:
        return ""
    return f"สูง {total / median:.0f} เท่าของค่ากลาง 12 เดือน ({money(median)} บาท)"


def same(amounts: Amounts, last_month: Amounts | None) -> str:
    """The sentence about figures that repeat the month before, or nothing."""
    return "เท่ากับเดือนก่อนทุกช่องทางถึงสตางค์" if amounts == last_month else ""


def round_thousands(amounts: Amounts, weeks: Iterable[Amounts], limits: Limits) -> str:
    """Round everywhere: one figure may well be, and small ones are; large ones in every field rarely are."""
    total = sum(amounts)
    figures = [figure for week in weeks for figure in week if figure] or amounts
    if total < limits.round_from or any(figure % limits.round_step for figure in figures):
        return ""
    return f"ตัวเลขทุกช่องเป็นหลักพันถ้วน รวม {money(total)} บาท"


def _online_gone(amounts: Amounts, past: Past) -> str:
    before = past.last_month[_ONLINE] if past.last_month else None
    if amounts[_ONLINE] or not before or not past.usual_online:
        return ""
    return f"ยอดออนไลน์เป็นศูนย์ เดือนก่อน {money(before)} บาท"

"""What stands beside the figures of a row: its twelve months as a picture, the months to compare, its weeks.

Written by hand like the rows themselves (see `grid`); all of it is figures and our own words.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from reporting.formats import money
from reporting.stats.desk import Amounts
from reporting.stats.history import History

from . import sparkline

_UNKNOWN = "ไม่มีข้อมูล"


def past_cell(history: History) -> str:
    """The cell with the twelve months before, the month before and the same month a year before, in baht."""
    last, year = _total(history.last_month), _total(history.last_year)
    if not any(history.months):
        return '<td class="spark-cell" role="cell" data-label="12 เดือน"><small>ยังไม่มีประวัติ</small></td>'
    picture = sparkline.draw(history.totals, label=_in_words(history))
    return (
        f'<td class="spark-cell" role="cell" data-label="12 เดือน">{picture}'
        f"<small>ด.ก่อน <b>{last}</b></small><small>ปีก่อน <b>{year}</b></small></td>"
    )


def week_marks(filled: Collection[int], weeks: Collection[int]) -> str:
    """A box for each week of the month, full where the line has figures (S19)."""
    done = ", ".join(str(number) for number in weeks if number in filled)
    label = f"มียอดสัปดาห์ที่ {done}" if done else "ยังไม่มียอดสัปดาห์ใด"
    boxes = "".join(f"<i{' class=on' if number in filled else ''}>{number}</i>" for number in weeks)
    return f'<span class="wks" role="img" aria-label="{label}" title="{label}">{boxes}</span>'


def before(history: History, week_before: Amounts | None) -> str:
    """The week, the month and the same month of the year before by channel: "1.00|2.00|3.00;…;"."""
    seasons = (week_before, history.last_month, history.last_year)
    return ";".join("|".join(map(money, amounts)) if amounts else "" for amounts in seasons)


def _in_words(history: History) -> str:
    known = [total for total in history.totals if total is not None]
    return (
        f"12 เดือนก่อนหน้า รวมทุกช่องทาง ต่ำสุด {money(min(known))} สูงสุด {money(max(known))} บาท"
        f" เดือนก่อน {_total(history.last_month)} เดือนเดียวกันปีก่อน {_total(history.last_year)}"
    )


def _total(amounts: Amounts | None) -> str:
    return money(sum(amounts, Decimal(0))) if amounts else _UNKNOWN
